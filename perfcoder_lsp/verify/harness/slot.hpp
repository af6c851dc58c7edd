// One argument of a call: how it is made by the parameter's type and hint, held, passed and looked at afterwards.
#pragma once

#include "type_link.hpp"

namespace perfcoder {

/// What the arguments of one call know of each other: how long each is, and the sequence that an iterator walks.
struct Siblings {
    std::vector<Parameter> hints;
    std::vector<std::size_t> lengths;
    std::vector<void*> ranges;
    std::vector<bool> is_measured;  // whether another parameter tells this one's length

    std::size_t length_named_by(const Parameter& hint, std::size_t otherwise) const {
        bool known = hint.other >= 0 && std::size_t(hint.other) < lengths.size();
        return known ? lengths[std::size_t(hint.other)] : otherwise;
    }
};

template <class T> std::size_t length_of(const T& value, std::size_t otherwise) {
    if constexpr (IsRange<T>::value) return std::size_t(std::distance(value.begin(), value.end()));
    else return otherwise;
}

/// The elements for which an array has room that grows before it is full.
constexpr std::size_t with_room(std::size_t length) { return 2 * length + 4; }

/// In which of three rounds an argument is made, as one's length may be another's value.
int round_of(const Parameter& hint);

/// A number whose meaning its hint tells; nothing where it tells none.
std::optional<long double> number_by_role(Context& context, const Parameter& hint, const Siblings& siblings);

template <class T> inline constexpr std::tuple<>* parts_of = nullptr;
template <class A, class B> inline constexpr std::tuple<A, B>* parts_of<std::pair<A, B>> = nullptr;
template <class... E> inline constexpr std::tuple<E...>* parts_of<std::tuple<E...>> = nullptr;

template <class T, class... Seen> constexpr bool can_be_copied();
template <class... Seen, class... F> constexpr bool all_can_be_copied(std::tuple<F...>*) {
    return (can_be_copied<Bare<F>, Seen...>() && ...);
}

/// Whether a value may be copied. The library's containers claim that they can, whatever their elements. `Seen` are the
/// classes that are being looked at.
template <class T, class... Seen> constexpr bool can_be_copied() {
    if constexpr ((std::is_same_v<T, Seen> || ...)) return true;
    else if constexpr (!std::is_copy_constructible_v<T>) return false;
    else if constexpr (std::is_trivially_copyable_v<T> || std::is_same_v<T, std::string>) return true;
    else if constexpr (is_sequence<T> || is_keyed<T> || std::is_base_of_v<Adapter<T>, Type<T>>)
        return can_be_copied<Bare<typename T::value_type>, T, Seen...>();
    else if constexpr (!std::is_same_v<decltype(parts_of<T>), std::tuple<>* const>)
        return all_can_be_copied<T, Seen...>(parts_of<T>);
    else if constexpr (std::is_class_v<T> && has_fields<T>())
        return all_can_be_copied<T, Seen...>(static_cast<decltype(fields_of(std::declval<T&>()))*>(nullptr));
    else return false;
}

/// Whether a value that can't be changed itself leads to others that can.
template <class T> inline constexpr bool leads_to_others =
    std::is_pointer_v<T> && !std::is_const_v<std::remove_pointer_t<T>>;
template <class E> inline constexpr bool leads_to_others<std::shared_ptr<E>> = !std::is_const_v<E>;
template <class E, class A> inline constexpr bool leads_to_others<std::vector<E, A>> = leads_to_others<E>;
#ifdef __cpp_lib_span
template <class E, std::size_t N> inline constexpr bool leads_to_others<std::span<E, N>> = !std::is_const_v<E>;
#endif

/// Arguments of any type that has values; the other kinds follow as specialisations.
///
/// A parameter by value gets a copy, as a caller's variable would give it: what copying costs belongs to the call.
template <class P, class = void> struct Slot {
    using T = Bare<P>;
    static constexpr bool is_sized = Type<T>::is_sized;
    std::unique_ptr<T> value;

    template <class... Seen> static constexpr Reason reason() { return perfcoder::reason<T, Seen...>(); }

    void generate(Context& context, Siblings& siblings, std::size_t at) {
        if constexpr (std::is_arithmetic_v<T> && !std::is_same_v<T, bool>) {
            if (auto number = number_by_role(context, siblings.hints[at], siblings)) {
                value = std::make_unique<T>(static_cast<T>(*number));
                return;
            }
        }
        value.reset(perfcoder::create<T>(context));
        siblings.lengths[at] = length_of(*value, context.size);
    }

    decltype(auto) pass() {
        if constexpr (std::is_lvalue_reference_v<P>) return static_cast<P>(*value);
        else if constexpr (std::is_rvalue_reference_v<P>) return static_cast<P>(*value);
        else if constexpr (can_be_copied<T>()) return static_cast<T&>(*value);
        else return static_cast<T&&>(*value);
    }

    void show(Observer& observer) {
        if (!observer.is_gone(value.get())) perfcoder::observe(observer, *value);
    }

    void observe_after(Observer& observer) {
        constexpr bool may_change = std::is_lvalue_reference_v<P> && !std::is_const_v<std::remove_reference_t<P>>;
        if constexpr (may_change || leads_to_others<T>) show(observer);
    }
};

/// Pointers to numbers, text and bytes: the keeper shows what is in the array.
template <class P> struct ArraySlot {
    using Pointer = std::remove_cv_t<P>;
    static constexpr bool is_sized = true;
    Pointer value = nullptr;
    Region region;

    template <class... Seen> static constexpr Reason reason() { return perfcoder::reason<Pointer, Seen...>(); }

    void generate(Context& context, Siblings& siblings, std::size_t at) {
        const Parameter& hint = siblings.hints[at];
        if (hint.role == Role::end_of) {
            auto* begin = static_cast<ElementOf<Pointer>*>(siblings.ranges[std::size_t(hint.other)]);
            value = begin + siblings.length_named_by(hint, 0);
            return;
        }
        constexpr std::size_t least = std::is_void_v<std::remove_pointer_t<P>> ? unknown_bytes : 1;
        if (!siblings.is_measured[at] && !std::is_same_v<Bare<std::remove_pointer_t<P>>, char>)
            context.given_length = std::max(context.given_length.value_or(context.size), least);
        value = perfcoder::make<Pointer>(context);
        region = own_region(context);
        siblings.lengths[at] = region.count;
        siblings.ranges[at] = const_cast<void*>(static_cast<const volatile void*>(value));
    }

    P pass() { return value; }
    void show(Observer& observer) {
        if (region.show) region.show(observer, region);
        else observer.say("end");
    }
    void observe_after(Observer& observer) {
        if (region.show && !std::is_const_v<std::remove_pointer_t<P>>) show(observer);
    }
};
template <class P>
struct Slot<P, std::enable_if_t<std::is_pointer_v<P> && is_array_element<std::remove_cv_t<std::remove_pointer_t<P>>>>>
    : ArraySlot<P> {};

/// Pointers to objects, or to pointers to such: an array of them where another parameter tells its length.
template <class P>
struct Slot<P, std::enable_if_t<is_object_pointer<P> ||
                                (std::is_pointer_v<P> && is_object_pointer<std::remove_cv_t<std::remove_pointer_t<P>>>)>> {
    using T = std::remove_cv_t<std::remove_pointer_t<P>>;
    static constexpr bool is_sized = true;
    T* value = nullptr;
    Region region;

    template <class... Seen> static constexpr Reason reason() { return perfcoder::reason<T, Seen...>(); }

    /// Null where no object can be made, as hooks may be called with.
    void generate(Context& context, Siblings& siblings, std::size_t at) {
        siblings.lengths[at] = context.size;
        if constexpr (perfcoder::reason<T>().none()) generate_objects(context, siblings, at);
    }

    P pass() { return value; }
    void show(Observer& observer) {
        if (region.show) region.show(observer, region);
        else perfcoder::observe(observer, value);
    }
    void observe_after(Observer& observer) {
        if constexpr (!std::is_const_v<std::remove_pointer_t<P>>) show(observer);
    }

private:
    void generate_objects(Context& context, Siblings& siblings, std::size_t at) {
        if constexpr (std::is_default_constructible_v<T> && std::is_move_assignable_v<T>) {
            if (siblings.is_measured[at]) return generate_array(context, siblings, at);
        }
        if constexpr (std::is_pointer_v<T>) value = perfcoder::create<T>(context);
        else value = pointed_to<T>(context);
    }

    void generate_array(Context& context, Siblings& siblings, std::size_t at) {
        auto made = elements<T>(context, context.next_length());
        value = new_array<T>(context, made.size());
        std::move(made.begin(), made.end(), value);
        region = own_region(context);
        siblings.lengths[at] = made.size();
        siblings.ranges[at] = value;
    }
};

/// References to arrays.
template <class P>
struct Slot<P, std::enable_if_t<std::is_reference_v<P> && std::is_array_v<std::remove_reference_t<P>>>> {
    using Array = std::remove_cv_t<std::remove_reference_t<P>>;
    struct Holder {
        Array array;
    };
    static constexpr bool is_sized = false;
    std::unique_ptr<Holder> value;

