// What is seen of values: hashes with and without floating-point numbers, these numbers, and a short text.
// Containers without an order are hashed so that the order in which they are walked does not count.
#pragma once

#include "random.hpp"

namespace perfcoder {

inline constexpr std::size_t most_reals = 64;
inline constexpr std::size_t own_reals = 48;  // the others share the last 16 places
inline constexpr std::size_t most_text = 200;

/// Memory of an argument: pointers into it are observed as places in it.
struct Buffer {
    const void* begin;
    std::size_t bytes;
};

struct Observer;

/// An object that a pointer led to, to be looked at once all that led to it was seen.
struct Followed {
    const void* object;
    void (*show)(Observer&, const void*);
};
inline constexpr std::size_t most_objects = 200000;

/// Sees values one after another.
///
/// Objects behind pointers are numbered as they are met and looked at last (`finish`): neither addresses nor the depth
/// of a structure matter, and a ring is no trouble.
//////
/// `result` hashes all of them; `shape` leaves out floating-point numbers, which are in `reals`: the first 48, then sums
/// of absolute values of every 16th one. `follow` says whether pointers to objects are followed; `sample`, where not 0,
/// is how many elements are looked at in a sequence.
struct Observer {
    Hash result, shape;
    std::vector<double> reals;
    std::size_t real_count = 0;
    std::string text;
    std::vector<Buffer> buffers;
    std::unordered_map<const void*, std::size_t> objects;
    std::deque<Followed> waiting;
    bool follow = true;
    std::size_t sample = 0;
    int depth = 0;

    void mix(std::uint64_t value) {
        result.mix(value);
        shape.mix(value);
    }

    void say(std::string_view words) {
        if (text.size() < most_text) text.append(words.substr(0, most_text - text.size()));
    }

    void integer(std::uint64_t value, bool is_signed) {
        mix(value);
        if (text.size() < most_text) say(is_signed ? std::to_string(std::int64_t(value)) : std::to_string(value));
    }

    void real(double value);
    void bytes(const char* begin, std::size_t count);
    void character(char value);

    /// Takes in what another observer saw of one element of a container without an order.
    void unordered(const Observer& element, std::uint64_t& result_sum, std::uint64_t& shape_sum, double& real_sum);

    /// Keeps a number for a comparison with some tolerance, without mixing it into a hash.
    void keep_real(double value);

    /// Whether the pointer is null or points into an argument, which is then all that is to be seen of it.
    bool is_place(const void* pointer);

    /// Sees a pointer to an object that stands alone.
    void object(const void* pointer, void (*show)(Observer&, const void*));

    /// Looks at all objects that pointers led to.
    void finish();
};

inline void Observer::real(double value) {
    std::uint64_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    result.mix(std::isnan(value) ? 0x7ff8000000000000u : bits);
    shape.mix(1);
    keep_real(value);
    if (text.size() < most_text) {
        char written[40];
        std::snprintf(written, sizeof written, "%.9g", value);
        say(written);
    }
}

inline void Observer::keep_real(double value) {
    std::size_t place = real_count < own_reals ? real_count : own_reals + real_count % (most_reals - own_reals);
    if (place >= reals.size()) reals.resize(place + 1);
    reals[place] = real_count < own_reals ? value : reals[place] + std::fabs(value);
    real_count++;
}

inline void Observer::bytes(const char* begin, std::size_t count) {
    result.mix(begin, count);
    shape.mix(begin, count);
    say("\"");
    say(std::string_view(begin, std::min(count, most_text)));
    say("\"");
}

inline void Observer::character(char value) {
    mix(static_cast<unsigned char>(value));
    say(std::string_view(&value, 1));
}

inline void Observer::unordered(const Observer& element, std::uint64_t& result_sum, std::uint64_t& shape_sum,
                                double& real_sum) {
    result_sum += scrambled(element.result.value);
    shape_sum += scrambled(element.shape.value);
    for (double each : element.reals) real_sum += std::fabs(each);
}

inline bool Observer::is_place(const void* pointer) {
    if (!pointer) {
        mix(0);
        say("null");
        return true;
    }
    auto address = reinterpret_cast<std::uintptr_t>(pointer);
    for (std::size_t i = 0; i < buffers.size(); i++) {
        auto begin = reinterpret_cast<std::uintptr_t>(buffers[i].begin);
        if (address < begin || address > begin + buffers[i].bytes) continue;
        mix(i + 1);
        mix(address - begin);
        say("&argument+" + std::to_string(address - begin));
        return true;
    }
    return false;
}

inline void Observer::object(const void* pointer, void (*show)(Observer&, const void*)) {
    if (is_place(pointer)) return;
    if (!follow) return mix(1);
    auto [place, is_new] = objects.try_emplace(pointer, objects.size() + 1);
    mix(place->second);
    say("#" + std::to_string(place->second));
    if (is_new && objects.size() <= most_objects) waiting.push_back({pointer, show});
}

inline void Observer::finish() {
    while (!waiting.empty()) {
        Followed next = waiting.front();
        waiting.pop_front();
        say(" #" + std::to_string(objects[next.object]) + "=");
        next.show(*this, next.object);
    }
}

}  // namespace perfcoder
