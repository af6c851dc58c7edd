// What AddressSanitizer knows of memory, in the builds that have it.
#pragma once

#include "random.hpp"

#if defined(__SANITIZE_ADDRESS__)
#define PERFCODER_HAS_ASAN 1
#elif defined(__has_feature)
#define PERFCODER_HAS_ASAN __has_feature(address_sanitizer)
#else
#define PERFCODER_HAS_ASAN 0
#endif

#if PERFCODER_HAS_ASAN
extern "C" int __asan_address_is_poisoned(const volatile void* address);
#endif

namespace perfcoder {

inline constexpr bool has_address_sanitizer = PERFCODER_HAS_ASAN;

/// Whether the program must not touch this address: freed, or outside of all objects. Builds without the sanitizer know
/// of none.
inline bool is_poisoned([[maybe_unused]] const void* address) {
#if PERFCODER_HAS_ASAN
    return __asan_address_is_poisoned(address);
#else
    return false;
#endif
}

}  // namespace perfcoder
