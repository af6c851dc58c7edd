// The unit's command line: `describe`, `observe PROFILE:SIZE:SEED:COUNT[:WAS:NOW]...`,
// `grow PROFILE:SEED BUDGET_MS MAX_SIZE`, `record BYTES,CALL,CALL...`: runs of the program on so many bytes of stdin
// each, and `call PROFILE:SIZE:SEED:MADE:CALLED`, for what counts from outside.
// Results are lines of JSON on descriptor 3; the exit status is 0, or 64 where the arguments are wrong.
#pragma once

#include "epochs.hpp"
#include "growing.hpp"
#include "recording.hpp"

namespace perfcoder {

inline int wrong_usage(const char* what) {
    std::fprintf(
        stderr,
        "%s; usage: describe | observe PROFILE:SIZE:SEED:COUNT[:WAS:NOW]... | grow PROFILE:SEED BUDGET_MS MAX_SIZE | "
        "record BYTES,CALL,CALL... | call PROFILE:SIZE:SEED:MADE:CALLED\n",
        what);
    return 64;
}

inline void describe(const Target& target, int lines) {
    std::vector<std::string> parameters, names;
    for (const ParameterFacts& each : target.parameters)
        parameters.push_back(JsonLine()
                                 .text("name", each.name)
                                 .text("type", each.type)
                                 .truth("supported", each.reason.empty())
                                 .text("reason", each.reason)
                                 .object());
    for (const Profile& profile : profiles) names.push_back("\"" + std::string(profile.name) + "\"");
    JsonLine()
        .raw("parameters", json_list(parameters))
        .number("profiles", profile_count)
        .raw("profile_names", json_list(names))
        .number("globals", std::int64_t(target.globals))
        .text("result", target.result)
        .truth("returns_void", target.returns_void)
        .truth("sized", target.is_sized)
        .truth("may_read", expects_input != Expects::nothing)
        .write(lines);
}

inline std::optional<std::vector<InputNumber>> inputs_of(int count, char** items) {
    std::vector<InputNumber> inputs;
    for (int i = 0; i < count; i++) {
        auto item = numbers_in(items[i], ':');
        if ((item.size() != 4 && item.size() != 6) || item[0] >= profile_count) return {};
        item.resize(6);
        for (std::uint64_t n = 0; n < item[3]; n++)
            inputs.push_back({int(item[0]), std::size_t(item[1]), item[2] + n, std::int64_t(item[4]), std::int64_t(item[5])});
    }
    return inputs;
}

inline std::uint64_t limit_of_call_ms() {
    auto limit = numbers_in(std::getenv("PERFCODER_CALL_MS"), ':');
    if (!limit.empty() && limit[0]) return limit[0];
    return has_address_sanitizer ? 250 : 100;
}

/// Runs inputs, and writes what they did.
inline int observe_items(const Target& target, int count, char** items, int lines) {
    auto inputs = inputs_of(count, items);
    if (!inputs) return wrong_usage("an item is not PROFILE:SIZE:SEED:COUNT");
    Observing(target, *std::move(inputs), limit_of_call_ms(), lines).run();
    return 0;
}

inline int grow_words(const Target& target, char** words, int lines) {
    auto which = numbers_in(words[0], ':'), budget = numbers_in(words[1], ':'), most = numbers_in(words[2], ':');
    if (which.size() != 2 || which[0] >= profile_count || budget.size() != 1 || most.size() != 1)
        return wrong_usage("the numbers of grow are wrong");
    grow(target, {int(which[0]), 1, which[1]}, budget[0], std::size_t(most[0]), lines);
    return 0;
}

inline int record_items(int count, char** items, int lines) {
    std::string texts = read_all(0);
    std::vector<Run> runs;
    std::size_t at = 0;
    for (int i = 0; i < count; i++) {
        auto numbers = numbers_in(items[i], ',');
        if (numbers.empty() || numbers[0] > texts.size() - at) return wrong_usage("an item is not BYTES,CALL,CALL...");
        runs.push_back({texts.substr(at, numbers[0]), {numbers.begin() + 1, numbers.end()}});
        at += numbers[0];
    }
    record(runs, limit_of_call_ms(), lines);
    return 0;
}

/// Makes inputs, and calls the target on the first ones of them; nothing else.
inline int call_some(const Target& target, const char* words) {
    auto numbers = numbers_in(words, ':');
    if (numbers.size() != 5 || numbers[0] >= profile_count || numbers[4] > numbers[3] || !target.supported())
        return wrong_usage("not PROFILE:SIZE:SEED:MADE:CALLED");
    int nothing = open("/dev/null", O_RDWR);
    StandardStreams(nothing, nothing).reset();
    Ladder ladder{{int(numbers[0]), std::size_t(numbers[1]), numbers[2]}};
    try {
        Calls calls = fresh_calls(target, ladder, std::size_t(numbers[3]));
        for (std::size_t i = 0; i < numbers[4]; i++) calls[i]->invoke();
    } catch (...) {
        _exit(70);
    }
    _exit(0);
}

PERFCODER_RUNTIME int run_mode(const Target& target, int argc, char** argv) {
    std::string_view mode = argc > 1 ? argv[1] : "";
    if (mode == "call" && argc == 3) return call_some(target, argv[2]);
    int lines = moved_up(3);
    if (lines < 0) return wrong_usage("descriptor 3 is not open");
    signal(SIGPIPE, SIG_IGN);
    prctl(PR_SET_DUMPABLE, 0);  // so that no child opens this process's descriptors through /proc
    if (mode == "describe" && argc == 2) return describe(target, lines), 0;
    if (mode == "observe" && argc > 2) return observe_items(target, argc - 2, argv + 2, lines);
    if (mode == "record" && argc > 2) return record_items(argc - 2, argv + 2, lines);
    if (mode == "grow" && argc == 5) return grow_words(target, argv + 2, lines);
    return wrong_usage("there is no such mode");
}

}  // namespace perfcoder

// What sanitizers do where the environment does not say otherwise: they say in one line what is wrong, and end.
extern "C" __attribute__((used, visibility("default"))) inline const char* __asan_default_options() {
    return "detect_leaks=0:symbolize=0:exitcode=77:handle_abort=0:print_legend=0:max_allocation_size_mb=1024:"
           "alloc_dealloc_mismatch=0:new_delete_type_mismatch=0";
}
extern "C" __attribute__((used, visibility("default"))) inline const char* __ubsan_default_options() {
    return "print_stacktrace=0:halt_on_error=1";
}
