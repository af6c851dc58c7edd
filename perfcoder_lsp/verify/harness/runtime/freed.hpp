// What a call freed of what it was given: told by the address sanitizer, or by a host that holds it back (host.c).
// Without either, nothing is known to be freed.
#pragma once

#include "../observer.hpp"
#include "../sanitizer.hpp"

extern "C" {
// Of a host that watches; not there in others.
__attribute__((weak)) void perfcoder_watch(int on);
__attribute__((weak)) int perfcoder_is_held(const void* block);
// Of the address sanitizer.
__attribute__((weak)) const char* __asan_locate_address(void* address, char* name, std::size_t name_size, void** begin,
                                                        std::size_t* size);
__attribute__((weak)) std::size_t __asan_get_free_stack(void* address, void** trace, std::size_t size, int* thread);
}

namespace perfcoder {

/// As long as it lives, what is freed is held back and remembered until the next one.
struct Watch {
    Watch() { turn(1); }
    ~Watch() { turn(0); }
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

private:
    static void turn(int on) {
        if (perfcoder_watch) perfcoder_watch(on);
    }
};

/// Whether an address is inside of a block of the heap that was freed; not for those beside it.
inline bool is_freed_under_sanitizer(void* address) {
    if (!is_poisoned(address)) return false;
    int thread = -1;
    void *trace[1], *begin = nullptr;
    std::size_t size = 0;
    char name[1];
    __asan_get_free_stack(address, trace, 1, &thread);
    __asan_locate_address(address, name, sizeof name, &begin, &size);
    return thread != -1 && begin <= address && address < static_cast<char*>(begin) + size;
}

PERFCODER_RUNTIME bool Observer::is_gone(const void* pointer) {
    bool freed = has_address_sanitizer ? is_freed_under_sanitizer(const_cast<void*>(pointer))
                                       : perfcoder_is_held && perfcoder_is_held(pointer);
    if (!freed) return false;
    mix(8);
    say("freed");
    return true;
}

}  // namespace perfcoder
