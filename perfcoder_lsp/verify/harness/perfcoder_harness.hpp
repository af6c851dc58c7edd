// The harness: makes inputs for one function, calls it, and tells what it did and how long it took.
// A unit includes this before the user's text, and ends with PERFCODER_HARNESS(target, global variables...).
#pragma once

#include <bits/stdc++.h>

#include <cxxabi.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "coverage.hpp"
#include "live_call.hpp"
#include "reading.hpp"
#include "placeholder.hpp"

// With PERFCODER_SPLIT, what knows no types is not compiled here: runtime.cpp, built with the same flags, is linked.
#ifndef PERFCODER_SPLIT
#define PERFCODER_RUNTIME inline
#include "runtime/modes.hpp"
#include "runtime/drawn_values.hpp"
#include "runtime/related_arguments.hpp"
#include "runtime/seen_values.hpp"
#endif

#define PERFCODER_EXPORTED extern "C" __attribute__((visibility("default"), used))

#ifdef PERFCODER_SHARED
#define PERFCODER_MAIN
#else
#define PERFCODER_MAIN \
    int main(int argc, char** argv) { return perfcoder_main(argc, argv); }
#endif

#define PERFCODER_HARNESS(...)                                                                                  \
    namespace perfcoder {                                                                                       \
    static const Target& unit_target() {                                                                        \
        literals = {target_parameters,           target_integers, std::size(target_integers) - 1, target_reals, \
                    std::size(target_reals) - 1, target_strings,  std::size(target_strings) - 1};               \
        static const Target target = target_of(__VA_ARGS__);                                                    \
        return target;                                                                                          \
    }                                                                                                           \
    }                                                                                                           \
    PERFCODER_EXPORTED int perfcoder_main(int argc, char** argv) {                                              \
        return perfcoder::run_mode(perfcoder::unit_target(), argc, argv);                                       \
    }                                                                                                           \
    PERFCODER_EXPORTED void perfcoder_prepare(std::uint64_t first, std::uint64_t count) {                       \
        perfcoder::prepare_epoch(perfcoder::unit_target(), first, count);                                       \
    }                                                                                                           \
    PERFCODER_EXPORTED std::uint64_t perfcoder_run(void) { return perfcoder::run_epoch(); }                     \
    PERFCODER_MAIN
