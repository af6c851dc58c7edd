// In the forked child: calls the target on one input after another under a limit of CPU time, and reports what is seen.
#pragma once

#include "../context.hpp"
#include "../sanitizer.hpp"
#include "../target.hpp"
#include "freed.hpp"
#include "standard_input.hpp"
#include "wire.hpp"

namespace perfcoder {

/// CPU time in nanoseconds. While a limit is set, the process's clock moves in ticks only, and a thread's does not.
inline std::uint64_t cpu_now(clockid_t clock) {
    timespec time;
    clock_gettime(clock, &time);
    return std::uint64_t(time.tv_sec) * 1000000000u + std::uint64_t(time.tv_nsec);
}

/// Ends the process with SIGPROF after this much more CPU time; 0 calls that off.
inline void limit_cpu(std::uint64_t milliseconds) {
    itimerval timer{{0, 0}, {time_t(milliseconds / 1000), suseconds_t(milliseconds % 1000 * 1000)}};
    signal(SIGPROF, SIG_DFL);
    setitimer(ITIMER_PROF, &timer, nullptr);
}

inline constexpr rlim_t most_memory = rlim_t(768) << 20, most_stack = rlim_t(64) << 20;

/// Requests for much memory fail here, before the sandbox ends everything (the sanitizer has a limit of its own), and
/// recursion without end does not take long to end.
inline void limit_memory() {
    rlimit limit{most_memory, most_memory};
    if (!has_address_sanitizer) setrlimit(RLIMIT_DATA, &limit);
    limit = {most_stack, most_stack};
    setrlimit(RLIMIT_STACK, &limit);
    limit = {0, 0};
    setrlimit(RLIMIT_CORE, &limit);
}

/// Standard streams as at the start of a program, whatever the call before did to them.
class StandardStreams {
public:
    StandardStreams(int output, int errors) : nothing(open("/dev/null", O_RDONLY)), output(output), errors(errors) {}

    void reset() const {
        dup2(nothing, 0);
        dup2(output, 1);
        dup2(errors, 2);
        for (std::ios* stream : {static_cast<std::ios*>(&std::cin), static_cast<std::ios*>(&std::cout),
                                 static_cast<std::ios*>(&std::cerr), static_cast<std::ios*>(&std::clog)}) {
            stream->clear();
            stream->flags(std::ios::skipws | std::ios::dec);
            stream->precision(6);
            stream->width(0);
            stream->fill(' ');
        }
        std::cerr.setf(std::ios::unitbuf);
        std::clearerr(stdin);
    }

