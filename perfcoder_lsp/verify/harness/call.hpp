// One call of the target: its arguments made from an input's number, the call, and what is to be seen of it.
// `Call` has no types in it: all that runs, times and tells is written once, for any target (runtime.hpp).
#pragma once

#include "slot_stream.hpp"
#include "type_callable.hpp"

namespace perfcoder {

/// Which input: the same numbers (and types of values) give the same input in every build.
struct InputNumber {
    int profile;
    std::size_t size;
    std::uint64_t seed;
};

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

template <class T> inline constexpr bool is_count = std::is_integral_v<T> && !std::is_same_v<T, bool> && !is_letter<T>;

/// What the types alone suggest where no hint says more: an array and its length, two iterators of one sequence.
template <class... A> void add_hints_of_types(std::vector<Parameter>& hints) {
    constexpr std::size_t count = sizeof...(A);
    constexpr bool arrays[] = {std::is_pointer_v<A> && !std::is_function_v<std::remove_pointer_t<A>>..., false};
    constexpr bool counts[] = {is_count<A>..., false}, iterators[] = {is_iterator<Bare<A>>..., false};
    std::vector<bool> measured(count);
    for (const Parameter& hint : hints)
        if (hint.role == Role::length_of && hint.other >= 0 && std::size_t(hint.other) < count)
            measured[std::size_t(hint.other)] = true;
    for (std::size_t i = 1; i < count; i++) {
        if (hints[i].role != Role::none || (hints[i].flags & has_range)) continue;
        if (counts[i] && arrays[i - 1] && !measured[i - 1]) hints[i] = {"", Role::length_of, int(i) - 1, 0, -1, 0};
        bool second = iterators[i] && iterators[i - 1] && hints[i - 1].role != Role::end_of;
        if (second) hints[i] = {"", Role::end_of, int(i) - 1, 0, -1, 0};
    }
}

/// All arguments of one call.
template <class... A> struct Arguments {
    std::tuple<Slot<A>...> slots;

    /// Makes them in three rounds, as one's length may be another's value.
    void generate(const Context& context, std::vector<Parameter> hints) {
        hints.resize(sizeof...(A), Parameter{"", Role::none, -1, 0, -1, 0});
        add_hints_of_types<A...>(hints);
        Siblings siblings{std::move(hints), std::vector<std::size_t>(sizeof...(A), context.size),
                          std::vector<void*>(sizeof...(A)), std::vector<bool>(sizeof...(A))};
        for (Parameter& hint : siblings.hints) {
            if (hint.other >= int(sizeof...(A))) hint = {hint.name, Role::none, -1, hint.low, hint.high, hint.flags};
            if (hint.role == Role::length_of && hint.other >= 0) siblings.is_measured[std::size_t(hint.other)] = true;
        }
        for (int round = 0; round < 3; round++) generate_round(round, context, siblings, std::index_sequence_for<A...>());
    }

    template <class F> decltype(auto) pass_to(F function) {
        return std::apply([&](auto&... slot) -> decltype(auto) { return function(slot.pass()...); }, slots);
    }

    void show(Observer& observer) {
        std::size_t count = 0;
        auto show_one = [&](auto& slot) {
            if (count++) observer.say(", ");
            slot.show(observer);
        };
        std::apply([&](auto&... slot) { (show_one(slot), ...); }, slots);
    }

    void observe_after(Observer& observer) {
        std::apply([&](auto&... slot) { (slot.observe_after(observer), ...); }, slots);
    }

private:
    static int round_of(const Parameter& hint) {
        switch (hint.role) {
            case Role::same_length:
            case Role::end_of: return 1;
            case Role::length_of:
            case Role::index_into:
            case Role::last_of: return 2;
            default: return 0;
        }
    }

    template <std::size_t... I>
    void generate_round(int round, const Context& context, Siblings& siblings, std::index_sequence<I...>) {
        auto generate_one = [&](auto& slot, std::size_t at) {
            const Parameter& hint = siblings.hints[at];
            if (round_of(hint) != round) return;
            Context own = context;
            own.random.state = scrambled(context.random.state + 0x51ed270b * (at + 1));
            own.hint = &hint;
            if (hint.role == Role::same_length) own.given_length = siblings.length_named_by(hint, context.size);
            slot.generate(own, siblings, at);
        };
        (generate_one(std::get<I>(slots), I), ...);
    }
};

// Hooks of classes: called with arguments of their own, which live as long as those of the target.
template <class R, class... A>
Arguments<A...>& hook_arguments(Context& context, R (*)(A...), Scalars scalars, std::optional<std::size_t> length) {
    Context inner{Random{context.random.bits()}, context.profile, context.size, nullptr, context.made, context.keeper};
    inner.in_hook = true;
    inner.scalars = scalars;
    inner.given_length = length;
    auto* arguments = context.keeper->keep(std::make_unique<Arguments<A...>>());
    arguments->generate(inner, {});
    return *arguments;
}
inline constexpr std::size_t small_part = 4;  // how long what is put into an object is, or what an element is made of

template <class F> auto call_hook(F hook, Context& context) {
    std::optional<std::size_t> length;
    if (context.depth > 0) length = std::min(context.size, small_part);
    return hook_arguments(context, hook, Scalars::size, length).pass_to(hook);
}
template <class R, class T, class... A> void call_hook_on(R (*hook)(T&, A...), T& self, Context& context) {
    R (*without_self)(A...) = nullptr;
    auto& arguments = hook_arguments(context, without_self, Scalars::index, std::min(context.size, small_part));
    arguments.pass_to([&](auto&&... passed) -> decltype(auto) { return hook(self, static_cast<decltype(passed)>(passed)...); });
}
template <class F> struct HookReason;
template <class R, class... A> struct HookReason<R (*)(A...)> {
    template <class... Seen> static constexpr Reason reason() { return first<Seen...>(Types<Slot<A>...>()); }

private:
    template <class...> static constexpr Reason first(Types<>) { return {}; }
    template <class... Seen, class S, class... Others> static constexpr Reason first(Types<S, Others...>) {
        if constexpr (constexpr Reason own = S::template reason<Seen...>(); !own.none()) return own;
        else return first<Seen...>(Types<Others...>());
    }
};
template <class F, class... Seen> constexpr Reason hook_reason() { return HookReason<F>::template reason<Seen...>(); }

}  // namespace perfcoder
