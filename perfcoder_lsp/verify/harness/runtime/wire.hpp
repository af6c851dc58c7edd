// What the process that calls the target tells its parent: messages through a pipe, each answered before the next
// input. The child has no other way to the results: descriptor 3 is closed there, and messages carry the child's own
// number.
#pragma once

#include "../coverage.hpp"
#include "../observer.hpp"

namespace perfcoder {

enum class Status { ok, exception, trap, exit, cpu, memory, unsupported };
inline constexpr const char* status_names[] = {"ok", "exception", "trap", "exit", "cpu", "memory", "unsupported"};

/// `began`: the input was made. `returned`: the call is over. `marks`: these were reached. `done`: all of it was
/// observed. `point`: a step of the ladder was timed. Of a program that is recorded: `met` a call, which process
/// `other` looks at; `left` it, which ended with status `ended`; `over`: the program has made `calls`.
enum class News : std::uint32_t { began, returned, marks, done, point, met, left, over };
inline constexpr std::size_t marks_at_once = 128, pairs_at_once = 32;

/// `pairs` are numbers that the call has compared, and never found equal at that place.
/// Not larger than what a pipe takes in one piece (PIPE_BUF), so that none is ever seen in halves.
struct Message {
    std::uint64_t secret;
    News news;
    std::uint32_t index;
    Status status;
    std::uint64_t input, result, shape, effect, cpu_ns, cold_ns, calls, size, peak_bytes;
    double cpu_ns_per_call;
    std::uint64_t read;
    pid_t other;
    int ended;
    std::uint32_t real_count;
    double reals[most_reals];
    bool opaque;
    std::uint32_t mark_count, marks[marks_at_once];
    std::uint32_t pair_count;
    std::int64_t pairs[pairs_at_once][2];
    char text[most_text + 1], message[most_text + 1];
};
static_assert(sizeof(Message) <= 4096, "a message must fit into a pipe at once");

inline void put(char (&field)[most_text + 1], std::string_view words) {
    std::size_t count = words.copy(field, most_text);
    std::replace(field, field + count, '\0', ' ');
    field[count] = 0;
}

inline constexpr int first_own_descriptor = 40;  // above those that a target counts up from, below the sandbox's limit

/// Moves a descriptor out of the way; exec closes it.
inline int moved_up(int descriptor) {
    int moved = fcntl(descriptor, F_DUPFD_CLOEXEC, first_own_descriptor);
    close(descriptor);
    return moved;
}

struct Pipe {
    int read_end = -1, write_end = -1;

    Pipe() {
        int ends[2];
        if (pipe(ends)) _exit(71);
        read_end = moved_up(ends[0]);
        write_end = moved_up(ends[1]);
    }
    ~Pipe() {
        close_read();
        close_write();
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;

    void close_read() { close_once(read_end); }
    void close_write() { close_once(write_end); }

private:
    static void close_once(int& descriptor) {
        if (descriptor >= 0) close(descriptor);
        descriptor = -1;
    }
};

/// The child's side of the conversation.
class Reporter {
public:
    Reporter(int messages, int answers, std::uint64_t secret)
        : messages(messages), answers(answers), secret(secret), own(getpid()) {}

    /// For a process that the child forked itself.
    Reporter of_this_process() const { return Reporter(messages, answers, secret); }

    void tell(Message& message) const {
        if (getpid() != own) _exit(0);  // a process that the target forked came back from it
        message.secret = secret;
        if (write(messages, &message, sizeof message) != sizeof message) _exit(71);
    }

    /// Tells, and goes on when the parent has read all that was printed until now.
    void tell_and_wait(Message& message) const {
        tell(message);
        char answer;
        if (read(answers, &answer, 1) != 1) _exit(71);
    }

private:
    int messages, answers;
    std::uint64_t secret;
    pid_t own;
};

}  // namespace perfcoder
