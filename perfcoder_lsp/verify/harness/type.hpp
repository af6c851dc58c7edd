// `Type<T>`: how values of a type are made and observed, or why none can be made. One specialisation for each family of
// types stands in the files type_*.hpp; here is what they have in common.
#pragma once

#include "observer.hpp"
#include "scalars.hpp"

namespace perfcoder {

template <class T> using Bare = std::remove_cv_t<std::remove_reference_t<T>>;

/// The type's name as the compiler writes it, without the library's inline namespaces.
template <class T> constexpr std::string_view written_type() {
    std::string_view name = __PRETTY_FUNCTION__;
    std::size_t begin = name.find("T = ") + 4, end = name.find("; std::string_view", begin);
    return name.substr(begin, (end == name.npos ? name.rfind(']') : end) - begin);
}

template <class T> std::string type_name() {
    std::string name(written_type<T>());
    auto replace = [&](std::string_view from, std::string_view to) {
        for (std::size_t at; (at = name.find(from)) != name.npos;) name.replace(at, from.size(), to);
    };
    replace("std::__cxx11::basic_string<char, std::char_traits<char>, std::allocator<char> >", "std::string");
    replace("std::__cxx11::basic_string<char>", "std::string");
    replace("basic_string_view<char, std::char_traits<char> >", "string_view");
    replace("basic_string_view<char>", "string_view");
    replace("std::__cxx11::", "std::");
    return name;
}

/// Why no value of a type can be made; empty where one can. `type` is the one at fault, perhaps deep inside.
struct Reason {
    std::string_view why, type;
    constexpr bool none() const { return why.empty(); }
};

/// What is known of a type. A specialisation has
///   is_sized                      whether its values grow with the input's size
///   reason<Seen...>()             why no value can be made; `Seen` are the classes that are being looked at
///   make(Context&)                a value, or instead create(Context&): one on the heap
///   observe(Observer&, const T&)  what is to be seen of a value
/// It is of `Type` for types known by their names, and of `General` for those known by what they can do. Of any other
/// type, as here, no value can be made.
template <class T, class = void> struct General {
    static constexpr bool is_sized = false;
    template <class...> static constexpr Reason reason() {
        return {"no values are made of this type", written_type<T>()};
    }
    static void observe(Observer& observer, const T&) { observer.unseen(); }
};

template <class T> struct Type : General<T> {};

template <class T, class... Seen> constexpr Reason reason() {
    if constexpr ((std::is_same_v<T, Seen> || ...)) return {};
    else return Type<T>::template reason<Seen...>();
}

/// `reason` for something that is moved to where it belongs, as elements are.
template <class T, class... Seen> constexpr Reason element_reason() {
    if constexpr (constexpr Reason own = reason<T, Seen...>(); !own.none()) return own;
    else if constexpr (!std::is_move_constructible_v<T>) return {"it can't be copied or moved", written_type<T>()};
    else return {};
}

template <class... T> struct Types {};

/// The first reason among several types.
template <class... Seen> constexpr Reason first_reason(Types<>, Types<Seen...>) { return {}; }
template <class T, class... Others, class... Seen>
constexpr Reason first_reason(Types<T, Others...>, Types<Seen...> seen) {
    if constexpr (constexpr Reason own = element_reason<T, Seen...>(); !own.none()) return own;
    else return first_reason(Types<Others...>(), seen);
}

template <class T, class = void> struct HasCreate : std::false_type {};
template <class T> struct HasCreate<T, std::void_t<decltype(Type<T>::create(std::declval<Context&>()))>>
    : std::true_type {};

/// A new value on the heap. Raises TooLarge.
template <class T> T* create(Context& context) {
    if constexpr (HasCreate<T>::value) return Type<T>::create(context);
    else return new T(Type<T>::make(context));
}

/// A new value of a type that can be moved. Raises TooLarge.
template <class T> T make(Context& context) {
    if constexpr (HasCreate<T>::value) return std::move(*std::unique_ptr<T>(Type<T>::create(context)));
    else return Type<T>::make(context);
}

template <class T> void observe(Observer& observer, const T& value) {
    Type<std::remove_cv_t<T>>::observe(observer, value);
}

inline constexpr int deepest_observed = 2000;

/// Shows the elements of a sequence, in brackets.
template <class Range> void observe_elements(Observer& observer, const Range& range) {
    if (observer.depth > deepest_observed) return observer.mix(5);
    observer.depth++;
    observer.say("[");
    std::size_t count = 0;
    for (auto&& each : range) {
        if (observer.sample && count >= observer.sample) break;
        if (count++) observer.say(", ");
        observe(observer, static_cast<const Bare<decltype(each)>&>(each));
    }
    observer.mix(count);
    observer.say("]");
    observer.depth--;
}

}  // namespace perfcoder
