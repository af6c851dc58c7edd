// Large arrays of numbers, of which most are zero: looked at by what was touched of them.
#pragma once

#include "type.hpp"

namespace perfcoder {

inline constexpr std::size_t told_of_table = 8;  // elements that are shown

/// All elements that are not zero, with their places.
template <class E> void observe_table(Observer& observer, const E* table, std::size_t count) {
    static constexpr E zeros[512] = {};
    Pages pages(table, count * sizeof(E));
    bool was_silent = observer.silent;
    observer.say("[");
    for (std::size_t begin = 0; begin < count; begin += std::size(zeros)) {
        std::size_t end = std::min(count, begin + std::size(zeros));
        std::size_t bytes = (end - begin) * sizeof(E);
        if (begin && (pages.untouched(table + begin, bytes) || std::memcmp(table + begin, zeros, bytes) == 0)) continue;
        for (std::size_t i = begin; i < end; i++) {
            if (i == told_of_table) observer.say(" ...");
            observer.silent = was_silent || i >= told_of_table;
            if (i >= told_of_table && std::memcmp(table + i, zeros, sizeof(E)) == 0) continue;
            if (i) observer.say(", ");
            observer.mix(i);
            observe(observer, table[i]);
        }
    }
    observer.silent = was_silent;
    observer.say("]");
}

}  // namespace perfcoder
