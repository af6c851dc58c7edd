// A call that the program makes, looked at where its arguments are. Nothing is known of how they were made: an array is
// as long as another parameter says, and what a pointer leads to else is all only where sanitizers know that nothing
// stands beside it.
#pragma once

#include "call_of.hpp"
#include "recorded.hpp"
#include "sanitizer.hpp"

namespace perfcoder {

/// What of an argument tells the length of an array: its number, or the place that it points to.
struct Told {
    std::optional<std::int64_t> number;
    const void* place = nullptr;
};

/// The hint of a parameter; null where there is none.
const Parameter* hint_of(std::size_t at);

/// How many elements the array has that parameter `at` points to; nothing where no other parameter tells.
std::optional<std::size_t> count_told(std::size_t at, std::size_t element, const std::vector<Told>& told);

template <class T> inline constexpr bool is_plain_iterator = false;
template <class P, class C> inline constexpr bool is_plain_iterator<__gnu_cxx::__normal_iterator<P, C>> = true;

/// Whether the object is no part of an array, as far as this build can know: what sanitizers say counts for all builds.
template <class E> bool stands_alone(const E* object) {
    auto* begin = reinterpret_cast<const char*>(object);
    return !has_address_sanitizer || (is_poisoned(begin - 1) && is_poisoned(begin + sizeof(E)));
}

template <class T> auto place_of(const T& value) {
    if constexpr (is_plain_iterator<T>) return value.base();
    else if constexpr (std::is_pointer_v<T>) return value;
    else return nullptr;
}

template <class T> Told told_by(const T& value) {
    if constexpr (std::is_integral_v<T>) return {std::int64_t(value), nullptr};
    else if constexpr (std::is_function_v<std::remove_pointer_t<T>>) return {};
    else return {{}, const_cast<const void*>(static_cast<const volatile void*>(place_of(value)))};
}

/// An argument where the program has it.
template <class P> struct LiveArgument {
    Bare<P>& value;
    std::size_t at;
    static constexpr bool may_change =
        (std::is_lvalue_reference_v<P> && !std::is_const_v<std::remove_reference_t<P>>) || leads_to_others<Bare<P>> ||
        is_plain_iterator<Bare<P>>;
};

template <class Globals, class R, class... A> class LiveCall final : public Call {
public:
    static inline R (*function)(A...);
    static inline Globals globals;

    explicit LiveCall(void* const* addresses) : addresses(addresses, addresses + sizeof...(A)) {
        each([&](auto argument) { told.push_back(told_by(argument.value)); });
        each([&](auto argument) { note_region(argument.value, argument.at); });
    }

    void generate(const InputNumber&) override {}

    void invoke() override { invoke_with(std::index_sequence_for<A...>()); }

    void show_input(Observer& observer) override {
        add_buffers(observer);
        each([&](auto argument) {
            if (argument.at) observer.say(", ");
            show(observer, argument.value, argument.at);
        });
        show_globals(observer, globals);
        observer.finish();
    }

    void observe_result(Observer& observer) override {
        add_buffers(observer);
        returned.show(observer);
        observer.finish();
    }

    void observe_arguments(Observer& observer) override {
        add_buffers(observer);
        observer.say(" after: ");
        each([&](auto argument) {
            if constexpr (decltype(argument)::may_change) {
                show(observer, argument.value, argument.at);
                observer.say("; ");
            }
        });
        show_globals(observer, globals);
        observer.finish();
    }

    std::vector<std::uint64_t> parts(bool follow) override {
        std::vector<std::uint64_t> hashes;
        auto take = [&](auto look) {
            Observer observer;
            observer.silent = true;
            observer.follow = follow;
            add_buffers(observer);
            look(observer);
            observer.finish();
            hashes.push_back(observer.result.value);
        };
        each([&](auto argument) {
            take([&](Observer& observer) { show(observer, argument.value, argument.at); });
        });
        std::apply([&](auto*... one) { (take([&](Observer& observer) { observe_global(observer, *one); }), ...); },
                   globals);
        return hashes;
    }

private:
    std::vector<void*> addresses;
    std::vector<Told> told;
    std::vector<std::optional<Region>> regions;
    Returned<R> returned;

    template <class F> void each(F look) {
        std::size_t at = 0;
        ((look(LiveArgument<A>{*(Bare<A>*)addresses[at], at}), at++), ...);
    }

    template <std::size_t... I> void invoke_with(std::index_sequence<I...>) {
        auto callee = function;
        asm volatile("" : "+r"(callee));
        returned.fill([&]() -> R { return callee(static_cast<A&&>(passed<A>(addresses[I]))...); });
    }

    /// What is passed by value is copied where it can be.
    template <class P> static decltype(auto) passed(void* address) {
        auto& value = *(std::remove_reference_t<P>*)address;
        if constexpr (std::is_reference_v<P>) return static_cast<P>(value);
        else if constexpr (can_be_copied<Bare<P>>()) return P(value);
        else return std::move(value);
    }

    template <class T> void note_region(const T& value, std::size_t at) {
        using E = std::remove_cv_t<std::remove_pointer_t<decltype(place_of(value))>>;
        regions.emplace_back();
        if constexpr (std::is_object_v<E> && !std::is_null_pointer_v<E> && IsComplete<E>::value) {
            auto count = count_told(at, sizeof(E), told);
            if (count) regions[at] = {const_cast<E*>(place_of(value)), *count, *count * sizeof(E), show_region<E>, true};
        }
    }

    template <class T> void show(Observer& observer, const T& value, std::size_t at) {
        if (regions[at]) return regions[at]->show(observer, *regions[at]);
        if (is_end(at)) return observer.say("end");
        if constexpr (is_object_pointer<T>) {
            using E = std::remove_cv_t<std::remove_pointer_t<T>>;
            bool is_linked = count_links<E>(false) + count_links<E>(true) > 0;
            observer.opaque |= value && !is_linked && !stands_alone(value);
        }
        observe(observer, value);
    }

    /// Whether it is the end of what another argument begins.
    bool is_end(std::size_t at) const {
        const Parameter* hint = hint_of(at);
        return hint && hint->role == Role::end_of && std::size_t(hint->other) < regions.size() &&
               regions[std::size_t(hint->other)];
    }

    void add_buffers(Observer& observer) {
        observer.buffers.clear();
        for (const auto& region : regions)
            if (region) observer.buffers.push_back({region->begin, region->bytes});
        std::apply([&](auto*... one) { (observer.buffers.push_back({one, sizeof *one}), ...); }, globals);
        std::apply([&](auto*... one) { (add_buffer(observer, *one, 0), ...); }, globals);
        each([&](auto argument) { add_buffer(observer, argument.value, 0); });
    }

    /// Arrays, and containers with their elements in a row, are places to point into.
    template <class T>
    static auto add_buffer(Observer& observer, const T& value, int) -> decltype(void(value.data() + value.size())) {
        observer.buffers.push_back({value.data(), value.size() * sizeof *value.data()});
    }
    template <class T> static void add_buffer(Observer& observer, const T& value, long) {
        if constexpr (std::is_array_v<T>) observer.buffers.push_back({&value, sizeof value});
    }
};

template <class R, class... A, class... G> Program program_of(int (*run)(), R (*function)(A...), G&... globals) {
    using Own = LiveCall<std::tuple<G*...>, R, A...>;
    Own::function = function;
    Own::globals = {&globals...};
    auto call = [](void* const* arguments) -> std::unique_ptr<Call> { return std::make_unique<Own>(arguments); };
    return {run, call, &types_of_call<Bare<A>...>};
}
template <class R, class... A, class... G>
Program program_of(int (*run)(), R (*function)(A...) noexcept, G&... globals) {
    return program_of(run, static_cast<R (*)(A...)>(function), globals...);
}

}  // namespace perfcoder
