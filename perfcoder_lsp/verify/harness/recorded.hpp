// The program that the file of a target is: it is run to see which calls of the target it makes.
// A unit that records keeps the file's `main`, says PERFCODER_RECORD at the beginning of the target's body, and
// PERFCODER_PROGRAM before PERFCODER_HARNESS.
#pragma once

#include "target.hpp"

namespace perfcoder {

/// The program, and how a call that it makes is looked at: `call` takes the addresses of the arguments, the object
/// first; `types` names what they must be.
struct Program {
    int (*run)() = nullptr;
    std::unique_ptr<Call> (*call)(void* const* arguments) = nullptr;
    const void* types = nullptr;
};
inline Program program;
inline bool is_recording = false;

template <class... T> inline char types_of_call = 0;

/// Tells of a call that the program makes (see runtime/recording.hpp).
void meet_call(void* const* arguments, const void* types);

/// At the beginning of the target. Calls that a call leads to are part of it: they are not told apart.
class Live {
public:
    template <class... T> explicit Live(T&... arguments) {
        if (!is_recording || depth++) return;
        void* addresses[] = {(void*)std::addressof(arguments)..., nullptr};
        meet_call(addresses, &types_of_call<std::remove_cv_t<T>...>);
    }
    ~Live() { depth -= is_recording; }
    Live(const Live&) = delete;
    Live& operator=(const Live&) = delete;

private:
    static inline thread_local int depth = 0;
};

template <auto main_function> int run_main() {
    char name[] = "program";
    char* arguments[] = {name, nullptr};
    using Main = decltype(main_function);
    if constexpr (std::is_invocable_v<Main>) main_function();
    else if constexpr (std::is_invocable_v<Main, int, char**>) main_function(1, arguments);
    else if constexpr (std::is_invocable_v<Main, int, char**, char**>) main_function(1, arguments, environ);
    return 0;
}

}  // namespace perfcoder

#define PERFCODER_RECORD(...) \
    ::perfcoder::Live perfcoder_live_ { __VA_ARGS__ }
#define PERFCODER_PROGRAM(main_function, ...)                                           \
    namespace perfcoder {                                                               \
    [[maybe_unused]] static const bool has_program =                                    \
        (program = program_of(&run_main<&main_function>, __VA_ARGS__), true);           \
    }
