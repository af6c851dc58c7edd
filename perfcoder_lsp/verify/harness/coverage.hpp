// Marks before the target's statements: PERFCODER_COVER(number) notes that one was reached in this process.
#pragma once

namespace perfcoder {

inline constexpr std::size_t most_marks = 65536;
inline unsigned char reached[most_marks];

}  // namespace perfcoder

// None where the compiler runs a function itself.
#define PERFCODER_COVER(number) \
    (__builtin_is_constant_evaluated() ? (void)0 : (void)(perfcoder::reached[number] = 1))
