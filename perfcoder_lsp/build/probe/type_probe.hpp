// What questions of a type probe ask: the compiler's warning about a use of it spells out the type.
#pragma once

template <int Question, class Type>
__attribute__((__deprecated__)) constexpr int perfcoder_type() {
    return 0;
}
