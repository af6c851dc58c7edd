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
    (is_array_element<std::remove_cv_t<std::remove_pointer_t<F>>> || is_object_pointer<F>) &&
    IsComplete<std::remove_pointer_t<F>>::value;

/// An array that the object owns from now on: the target may free it, or have a longer one in its place. So it is never
/// freed here, and what is there after the call is told by the fields alone. Where another field tells its room, and
/// behind text, zeros follow the elements.
template <class E> E* field_array(Context& context, std::size_t length, bool has_room) {
    if constexpr (std::is_default_constructible_v<E> && std::is_move_assignable_v<E> && element_reason<E>().none()) {
        auto made = elements<E>(context, length);
        std::size_t count = has_room ? with_room(length) : length + std::is_same_v<E, char>;
        E* array;
        if constexpr (std::is_trivially_destructible_v<E> && std::is_trivially_copyable_v<E>)
            array = static_cast<E*>(std::calloc(count, sizeof(E)));
        else array = new E[count]();
        if (!array) throw TooLarge();
        std::move(made.begin(), made.end(), array);
        auto show_nothing = [](Observer&, const Region&) {};
        context.keeper->regions.push_back({array, length, count * sizeof(E), show_nothing, true});
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

/// Of an object that its class made by itself, the length is believed of text only: that need not end in a zero.
template <class T, class F> inline constexpr bool has_told_length =
    is_field_array<F> && (is_filled<T>() || std::is_same_v<F, const char*>);

template <class T, class Visit> void each_field_with_length(T& object, Visit visit) {
    if constexpr (!HasHintsHook<T>::value) {
        each_field(object, [&](const auto& field) { visit(field, std::nullopt); });
    } else {
        const std::vector<Parameter> hints = T::perfcoder_hints_(object);
        std::vector<std::optional<std::size_t>> lengths(std::tuple_size_v<decltype(fields_of(object))>);
        for (Role role : {Role::room_of, Role::length_of, Role::same_length}) {  // the last one counts
            std::size_t at = 0;
            each_field(object, [&](const auto& field) {
                using F = Bare<decltype(field)>;
                if (at < hints.size() && hints[at].role == role && std::size_t(hints[at].other) < lengths.size()) {
                    auto other = std::size_t(hints[at].other);
                    if (role == Role::same_length) lengths[at] = lengths[other];
                    else if constexpr (std::is_integral_v<F>) lengths[other] = std::size_t(field);
                }
                at++;
            });
        }
        std::size_t at = 0;
        each_field(object, [&](const auto& field) {
            visit(field, has_told_length<T, Bare<decltype(field)>> ? lengths[at] : std::nullopt);
            at++;
        });
    }
}

template <class T, class F> void observe_field_array(Observer& observer, const F& field, std::size_t length) {
    if constexpr (is_field_array<F>) {
        using E = std::remove_cv_t<std::remove_pointer_t<F>>;
        if (!is_filled<T>() && observer.is_place(field)) return;
        observer.mix(field != nullptr);
        if (!field) return observer.say("null");
        if (observer.is_gone(field)) return;
        if (length > most_elements) return observer.unseen();
        show_region<E>(observer, {const_cast<E*>(field), length, length * sizeof(E), nullptr, false});
    }
}

}  // namespace perfcoder
