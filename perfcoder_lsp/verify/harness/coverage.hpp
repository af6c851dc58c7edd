// Marks before the target's statements, and which of them were reached: in memory that all children share.
#pragma once

#include <sys/mman.h>

namespace perfcoder {

inline constexpr std::size_t most_marks = 65536;

inline unsigned char* const reached = [] {
    void* shared = mmap(nullptr, most_marks, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    static unsigned char own[most_marks];
    return shared == MAP_FAILED ? own : static_cast<unsigned char*>(shared);
}();

}  // namespace perfcoder

#define PERFCODER_COVER(number) (void)(perfcoder::reached[number] = 1)
