// The mode `record`: the file's own program is run, and some of the calls that it makes of the target are observed.
// At such a call the program forks. The child makes the call once more, with the arguments where they are, and ends;
// the program goes on as if nothing had been. So all that a program can build is an input, whatever its type is.
#pragma once

#include "observing.hpp"

namespace perfcoder {

inline constexpr std::uint64_t most_of_program_ms = 1500, most_of_recording_ms = 4000;
inline constexpr int most_slow_calls = 4;
inline constexpr int recorded_profile = -1;

/// One run of the program: what it reads, and the numbers of the calls to be observed, ascending.
struct Run {
    std::string input;
    std::vector<std::uint64_t> calls;
};

/// In the program's process: meets the calls.
class Recorder {
public:
    Recorder(const Run& run, const Reporter& reporter, const StandardStreams& streams, std::uint64_t limit_ms)
        : run(run), reporter(reporter), streams(streams), limit_ms(limit_ms) {}

    void meet(void* const* arguments) {
        std::uint64_t number = calls++;
        if (next >= run.calls.size() || number != run.calls[next]) return;
        next++;
        streams.flush();
        std::string to_read = own_input();
        pid_t other = fork();
        if (other == 0) observe(arguments, number, to_read);
        Message message{};
        message.news = News::left;
        if (other < 0 || waitpid(other, &message.ended, 0) != other) _exit(71);
        reporter.tell_and_wait(message);
    }

    void end() {
        if (getpid() != own) return;
        is_recording = false;
        streams.flush();
        Message message{};
        message.news = News::over;
        message.calls = calls;
        reporter.tell_and_wait(message);
        _exit(0);
    }

private:
    const Run& run;
    const Reporter& reporter;
    const StandardStreams& streams;
    std::uint64_t limit_ms, calls = 0;
    std::size_t next = 0;
    pid_t own = getpid();

    [[noreturn]] void observe(void* const* arguments, std::uint64_t number, const std::string& to_read) {
        is_recording = false;
        Reporter own_reporter = reporter.of_this_process();
        if (!to_read.empty()) set_input(to_read);
        Message message{};
        message.news = News::met;
        message.index = std::uint32_t(number);
        message.other = getpid();
        own_reporter.tell_and_wait(message);
        std::memset(reached, 0, sizeof reached);
        limit_cpu(limit_ms);
        auto call = program.call(arguments);
        observe_call(*call, message, own_reporter, true);
        streams.flush();
        limit_cpu(0);
        tell_marks(message, own_reporter);
        message.news = News::done;
        own_reporter.tell_and_wait(message);
        _exit(0);
    }
};

inline Recorder* recorder = nullptr;

PERFCODER_RUNTIME void meet_call(void* const* arguments, const void* types) {
    static std::atomic_flag is_busy = ATOMIC_FLAG_INIT;  // threads of the program take turns
    if (types != program.types || is_busy.test_and_set()) return;
    recorder->meet(arguments);
    is_busy.clear();
}

[[noreturn]] inline void run_program(const Run& run, const Reporter& reporter, int output, int errors,
                                     std::uint64_t limit_ms) {
    StandardStreams streams(output, errors);
    streams.reset();
    set_input(run.input);
    Recorder own(run, reporter, streams, limit_ms);
    recorder = &own;
    std::atexit([] { recorder->end(); });
    is_recording = true;
    program.run();
    recorder->end();
    _exit(0);
}

/// In the parent: one run, and a line for each call that was observed and for the run.
class Recorded {
public:
    Recorded(const Run& run, std::size_t number, std::uint64_t limit_ms, int lines)
        : number(number), limit_ms(limit_ms), lines(lines), child([&](const Reporter& reporter, int output, int errors) {
              close(lines);
              limit_memory();
              run_program(run, reporter, output, errors, limit_ms);
          }) {}

    void hear() {
        while (auto message = child.next(is_in_call ? limit_ms : most_of_program_ms)) {
            if (message->news == News::over) return tell_end(true, message->calls);
            hear(*message);
            if (slow_calls >= most_slow_calls) return;
        }
        tell_end(false, 0);
    }

private:
    std::size_t number;
    std::uint64_t limit_ms;
    int lines;
    Supervised child;
    Message call{};
    bool is_in_call = false, is_told = false;
    int slow_calls = 0;
    std::set<std::uint32_t> marks;

    void hear(const Message& message) {
        if (message.news == News::left) {
            if (is_in_call && !is_told) tell_death(message.ended);
            is_in_call = false;
            child.watch(0);
            child.answer();
            return;
        }
        if (message.news == News::marks) {
            marks.insert(message.marks, message.marks + message.mark_count);
            return;
        }
        call = message;
        if (message.news == News::met) {
            is_in_call = true;
            is_told = false;
            child.watch(message.other);
            child.answer();
        } else if (message.news == News::done && is_in_call && !is_told) {
            child.drain();
            tell(&child.output, &child.complaints);
            child.answer();
        }
    }

    void tell_death(int ended) {
        child.drain();
        End end = explained(ended, child.complaints.begin);
        call.status = end.status;
        slow_calls += end.status == Status::cpu;
        put(call.message, end.message);
        tell(nullptr, nullptr);
    }

    void tell(const Printed* output, const Printed* complaints) {
        is_told = true;
        write_observed(lines, {recorded_profile, number, call.index}, call, marks, output, complaints);
        marks.clear();
    }

    void tell_end(bool has_ended, std::uint64_t calls) const {
        JsonLine()
            .number("run", std::int64_t(number))
            .truth("ended", has_ended)
            .number("calls", std::int64_t(calls))
            .text("message", has_ended ? "" : child.end.message)
            .write(lines);
    }
};

/// The runs, as long as they do not take too much CPU time together.
inline void record(const std::vector<Run>& runs, std::uint64_t limit_ms, int lines) {
    for (std::size_t i = 0; program.run && i < runs.size(); i++) {
        rusage used{};
        getrusage(RUSAGE_CHILDREN, &used);
        if (std::uint64_t((used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000) > most_of_recording_ms) return;
        Recorded(runs[i], i, limit_ms, lines).hear();
    }
}

PERFCODER_RUNTIME const Parameter* hint_of(std::size_t at) {
    const Parameter* hint = literals.parameters;
    while (hint && hint->name && at) hint++, at--;
    return hint && hint->name ? hint : nullptr;
}

PERFCODER_RUNTIME std::optional<std::size_t> count_told(std::size_t at, std::size_t element,
                                                        const std::vector<Told>& told) {
    for (std::size_t i = 0; i < told.size(); i++) {
        const Parameter* hint = hint_of(i);
        if (!hint || hint->other != int(at) || i == at) continue;
        std::int64_t count = -1;
        if (hint->role == Role::length_of) count = told[i].number.value_or(-1);
        if (hint->role == Role::last_of) count = told[i].number.value_or(-2) + 1;
        if (hint->role == Role::end_of && told[i].place && told[at].place)
            count = (static_cast<const char*>(told[i].place) - static_cast<const char*>(told[at].place)) /
                    std::int64_t(element);
        if (count >= 0 && std::size_t(count) < most_elements) return std::size_t(count);
    }
    return {};
}

}  // namespace perfcoder
