// The mode `grow`: CPU time per call over a ladder of sizes, a line of JSON for each.
// Inputs are fresh for every call and made outside of the time; short calls are timed many at once. Where a call does
// not come back, the ladder goes on with inputs of that size that do.
#pragma once

#include "observing.hpp"

// Of a host that counts what is allocated (host.c); not there in others.
extern "C" {
__attribute__((weak)) void perfcoder_heap_reset();
__attribute__((weak)) std::size_t perfcoder_heap_peak();
}

namespace perfcoder {

inline constexpr std::uint64_t long_enough_ns = 200000;  // well above the clock's own cost
inline constexpr std::size_t most_calls = 8192, most_batch_elements = std::size_t(1) << 20;
inline constexpr int batches = 7;
inline constexpr std::size_t most_probed = 96, least_probed = 8, most_probed_elements = std::size_t(1) << 14;
inline constexpr int most_climbs = 16;

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

/// Which inputs are called: with seeds of their own, or only with some by turns. `next` is that of the next call.
struct Ladder {
    InputNumber next;
    std::vector<std::uint64_t> seeds = {};
    std::size_t taken = 0;

    InputNumber take() {
        InputNumber input = next;
        if (seeds.empty()) next.seed++;
        else input.seed = seeds[taken++ % seeds.size()];
        return input;
    }
};

inline Calls fresh_calls(const Target& target, Ladder& ladder, std::size_t count) {
    Calls calls;
    for (std::size_t i = 0; i < count; i++) {
        calls.push_back(target.call());
        calls.back()->generate(ladder.take());
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
    Step(const Target& target, Ladder& ladder) : target(target), ladder(ladder), begun(cpu_used()) {}

    /// `share_ns` is the CPU time that repeating may take; the first batch that is long enough is not left out.
    Message time(std::uint64_t share_ns) {
        Message point{};
        point.news = News::point;
        point.size = ladder.next.size;
        if (perfcoder_heap_reset) return counted(point);
        point.cold_ns = batch(1);
        double lowest = double(std::max<std::uint64_t>(point.cold_ns, 1));
        std::size_t count = 1,
                    most = std::min(std::max<std::size_t>(most_batch_elements / (point.size + 1), 1), most_calls);
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
    Ladder& ladder;
    std::uint64_t begun;

    /// One call: what is counted is not timed as well.
    Message counted(Message point) {
        Calls calls = fresh_calls(target, ladder, 1);
        perfcoder_heap_reset();
        point.cold_ns = timed(calls);
        point.cpu_ns_per_call = double(point.cold_ns);
        point.peak_bytes = perfcoder_heap_peak();
        point.calls = 1;
        return point;
    }

    std::uint64_t batch(std::size_t count) { return timed(fresh_calls(target, ladder, count)); }
};

[[noreturn]] inline void climb(const Target& target, Ladder ladder, std::uint64_t budget, std::size_t most,
                               const Reporter& reporter) {
    std::uint64_t begun = cpu_used(), first_seed = ladder.next.seed;
    for (; ladder.next.size <= most; ladder.next.size = next_size(ladder.next.size)) {
        ladder.next.seed = first_seed;
        try {
            Message point = Step(target, ladder).time(budget / 30);
            reporter.tell_and_wait(point);
            if (point.cpu_ns_per_call > double(budget) / 3 || cpu_used() - begun > budget) break;
        } catch (const TooLarge&) {
            break;
        }
    }
    _exit(0);
}

/// Seeds of the ladder's size whose calls come back.
inline std::vector<std::uint64_t> lasting_seeds(const Target& target, const InputNumber& first) {
    std::size_t count = std::clamp(most_probed_elements / (first.size + 1), least_probed, most_probed);
    std::vector<InputNumber> inputs(count, first);
    for (std::size_t i = 0; i < count; i++) inputs[i].seed += i;
    Observing observing(target, std::move(inputs), 100, -1);
    observing.run();
    return observing.returned_seeds();
}

/// CPU time of all children that have ended, in nanoseconds.
inline std::uint64_t cpu_of_children() {
    rusage used{};
    getrusage(RUSAGE_CHILDREN, &used);
    std::uint64_t seconds = std::uint64_t(used.ru_utime.tv_sec + used.ru_stime.tv_sec);
    return seconds * 1000000000 + std::uint64_t(used.ru_utime.tv_usec + used.ru_stime.tv_usec) * 1000;
}

/// Climbs from the ladder's size until the budget is spent or a call does not come back; which of these it was. The
/// ladder's size is then the first that was not timed.
inline bool climbed_to_the_end(const Target& target, Ladder& ladder, std::uint64_t budget, std::size_t most,
                               int lines) {
    Supervised child([&](const Reporter& reporter, int, int) {
        close(lines);
        limit_memory();
        int nothing = open("/dev/null", O_RDWR);
        StandardStreams(nothing, nothing).reset();
        climb(target, ladder, budget, most, reporter);
    });
    while (auto message = child.next(budget / 500000 + 100)) {
        if (message->news != News::point) continue;
        JsonLine line;
        line.number("size", std::int64_t(message->size))
            .number("calls", std::int64_t(message->calls))
            .decimal("cpu_ns", message->cpu_ns_per_call)
            .number("cold_ns", std::int64_t(message->cold_ns));
        if (perfcoder_heap_reset) line.number("peak_bytes", std::int64_t(message->peak_bytes));
        line.write(lines);
        ladder.next.size = next_size(message->size);
        child.answer();
    }
    return child.end.status != Status::trap;
}

inline void grow(const Target& target, const InputNumber& input, std::uint64_t budget_ms, std::size_t most, int lines) {
    if (!target.supported()) return;
    std::uint64_t budget = budget_ms * 1000000, begun = cpu_of_children();
    Ladder ladder{input};
    for (int climbs = 0; climbs < most_climbs && !climbed_to_the_end(target, ladder, budget, most, lines); climbs++) {
        std::uint64_t spent = cpu_of_children() - begun;
        ladder.seeds = lasting_seeds(target, ladder.next);
        if (ladder.seeds.empty() || spent >= budget || ladder.next.size > most) break;
        budget -= spent;
        begun += spent;
    }
}

}  // namespace perfcoder
