// The mode `observe`: all inputs in forked children, a line of JSON for each. When a child dies, the next one goes on
// after the input that it died of.
#pragma once

#include "child.hpp"
#include "json.hpp"
#include "supervisor.hpp"

namespace perfcoder {

inline constexpr int most_slow_of_profile = 2, most_slow = 10;

/// Writes the line of one call; what it printed belongs to its result.
inline void write_observed(int lines, const InputNumber& input, const Message& message,
                           const std::set<std::uint32_t>& marks, const Printed* output, const Printed* complaints) {
    Hash result{message.result}, shape{message.shape}, effect{message.effect};
    std::string text = message.text;
    for (const Printed* printed : {output, complaints})
        if (printed && printed->count) {
            result.mix(printed->hash.value + printed->count);
            shape.mix(printed->hash.value + printed->count);
            effect.mix(printed->hash.value + printed->count);
            text += (printed == output ? " prints \"" : " complains \"") + printed->begin.substr(0, 60) + "\"";
        }
    std::vector<std::string> unequal;
    for (std::uint32_t i = 0; i < message.pair_count; i++)
        unequal.push_back("[" + std::to_string(message.pairs[i][0]) + ", " + std::to_string(message.pairs[i][1]) + "]");
    JsonLine()
        .number("profile", input.profile)
        .number("size", std::int64_t(input.size))
        .raw("seed", std::to_string(input.seed))
        .number("was", input.was)
        .number("now", input.now)
        .hash("input", message.input)
        .text("status", status_names[int(message.status)])
        .hash("result", result.value)
        .hash("shape", shape.value)
        .hash("effect", effect.value)
        .reals("reals", message.reals, message.real_count)
        .truth("opaque", message.opaque)
        .text("text", std::string_view(text).substr(0, most_text))
        .text("message", message.message)
        .number("cpu_ns", std::int64_t(message.cpu_ns))
        .number("read", std::int64_t(message.read))
        .raw("marks", json_numbers(marks))
        .raw("unequal", json_list(unequal))
        .write(lines);
}

/// Runs inputs and writes their lines, where there is a descriptor for them.
class Observing {
public:
    Observing(const Target& target, std::vector<InputNumber> inputs, std::uint64_t limit_ms, int lines)
        : target(target), inputs(std::move(inputs)), limit_ms(limit_ms), lines(lines) {}

    /// The seeds of the inputs whose calls came back.
    const std::vector<std::uint64_t>& returned_seeds() const { return returned; }

    void run() {
        while (next < inputs.size()) {
            if (!target.supported()) refuse(Status::unsupported, "a parameter is of a type that no values are made of");
            else if (is_too_slow(inputs[next].profile))
                refuse(Status::cpu, "not run: too many inputs like it took too long");
            else run_child();
        }
    }

private:
    const Target& target;
    std::vector<InputNumber> inputs;
    std::uint64_t limit_ms;
    int lines;
    std::set<std::uint32_t> marks;  // those that the input under way has reached
    std::vector<std::uint64_t> returned;
    std::size_t next = 0;
    bool follow = true;
    std::map<int, int> slow_of_profile;
    int slow = 0;

    bool is_too_slow(int profile) { return slow >= most_slow || slow_of_profile[profile] >= most_slow_of_profile; }

    /// The inputs that one child takes: where variables or what was read outlive a call, only one, so that each input
    /// finds them fresh.
    std::size_t last_of_child() {
        if (target.globals || expects_input != Expects::nothing || !follow) return next + 1;
        std::size_t last = next;
        while (last < inputs.size() && !is_too_slow(inputs[last].profile)) last++;
        return last;
    }

    void run_child() {
        Work work{inputs, next, last_of_child(), follow, limit_ms};
        Supervised child([&](const Reporter& reporter, int output, int errors) {
            close(lines);
            limit_memory();
            observe_all(target, work, reporter, StandardStreams(output, errors));
        });
        Message last{};
        last.index = std::uint32_t(-1);
        while (next < work.last) {
            auto message = child.next(limit_ms);
            if (!message) return buried(child, last, next == work.first);
            if (message->index != next) continue;
            if (message->news == News::marks) marks.insert(message->marks, message->marks + message->mark_count);
            else last = *message;
            if (message->news != News::done) continue;
            child.drain();
            write_line(*message, &child.output, &child.complaints);
            follow = true;
            next++;
            child.answer();
        }
    }

    /// The child died. Whatever it had begun is to blame, or the making of its first input.
    void buried(const Supervised& child, Message last, bool is_first) {
        bool had_begun = last.index == next;
        if (!had_begun && !is_first) return;  // it died between two inputs: the next child goes on
        if (had_begun && last.news == News::returned && follow) {
            follow = false;  // perhaps only of what pointers lead to after the call
            return;
        }
        if (!had_begun) last = Message{};
        last.status = child.end.status;
        put(last.message, (had_begun ? "" : "while the input was made: ") + child.end.message);
        if (child.last_cpu_ms > limit_ms / 4 || last.status == Status::cpu)
            slow++, slow_of_profile[inputs[next].profile]++;
        write_line(last, nullptr, nullptr);
        follow = true;
        next++;
    }

    void refuse(Status status, const char* why) {
        Message message{};
        message.status = status;
        put(message.message, why);
        write_line(message, nullptr, nullptr);
        next++;
    }

    void write_line(const Message& message, const Printed* output, const Printed* complaints) {
        if (message.status == Status::ok || message.status == Status::exception) returned.push_back(inputs[next].seed);
        if (lines >= 0) write_observed(lines, inputs[next], message, marks, output, complaints);
        marks.clear();
    }
};

}  // namespace perfcoder
