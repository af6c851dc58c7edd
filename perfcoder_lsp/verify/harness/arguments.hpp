// The arguments of one call: all made from one random number each, passed together, and looked at together.
// The hooks of classes are called with arguments of their own.
#pragma once

#include "field_hints.hpp"
#include "slot_stream.hpp"
#include "stand_in.hpp"

namespace perfcoder {

template <class T> inline constexpr bool is_count = std::is_integral_v<T> && !std::is_same_v<T, bool> && !is_letter<T>;

/// What types alone say of a parameter.
struct Kind {
    bool is_array, is_count, is_iterator;
};

/// Fills in what the types suggest where no hint says more: an array and its length, two iterators of one sequence; and
/// takes away what names no parameter.
void complete_hints(std::vector<Parameter>& hints, const std::vector<Kind>& kinds);

/// The length that another parameter's range allows for this one: `n in [1, 20]` where n is the length of it.
std::optional<std::size_t> length_told_for(std::size_t at, const std::vector<Parameter>& hints, const Context& context);

template <class T> inline constexpr char type_tag = 0;

/// For each parameter, which is the first of its type, be it by value, reference or pointer.
template <class... A> std::size_t first_of_type(std::size_t at) {
    const void* tags[] = {&type_tag<Bare<std::remove_pointer_t<Bare<A>>>>..., nullptr};
    return std::size_t(std::find(tags, tags + at, tags[at]) - tags);
}

/// All arguments of one call.
template <class... A> struct Arguments {
    std::tuple<Slot<A>...> slots;

    void generate(const Context& context, std::vector<Parameter> hints) {
        complete_hints(hints, {Kind{std::is_pointer_v<A> && !std::is_function_v<std::remove_pointer_t<A>>, is_count<A>,
                                    is_iterator<Bare<A>>}...});
        Siblings siblings{std::move(hints), std::vector<std::size_t>(sizeof...(A), context.size),
                          std::vector<void*>(sizeof...(A)), std::vector<bool>(sizeof...(A))};
        for (const Parameter& hint : siblings.hints)
            if (hint.role == Role::length_of) siblings.is_measured[std::size_t(hint.other)] = true;
        for (int round = 0; round < 3; round++)
            generate_round(round, context, siblings, std::index_sequence_for<A...>());
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
    template <std::size_t... I>
    void generate_round(int round, const Context& context, Siblings& siblings, std::index_sequence<I...>) {
        auto generate_one = [&](auto& slot, std::size_t at) {
            const Parameter& hint = siblings.hints[at];
            if (round_of(hint) != round) return;
            Context own = context;
            std::size_t like = context.alike ? first_of_type<A...>(at) : at;
            own.random.state = scrambled(context.random.state + 0x51ed270b * (like + 1));
            if (like != at && context.random.state % 3 == 0) own.size = context.size / 2;
            own.hint = &hint;
            own.numerals = hint.flags & is_numeral;
            own.given_length = length_told_for(at, siblings.hints, context);
            if (hint.role == Role::same_length) own.given_length = siblings.length_named_by(hint, context.size);
            slot.generate(own, siblings, at);
        };
        (generate_one(std::get<I>(slots), I), ...);
    }
};

// Hooks of classes: called with arguments of their own, which live as long as those of the target.
template <class R, class... A>
Arguments<A...>& hook_arguments(Context& context, R (*)(A...), std::optional<Scalars> scalars,
                                std::optional<std::size_t> length) {
    Context inner{Random{context.random.bits()}, context.profile, context.size, nullptr, context.made, context.keeper};
    inner.in_hook = true;
    inner.wide = context.wide;
    inner.numerals = context.numerals;
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
    std::optional<Scalars> scalars;  // a size, as often as not
    if (!context.profile->uneven) scalars = Scalars::size;
    return hook_arguments(context, hook, scalars, length).pass_to(hook);
}
template <class R, class T, class... A> void call_hook_on(R (*hook)(T&, A...), T& self, Context& context) {
    R (*without_self)(A...) = nullptr;
    auto& arguments = hook_arguments(context, without_self, Scalars::index, std::min(context.size, small_part));
    arguments.pass_to(
        [&](auto&&... passed) -> decltype(auto) { return hook(self, static_cast<decltype(passed)>(passed)...); });
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

/// Whether a hook can be called with null for each pointer to what can't be made.
template <class F> struct WithNulls;
template <class R, class... A> struct WithNulls<R (*)(A...)> {
    template <class... Seen> static constexpr bool can_be_called() {
        return ((is_object_pointer<std::remove_cv_t<A>> || Slot<A>::template reason<Seen...>().none()) && ...);
    }
};
template <class F, class... Seen> constexpr bool takes_nulls() { return WithNulls<F>::template can_be_called<Seen...>(); }

}  // namespace perfcoder
