// The unit's command line: `describe`, `observe PROFILE:SIZE:SEED:COUNT...`, `cover` of the same, and
// `grow PROFILE:SEED BUDGET_MS MAX_SIZE`.
// Results are lines of JSON on descriptor 3; the exit status is 0, or 64 where the arguments are wrong.
#pragma once

#include "coverage.hpp"
#include "epochs.hpp"
#include "growing.hpp"

namespace perfcoder {

inline int wrong_usage(const char* what) {
    std::fprintf(stderr, "%s; usage: describe | observe or cover PROFILE:SIZE:SEED:COUNT... | grow PROFILE:SEED BUDGET_MS MAX_SIZE\n",
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
        .write(lines);
}

inline int observe_items(const Target& target, int count, char** items, int lines) {
    std::vector<InputNumber> inputs;
    for (int i = 0; i < count; i++) {
        auto item = numbers_in(items[i], ':');
        if (item.size() != 4 || item[0] >= profile_count) return wrong_usage("an item is not PROFILE:SIZE:SEED:COUNT");
        for (std::uint64_t n = 0; n < item[3]; n++) inputs.push_back({int(item[0]), std::size_t(item[1]), item[2] + n});
    }
    const char* words = std::getenv("PERFCODER_CALL_MS");
    auto limit = numbers_in(words, ':');
    std::uint64_t usual = has_address_sanitizer ? 500 : 100;
    Observing(target, std::move(inputs), limit.empty() || !limit[0] ? usual : limit[0], lines).run();
    return 0;
}

/// Runs inputs only to see which marks they reach.
inline int cover_items(const Target& target, int count, char** items, int lines) {
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (int status = observe_items(target, count, items, nowhere)) return status;
    std::vector<std::string> numbers;
    for (std::size_t i = 0; i < most_marks; i++)
        if (reached[i]) numbers.push_back(std::to_string(i));
    JsonLine().raw("covered", json_list(numbers)).write(lines);
    return 0;
}

inline int grow_words(const Target& target, char** words, int lines) {
    auto which = numbers_in(words[0], ':'), budget = numbers_in(words[1], ':'), most = numbers_in(words[2], ':');
    if (which.size() != 2 || which[0] >= profile_count || budget.size() != 1 || most.size() != 1)
        return wrong_usage("the numbers of grow are wrong");
    grow(target, {int(which[0]), 1, which[1]}, budget[0], std::size_t(most[0]), lines);
    return 0;
}

/// Runs a mode; returns the exit status.
inline int run_mode(const Target& target, int argc, char** argv) {
    std::string_view mode = argc > 1 ? argv[1] : "";
    int lines = moved_up(3);
    if (lines < 0) return wrong_usage("descriptor 3 is not open");
    signal(SIGPIPE, SIG_IGN);
    prctl(PR_SET_DUMPABLE, 0);  // so that no child opens this process's descriptors through /proc
    if (mode == "describe" && argc == 2) return describe(target, lines), 0;
    if (mode == "observe" && argc > 2) return observe_items(target, argc - 2, argv + 2, lines);
    if (mode == "cover" && argc > 2) return cover_items(target, argc - 2, argv + 2, lines);
    if (mode == "grow" && argc == 5) return grow_words(target, argv + 2, lines);
    return wrong_usage("there is no such mode");
}

}  // namespace perfcoder
