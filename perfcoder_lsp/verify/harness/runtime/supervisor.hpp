// In the parent: runs a child, hears what it tells, reads what it prints, and ends it where it takes too long.
#pragma once

#include "wire.hpp"

namespace perfcoder {

/// What a child printed to stdout or stderr since the last input; of much, the beginning.
struct Printed {
    std::string begin;
    Hash hash;
    std::size_t count = 0;

    void take(const char* bytes, std::size_t more) {
        for (std::size_t i = 0; i < more; i++) hash.mix(static_cast<unsigned char>(bytes[i]));  // however it was cut
        if (begin.size() < 65536) begin.append(bytes, more);
        count += more;
    }
};
inline constexpr std::size_t most_printed = std::size_t(64) << 20;

/// How a child ended that did not end by itself after its work.
struct End {
    Status status = Status::ok;
    std::string message;
};

/// Words for a death: what a sanitizer, an assertion or the library said, else the signal or exit status.
inline End explained(int wait_status, const std::string& errors) {
    auto line_from = [&](std::size_t at) { return errors.substr(at, errors.find('\n', at) - at); };
    if (WIFSIGNALED(wait_status) && WTERMSIG(wait_status) == SIGPROF) return {Status::cpu, "takes too long"};
    constexpr std::string_view address = "AddressSanitizer: ", undefined = "runtime error: ";
    if (std::size_t at = errors.find(address); at != errors.npos) {
        std::string line = line_from(at + address.size());
        std::string kind = line.substr(0, line.find_first_of(" :"));
        bool memory = kind == "allocation-size-too-big" || kind == "out-of-memory" || kind == "requested";
        return {memory ? Status::memory : Status::trap, kind};
    }
    if (std::size_t at = errors.find(undefined); at != errors.npos)
        return {Status::trap, line_from(at + undefined.size())};
    if (WIFEXITED(wait_status)) return {Status::exit, "exit status " + std::to_string(WEXITSTATUS(wait_status))};
    for (std::string_view words : {"Assertion", "terminate called", "*** "})
        if (std::size_t at = errors.find(words); at != errors.npos) return {Status::trap, line_from(at)};
    const char* name = sigabbrev_np(WTERMSIG(wait_status));
    return {Status::trap, name ? std::string("SIG") + name : "signal " + std::to_string(WTERMSIG(wait_status))};
}

/// One child and the parent's side of the conversation with it.
class Supervised {
public:
    /// Forks; `work` is called in the child and never returns.
    template <class F> explicit Supervised(F work) : secret(drawn_secret()) {
        std::fflush(nullptr);
        pid = fork();
        if (pid < 0) _exit(71);
        if (pid == 0) {
            setpgid(0, 0);
            signal(SIGPIPE, SIG_DFL);
            messages.close_read();
            answers.close_write();
            printed.close_read();
            errors.close_read();
            work(Reporter(messages.write_end, answers.read_end, secret), printed.write_end, errors.write_end);
            _exit(0);
        }
        setpgid(pid, pid);
        watched = pid;
        messages.close_write();
        answers.close_read();
        printed.close_write();
        errors.close_write();
        for (const Pipe* each : {&messages, &printed, &errors}) fcntl(each->read_end, F_SETFL, O_NONBLOCK);
    }
    ~Supervised() { put_to_death({}); }
    Supervised(const Supervised&) = delete;
    Supervised& operator=(const Supervised&) = delete;

    /// What was printed since the last answer.
    Printed output, complaints;
    End end;
    std::uint64_t last_cpu_ms = 0;  // how much CPU time it took from its last message to its death

    /// From now on, it is this process of the child's that is waited for; 0 stands for the child itself.
    void watch(pid_t other) {
        watched = other && getpgid(other) == pid ? other : pid;
        told_at_ms = 0;
    }

    /// The child's next message; nothing once it has ended, and `end` then tells how. `limit_ms` is the CPU time that
    /// it may take until it tells something.
    std::optional<Message> next(std::uint64_t limit_ms) {
        Patience patience(*this, limit_ms);
        for (;;) {
            if (auto message = received()) return message;
            if (is_dead) return {};
            wait_for_news();
            drain();
            if (has_died()) see_death();
            else if (auto why = patience.exhausted()) put_to_death({Status::cpu, *why});
        }
    }

    /// Takes in what has been printed; not without end, where a child prints faster than it is read.
    void drain() {
        char bytes[16384];
        for (auto [pipe, taken] : {std::pair(&printed, &output), std::pair(&errors, &complaints)})
            for (int i = 0; i < 64; i++) {
                ssize_t count = read(pipe->read_end, bytes, sizeof bytes);
                if (count <= 0) break;
                taken->take(bytes, std::size_t(count));
            }
    }

