// The hooks of classes: static members that were inserted into their text (see verify/functions/hooks.py), by which
// objects are made, filled and looked into.
#pragma once

#include "aggregate.hpp"
#include "type_wrapper.hpp"

namespace perfcoder {

// A hook counts for the class itself only, not for those that inherit it: hence the exact types.
template <class T, class F> inline constexpr bool is_maker = false;
template <class T, class... A> inline constexpr bool is_maker<T, T* (*)(A...)> = true;
template <class T, class F> inline constexpr bool is_change = false;
template <class T, class... A> inline constexpr bool is_change<T, void (*)(T&, A...)> = true;
template <class T, class... F> std::enable_if_t<(is_maker<T, F> && ...)> are_makers(std::tuple<F...>);
template <class T, class... F> std::enable_if_t<(is_change<T, F> && ...)> are_changes(std::tuple<F...>);
template <class T, class R> std::true_type is_fields_hook(R (*)(T&));
template <class T> std::true_type is_hints_hook(std::vector<Parameter> (*)(T&));
template <class T> std::true_type is_mark(void (*)(T&));

template <class T, class = void> struct HasMakers : std::false_type {};
template <class T> struct HasMakers<T, std::void_t<decltype(are_makers<T>(T::perfcoder_makers_()))>>
    : std::true_type {};
template <class T, class = void> struct HasChanges : std::false_type {};
template <class T> struct HasChanges<T, std::void_t<decltype(are_changes<T>(T::perfcoder_changes_()))>>
    : std::true_type {};
template <class T, class = void> struct HasInsertHook : std::false_type {};
template <class T> struct HasInsertHook<T, std::void_t<decltype(T::perfcoder_insert_())>>
    : std::bool_constant<is_change<T, decltype(T::perfcoder_insert_())>> {};
template <class T, class = void> struct HasFieldsHook : std::false_type {};
template <class T> struct HasFieldsHook<T, std::void_t<decltype(is_fields_hook<T>(&T::perfcoder_fields_))>>
    : std::true_type {};
/// Whether a hook tells what the fields are to each other.
template <class T, class = void> struct HasHintsHook : std::false_type {};
template <class T> struct HasHintsHook<T, std::void_t<decltype(is_hints_hook<T>(&T::perfcoder_hints_))>>
    : std::true_type {};
/// Whether the fields hook leaves something out.
template <class T, class = void> struct HasHidesHook : std::false_type {};
template <class T> struct HasHidesHook<T, std::void_t<decltype(is_mark<T>(&T::perfcoder_hides_))>> : std::true_type {};
/// Whether the fields may have any values.
template <class T, class = void> struct HasOpenHook : std::false_type {};
template <class T> struct HasOpenHook<T, std::void_t<decltype(is_mark<T>(&T::perfcoder_open_))>> : std::true_type {};
template <class T>
struct HasHooks<T, std::enable_if_t<HasMakers<T>::value || HasInsertHook<T>::value || HasFieldsHook<T>::value>>
    : std::true_type {};

template <class T, class = void> struct IsComplete : std::false_type {};
template <class T> struct IsComplete<T, std::void_t<decltype(sizeof(T))>> : std::true_type {};

// Hooks are called as the target is, with values made for their own parameters (see arguments.hpp).
template <class F> auto call_hook(F hook, Context& context);
template <class F, class T> void call_hook_on(F hook, T& self, Context& context);
template <class F, class... Seen> constexpr Reason hook_reason();
template <class F, class... Seen> constexpr bool takes_nulls();

template <class T, class = void> struct HasOwnNew : std::false_type {};
template <class T> struct HasOwnNew<T, std::void_t<decltype(&T::operator new)>> : std::true_type {};

/// A new object in memory that was zero: what its constructor leaves out is the same in every run.
template <class T, class... A> T* new_object(A&&... given) {
    if constexpr (HasOwnNew<T>::value || alignof(T) > __STDCPP_DEFAULT_NEW_ALIGNMENT__) {
        return new T(static_cast<A&&>(given)...);
    } else {
        std::unique_ptr<void, void (*)(void*)> memory(::operator new(sizeof(T)), ::operator delete);
        std::memset(memory.get(), 0, sizeof(T));
        asm volatile("" : : "r"(memory.get()) : "memory");  // compilers may think that a constructor wants no zeros
        T* made = ::new (memory.get()) T(static_cast<A&&>(given)...);
        (void)memory.release();
        return made;
    }
}

/// What makers call: a new object; null where the class turns out to have no such constructor.
template <class T, class... A> T* construct(A&&... given) {
    if constexpr (std::is_abstract_v<T>) return nullptr;
    else if constexpr (std::is_constructible_v<T, A...>) return new_object<T>(static_cast<A&&>(given)...);
    else return nullptr;
}

template <class T> inline constexpr bool has_default = std::is_default_constructible_v<T> && !std::is_abstract_v<T>;

/// Why the first of a class's makers can't be called; no reason where another one can, perhaps with nulls.
template <class T, class... Seen, class... F> constexpr Reason reason_of_makers(std::tuple<F...>*) {
    if constexpr ((takes_nulls<F, T, Seen...>() || ...)) return {};
    else return std::get<0>(std::tuple{hook_reason<F, T, Seen...>()...});
}

template <class T> using Maker = T* (*)(Context&);

/// Adds the makers that can be called.
template <class T, bool with_nulls, std::size_t I> void add_maker(std::vector<Maker<T>>& usable) {
    using F = std::tuple_element_t<I, decltype(T::perfcoder_makers_())>;
    if constexpr (with_nulls ? takes_nulls<F, T>() : hook_reason<F, T>().none())
        usable.push_back([](Context& context) -> T* {
            return call_hook(std::get<I>(T::perfcoder_makers_()), context);
        });
}
template <class T, std::size_t... I> std::vector<Maker<T>> usable_makers(std::index_sequence<I...>) {
    std::vector<Maker<T>> usable;
    (add_maker<T, false, I>(usable), ...);
    if (usable.empty() && !has_default<T>) (add_maker<T, true, I>(usable), ...);
    return usable;
}

/// Runs code of the user that may throw, and says whether it came to its end.
template <class F> bool completes(F code) {
    try {
        code();
        return true;
    } catch (const TooLarge&) {
        throw;
    } catch (...) {
        return false;
    }
}

inline constexpr int most_tries = 4;  // constructors may refuse what they are given

/// A new object by one of the makers or, now and then, as it is by default; null where there is no way.
template <class T> T* constructed(Context& context) {
    T* made = nullptr;
    if constexpr (HasMakers<T>::value) {
        constexpr std::size_t count = std::tuple_size_v<decltype(T::perfcoder_makers_())>;
        static const auto makers = usable_makers<T>(std::make_index_sequence<count>());
        bool by_default = has_default<T> && context.random.one_in(8);
        for (int tries = 0; !made && !by_default && !makers.empty() && tries < most_tries; tries++)
            completes([&] { made = makers[context.random.bits() % makers.size()](context); });
    }
    if constexpr (has_default<T>)
        if (!made) made = new_object<T>();
    return made;
}

template <class T, std::size_t I> void add_change(std::vector<void (*)(T&, Context&)>& usable) {
    if constexpr (hook_reason<std::tuple_element_t<I, decltype(T::perfcoder_changes_())>, T>().none())
        usable.push_back([](T& object, Context& context) {
            call_hook_on(std::get<I>(T::perfcoder_changes_()), object, context);
        });
}
template <class T, std::size_t... I> auto usable_changes(std::index_sequence<I...>) {
    std::vector<void (*)(T&, Context&)> usable;
    (add_change<T, I>(usable), ...);
    return usable;
}

inline constexpr std::size_t most_changes = 4;

/// Brings an object into another state, in the profiles whose values are uneven: a few calls of what changes it.
template <class T> void change(T& object, Context& context) {
    if constexpr (HasChanges<T>::value) {
        constexpr std::size_t count = std::tuple_size_v<decltype(T::perfcoder_changes_())>;
        static const auto changes = usable_changes<T>(std::make_index_sequence<count>());
        if (!context.profile->uneven || changes.empty()) return;
        std::size_t calls = context.random.bits() % (std::min(context.size, most_changes) + 1);
        for (std::size_t i = 0; i < calls; i++)
            completes([&] { changes[context.random.bits() % changes.size()](object, context); });
    }
}

/// Adds elements to an object that takes some.
template <class T> void insert(T& object, Context& context) {
    if constexpr (HasInsertHook<T>::value) {
        if constexpr (hook_reason<decltype(T::perfcoder_insert_()), T>().none()) {
            std::size_t count = context.depth == 0 ? context.next_length() : std::min(context.size, most_changes);
            Inside inside(context, count);
            for (std::size_t i = 0; i < count; i++)
                completes([&] { call_hook_on(T::perfcoder_insert_(), object, context); });
        }
    }
}

}  // namespace perfcoder
