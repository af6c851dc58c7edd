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
///
/// `result` hashes all of them; `shape` leaves out floating-point numbers, which are in `reals`: the first 48, then
/// sums of absolute values of every 16th one. `follow` says whether pointers to objects are followed; `silent` makes no
/// text; `opaque` tells that something was met that can't be seen into; `sample`, where not 0, is how many elements are
/// looked at in a sequence.
struct Observer {
    Hash result, shape;
    std::vector<double> reals;
    std::size_t real_count = 0;
    std::string text;
    std::vector<Buffer> buffers;
    std::unordered_map<const void*, std::size_t> objects;
    std::deque<Followed> waiting;
    bool follow = true, silent = false, opaque = false;
    std::size_t sample = 0;
    int depth = 0;

    void mix(std::uint64_t value) {
        result.mix(value);
        shape.mix(value);
    }

    /// Meets a value of which nothing is known.
    void unseen() {
        mix(7);
        say("?");
        opaque = true;
    }

    void say(std::string_view words);
    void integer(std::uint64_t value, bool is_signed);

    void real(double value);
    void bytes(const char* begin, std::size_t count);
    void character(char value);

    /// Takes in what another observer saw of one element of a container without an order.
    void unordered(const Observer& element, std::uint64_t& result_sum, std::uint64_t& shape_sum, double& real_sum);

    /// Keeps a number for a comparison with some tolerance, without mixing it into a hash.
    void keep_real(double value);

    /// Whether the pointer is null, leads to nothing any more, or points into an argument, which is then all that is to
    /// be seen of it.
    bool is_place(const void* pointer);

    /// Whether the call freed what a pointer leads to: that is then all that is to be seen of it, before and after.
    bool is_gone(const void* pointer);

    /// Sees a pointer to an object that stands alone.
    void object(const void* pointer, void (*show)(Observer&, const void*));

    /// Looks at all objects that pointers led to.
    void finish();
};

/// Which pages of a large table were ever touched: looking at the others would take long, and they are zero.
class Pages {
public:
    Pages(const void* table, std::size_t bytes);
    bool untouched(const void* begin, std::size_t bytes) const;

private:
    std::uintptr_t first;
    std::size_t page;
    std::vector<unsigned char> seen;  // bit 0 of each; empty where all must be looked at
};

/// Mixes in the words of some memory that are not 0, with their places.
void mix_bytes(Observer& observer, const void* memory, std::size_t count);

}  // namespace perfcoder
