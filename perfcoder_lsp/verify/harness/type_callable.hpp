// Functions as arguments: pure functions that draw their result from their arguments and from what the input's salt is.
// Two arguments of one type with a bool or int as result are a comparison, which must be a strict weak order.
#pragma once

#include "type_link.hpp"

namespace perfcoder {

template <class... A> std::uint64_t hash_of(const A&... arguments) {
    Observer observer;
    (perfcoder::observe(observer, arguments), ...);
    observer.finish();
    return observer.result.value;
}

/// What decides between two values in a comparison. Behind `const void*` one byte is sure to be there.
template <class A> auto rank_of(const A& value) {
    if constexpr (std::is_arithmetic_v<A> || std::is_same_v<A, std::string>) return value;
    else if constexpr (std::is_pointer_v<A> && std::is_void_v<std::remove_pointer_t<A>>)
        return *static_cast<const unsigned char*>(value);
    else return hash_of(value);
}

template <class R, class A> R compared(const A& a, const A& b) {
    auto first = rank_of(a), second = rank_of(b);
    if constexpr (std::is_same_v<R, bool>) return first < second;
    else return R(int(second < first) - int(first < second));
}

/// What a function that returns `void*` gives: memory, as many bytes as the product of its numbers. Null for too many.
template <class... A> void* memory_for(const A&... arguments) {
    std::size_t bytes = 1;
    auto count = [&](const auto& each) {
        if constexpr (std::is_integral_v<Bare<decltype(each)>>)
            if (__builtin_mul_overflow(bytes, std::size_t(each), &bytes)) bytes = most_elements + 1;
    };
    (count(arguments), ...);
    return bytes <= most_elements ? std::calloc(bytes, 1) : nullptr;
}

/// What tells the functions of one input from those of others: of each type of function, the one made last is called.
/// Comparisons are always the same one.
template <class F> inline std::uint64_t salt = 0;

template <class F> inline constexpr bool has_salt = false;
template <class R, class... A> inline constexpr bool has_salt<R(A...)> = !std::is_void_v<std::remove_pointer_t<R>>;
template <class A> inline constexpr bool has_salt<bool(A, A)> = false;
template <class A> inline constexpr bool has_salt<int(A, A)> = false;

template <class F> void draw_salt(Context& context) {
    if constexpr (has_salt<F>) salt<F> = context.random.bits() % 16;
}

/// The result of a function of any shape, the same for the same arguments and salt.
template <class R, class... A> R pure_function(std::uint64_t drawn, const A&... arguments) {
    if constexpr (std::is_void_v<R>) {
        return;
    } else if constexpr (std::is_same_v<R, void*>) {
        return memory_for(arguments...);
    } else if constexpr (std::is_floating_point_v<R> && (std::is_arithmetic_v<A> && ...)) {
        return R(((std::sin(double(arguments)) + 0.5 * double(arguments)) + ... + (double(drawn) + 0.25)));
    } else {
        static Keeper keeper;
        std::size_t made = 0;
        Context context{Random{hash_of(arguments...) + drawn}, &profiles[2], 4, nullptr, &made, &keeper};
        return perfcoder::make<R>(context);
    }
}

template <class F> struct Oracle;
template <class R, class... A> struct Oracle<R(A...)> {
    static R call(A... arguments) {
        if constexpr (sizeof...(A) == 2 && (std::is_same_v<R, bool> || std::is_same_v<R, int>))
            return decide(arguments...);
        else return pure_function<R, Bare<A>...>(salt<R(A...)>, arguments...);
    }

private:
    template <class X, class Y> static R decide(const X& x, const Y& y) {
        if constexpr (std::is_same_v<X, Y>) return compared<R>(x, y);
        else return pure_function<R, X, Y>(salt<R(A...)>, x, y);
    }
};

template <class F> struct CallableReason;
template <class R, class... A> struct CallableReason<R(A...)> {
    template <class T, class... Seen> static constexpr Reason reason() {
        if constexpr (std::is_void_v<R>) return {};
        else if constexpr (std::is_reference_v<R>) return {"a function that returns a reference", written_type<T>()};
        else return element_reason<std::remove_cv_t<R>, Seen...>();
    }
};

template <class R, class... A> struct Type<R (*)(A...)> {
    static constexpr bool is_sized = false;
    template <class... Seen> static constexpr Reason reason() {
        return CallableReason<R(A...)>::template reason<R (*)(A...), Seen...>();
    }
    static auto make(Context& context) -> R (*)(A...) {
        draw_salt<R(A...)>(context);
        return &Oracle<R(A...)>::call;
    }
    static void observe(Observer& observer, R (*value)(A...)) {
        observer.mix(value == &Oracle<R(A...)>::call ? 2 + salt<R(A...)> : value != nullptr);
        observer.say("function");
    }
};

template <class R, class... A> struct Type<std::function<R(A...)>> {
    static constexpr bool is_sized = false;
    using Value = std::function<R(A...)>;
    template <class... Seen> static constexpr Reason reason() {
        return CallableReason<R(A...)>::template reason<Value, Seen...>();
    }
    static Value make(Context& context) {
        draw_salt<R(A...)>(context);
        return &Oracle<R(A...)>::call;
    }
    static void observe(Observer& observer, const Value& value) {
        observer.mix(value ? 2 + salt<R(A...)> : 0);
        observer.say("function");
    }
};

}  // namespace perfcoder