    void flush() const {
        std::cout.flush();
        std::clog.flush();
        std::wcout.flush();
        std::fflush(nullptr);
    }

private:
    int nothing, output, errors;
};

inline std::string exception_name(const std::exception& exception) {
#ifdef __cpp_rtti
    int failed = 0;
    char* name = abi::__cxa_demangle(typeid(exception).name(), nullptr, nullptr, &failed);
    std::string found = failed ? typeid(exception).name() : name;
    std::free(name);
    return found;
#else
    (void)exception;
    return "std::exception";
#endif
}

// Of sanitized units (tracing/comparisons.c).
extern "C" __attribute__((weak)) void perfcoder_forget_comparisons(void);
extern "C" __attribute__((weak)) int perfcoder_unequal(std::int64_t (*pairs)[2], int most);

/// Calls, and keeps what was thrown in place of a result.
inline void call_observed(Call& call, Observer& observer, Message& message) {
    auto threw = [&](Status status, const std::string& what) {
        message.status = status;
        put(message.message, what);
        observer.say("throws ");
        observer.mix(99);
        observer.bytes(what.data(), what.size());
    };
    if (perfcoder_forget_comparisons) perfcoder_forget_comparisons();
    std::uint64_t begun = cpu_now(CLOCK_THREAD_CPUTIME_ID);
    try {
        Watch watch;
        call.invoke();
        message.status = Status::ok;
    } catch (const std::bad_alloc& exception) {
        threw(Status::memory, exception_name(exception));
    } catch (const std::exception& exception) {
        threw(Status::exception, exception_name(exception) + ": " + exception.what());
    } catch (...) {
        threw(Status::exception, "something that is no std::exception");
    }
    message.cpu_ns = cpu_now(CLOCK_THREAD_CPUTIME_ID) - begun;
    message.pair_count = perfcoder_unequal ? std::uint32_t(perfcoder_unequal(message.pairs, pairs_at_once)) : 0;
}

/// One call: its input shown, made, and what it did observed; what it read is then a part of the input. With `follow`
/// unset, objects behind pointers are not looked at.
inline void observe_call(Call& call, Message& message, const Reporter& reporter, bool follow) {
    Observer before, after;
    call.show_input(before);
    std::string to_read = expects_input == Expects::nothing ? "" : unread_input();
    message.input = before.result.value;
    put(message.text, before.text);
    message.news = News::began;
    reporter.tell(message);

    auto untouched = call.parts(follow);
    after.follow = follow;
    call_observed(call, after, message);
    message.news = News::returned;
    reporter.tell(message);
    if (message.status == Status::ok) call.observe_result(after);
    Hash effect = after.result;  // of what was returned or thrown, and of what changed
    auto touched = call.parts(follow);
    for (std::size_t i = 0; i < std::min(untouched.size(), touched.size()); i++)
        if (untouched[i] != touched[i]) effect.mix(scrambled(touched[i] + i));  // it may be what was returned
    if (std::size_t left = to_read.empty() ? 0 : unread_input().size(); left != to_read.size()) {
        std::string_view was_read(to_read);
        was_read.remove_suffix(std::min(left, to_read.size()));
        before.say("; reads ");
        before.bytes(was_read.data(), was_read.size());
        message.input = before.result.value;
        message.read = was_read.size();
        effect.mix(was_read.size());
        after.mix(was_read.size());
    }
    message.effect = effect.value;
    call.observe_arguments(after);
    message.result = after.result.value;
    message.shape = after.shape.value;
    message.opaque = before.opaque || after.opaque || !follow;
    message.real_count = std::uint32_t(after.reals.size());
    std::copy(after.reals.begin(), after.reals.end(), message.reals);
    put(message.text, before.text.substr(0, most_text / 2) + " -> " + after.text);
}

/// One input: made, and observed.
inline void observe_input(const Target& target, const InputNumber& input, Message& message, const Reporter& reporter,
                          const StandardStreams& streams, bool follow) {
    streams.reset();
    if (expects_input != Expects::nothing) set_input(text_to_read(input));
    std::srand(unsigned(input.seed));
    auto call = target.call();
    try {
        call->generate(input);
    } catch (const TooLarge&) {
        message.status = Status::unsupported;
        put(message.message, "an input of this size is too large to be made");
        return;
    }
    observe_call(*call, message, reporter, follow);
    (void)call.release();  // never destroyed: what the call did to the arguments may have left nothing to destroy
}

/// What a child has to do: inputs `first` up to `last` of a list.
struct Work {
    const std::vector<InputNumber>& inputs;
    std::size_t first, last;
    bool follow;
    std::uint64_t limit_ms;
};

/// Tells the marks that were reached since the last time.
inline void tell_marks(Message& message, const Reporter& reporter) {
    message.news = News::marks;
    message.mark_count = 0;
    auto tell = [&] {
        if (message.mark_count) reporter.tell(message);
        message.mark_count = 0;
    };
    const unsigned char *end = reached + most_marks, *at = reached;
    for (; at < end && (at = static_cast<const unsigned char*>(std::memchr(at, 1, std::size_t(end - at)))); at++) {
        message.marks[message.mark_count++] = std::uint32_t(at - reached);
        if (message.mark_count == marks_at_once) tell();
    }
    tell();
    std::memset(reached, 0, sizeof reached);
}

[[noreturn]] inline void observe_all(const Target& target, const Work& work, const Reporter& reporter,
                                     const StandardStreams& streams) {
    for (std::size_t i = work.first; i < work.last; i++) {
        Message message{};
        message.index = std::uint32_t(i);
        limit_cpu(work.limit_ms);
        observe_input(target, work.inputs[i], message, reporter, streams, work.follow);
        streams.flush();
        limit_cpu(0);
        tell_marks(message, reporter);
        message.news = News::done;
        reporter.tell_and_wait(message);
    }
    _exit(0);
}

}  // namespace perfcoder
