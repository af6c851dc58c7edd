// The target as all that runs, times and tells sees it: with its types hidden, so that this is compiled once
// (runtime.cpp) and not for every unit.
#pragma once

#include "observer.hpp"

namespace perfcoder {

/// Which input: the same numbers (and types of values) give the same input in every build. Integers that would be `was`
/// are `now` instead, where their types allow it.
struct InputNumber {
    int profile;
    std::size_t size;
    std::uint64_t seed;
    std::int64_t was = 0, now = 0;
};

/// Seeds from here on make arguments of one type alike: equal, or one the beginning of the other.
inline constexpr std::uint64_t alike_seeds = std::uint64_t(1) << 30;

/// What is written of one parameter by `describe`.
struct ParameterFacts {
    std::string name, type, reason;
};

/// One input of the target with its types hidden. Raises TooLarge where it can't be made.
class Call {
public:
    virtual ~Call() = default;
    virtual void generate(const InputNumber& input) = 0;
    virtual void invoke() = 0;
    /// Looks at the arguments as they are before the call, or after it at everything that it may have changed.
    virtual void show_input(Observer& observer) = 0;
    virtual void observe_result(Observer& observer) = 0;
    virtual void observe_arguments(Observer& observer) = 0;
    /// A hash of each part that the call may change: arguments, what they lead to, variables.
    virtual std::vector<std::uint64_t> parts(bool follow) = 0;
};

/// The target as the modes see it.
struct Target {
    std::unique_ptr<Call> (*call)();
    std::vector<ParameterFacts> parameters;
    std::string result;
    bool returns_void, is_sized;
    std::size_t globals;

    bool supported() const {
        return std::all_of(parameters.begin(), parameters.end(), [](const auto& each) { return each.reason.empty(); });
    }
};

/// The unit's command line (see runtime/modes.hpp); returns the exit status.
int run_mode(const Target& target, int argc, char** argv);

/// In-process timing (see runtime/epochs.hpp): makes inputs, and calls the target on each.
void prepare_epoch(const Target& target, std::uint64_t first, std::uint64_t count);
std::uint64_t run_epoch();

}  // namespace perfcoder
