// Sequences, sets, maps, queues: anything that holds many values of one type.
// Whatever has the standard containers' interface counts as one, unless the class has hooks of its own.
#pragma once

#include "type_scalar.hpp"

namespace perfcoder {

template <class T, class = void> struct IsRange : std::false_type {};
template <class T> struct IsRange<T, std::void_t<typename T::value_type, decltype(std::declval<const T&>().begin() !=
                                                                                  std::declval<const T&>().end())>>
    : std::true_type {};

template <class T, class = void> struct HasPushBack : std::false_type {};
template <class T>
struct HasPushBack<T, std::void_t<decltype(std::declval<T&>().push_back(std::declval<typename T::value_type>()))>>
    : std::bool_constant<std::is_default_constructible_v<T>> {};

template <class T, class = void> struct HasInsert : std::false_type {};
template <class T> struct HasInsert<
    T, std::void_t<typename T::key_type, decltype(std::declval<T&>().insert(std::declval<typename T::value_type>()))>>
    : std::bool_constant<std::is_default_constructible_v<T>> {};

template <class T, class = void> struct IsHashed : std::false_type {};
template <class T> struct IsHashed<T, std::void_t<typename T::hasher>> : std::true_type {};

/// Whether a class has a hook that says how it is made, filled or looked at (see type_class.hpp).
template <class T, class = void> struct HasHooks : std::false_type {};

template <class T> inline constexpr bool is_sequence =
    IsRange<T>::value && HasPushBack<T>::value && !HasHooks<T>::value;
template <class T> inline constexpr bool is_keyed = IsRange<T>::value && HasInsert<T>::value && !HasHooks<T>::value;

template <class E> inline constexpr bool can_be_ordered =
    (std::is_arithmetic_v<E> && !std::is_same_v<E, bool>) || std::is_same_v<E, std::string>;

template <class E> void shuffle(Random& random, std::vector<E>& values) {
    for (std::size_t i = values.size(); i > 1; i--) std::swap(values[i - 1], values[random.bits() % i]);
}

/// No value twice: each that was there is raised to the next number, or lowered where there is none.
template <class E> void set_apart(Context& context, std::vector<E>& values) {
    std::sort(values.begin(), values.end());
    for (std::size_t i = 1; i < values.size(); i++)
        if (values[i] <= values[i - 1] && values[i - 1] < std::numeric_limits<E>::max())
            values[i] = E(values[i - 1] + 1);
    for (std::size_t i = values.size(); i-- > 1;)
        if (values[i - 1] >= values[i]) values[i - 1] = E(values[i] - 1);
    shuffle(context.random, values);
}

/// Where the hint or the profile says so, no value is above its own index: the parents of a tree, or of sets that are
/// joined. A root is its own parent, or -1 where the hint allows for less than 0.
template <class Values> void point_back(const Context& context, Values& values) {
    bool told = context.has(is_parents);
    if (!told && (context.profile->order != Order::pointing_back || context.depth > 1)) return;
    bool by_sign = told && context.hint->low < 0;
    std::size_t index = 0;
    for (auto& each : values) {
        if (std::uint64_t(each) >= index) each = Bare<decltype(each)>(by_sign ? -1 : std::int64_t(index));
        index++;
    }
}

/// Gives a sequence the order that the hint or the profile wants.
template <class E> void arrange(Context& context, std::vector<E>& values) {
    if constexpr (std::is_integral_v<E> && can_be_ordered<E>) {
        if (context.has(is_permutation)) {
            std::iota(values.begin(), values.end(), E(context.has(has_range) ? context.hint->low : 0));
            return shuffle(context.random, values);
        }
        if (context.has(is_distinct)) set_apart(context, values);
        else if (!context.hint || !context.hint->flags || context.has(is_parents)) point_back(context, values);
    }
    if constexpr (can_be_ordered<E>) {
        Order order = context.has(is_sorted) ? Order::sorted : context.profile->order;
        if (order == Order::constant && !context.has(is_distinct))
            for (std::size_t i = 1; i < values.size(); i++) values[i] = values[0];
        if (order == Order::sorted) std::sort(values.begin(), values.end());
        if (order == Order::descending) std::sort(values.rbegin(), values.rend());
    }
}

/// `count` elements of a sequence. Raises TooLarge.
template <class E> std::vector<E> elements(Context& context, std::size_t count) {
    std::vector<E> made;
    made.reserve(count);
    Inside inside(context, count);
    for (std::size_t i = 0; i < count; i++) made.push_back(perfcoder::make<E>(context));
    arrange(context, made);
    return made;
}

template <class E> struct MadeOfElements {
    static constexpr bool is_sized = true;
    template <class... Seen> static constexpr Reason reason() { return element_reason<E, Seen...>(); }
    template <class T> static void observe(Observer& observer, const T& value) { observe_elements(observer, value); }
};

template <class T> struct General<T, std::enable_if_t<is_sequence<T>>>
    : MadeOfElements<std::remove_cv_t<typename T::value_type>> {
    static T make(Context& context) {
        using E = std::remove_cv_t<typename T::value_type>;
        std::vector<E> made = elements<E>(context, context.next_length());
        if constexpr (std::is_same_v<T, std::vector<E>>) {
            return made;
        } else {
            T value;
            for (auto&& each : made) value.push_back(static_cast<E>(std::move(each)));
            return value;
        }
    }
};

template <class E, class A> struct Type<std::forward_list<E, A>> : MadeOfElements<E> {
    static std::forward_list<E, A> make(Context& context) {
        std::vector<E> made = elements<E>(context, context.next_length());
        return {std::make_move_iterator(made.begin()), std::make_move_iterator(made.end())};
    }
};

template <class E, std::size_t N> struct Type<std::array<E, N>> : MadeOfElements<E> {
    static constexpr bool is_sized = false;
    template <class... Seen> static constexpr Reason reason() {
        if constexpr (!std::is_default_constructible_v<E>) return {"it has no default constructor", written_type<E>()};
        else return element_reason<E, Seen...>();
    }
    static std::array<E, N> make(Context& context) {
        std::array<E, N> value{};
        std::vector<E> made = elements<E>(context, N);
        std::move(made.begin(), made.end(), value.begin());
        return value;
    }
};

template <class E> struct Type<std::valarray<E>> : MadeOfElements<E> {
    static std::valarray<E> make(Context& context) {
        std::vector<E> made = elements<E>(context, context.next_length());
        std::valarray<E> value(made.size());
        std::move(made.begin(), made.end(), std::begin(value));
        return value;
    }
    static void observe(Observer& observer, const std::valarray<E>& value) {
        std::vector<E> shown(value.size());
        for (std::size_t i = 0; i < shown.size(); i++) shown[i] = value[i];
        observe_elements(observer, shown);
    }
};

template <class E> struct Type<std::initializer_list<E>> : MadeOfElements<E> {
    static std::initializer_list<E> make(Context& context) {
        const auto* kept = context.keeper->keep(elements<E>(context, context.next_length()));
        return std::initializer_list<E>(kept->data(), kept->size());  // private: units are built without access control
    }
};

#ifdef __cpp_lib_span
template <class E, std::size_t N> struct Type<std::span<E, N>> : MadeOfElements<std::remove_cv_t<E>> {
    using Bare = std::remove_cv_t<E>;
    static std::span<E, N> make(Context& context) {
        std::size_t count = N == std::dynamic_extent ? context.next_length() : N;
        auto* kept = context.keeper->keep(elements<Bare>(context, count));
        return std::span<E, N>(kept->data(), kept->size());
    }
};
#endif

template <class T> struct General<T, std::enable_if_t<is_keyed<T> && !is_sequence<T>>> {
    static constexpr bool is_sized = true;
    using Value = typename T::value_type;

    template <class... Seen> static constexpr Reason reason() { return element_reason<Value, Seen...>(); }

    static T make(Context& context) {
        T value;
        std::size_t count = context.next_length();
        Inside inside(context, count);
        for (std::size_t i = 0; i < count; i++) value.insert(perfcoder::make<Value>(context));
        return value;
    }

    static void observe(Observer& observer, const T& value) {
        if constexpr (IsHashed<T>::value) observe_unordered(observer, value);
        else observe_elements(observer, value);
    }

private:
    static void observe_unordered(Observer& observer, const T& value) {
        std::uint64_t result_sum = 0, shape_sum = 0, count = 0;
        double real_sum = 0;
        bool has_reals = false;
        for (const auto& each : value) {
            Observer element;
            element.buffers = observer.buffers;
            element.follow = observer.follow;
            perfcoder::observe(element, each);
            element.finish();
            observer.unordered(element, result_sum, shape_sum, real_sum);
            has_reals |= element.real_count > 0;
            observer.say(count++ ? ", " : "{");
            observer.say(element.text);
        }
        observer.say(count ? "}" : "{}");
        observer.mix(count);
        observer.result.mix(result_sum);
        observer.shape.mix(shape_sum);
        if (has_reals) observer.keep_real(real_sum);
    }
};

/// The container inside a queue, a stack or a heap.
template <class T> struct Exposed : T {
    static const typename T::container_type& inside(const T& adapter) { return adapter.*(&Exposed::c); }
};

template <class T> struct Adapter {
    static constexpr bool is_sized = true;
    using Value = typename T::value_type;
    template <class... Seen> static constexpr Reason reason() { return element_reason<Value, Seen...>(); }
    static T make(Context& context) {
        T value;
        for (auto&& each : elements<Value>(context, context.next_length()))
            value.push(static_cast<Value>(std::move(each)));
        return value;
    }
    static void observe(Observer& observer, const T& value) { observe_elements(observer, Exposed<T>::inside(value)); }
};
template <class E, class C> struct Type<std::queue<E, C>> : Adapter<std::queue<E, C>> {};
template <class E, class C> struct Type<std::stack<E, C>> : Adapter<std::stack<E, C>> {};
template <class E, class C, class L> struct Type<std::priority_queue<E, C, L>> : Adapter<std::priority_queue<E, C, L>> {
    /// A heap's order depends on how it came about: what counts is what it holds.
    static void observe(Observer& observer, const std::priority_queue<E, C, L>& value) {
        if constexpr (std::is_copy_constructible_v<std::priority_queue<E, C, L>>) {
            std::vector<E> shown;
            for (auto rest = value; !rest.empty(); rest.pop()) shown.push_back(rest.top());
            observe_elements(observer, shown);
        } else {
            observer.mix(value.size());
        }
    }
};

template <std::size_t N> struct Type<std::bitset<N>> : Makeable {
    static std::bitset<N> make(Context& context) {
        std::bitset<N> value;
        for (std::size_t i = 0; i < N; i++) value[i] = context.random.bits() & 1;
        return value;
    }
    static void observe(Observer& observer, const std::bitset<N>& value) {
        std::string shown = value.to_string();
        observer.bytes(shown.data(), shown.size());
    }
};

}  // namespace perfcoder
