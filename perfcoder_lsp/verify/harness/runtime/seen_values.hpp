// How values are seen: hashed, and told in words.
#pragma once

#include "../arguments.hpp"

namespace perfcoder {

PERFCODER_RUNTIME void Observer::real(double value) {
    result.mix(is_nan(value) ? infinity_bits + 1 : bits_of(value));
    shape.mix(1);
    keep_real(value);
    if (!silent && text.size() < most_text) {
        char written[40];
        std::snprintf(written, sizeof written, "%.9g", value);
        say(written);
    }
}

PERFCODER_RUNTIME void Observer::keep_real(double value) {
    std::size_t place = real_count < own_reals ? real_count : own_reals + real_count % (most_reals - own_reals);
    if (place >= reals.size()) reals.resize(place + 1);
    reals[place] = real_count < own_reals ? value : reals[place] + std::fabs(value);
    real_count++;
}

PERFCODER_RUNTIME void Observer::bytes(const char* begin, std::size_t count) {
    result.mix(begin, count);
    shape.mix(begin, count);
    say("\"");
    say(std::string_view(begin, strnlen(begin, std::min(count, most_text))));
    say("\"");
}

PERFCODER_RUNTIME void Observer::character(char value) {
    mix(static_cast<unsigned char>(value));
    say(std::string_view(&value, 1));
}

PERFCODER_RUNTIME void Observer::unordered(const Observer& element, std::uint64_t& result_sum, std::uint64_t& shape_sum,
                                           double& real_sum) {
    result_sum += scrambled(element.result.value);
    shape_sum += scrambled(element.shape.value);
    for (double each : element.reals) real_sum += std::fabs(each);
    opaque |= element.opaque;
}

PERFCODER_RUNTIME bool Observer::is_place(const void* pointer) {
    if (!pointer) {
        mix(0);
        say("null");
        return true;
    }
    if (is_gone(pointer)) return true;
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

PERFCODER_RUNTIME void Observer::object(const void* pointer, void (*show)(Observer&, const void*)) {
    if (is_place(pointer)) return;
    if (!follow) return mix(1);
    auto [place, is_new] = objects.try_emplace(pointer, objects.size() + 1);
    mix(place->second);
    say("#" + std::to_string(place->second));
    if (is_new && objects.size() <= most_objects) waiting.push_back({pointer, show});
}

PERFCODER_RUNTIME void Observer::finish() {
    while (!waiting.empty()) {
        Followed next = waiting.front();
        waiting.pop_front();
        say(" #" + std::to_string(objects[next.object]) + "=");
        next.show(*this, next.object);
    }
}

PERFCODER_RUNTIME Pages::Pages(const void* table, std::size_t bytes)
    : page(std::size_t(sysconf(_SC_PAGESIZE))) {
    auto begin = reinterpret_cast<std::uintptr_t>(table);
    first = begin / page * page;
    std::size_t length = begin + bytes - first;
    if (bytes < 16 * page) return;
    seen.resize((length + page - 1) / page);
    if (mincore(reinterpret_cast<void*>(first), length, seen.data()) != 0) seen.clear();
}

PERFCODER_RUNTIME bool Pages::untouched(const void* begin, std::size_t bytes) const {
    if (seen.empty()) return false;
    std::size_t at = reinterpret_cast<std::uintptr_t>(begin) - first;
    for (std::size_t i = at / page; i <= (at + bytes - 1) / page; i++)
        if (seen[i] & 1) return false;
    return true;
}

PERFCODER_RUNTIME void mix_bytes(Observer& observer, const void* memory, std::size_t count) {
    auto* bytes = static_cast<const unsigned char*>(memory);
    for (std::size_t at = 0; at + 8 <= count; at += 8) {
        std::uint64_t word;
        std::memcpy(&word, bytes + at, 8);
        if (word) observer.mix(word ^ scrambled(at));
    }
}

PERFCODER_RUNTIME void Observer::say(std::string_view words) {
    if (!silent && text.size() < most_text) text.append(words.substr(0, most_text - text.size()));
}

PERFCODER_RUNTIME void Observer::integer(std::uint64_t value, bool is_signed) {
    mix(value);
    if (!silent && text.size() < most_text)
        say(is_signed ? std::to_string(std::int64_t(value)) : std::to_string(value));
}

}  // namespace perfcoder
