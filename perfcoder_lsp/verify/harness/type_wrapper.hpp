// Values around a fixed number of others: pairs, tuples, optionals, variants, smart pointers.
#pragma once

#include "type_container.hpp"

namespace perfcoder {

template <class... E> struct MadeOfParts {
    static constexpr bool is_sized = (Type<std::remove_cv_t<E>>::is_sized || ...);
    template <class... Seen> static constexpr Reason reason() {
        return first_reason(Types<std::remove_cv_t<E>...>(), Types<Seen...>());
    }
    template <class T> static void observe(Observer& observer, const T& value) {
        observer.say("(");
        std::size_t count = 0;
        auto show = [&](const auto& each) {
            if (count++) observer.say(", ");
            perfcoder::observe(observer, each);
        };
        std::apply([&](const auto&... each) { (show(each), ...); }, value);
        observer.say(")");
    }
};

template <class A, class B> struct Type<std::pair<A, B>> : MadeOfParts<A, B> {
    static std::pair<A, B> make(Context& context) {
        Inside inside(context, context.size);
        auto first = perfcoder::make<std::remove_cv_t<A>>(context);
        return {std::move(first), perfcoder::make<std::remove_cv_t<B>>(context)};
    }
};

template <class... E> struct Type<std::tuple<E...>> : MadeOfParts<E...> {
    static std::tuple<E...> make(Context& context) {
        Inside inside(context, context.size);
        return std::tuple<E...>{perfcoder::make<std::remove_cv_t<E>>(context)...};
    }
};

template <class E> struct Type<std::complex<E>> : Makeable {
    static std::complex<E> make(Context& context) {
        Inside inside(context, context.size);
        E part = perfcoder::make<E>(context);
        return {part, perfcoder::make<E>(context)};
    }
    static void observe(Observer& observer, const std::complex<E>& value) {
        perfcoder::observe(observer, value.real());
        observer.say("+i");
        perfcoder::observe(observer, value.imag());
    }
};

template <class E> struct Type<std::optional<E>> {
    static constexpr bool is_sized = Type<E>::is_sized;
    template <class... Seen> static constexpr Reason reason() { return element_reason<E, Seen...>(); }
    static std::optional<E> make(Context& context) {
        if (context.random.one_in(4)) return std::nullopt;
        return perfcoder::make<E>(context);
    }
    static void observe(Observer& observer, const std::optional<E>& value) {
        observer.mix(value.has_value());
        if (value) perfcoder::observe(observer, *value);
        else observer.say("nothing");
    }
};

template <class... E> struct Type<std::variant<E...>> {
    static constexpr bool is_sized = (Type<E>::is_sized || ...);
    using Value = std::variant<E...>;
    template <class... Seen> static constexpr Reason reason() { return first_reason(Types<E...>(), Types<Seen...>()); }
    static Value make(Context& context) {
        return make(context, context.random.bits() % sizeof...(E), std::index_sequence_for<E...>());
    }
    static void observe(Observer& observer, const Value& value) {
        observer.mix(value.index());
        if (!value.valueless_by_exception())
            std::visit([&](const auto& each) { perfcoder::observe(observer, each); }, value);
    }

private:
    template <std::size_t... I> static Value make(Context& context, std::size_t which, std::index_sequence<I...>) {
        using Maker = Value (*)(Context&);
        constexpr Maker makers[] = {
            [](Context& inner) { return Value(std::in_place_index<I>, perfcoder::make<E>(inner)); }...};
        return makers[which](context);
    }
};

template <> struct Type<std::monostate> : Makeable {
    static std::monostate make(Context&) { return {}; }
    static void observe(Observer& observer, std::monostate) { observer.mix(0); }
};

template <class E> struct Type<std::atomic<E>> {
    static constexpr bool is_sized = Type<E>::is_sized;
    template <class... Seen> static constexpr Reason reason() { return perfcoder::reason<E, Seen...>(); }
    static std::atomic<E>* create(Context& context) { return new std::atomic<E>(perfcoder::make<E>(context)); }
    static void observe(Observer& observer, const std::atomic<E>& value) { perfcoder::observe(observer, value.load()); }
};

template <class R, class P> struct Type<std::chrono::duration<R, P>> : Makeable {
    static std::chrono::duration<R, P> make(Context& context) {
        return std::chrono::duration<R, P>(perfcoder::make<R>(context));
    }
    static void observe(Observer& observer, std::chrono::duration<R, P> value) {
        perfcoder::observe(observer, value.count());
    }
};

/// Smart pointers own what a plain pointer of their type would name: one object, or a structure of linked ones.
template <class P, class E> struct SmartPointer {
    static constexpr bool is_sized = true;
    template <class... Seen> static constexpr Reason reason() {
        if constexpr (std::is_array_v<E>) return {"its length is not known", written_type<P>()};
        else return perfcoder::reason<std::remove_cv_t<E>, Seen...>();
    }
    static P make(Context& context);  // in type_link.hpp
    static void observe(Observer& observer, const P& value) {
        if constexpr (std::is_array_v<E>) observer.mix(bool(value));
        else perfcoder::observe(observer, value.get());
    }
};
template <class E> struct Type<std::unique_ptr<E>> : SmartPointer<std::unique_ptr<E>, E> {};
template <class E> struct Type<std::shared_ptr<E>> : SmartPointer<std::shared_ptr<E>, E> {};

}  // namespace perfcoder
