// Stand-ins: classes that are written for a function's unit (see verify/functions/stand_ins.py), for abstract ones that
// nothing in sight derives from. What they are told is a part of what is observed, and what they answer is drawn from it.
#pragma once

#include "type_callable.hpp"

namespace perfcoder {

/// What a stand-in was told, in a hash that is its state: functions that are not const change it.
struct Heard {
    std::uint64_t state;
    std::size_t count = 0;
    bool unseen = false;
};

template <> struct Type<Heard> {
    static constexpr bool is_sized = false;
    template <class...> static constexpr Reason reason() { return {}; }
    static Heard make(Context& context) { return {context.random.bits()}; }
    static void observe(Observer& observer, const Heard& heard) {
        observer.mix(heard.state);
        observer.opaque |= heard.unseen;
        observer.say("called " + std::to_string(heard.count) + " times");
    }
};

/// An answer: of its type where values of it can be made; else this input ends here.
template <class R> R answer(std::uint64_t drawn_from) {
    using T = Bare<R>;
    static Keeper keeper;
    std::size_t made = 0;
    Context context{Random{drawn_from}, &profiles[2], 4, nullptr, &made, &keeper};
    if constexpr (std::is_void_v<R>) return;
    else if constexpr (!perfcoder::reason<T>().none()) std::abort();
    else if constexpr (std::is_reference_v<R>) return static_cast<R>(*perfcoder::create<T>(context));
    else if constexpr (std::is_move_constructible_v<T>) return perfcoder::make<T>(context);
    else std::abort();
}

/// A call of one of a stand-in's functions that may change it.
template <class R, class... A> R hear(Heard& heard, int function, const A&... arguments) {
    Observer observer;
    observer.silent = true;
    (perfcoder::observe(observer, arguments), ...);
    observer.finish();
    heard.state = scrambled(heard.state ^ (observer.result.value + std::uint64_t(function)));
    heard.unseen |= observer.opaque;
    heard.count++;
    return answer<R>(heard.state + 1);
}

/// A call of one that is const: the same question has the same answer as long as nothing else was told.
template <class R, class... A> R hear(const Heard& heard, int function, const A&... arguments) {
    Heard asked = heard;
    return hear<R>(asked, function, arguments...);
}

}  // namespace perfcoder
