// A function's harness unit as a Google Benchmark: CPU time per call over sizes of its generated inputs, and the order
// of growth that the library fits. Inputs are fresh for every call and made while the timer stands still.
#pragma once

#include <benchmark/benchmark.h>

#include "perfcoder_harness.hpp"

namespace perfcoder {

/// What the function prints goes nowhere while one of these lives: standard output is the benchmark's.
class Silence {
public:
    Silence() : kept(dup(1)) {
        std::fflush(stdout);
        int nothing = open("/dev/null", O_WRONLY);
        dup2(nothing, 1);
        close(nothing);
    }
    ~Silence() {
        std::cout.flush();
        std::fflush(stdout);
        dup2(kept, 1);
        close(kept);
    }
    Silence(const Silence&) = delete;
    Silence& operator=(const Silence&) = delete;

private:
    int kept;
};

/// So many calls are made ahead that the timer's own cost does not show, and that their inputs fit into memory.
inline std::size_t calls_at_once(std::size_t size) {
    return std::clamp<std::size_t>((std::size_t(1) << 20) / (size + 16), 1, 8192);
}

inline void benchmark_size(benchmark::State& state, const Target& target, int profile) {
    std::size_t size = std::size_t(state.range(0)), count = calls_at_once(size);
    std::uint64_t seed = 1;
    while (state.KeepRunningBatch(benchmark::IterationCount(count))) {
        state.PauseTiming();
        std::vector<std::unique_ptr<Call>> calls;
        for (std::size_t i = 0; i < count; i++) {
            calls.push_back(target.call());
            calls.back()->generate({profile, size, seed++});
        }
        auto silence = std::make_unique<Silence>();
        state.ResumeTiming();
        for (const auto& call : calls) try {
                call->invoke();
            } catch (...) {  // an exception is a result like any other
            }
        state.PauseTiming();
        silence.reset();
        calls.clear();
        state.ResumeTiming();
    }
    state.SetComplexityN(benchmark::IterationCount(size));
}

/// The whole program: one benchmark per size, then the order of growth.
inline int benchmark_main(const Target& target, const char* name, int profile, std::vector<std::int64_t> sizes, int argc,
                          char** argv) {
    auto* registered = benchmark::RegisterBenchmark(
        name, [&target, profile](benchmark::State& state) { benchmark_size(state, target, profile); });
    for (std::int64_t size : sizes) registered->Arg(size);
    registered->Complexity();
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}

}  // namespace perfcoder