    template <class... Seen> static constexpr Reason reason() {
        return perfcoder::reason<std::remove_all_extents_t<Array>, Seen...>();
    }
    void generate(Context& context, Siblings& siblings, std::size_t at) {
        value = std::make_unique<Holder>();
        refill(context, value->array);
        siblings.lengths[at] = std::extent_v<Array>;
    }
    P pass() { return static_cast<P>(value->array); }
    void show(Observer& observer) { perfcoder::observe(observer, value->array); }
    void observe_after(Observer& observer) {
        if constexpr (!std::is_const_v<std::remove_reference_t<P>>) show(observer);
    }
};

/// Pointers to arrays of a fixed length, as the rows of a matrix.
template <class P> struct Slot<P, std::enable_if_t<std::is_pointer_v<P> && std::is_array_v<std::remove_pointer_t<P>>>> {
    using Row = std::remove_cv_t<std::remove_pointer_t<P>>;
    static constexpr bool is_sized = true;
    Row* value = nullptr;
    Region region;

    template <class... Seen> static constexpr Reason reason() {
        return perfcoder::reason<std::remove_all_extents_t<Row>, Seen...>();
    }
    void generate(Context& context, Siblings& siblings, std::size_t at) {
        std::size_t rows =
            siblings.is_measured[at] ? context.next_length() : std::max(context.size, std::extent_v<Row>);
        value = new_array<Row>(context, rows);
        Inside inside(context, rows);
        for (std::size_t i = 0; i < rows; i++) refill(context, value[i]);
        region = own_region(context);
        siblings.lengths[at] = rows;
        siblings.ranges[at] = value;
    }
    P pass() { return value; }
    void show(Observer& observer) { region.show(observer, region); }
    void observe_after(Observer& observer) {
        if constexpr (!std::is_const_v<std::remove_pointer_t<P>>) show(observer);
    }
};

/// The container that an iterator belongs to, where its type tells.
template <class It> struct ContainerOf;
template <class P, class C> struct ContainerOf<__gnu_cxx::__normal_iterator<P, C>> {
    using type = C;
};
template <class E, class R, class P> struct ContainerOf<std::_Deque_iterator<E, R, P>> {
    using type = std::deque<E>;
};
template <class E> struct ContainerOf<std::_List_iterator<E>> {
    using type = std::list<E>;
};
template <class E> struct ContainerOf<std::_List_const_iterator<E>> {
    using type = std::list<E>;
};
template <class It, class = void> inline constexpr bool is_iterator = false;
template <class It> inline constexpr bool is_iterator<It, std::void_t<typename ContainerOf<It>::type>> = true;

/// Iterators: to the begin of a sequence of their own, or to the end of another parameter's.
template <class P> struct Slot<P, std::enable_if_t<is_iterator<Bare<P>>>> {
    using It = Bare<P>;
    using Container = typename ContainerOf<It>::type;
    static constexpr bool is_sized = true;
    std::unique_ptr<Container> own;
    std::optional<It> value;

    template <class... Seen> static constexpr Reason reason() { return perfcoder::reason<Container, Seen...>(); }

    void generate(Context& context, Siblings& siblings, std::size_t at) {
        const Parameter& hint = siblings.hints[at];
        if (hint.role == Role::end_of) {
            value = static_cast<Container*>(siblings.ranges[std::size_t(hint.other)])->end();
            return;
        }
        own.reset(perfcoder::create<Container>(context));
        value = own->begin();
        if (hint.role == Role::index_into) std::advance(*value, context.random.between(0, std::int64_t(own->size())));
        siblings.ranges[at] = own.get();
        siblings.lengths[at] = own->size();
    }
    P pass() {
        if constexpr (std::is_rvalue_reference_v<P>) return std::move(*value);
        else return *value;
    }
    void show(Observer& observer) {
        if (own) perfcoder::observe(observer, *own);
        else observer.say("end");
    }
    void observe_after(Observer& observer) {
        if (own) show(observer);
    }
};

}  // namespace perfcoder
