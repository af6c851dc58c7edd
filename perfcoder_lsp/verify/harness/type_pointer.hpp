// Pointers to numbers, text and bytes: arrays of exactly the length that the input has, so that sanitizers see a step beyond.
// What such an array holds after the call is observed with the arguments (see Keeper::regions).
#pragma once

#include "type_class.hpp"

namespace perfcoder {

template <class E> inline constexpr bool is_array_element =
    std::is_arithmetic_v<E> || std::is_enum_v<E> ||
    std::is_void_v<E> || (std::is_pointer_v<E> && std::is_arithmetic_v<std::remove_pointer_t<E>>);

/// What a pointer's array is made of: bytes, where the type says nothing.
template <class P> using ElementOf = std::conditional_t<std::is_void_v<std::remove_pointer_t<P>>, unsigned char,
                                                        std::remove_cv_t<std::remove_pointer_t<P>>>;

/// How many bytes there are at least behind `void*`, where nothing tells how many: room for a small structure.
inline constexpr std::size_t unknown_bytes = 64;

template <class E> void show_region(Observer& observer, const Region& region) {
    if (observer.is_gone(region.begin)) return;
    const E* begin = static_cast<const E*>(region.begin);
    if constexpr (std::is_same_v<E, char>) return observer.bytes(begin, region.bytes);
    observer.say("*[");
    for (std::size_t i = 0; i < region.count; i++) {
        if (observer.sample && i >= observer.sample) break;
        if (i) observer.say(", ");
        perfcoder::observe(observer, begin[i]);
    }
    observer.say("]");
}

/// The array made last, as a slot that shows it itself.
inline Region own_region(Context& context) {
    context.keeper->regions.back().has_owner = true;
    return context.keeper->regions.back();
}

/// An array that the keeper owns and shows; `spare` elements follow those that are counted.
template <class E> E* new_array(Context& context, std::size_t count, std::size_t spare = 0) {
    E* array = context.keeper->keep_array<E>(count + spare);
    context.keeper->regions.push_back({array, count, (count + spare) * sizeof(E), show_region<E>, false});
    return array;
}

template <class P>
struct General<P, std::enable_if_t<std::is_pointer_v<P> && is_array_element<std::remove_pointer_t<P>>>> {
    static constexpr bool is_sized = true;
    static constexpr bool is_unknown = std::is_void_v<std::remove_pointer_t<P>>;
    using E = ElementOf<P>;

    template <class...> static constexpr Reason reason() { return {}; }

    /// What a value holds behind `void*` is as often nothing.
    static P make(Context& context) {
        std::size_t count = context.next_length();
        if (is_unknown && context.depth > 0) {
            if (context.random.one_in(2)) return nullptr;
            count = std::max(count, unknown_bytes);
        }
        if constexpr (std::is_same_v<E, char>) {
            std::string made = text(context, count);
            char* array = new_array<char>(context, count, 1);
            std::memcpy(array, made.c_str(), count + 1);
            return array;
        } else {
            auto made = elements<E>(context, count);
            E* array = new_array<E>(context, count);
            std::move(made.begin(), made.end(), array);
            return array;
        }
    }

    static void observe(Observer& observer, P value) {
        if (observer.is_place(value)) return;
        if constexpr (std::is_same_v<E, char>) observer.bytes(value, std::strlen(value));
        else observer.unseen();
    }
};

}  // namespace perfcoder
