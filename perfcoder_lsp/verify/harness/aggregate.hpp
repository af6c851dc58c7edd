// The fields of an aggregate whose text was not seen, by structured bindings: up to 16 of them.
// How many there are is what `T{{}, {}, ...}` tells: a pair of empty braces stands for one field, whatever its type.
#pragma once

namespace perfcoder {

template <int N> using Count = std::integral_constant<int, N>;

template <class T, int N> std::false_type takes_braces(Count<N>, ...);
#define PERFCODER_TAKES(count, ...) \
    template <class T> auto takes_braces(Count<count>, int) -> decltype(T{__VA_ARGS__}, std::true_type());
PERFCODER_TAKES(1, {})
PERFCODER_TAKES(2, {}, {})
PERFCODER_TAKES(3, {}, {}, {})
PERFCODER_TAKES(4, {}, {}, {}, {})
PERFCODER_TAKES(5, {}, {}, {}, {}, {})
PERFCODER_TAKES(6, {}, {}, {}, {}, {}, {})
PERFCODER_TAKES(7, {}, {}, {}, {}, {}, {}, {})
PERFCODER_TAKES(8, {}, {}, {}, {}, {}, {}, {}, {})
PERFCODER_TAKES(9, {}, {}, {}, {}, {}, {}, {}, {}, {})
PERFCODER_TAKES(10, {}, {}, {}, {}, {}, {}, {}, {}, {}, {})
PERFCODER_TAKES(11, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {})
PERFCODER_TAKES(12, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {})
PERFCODER_TAKES(13, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {})
PERFCODER_TAKES(14, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {})
PERFCODER_TAKES(15, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {})
PERFCODER_TAKES(16, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {})
PERFCODER_TAKES(17, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {})
#undef PERFCODER_TAKES

/// Converts to base classes of T only.
template <class T> struct AnyBase {
    template <class U, class = std::enable_if_t<std::is_base_of_v<U, T> && !std::is_same_v<U, T>>> operator U() const;
};
template <class T, class = void> struct HasBase : std::false_type {};
template <class T> struct HasBase<T, std::void_t<decltype(T{AnyBase<T>()})>> : std::true_type {};

template <class T, int N = 17> constexpr int braces_taken() {
    if constexpr (N == 0) return 0;
    else if constexpr (decltype(takes_braces<T>(Count<N>(), 0))::value) return N;
    else return braces_taken<T, N - 1>();
}

/// Whether `aggregate_fields` can be used. Without a default value for each field, their number is not sure.
template <class T> constexpr bool has_known_fields() {
    if constexpr (!std::is_class_v<T> || !std::is_aggregate_v<T>) return false;
    else if constexpr (!std::is_default_constructible_v<T> || HasBase<T>::value) return false;
    else return braces_taken<T>() <= 16;
}

template <class T> auto aggregate_fields(T& object) {
    constexpr int count = braces_taken<T>();
    if constexpr (count == 0) return std::tuple<>();
#define PERFCODER_FIELDS(number, ...)     \
    else if constexpr (count == number) { \
        auto& [__VA_ARGS__] = object;     \
        return std::tie(__VA_ARGS__);     \
    }
    PERFCODER_FIELDS(1, a)
    PERFCODER_FIELDS(2, a, b)
    PERFCODER_FIELDS(3, a, b, c)
    PERFCODER_FIELDS(4, a, b, c, d)
    PERFCODER_FIELDS(5, a, b, c, d, e)
    PERFCODER_FIELDS(6, a, b, c, d, e, f)
    PERFCODER_FIELDS(7, a, b, c, d, e, f, g)
    PERFCODER_FIELDS(8, a, b, c, d, e, f, g, h)
    PERFCODER_FIELDS(9, a, b, c, d, e, f, g, h, i)
    PERFCODER_FIELDS(10, a, b, c, d, e, f, g, h, i, j)
    PERFCODER_FIELDS(11, a, b, c, d, e, f, g, h, i, j, k)
    PERFCODER_FIELDS(12, a, b, c, d, e, f, g, h, i, j, k, l)
    PERFCODER_FIELDS(13, a, b, c, d, e, f, g, h, i, j, k, l, m)
    PERFCODER_FIELDS(14, a, b, c, d, e, f, g, h, i, j, k, l, m, n)
    PERFCODER_FIELDS(15, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o)
    PERFCODER_FIELDS(16, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p)
#undef PERFCODER_FIELDS
}

}  // namespace perfcoder
