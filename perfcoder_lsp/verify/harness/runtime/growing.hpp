// The mode `grow`: CPU time per call over a ladder of sizes, a line of JSON for each.
// Inputs are fresh for every call and made outside of the time; short calls are timed many at once.
#pragma once

#include "observing.hpp"

namespace perfcoder {

inline constexpr std::uint64_t long_enough_ns = 200000;  // well above the clock's own cost
inline constexpr std::size_t most_calls = 8192, most_batch_elements = std::size_t(1) << 20;
inline constexpr int batches = 7;

/// The ladder: doubling, with the halfway sizes from 4 on.
inline std::size_t next_size(std::size_t size) {
    bool is_power = (size & (size - 1)) == 0;
    if (size < 4) return 2 * size;
    return is_power ? size + size / 2 : size / 3 * 4;
}

inline std::uint64_t cpu_used() { return cpu_now(CLOCK_THREAD_CPUTIME_ID); }

/// By so much the CPU time of all threads may seem to be more than that of one: under a limit its clock moves in ticks.
inline constexpr std::uint64_t tick_ns = 8000000;

using Calls = std::vector<std::unique_ptr<Call>>;

inline Calls fresh_calls(const Target& target, InputNumber input, std::size_t count) {
    Calls calls;
    for (std::size_t i = 0; i < count; i++, input.seed++) {
        calls.push_back(target.call());
        calls.back()->generate(input);
    }
    return calls;
}

/// CPU time of all the calls together, in nanoseconds.
inline std::uint64_t timed(const Calls& calls) {
    std::uint64_t begun = cpu_used(), all_begun = cpu_now(CLOCK_PROCESS_CPUTIME_ID);
    for (const auto& call : calls) try {
            call->invoke();
        } catch (...) {
        }
    std::uint64_t own = cpu_used() - begun, all = cpu_now(CLOCK_PROCESS_CPUTIME_ID) - all_begun;
    return all > own + tick_ns ? all : own;  // it started threads
}

/// In the child: times one size, and tells what was found.
class Step {
public:
    Step(const Target& target, const InputNumber& input) : target(target), input(input), begun(cpu_used()) {}

    /// `share_ns` is the CPU time that repeating may take; the first batch that is long enough is not left out.
    Message time(std::uint64_t share_ns) {
        Message point{};
        point.news = News::point;
        point.size = input.size;
        point.cold_ns = batch(1);
        double lowest = double(std::max<std::uint64_t>(point.cold_ns, 1));
        std::size_t count = 1,
                    most = std::min(std::max<std::size_t>(most_batch_elements / (input.size + 1), 1), most_calls);
        for (int i = 0; i < batches && (i == 0 || cpu_used() - begun < share_ns); i++) {
            std::uint64_t taken = batch(count);
            double each = double(taken) / double(count);
            lowest = i ? std::min(lowest, each) : each;
            if (taken >= long_enough_ns || count >= most) continue;
            count = std::min(std::size_t(double(long_enough_ns) * 1.25 / std::max(each, 1.0)) + 1, most);
            i = -1;  // these batches were too short: again from the first
        }
        point.calls = count;
        point.cpu_ns_per_call = lowest;
        return point;
    }

private:
    const Target& target;
    InputNumber input;
    std::uint64_t begun;

    std::uint64_t batch(std::size_t count) {
        Calls calls = fresh_calls(target, input, count);
        input.seed += count;
        return timed(calls);
    }
};

[[noreturn]] inline void climb(const Target& target, InputNumber input, std::uint64_t budget_ms, std::size_t most,
                               const Reporter& reporter) {
    std::uint64_t budget = budget_ms * 1000000, begun = cpu_used();
    for (input.size = 1; input.size <= most; input.size = next_size(input.size)) {
        try {
            Message point = Step(target, input).time(budget / 30);
            reporter.tell_and_wait(point);
            if (point.cpu_ns_per_call > double(budget) / 3 || cpu_used() - begun > budget) break;
        } catch (const TooLarge&) {
            break;
        }
    }
    _exit(0);
}

inline void grow(const Target& target, const InputNumber& input, std::uint64_t budget_ms, std::size_t most, int lines) {
    if (!target.supported()) return;
    Supervised child([&](const Reporter& reporter, int, int) {
        close(lines);
        limit_memory();
        int nothing = open("/dev/null", O_RDWR);
        StandardStreams(nothing, nothing).reset();
        climb(target, input, budget_ms, most, reporter);
    });
    while (auto message = child.next(2 * budget_ms + 100)) {
        if (message->news != News::point) continue;
        JsonLine()
            .number("size", std::int64_t(message->size))
            .number("calls", std::int64_t(message->calls))
            .decimal("cpu_ns", message->cpu_ns_per_call)
            .none("peak_bytes")
            .number("cold_ns", std::int64_t(message->cold_ns))
            .write(lines);
        child.answer();
    }
}

}  // namespace perfcoder
