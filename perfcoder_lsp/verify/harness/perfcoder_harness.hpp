// The harness: makes inputs for one function, calls it, and tells what it did and how long it took.
// A unit includes this before the user's text, and ends with PERFCODER_HARNESS(target, global variables...).
#pragma once

#include <bits/stdc++.h>

#include <cxxabi.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "modes.hpp"

#define PERFCODER_EXPORTED extern "C" __attribute__((visibility("default"), used))

#ifdef PERFCODER_SHARED
#define PERFCODER_MAIN
#else
#define PERFCODER_MAIN \
    int main(int argc, char** argv) { return perfcoder_main(argc, argv); }
#endif

#define PERFCODER_HARNESS(...)                                                                                   \
    namespace perfcoder {                                                                                        \
    static const Target& unit_target() {                                                                         \
        literals = {target_parameters, target_integers, std::size(target_integers) - 1,                          \
                    target_reals,      std::size(target_reals) - 1,                                              \
                    target_strings,    std::size(target_strings) - 1};                                           \
        static const Target target = target_of(__VA_ARGS__);                                                     \
        return target;                                                                                           \
    }                                                                                                            \
    static Epoch& unit_epoch() {                                                                                 \
        static Epoch& epoch = *new Epoch(unit_target());                                                         \
        return epoch;                                                                                            \
    }                                                                                                            \
    }                                                                                                            \
    PERFCODER_EXPORTED int perfcoder_main(int argc, char** argv) {                                               \
        return perfcoder::run_mode(perfcoder::unit_target(), argc, argv);                                        \
    }                                                                                                            \
    PERFCODER_EXPORTED void perfcoder_prepare(std::uint64_t first, std::uint64_t count) {                        \
        perfcoder::unit_epoch().prepare(first, count);                                                           \
    }                                                                                                            \
    PERFCODER_EXPORTED std::uint64_t perfcoder_run(void) { return perfcoder::unit_epoch().run(); }               \
    PERFCODER_MAIN

// What sanitizers do where the environment does not say otherwise: they say in one line what is wrong, and end.
extern "C" __attribute__((used, visibility("default"))) inline const char* __asan_default_options() {
    return "detect_leaks=0:symbolize=0:exitcode=77:handle_abort=0:print_legend=0:max_allocation_size_mb=1024:"
           "alloc_dealloc_mismatch=0:new_delete_type_mismatch=0";
}
extern "C" __attribute__((used, visibility("default"))) inline const char* __ubsan_default_options() {
    return "print_stacktrace=0:halt_on_error=1";
}
