// Objects behind a base class: which classes can stand for an abstract one, and what an object really is.
//
// An object that the harness made is looked at as what it was made as. Of one that the function made, only what its
// base class tells is seen, and that something was not.
#pragma once

#include "hooks.hpp"

namespace perfcoder {

/// Objects that are being made for one another.
inline int objects_around = 0;

/// The classes that derive from a class, as far as the unit sees them: it says so behind the user's text.
template <class T> struct Concretes {
    using type = Types<>;
};
template <class T> inline constexpr bool has_concretes = !std::is_same_v<typename Concretes<T>::type, Types<>>;

template <class T, class D, class = void> struct IsFoundAgain : std::false_type {};
template <class T, class D>
struct IsFoundAgain<T, D, std::void_t<decltype(static_cast<const D&>(std::declval<const T&>()))>> : std::true_type {};

/// Why no object of a class can stand for one of its abstract base.
template <class T, class D, class... Seen> constexpr Reason reason_to_stand_for() {
    constexpr Reason other{"it is no class to stand for another", written_type<D>()};
    if constexpr (!IsComplete<D>::value) return other;
    else if constexpr (!std::is_base_of_v<T, D> || std::is_abstract_v<D>) return other;
    else if constexpr (!std::has_virtual_destructor_v<T> || !IsFoundAgain<T, D>::value) return other;
    else return perfcoder::reason<D, Seen...>();
}

template <class T, class... Seen, class... D> constexpr bool can_be_stood_for(Types<D...>) {
    return (reason_to_stand_for<T, D, T, Seen...>().none() || ...);
}

/// The part of a class of an object that the harness made: its table of virtual functions then, and how it is shown.
struct Made {
    const void* table;
    void (*show)(Observer&, const void*);
};
template <class T> inline std::unordered_map<const void*, Made> made_parts;

template <class T> const void* table_of(const T& object) {
    const void* table;
    std::memcpy(&table, static_cast<const void*>(std::addressof(object)), sizeof table);
    return table;
}

/// Forgets an object once its input is gone.
template <class T> struct Forgetting {
    const T* part;
    ~Forgetting() { made_parts<T>.erase(part); }
};

template <class T, class D> void remember(Context& context, const D& object) {
    const T& part = object;
    auto show = [](Observer& observer, const void* address) {
        perfcoder::observe(observer, static_cast<const D&>(*static_cast<const T*>(address)));
    };
    made_parts<T>[&part] = {table_of(part), show};
    context.keeper->keep(std::unique_ptr<Forgetting<T>>(new Forgetting<T>{&part}));
}

/// Whether a class was written for the unit (see stand_in.hpp).
template <class D, class = void> struct IsStandIn : std::false_type {};
template <class D> struct IsStandIn<D, std::void_t<decltype(D::perfcoder_heard_)>> : std::true_type {};

template <class T, class D, bool written> void add_concrete(std::vector<Maker<T>>& usable) {
    if constexpr (IsStandIn<D>::value == written && reason_to_stand_for<T, D, T>().none())
        usable.push_back([](Context& context) -> T* {
            D* made = perfcoder::create<D>(context);
            remember<T>(context, *made);
            return made;
        });
}
template <class T, bool written, class... D> std::vector<Maker<T>> usable_concretes(Types<D...>) {
    std::vector<Maker<T>> usable;
    (add_concrete<T, D, written>(usable), ...);
    return usable;
}

inline constexpr int most_of_the_user = 2;  // objects of an abstract class that hold such themselves need an end

/// A new object of one of the classes that can stand for an abstract one: one of the user's; where there is none, or
/// many are being made for one another already, one that was written for the unit.
template <class T> T* stand_in(Context& context) {
    static const auto real = usable_concretes<T, false>(typename Concretes<T>::type());
    static const auto written = usable_concretes<T, true>(typename Concretes<T>::type());
    const auto& makers = real.empty() || (objects_around > most_of_the_user && !written.empty()) ? written : real;
    return makers.empty() ? nullptr : makers[context.random.bits() % makers.size()](context);
}

template <class T> void observe_inside(Observer& observer, const T& value);

/// Looks at an object that may be of a class derived from T.
template <class T> void observe_object(Observer& observer, const T& value) {
    if constexpr (std::is_class_v<T> && IsComplete<T>::value) {
        if constexpr (std::is_abstract_v<T> || (std::is_polymorphic_v<T> && has_concretes<T>)) {
            auto found = made_parts<T>.find(std::addressof(value));
            if (found != made_parts<T>.end() && found->second.table == table_of(value))
                return found->second.show(observer, std::addressof(value));
            observe_inside(observer, value);
            return observer.unseen();
        }
    }
    perfcoder::observe(observer, value);
}

}  // namespace perfcoder
