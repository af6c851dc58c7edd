// The contract of a harness unit and nothing more: enough to see that a unit compiles and fits its own data.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

#ifdef __cpp_lib_span
#include <span>
#endif

namespace perfcoder {

enum class Role { none, length_of, room_of, index_into, last_of, same_length, end_of, range, size, zero, depth };
struct Parameter {
    const char* name;
    Role role;
    int other;
    long double low, high;
    int flags;
};

template <class F> struct Arity;
template <class R, class... A> struct Arity<R (*)(A...)> { static constexpr std::size_t count = sizeof...(A); };
template <class F, class... G> constexpr std::size_t arity(F, G&...) { return Arity<F>::count; }

// Every hook that a parameter's class has is looked at, so that what is wrong in one is an error here.
template <class T, class... A> std::true_type is_maker(T* (*)(A...));
template <class T, class... A> T* construct(A&&... given) {
    if constexpr (!std::is_abstract_v<T> && std::is_constructible_v<T, A...>) return new T(static_cast<A&&>(given)...);
    else return nullptr;
}
template <class T> struct Concretes {};
template <class...> struct Types {};
template <class T, class R> std::true_type is_fields_hook(R (*)(T&));
template <class T, class = void> struct HasMakers : std::false_type {};
template <class T>
struct HasMakers<T, std::void_t<decltype(is_maker<T>(std::get<0>(T::perfcoder_makers_())))>> : std::true_type {};
template <class T, class = void> struct HasChanges : std::false_type {};
template <class T> struct HasChanges<T, std::void_t<decltype(T::perfcoder_changes_())>> : std::true_type {};
template <class T, class = void> struct HasFields : std::false_type {};
template <class T>
struct HasFields<T, std::void_t<decltype(is_fields_hook<T>(&T::perfcoder_fields_))>> : std::true_type {};
template <class T, class = void> struct HasInsert : std::false_type {};
template <class T> struct HasInsert<T, std::void_t<decltype(T::perfcoder_insert_())>> : std::true_type {};

template <class T> void look() {
    if constexpr (HasFields<T>::value) (void)static_cast<std::size_t (*)(T&)>([](T& object) {
        return std::tuple_size_v<decltype(T::perfcoder_fields_(object))>;
    });
    if constexpr (HasMakers<T>::value) (void)T::perfcoder_makers_();
    if constexpr (HasChanges<T>::value) (void)T::perfcoder_changes_();
    if constexpr (HasInsert<T>::value) (void)T::perfcoder_insert_();
}
template <class R, class... A> int look_at_all(R (*)(A...)) {
    (look<std::decay_t<A>>(), ...);
    return 0;
}
template <class F, class... G> int run(F target, G&...) { return look_at_all(target); }

}  // namespace perfcoder

#define PERFCODER_HARNESS(...)                                                                        \
    static_assert(decltype(perfcoder::Arity<decltype(PERFCODER_FIRST(__VA_ARGS__, 0))>())::count + 1 <= \
                      sizeof perfcoder::target_parameters / sizeof(perfcoder::Parameter),              \
                  "a hint for each parameter");                                                     \
    int main() { return perfcoder::run(__VA_ARGS__); }
#define PERFCODER_FIRST(first, ...) first
