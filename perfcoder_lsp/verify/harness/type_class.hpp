// Classes: made and looked at through their hooks, or as aggregates field by field.
#pragma once

#include "made_objects.hpp"
#include "table.hpp"

namespace perfcoder {

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

/// Calls `visit` with each field; those that nothing can refer to are copies.
template <class T, class Visit> void each_field(T& object, Visit visit) {
    std::apply([&](auto&&... field) { (visit(field), ...); }, fields_of(object));
}

/// Whether a plain pointer or smart pointer leads from an object of a class to another one of the same class.
template <class F, class T> inline constexpr bool is_link =
    std::is_same_v<F, T*> || std::is_same_v<F, std::unique_ptr<T>> || std::is_same_v<F, std::shared_ptr<T>>;
template <class F, class T> inline constexpr bool is_links = false;
template <class E, class A, class T> inline constexpr bool is_links<std::vector<E, A>, T> = is_link<E, T>;

/// Arrays up to here are filled whole, longer ones as far as an input's size needs.
inline constexpr std::size_t filled_whole = 64;

/// Gives new values to what is there already; what can't be made is left as it is.
template <class T> void refill(Context& context, T& value) {
    if constexpr (std::is_const_v<T> || std::is_volatile_v<T>) {
    } else if constexpr (std::is_array_v<T>) {
        using E = std::remove_extent_t<T>;
        std::size_t count = std::min(std::extent_v<T>, std::max(filled_whole, context.size + 1));
        Inside inside(context, count);
        count_elements(context, count);
        for (std::size_t i = 0; i < count; i++) refill(context, value[i]);
        if constexpr (std::is_same_v<E, char>)
            value[std::size_t(context.random.between(0, std::int64_t(count) - 1))] = 0;
        if constexpr (std::is_integral_v<E> && !std::is_same_v<E, bool>)
            if (context.has(is_parents)) point_back(context, value);
    } else if constexpr (std::is_move_assignable_v<T> && std::is_move_constructible_v<T>) {
        if constexpr (perfcoder::reason<T>().none()) value = perfcoder::make<T>(context);
    }
}

/// Whether a default object is given other values field by field.
template <class T> constexpr bool is_filled() {
    return (std::is_aggregate_v<T> || HasOpenHook<T>::value) && !HasMakers<T>::value && !HasInsertHook<T>::value &&
           has_fields<T>();
}

// In field_hints.hpp:
/// Gives values to all fields that lead to no other object of the class.
template <class T> void fill_fields(Context& context, T& object);
/// Calls `visit` with each field and, of a pointer to an array that was made for it or to text, the length that a field
/// tells.
template <class T, class Visit> void each_field_with_length(T& object, Visit visit);
template <class T, class F> void observe_field_array(Observer& observer, const F& field, std::size_t length);

inline constexpr int most_around = 24;
inline constexpr int most_changing = 2;  // elements of elements are left as they are made
struct Around {
    Around() {
        if (objects_around == most_around) throw TooLarge();
        objects_around++;
    }
    ~Around() { objects_around--; }
};

/// Looks at one field. Text that can be written to may be a buffer without an end.
template <class F> void observe_field(Observer& observer, const F& field) {
    if constexpr (std::is_class_v<F> && std::is_abstract_v<F>) {
        observe_inside(observer, field);
    } else if constexpr (std::is_same_v<F, char*>) {
        if (!observer.is_place(field)) observer.unseen();
    } else {
        perfcoder::observe(observer, field);
    }
}

/// Looks at an object of exactly this class, or at this part of one.
template <class T> void observe_inside(Observer& observer, const T& value) {
    if constexpr (has_fields<T>()) {
        observer.say("{");
        std::size_t count = 0;
        each_field_with_length(const_cast<T&>(value), [&](const auto& field, std::optional<std::size_t> length) {
            if (count++) observer.say(", ");
            if (length) observe_field_array<T>(observer, field, *length);
            else observe_field(observer, field);
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

template <class T> struct General<T, std::enable_if_t<std::is_class_v<T> && !is_sequence<T> && !is_keyed<T>>> {
    static constexpr bool is_sized = true;

    template <class... Seen> static constexpr Reason reason() {
        if constexpr (!IsComplete<T>::value) return {"only declared here, not defined", written_type<T>()};
        else if constexpr (has_default<T>) return {};
        else if constexpr (HasMakers<T>::value) {
            using Makers = decltype(T::perfcoder_makers_());
            constexpr Reason own = reason_of_makers<T, Seen...>(static_cast<Makers*>(nullptr));
            return std::is_abstract_v<T> && !own.none() ? reason_of_abstract<Seen...>() : own;
        } else if constexpr (std::is_abstract_v<T>) return reason_of_abstract<Seen...>();
        else return {"no constructor can be used", written_type<T>()};
    }

    static T* create(Context& context) {
        Around around;
        T* object = constructed<T>(context);
        if constexpr (std::is_abstract_v<T>) {
            if (!object) object = stand_in<T>(context);
        } else if (object) {
            if constexpr (is_filled<T>()) fill(*object, context);
            if (objects_around <= most_changing) {
                insert(*object, context);
                change(*object, context);
            }
            if constexpr (std::is_polymorphic_v<T> && has_concretes<T>) remember<T>(context, *object);
        }
        return object ? object : throw TooLarge();
    }

    static void observe(Observer& observer, const T& value) {
        if constexpr (!IsComplete<T>::value) observer.unseen();
        else if constexpr (std::is_abstract_v<T>) observe_object(observer, value);
        else observe_inside(observer, value);
    }

private:
    template <class... Seen> static constexpr Reason reason_of_abstract() {
        if constexpr (!has_concretes<T>) return {"an abstract class", written_type<T>()};
        else if constexpr (can_be_stood_for<T, Seen...>(typename Concretes<T>::type())) return {};
        else return {"an abstract class, and nothing that derives from it can be made", written_type<T>()};
    }

    static void fill(T& object, Context& context) {
        if (context.depth >= deepest) return;
        Inside inside(context, context.size);
        fill_fields(context, object);
    }
};

template <class T, std::size_t N> struct Type<T[N]> {
    static constexpr bool is_sized = false;
    template <class...> static constexpr Reason reason() { return {"an array by value", written_type<T[N]>()}; }
    static void observe(Observer& observer, const T (&value)[N]) {
        using E = std::remove_all_extents_t<T>;
        if constexpr (std::is_arithmetic_v<E> && sizeof value > filled_whole * sizeof(E))
            observe_table(observer, reinterpret_cast<const E*>(&value), sizeof value / sizeof(E));
        else observe_elements(observer, value);
    }
};

template <class T> struct General<T, std::enable_if_t<std::is_union_v<T>>> {
    static constexpr bool is_sized = false;
    template <class...> static constexpr Reason reason() { return {"a union", written_type<T>()}; }
    static void observe(Observer& observer, const T&) { observer.unseen(); }
};

}  // namespace perfcoder