    /// Lets the child go on, with nothing printed yet.
    void answer() {
        drain();
        output = complaints = Printed();
        char go_on = 1;
        if (write(answers.write_end, &go_on, 1) != 1) put_to_death({Status::trap, "closed what it does not own"});
    }

private:
    /// How long a child may say nothing: by its CPU time, or by the clock where it does not use any.
    class Patience {
    public:
        Patience(Supervised& child, std::uint64_t limit_ms)
            : child(child),
              limit_ms(limit_ms),
              begun(cpu_ms()),
              looked(begun),
              begun_at(now_ms()),
              looked_at(begun_at) {
            if (!child.is_dead) child.told_at_ms = begun;
        }

        std::optional<std::string> exhausted() {
            std::uint64_t cpu = cpu_ms(), now = now_ms();
            if (cpu > begun + 2 * limit_ms + 50) return "takes too long";
            if (now > begun_at + 5000 + 50 * limit_ms) return "takes too long by the clock";
            if (child.output.count + child.complaints.count > most_printed) return "prints too much";
            if (now < looked_at + 1000) return {};
            if (cpu < looked + 3) return "waits";
            looked = cpu;
            looked_at = now;
            return {};
        }

    private:
        Supervised& child;
        std::uint64_t limit_ms, begun, looked, begun_at, looked_at;

        std::uint64_t cpu_ms() const {
            clockid_t clock;
            timespec time{};
            if (clock_getcpuclockid(child.watched, &clock) == 0) clock_gettime(clock, &time);
            return std::uint64_t(time.tv_sec) * 1000 + std::uint64_t(time.tv_nsec) / 1000000;
        }
        static std::uint64_t now_ms() {
            timespec time{};
            clock_gettime(CLOCK_MONOTONIC, &time);
            return std::uint64_t(time.tv_sec) * 1000 + std::uint64_t(time.tv_nsec) / 1000000;
        }
    };

    Pipe messages, answers, printed, errors;
    std::uint64_t secret;
    pid_t pid = -1, watched = -1;
    bool is_dead = false;
    std::uint64_t told_at_ms = 0;

    static std::uint64_t drawn_secret() {
        std::uint64_t drawn = 0;
        if (getentropy(&drawn, sizeof drawn)) _exit(71);
        return drawn;
    }

    /// Waits a little for something to read; what was closed would be ready without end.
    void wait_for_news() const {
        pollfd looked_at[] = {
            {messages.read_end, POLLIN, 0}, {printed.read_end, POLLIN, 0}, {errors.read_end, POLLIN, 0}};
        poll(looked_at, 3, 0);
        for (pollfd& each : looked_at)
            if (each.revents && !(each.revents & POLLIN)) each.fd = -1;
        poll(looked_at, 3, 20);
    }

    std::optional<Message> received() {
        Message message;
        ssize_t count = read(messages.read_end, &message, sizeof message);
        if (count <= 0) return {};
        if (count != sizeof message || message.secret != secret) {
            put_to_death({Status::trap, "wrote to what it does not own"});
            return {};
        }
        message.text[most_text] = message.message[most_text] = 0;
        message.real_count = std::min<std::uint32_t>(message.real_count, most_reals);
        message.mark_count = std::min<std::uint32_t>(message.mark_count, marks_at_once);
        message.pair_count = std::min<std::uint32_t>(message.pair_count, pairs_at_once);
        message.status = Status(std::clamp(int(message.status), 0, int(Status::unsupported)));
        return message;
    }

    bool has_died() const {
        siginfo_t info{};
        return waitid(P_PID, id_t(pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == pid;
    }

    void see_death() {
        int status = 0;
        rusage used{};
        kill(-pid, SIGKILL);  // what it left running, as long as its number is not given to others
        wait4(pid, &status, 0, &used);
        auto milliseconds = [](const timeval& time) { return std::uint64_t(time.tv_sec * 1000 + time.tv_usec / 1000); };
        last_cpu_ms = milliseconds(used.ru_utime) + milliseconds(used.ru_stime);
        last_cpu_ms -= std::min(last_cpu_ms, told_at_ms);
        drain();
        is_dead = true;
        end = explained(status, complaints.begin);
    }

    void put_to_death(End why) {
        if (is_dead) return;
        kill(pid, SIGKILL);
        see_death();
        end = std::move(why);
    }
};

}  // namespace perfcoder
