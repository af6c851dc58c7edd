// Values without parts: numbers, characters, enumerations, null, and text.
#pragma once

#include "type.hpp"

namespace perfcoder {

template <class T> inline constexpr bool is_letter = std::is_same_v<T, char> || std::is_same_v<T, wchar_t> ||
                                                     std::is_same_v<T, char16_t> || std::is_same_v<T, char32_t>
#ifdef __cpp_char8_t
                                                     || std::is_same_v<T, char8_t>
#endif
    ;

/// What can always be made.
struct Makeable {
    static constexpr bool is_sized = false;
    template <class...> static constexpr Reason reason() { return {}; }
};

template <> struct Type<bool> : Makeable {
    static bool make(Context& context) { return context.random.bits() & 1; }
    static void observe(Observer& observer, bool value) {
        observer.mix(value);
        observer.say(value ? "true" : "false");
    }
};

template <class T> struct General<T, std::enable_if_t<is_letter<T>>> : Makeable {
    static T make(Context& context) { return static_cast<T>(character(context)); }
    static void observe(Observer& observer, T value) {
        if constexpr (sizeof(T) == 1) observer.character(char(value));
        else observer.integer(std::uint64_t(value), false);
    }
};

template <class T>
struct General<T, std::enable_if_t<std::is_integral_v<T> && !is_letter<T> && !std::is_same_v<T, bool>>> : Makeable {
    static constexpr bool is_sized = true;
    static T make(Context& context) {
        constexpr bool wide = sizeof(T) >= 8, is_signed = std::is_signed_v<T>;
        constexpr std::int64_t highest = wide ? INT64_MAX : std::int64_t(std::numeric_limits<T>::max());
        constexpr std::int64_t lowest = !is_signed ? 0 : wide ? INT64_MIN : std::int64_t(std::numeric_limits<T>::min());
        return static_cast<T>(integer(context, lowest, highest));
    }
    static void observe(Observer& observer, T value) {
        observer.integer(std::uint64_t(value), std::is_signed_v<T>);
        if constexpr (sizeof(T) > 8) observer.mix(std::uint64_t(value >> 64));
    }
};

template <class T> struct General<T, std::enable_if_t<std::is_floating_point_v<T>>> : Makeable {
    static T make(Context& context) { return static_cast<T>(real(context)); }
    static void observe(Observer& observer, T value) { observer.real(double(value)); }
};

/// Whether an enumeration has a name for a value: compilers write others as casts.
template <class E, E value> constexpr bool is_written_by_name() {
    std::string_view name = __PRETTY_FUNCTION__;
    char first = name[name.rfind("value = ") + 8];
    return first != '(' && first != '-' && (first < '0' || first > '9');
}
template <class E, int number, E value = static_cast<E>(number)> constexpr bool is_enumerator(int) {
    return is_written_by_name<E, value>();
}
template <class E, int number> constexpr bool is_enumerator(long) { return false; }

/// The values from 0 to 15 that have names; those from 0 to 3 where none has.
template <class E, int... number> std::vector<int> enumerators(std::integer_sequence<int, number...>) {
    std::vector<int> found;
    ((is_enumerator<E, number>(0) ? found.push_back(number) : void()), ...);
    return found.empty() ? std::vector<int>{0, 1, 2, 3} : found;
}

template <class T> struct General<T, std::enable_if_t<std::is_enum_v<T>>> : Makeable {
    using Number = std::underlying_type_t<T>;
    static T make(Context& context) {
        if (context.has(has_range)) return static_cast<T>(integer(context, 0, 127));
        if constexpr (std::is_same_v<Number, bool>) return static_cast<T>(context.random.bits() & 1);
        static const std::vector<int> named = enumerators<T>(std::make_integer_sequence<int, 16>());
        return static_cast<T>(named[context.random.bits() % named.size()]);
    }
    static void observe(Observer& observer, T value) {
        observer.integer(std::uint64_t(static_cast<Number>(value)), std::is_signed_v<Number>);
    }
};

template <> struct Type<std::nullptr_t> : Makeable {
    static std::nullptr_t make(Context&) { return nullptr; }
    static void observe(Observer& observer, std::nullptr_t) { observer.mix(0); }
};

template <class C, class R, class A> struct Type<std::basic_string<C, R, A>> : Makeable {
    static constexpr bool is_sized = true;
    static std::basic_string<C, R, A> make(Context& context) {
        std::string made = text(context, text_length(context));
        if constexpr (std::is_same_v<std::basic_string<C, R, A>, std::string>) return made;
        else return {made.begin(), made.end()};
    }
    static void observe(Observer& observer, const std::basic_string<C, R, A>& value) {
        if constexpr (sizeof(C) == 1) observer.bytes(reinterpret_cast<const char*>(value.data()), value.size());
        else observe_elements(observer, value);
    }
};

template <class C, class R> struct Type<std::basic_string_view<C, R>> : Makeable {
    static constexpr bool is_sized = true;
    static std::basic_string_view<C, R> make(Context& context) {
        return *context.keeper->keep(perfcoder::make<std::basic_string<C, R>>(context));
    }
    static void observe(Observer& observer, std::basic_string_view<C, R> value) {
        if constexpr (sizeof(C) == 1) observer.bytes(reinterpret_cast<const char*>(value.data()), value.size());
        else observe_elements(observer, value);
    }
};

}  // namespace perfcoder
