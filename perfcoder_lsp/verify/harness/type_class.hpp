// Classes: made and looked at through hooks that were inserted into their text, or as aggregates field by field.
// The hooks are static members: perfcoder_make_(...), perfcoder_insert_(self, ...), perfcoder_fields_(self).
#pragma once

#include "aggregate.hpp"
#include "type_wrapper.hpp"

namespace perfcoder {

// A hook counts for the class itself only, not for those that inherit it: hence the exact types.
template <class T, class... A> std::true_type is_make_hook(T* (*)(A...));
template <class T, class R, class... A> std::true_type is_insert_hook(R (*)(T&, A...));
template <class T, class R> std::true_type is_fields_hook(R (*)(T&));
template <class T> std::true_type is_hides_hook(void (*)(T&));

template <class T, class = void> struct HasMake : std::false_type {};
template <class T> struct HasMake<T, std::void_t<decltype(is_make_hook<T>(&T::perfcoder_make_))>> : std::true_type {};
template <class T, class = void> struct HasInsertHook : std::false_type {};
template <class T> struct HasInsertHook<T, std::void_t<decltype(is_insert_hook<T>(&T::perfcoder_insert_))>>
    : std::true_type {};
template <class T, class = void> struct HasFieldsHook : std::false_type {};
template <class T> struct HasFieldsHook<T, std::void_t<decltype(is_fields_hook<T>(&T::perfcoder_fields_))>>
    : std::true_type {};
/// Whether the fields hook leaves something out.
template <class T, class = void> struct HasHidesHook : std::false_type {};
template <class T> struct HasHidesHook<T, std::void_t<decltype(is_hides_hook<T>(&T::perfcoder_hides_))>>
    : std::true_type {};
template <class T>
struct HasHooks<T, std::enable_if_t<HasMake<T>::value || HasInsertHook<T>::value || HasFieldsHook<T>::value>>
    : std::true_type {};

template <class T, class = void> struct IsComplete : std::false_type {};
template <class T> struct IsComplete<T, std::void_t<decltype(sizeof(T))>> : std::true_type {};

/// Whether a class is a stream; asking the library would be an error for one that is only declared.
template <class T, class = void> struct IsStream : std::false_type {};
template <class T> struct IsStream<T, std::void_t<decltype(sizeof(T))>> : std::is_base_of<std::ios_base, T> {};

template <class T> constexpr bool has_fields() {
    if constexpr (HasFieldsHook<T>::value) return true;
    else return has_known_fields<T>();
}

/// A tuple of references to all fields of an object.
template <class T> auto fields_of(T& object) {
    if constexpr (HasFieldsHook<T>::value) return T::perfcoder_fields_(object);
    else return aggregate_fields(object);
}

/// Calls `visit` with each field.
template <class T, class Visit> void each_field(T& object, Visit visit) {
    std::apply([&](auto&... field) { (visit(field), ...); }, fields_of(object));
}

/// Whether a plain pointer or smart pointer leads from an object of a class to another one of the same class.
template <class F, class T> inline constexpr bool is_link =
    std::is_same_v<F, T*> || std::is_same_v<F, std::unique_ptr<T>> || std::is_same_v<F, std::shared_ptr<T>>;
template <class F, class T> inline constexpr bool is_links = false;
template <class E, class A, class T> inline constexpr bool is_links<std::vector<E, A>, T> = is_link<E, T>;

/// Gives new values to what is there already; what can't be made is left as it is.
template <class T> void refill(Context& context, T& value) {
    if constexpr (std::is_const_v<T> || std::is_volatile_v<T>) {
    } else if constexpr (std::is_array_v<T>) {
        Inside inside(context, std::extent_v<T>);
        count_elements(context, std::extent_v<T>);
        for (auto& each : value) refill(context, each);
        if constexpr (std::is_same_v<std::remove_extent_t<T>, char>)
            value[std::size_t(context.random.between(0, std::int64_t(std::extent_v<T>) - 1))] = 0;
    } else if constexpr (std::is_move_assignable_v<T> && std::is_move_constructible_v<T>) {
        if constexpr (perfcoder::reason<T>().none()) value = perfcoder::make<T>(context);
    }
}

// Both are in call.hpp: hooks are called as the target is, with values made for their own parameters.
template <class F> auto call_hook(F hook, Context& context);
template <class F, class T> void call_hook_on(F hook, T& self, Context& context);
template <class F, class... Seen> constexpr Reason hook_reason();

template <class T> struct General<T, std::enable_if_t<std::is_class_v<T> && !is_sequence<T> && !is_keyed<T>>> {
    static constexpr bool is_sized = true;

    template <class... Seen> static constexpr Reason reason() {
        if constexpr (!IsComplete<T>::value) return {"only declared here, not defined", written_type<T>()};
        else if constexpr (HasMake<T>::value) return hook_reason<decltype(&T::perfcoder_make_), T, Seen...>();
        else if constexpr (std::is_abstract_v<T>) return {"an abstract class", written_type<T>()};
        else if constexpr (!std::is_default_constructible_v<T>)
            return {"no constructor can be used", written_type<T>()};
        else return {};
    }

    static T* create(Context& context) {
        if constexpr (HasMake<T>::value) {
            T* object = call_hook(&T::perfcoder_make_, context);
            if (object) insert(*object, context);
            return object ? object : throw TooLarge();
        } else {
            T* object = new T();
            if constexpr (HasInsertHook<T>::value) insert(*object, context);
            else if constexpr (std::is_aggregate_v<T> && has_fields<T>()) fill(*object, context);
            return object;
        }
    }

    static void observe(Observer& observer, const T& value) {
        if constexpr (!IsComplete<T>::value) {
            observer.unseen();
        } else if constexpr (has_fields<T>()) {
            observer.say("{");
            std::size_t count = 0;
            each_field(const_cast<T&>(value), [&](const auto& field) {
                if (count++) observer.say(", ");
                perfcoder::observe(observer, field);
            });
            if constexpr (HasHidesHook<T>::value) observer.unseen();
            observer.say("}");
        } else if constexpr (IsRange<T>::value) {
            observe_elements(observer, value);
        } else if constexpr (std::is_empty_v<T> || (std::is_polymorphic_v<T> && sizeof(T) == sizeof(void*))) {
            observer.mix(7);
        } else if constexpr (std::has_unique_object_representations_v<T>) {
            mix_bytes(observer, std::addressof(value), sizeof value);
            observer.say("#");
        } else {
            observer.unseen();
        }
    }

private:
    static void insert(T& object, Context& context) {
        if constexpr (HasInsertHook<T>::value) {
            std::size_t count = context.depth == 0 ? context.next_length() : std::min<std::size_t>(context.size, 4);
            Inside inside(context, count);
            for (std::size_t i = 0; i < count; i++) call_hook_on(&T::perfcoder_insert_, object, context);
        }
    }

    static void fill(T& object, Context& context) {
        if (context.depth >= deepest) return;
        Inside inside(context, context.size);
        each_field(object, [&](auto& field) {
            using F = std::remove_reference_t<decltype(field)>;
            if constexpr (!is_link<F, T> && !is_links<F, T>) refill(context, field);
        });
    }
};

template <class T, std::size_t N> struct Type<T[N]> {
    static constexpr bool is_sized = false;
    template <class...> static constexpr Reason reason() { return {"an array by value", written_type<T[N]>()}; }
    static void observe(Observer& observer, const T (&value)[N]) { observe_elements(observer, value); }
};

template <class T> struct General<T, std::enable_if_t<std::is_union_v<T>>> {
    static constexpr bool is_sized = false;
    template <class...> static constexpr Reason reason() { return {"a union", written_type<T>()}; }
    static void observe(Observer& observer, const T&) { observer.mix(7); }
};

}  // namespace perfcoder
