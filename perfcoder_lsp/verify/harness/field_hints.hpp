// The fields of an object whose class does not make it by itself. What they are to each other (`int* data; int used`)
// is told by the hook perfcoder_hints_, one hint for each field of perfcoder_fields_; they are made as parameters are.
#pragma once

#include "slot.hpp"

namespace perfcoder {

/// What the fields of one object know of each other; `has_room` of arrays that are not full.
struct FieldSiblings : Siblings {
    std::vector<bool> has_room;

    FieldSiblings(std::vector<Parameter> told, std::size_t count, std::size_t length)
        : Siblings{std::move(told), std::vector<std::size_t>(count, length), {}, std::vector<bool>(count)},
          has_room(count) {
        hints.resize(count, Parameter{"", Role::none, -1, 0, -1, 0});
        for (Parameter& hint : hints) {
            bool known = hint.other >= 0 && std::size_t(hint.other) < count;
            if (round_of(hint) > 0 && !known) hint.role = Role::none;
            if (hint.role == Role::length_of || hint.role == Role::same_length)
                is_measured[std::size_t(hint.other)] = true;
            if (hint.role == Role::room_of) has_room[std::size_t(hint.other)] = true;
        }
    }
};

template <class F> inline constexpr bool is_field_array =
    std::is_pointer_v<F> && !std::is_const_v<F> && std::is_object_v<std::remove_pointer_t<F>> &&
    (is_array_element<std::remove_cv_t<std::remove_pointer_t<F>>> || is_object_pointer<F>);

/// An array behind a field. Where another field tells its room, zeros follow the elements.
template <class E> E* field_array(Context& context, std::size_t length, bool has_room) {
    if constexpr (std::is_default_constructible_v<E> && std::is_move_assignable_v<E> && element_reason<E>().none()) {
        auto made = elements<E>(context, length);
        E* array = new_array<E>(context, has_room ? with_room(length) : length);
        std::move(made.begin(), made.end(), array);
        return array;
    } else {
        return nullptr;
    }
}

template <class F> void fill_field(Context& context, F& field, FieldSiblings& siblings, std::size_t at) {
    const Parameter& hint = siblings.hints[at];
    if constexpr (std::is_integral_v<F> && !std::is_same_v<F, bool> && !std::is_const_v<F>) {
        if (auto number = number_by_role(context, hint, siblings)) {
            field = static_cast<F>(*number);
            return;
        }
    }
    if constexpr (is_field_array<F>) {
        std::size_t length = siblings.length_named_by(hint, context.size);
        bool follows = hint.role == Role::same_length;
        if (follows || siblings.is_measured[at] || siblings.has_room[at]) {
            siblings.lengths[at] = length;
            bool roomy = siblings.has_room[follows ? std::size_t(hint.other) : at];
            field = field_array<std::remove_cv_t<std::remove_pointer_t<F>>>(context, length, roomy);
            return;
        }
    }
    const Parameter* outer = context.hint;
    if (hint.flags) context.hint = &hint;
    refill(context, field);
    context.hint = outer;
    siblings.lengths[at] = length_of(field, context.size);
    if constexpr (std::is_array_v<F>) siblings.lengths[at] = std::min(context.size, std::extent_v<F>);
}

template <class T> void fill_fields(Context& context, T& object) {
    std::vector<Parameter> told;
    if constexpr (HasHintsHook<T>::value) told = T::perfcoder_hints_(object);
    FieldSiblings siblings(std::move(told), std::tuple_size_v<decltype(fields_of(object))>, context.size);
    for (int round = 0; round < 3; round++) {
        std::size_t at = 0;
        each_field(object, [&](auto& field) {
            using F = std::remove_reference_t<decltype(field)>;
            if constexpr (!is_link<F, T> && !is_links<F, T>)
                if (round_of(siblings.hints[at]) == round) fill_field(context, field, siblings, at);
            at++;
        });
    }
}

}  // namespace perfcoder
