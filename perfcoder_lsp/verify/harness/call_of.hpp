// The target with its types: `CallOf` makes one call of it, `target_of` describes it.
#pragma once

#include "arguments.hpp"
#include "target.hpp"

namespace perfcoder {

/// What a call returned, on the spot and never moved.
template <class R> class Returned {
public:
    Returned() = default;
    Returned(const Returned&) = delete;
    Returned& operator=(const Returned&) = delete;
    ~Returned() {
        if (filled) value().~R();
    }
    template <class F> void fill(F call) {
        new (space) R(call());
        filled = true;
    }
    void show(Observer& observer) {
        if (filled) observe(observer, value());
    }

private:
    alignas(R) unsigned char space[sizeof(R)];
    bool filled = false;
    R& value() { return *std::launder(reinterpret_cast<R*>(space)); }
};
template <class R> class Returned<R&> {
public:
    template <class F> void fill(F call) { value = std::addressof(call()); }
    void show(Observer& observer) {
        if (value && !observer.is_place(value)) observe(observer, *value);
    }

private:
    R* value = nullptr;
};
template <class R> class Returned<R&&> {
public:
    template <class F> void fill(F call) {
        auto&& result = call();
        value = std::addressof(result);
    }
    void show(Observer& observer) {
        if (value && !observer.is_place(value)) observe(observer, *value);
    }

private:
    std::remove_reference_t<R>* value = nullptr;
};
template <> class Returned<void> {
public:
    template <class F> void fill(F call) { call(); }
    void show(Observer& observer) { observer.say("nothing"); }
};

// File-scope variables. Of large arrays, the first elements are looked at one by one, and of tables of plain numbers all
// that are not zero.
inline constexpr std::size_t shown_of_global = 1024;

template <class G> void observe_global(Observer& observer, const G& global) {
    if constexpr (std::is_array_v<G>) {
        using E = std::remove_all_extents_t<G>;
        if constexpr (std::is_arithmetic_v<E>)
            return observe_table(observer, reinterpret_cast<const E*>(&global), sizeof global / sizeof(E));
        bool was_silent = observer.silent;
        observer.say("[");
        for (std::size_t i = 0; i < std::min(std::extent_v<G>, shown_of_global); i++) {
            if (i == told_of_table) observer.say(" ...");
            observer.silent |= i == told_of_table;
            if (i) observer.say(", ");
            observe_global(observer, global[i]);
        }
        observer.silent = was_silent;
        observer.say("]");
    } else {
        observe(observer, global);
    }
}

/// Shows variables, each after a semicolon.
template <class... G> void show_globals(Observer& observer, const std::tuple<G*...>& globals) {
    auto show_one = [&](const auto& global) {
        observer.say("; ");
        observe_global(observer, global);
    };
    std::apply([&](auto*... each) { (show_one(*each), ...); }, globals);
}

template <class G> inline constexpr bool is_text = std::is_same_v<G, std::string>;

template <class G> void refill_elements(Context& context, G& sequence) {
    Inside inside(context, context.size);
    for (auto&& each : sequence) {
        if constexpr (std::is_lvalue_reference_v<decltype(each)>) {
            using E = std::remove_reference_t<decltype(each)>;
            if constexpr (is_sequence<E> && !is_text<E>) refill_elements(context, each);
            else refill(context, each);
        }
    }
}

template <class G> void refill_global(Context& context, G& global) {
    if constexpr (std::is_array_v<G> && !std::is_const_v<G>) {
        std::size_t count = std::min(std::extent_v<G>, context.size + 1);
        Inside inside(context, context.size);
        for (std::size_t i = 0; i < count; i++) refill_global(context, global[i]);
        if constexpr (std::is_integral_v<std::remove_extent_t<G>> && !std::is_same_v<std::remove_extent_t<G>, bool>)
            point_back(context, global);
    } else if constexpr (!std::is_pointer_v<G> && !IsStream<std::remove_cv_t<G>>::value) {
        if constexpr (is_sequence<G> && !is_text<G>)
            if (!global.empty()) return refill_elements(context, global);  // the text says how long it is
        refill(context, global);
    }
}

template <class Globals, class R, class... A> class CallOf final : public Call {
public:
    using Function = R (*)(A...);
    static inline Function function;
    static inline Globals globals;

    void generate(const InputNumber& input) override {
        std::size_t made = 0;
        std::uint64_t state = scrambled(input.seed) ^ scrambled((input.size << 8) + std::uint64_t(input.profile) + 1);
        Context context{Random{state}, profiles + input.profile, input.size, nullptr, &made, &keeper};
        std::vector<Parameter> hints;
        for (const Parameter* each = literals.parameters; each && each->name; each++) hints.push_back(*each);
        context.wide = input.seed % 3 == 2;
        context.alike = input.seed >= alike_seeds;
        context.was = input.was, context.now = input.now;
        arguments.generate(context, hints);
        if (!context.profile->global) return;
        context.scalars = input.seed % 3 == 1 ? Scalars::up_to_size : Scalars::size;
        hints.resize(sizeof...(A) + std::tuple_size_v<Globals>, Parameter{"", Role::none, -1, 0, -1, 0});
        context.hint = hints.data() + sizeof...(A);
        std::apply([&](auto*... each) { ((refill_global(context, *each), context.hint++), ...); }, globals);
    }

    void invoke() override {
        Function callee = function;
        asm volatile("" : "+r"(callee));  // so that no caller knows whom it calls
        returned.fill([&]() -> R { return arguments.pass_to(callee); });
    }

    void show_input(Observer& observer) override {
        add_buffers(observer);
        arguments.show(observer);
        show_regions(observer);
        show_globals(observer, globals);
        observer.finish();
    }

    void observe_result(Observer& observer) override {
        add_buffers(observer);
        returned.show(observer);
        observer.finish();
    }

    void observe_arguments(Observer& observer) override {
        add_buffers(observer);
        std::string before = std::exchange(observer.text, "");
        arguments.observe_after(observer);
        show_regions(observer);
        show_globals(observer, globals);
        observer.finish();
        std::string after = std::exchange(observer.text, before);
        if (after.compare(0, 2, "; ") == 0) after.erase(0, 2);
        if (!after.empty()) observer.say(" after: " + after);
    }

    std::vector<std::uint64_t> parts(bool follow) override {
        std::vector<std::uint64_t> hashes;
        auto take = [&](auto show) {
            Observer observer;
            observer.silent = true;
            observer.follow = follow;
            add_buffers(observer);
            show(observer);
            observer.finish();
            hashes.push_back(observer.result.value);
        };
        auto take_slot = [&](auto& slot) { take([&](Observer& observer) { slot.observe_after(observer); }); };
        auto take_global = [&](const auto& global) { take([&](Observer& observer) { observe_global(observer, global); }); };
        std::apply([&](auto&... slot) { (take_slot(slot), ...); }, arguments.slots);
        for (const Region& region : keeper.regions) take([&](Observer& observer) { region.show(observer, region); });
        std::apply([&](auto*... each) { (take_global(*each), ...); }, globals);
        return hashes;
    }

private:
    Keeper keeper;
    Arguments<A...> arguments;
    Returned<R> returned;

    void show_regions(Observer& observer) {
        for (const Region& region : keeper.regions)
            if (!region.has_owner) region.show(observer, region);
    }
    void add_buffers(Observer& observer) {
        observer.buffers.clear();
        for (const Region& region : keeper.regions) observer.buffers.push_back({region.begin, region.bytes});
        std::apply([&](auto*... each) { (observer.buffers.push_back({each, sizeof *each}), ...); }, globals);
        std::apply([&](auto&... slot) { (add_buffer(observer, slot, 0), ...); }, arguments.slots);
    }
    /// Containers with their elements in a row are places to point into as well.
    template <class S, class T = typename decltype(S::value)::element_type>
    static auto add_buffer(Observer& observer, S& slot, int)
        -> decltype(void(std::declval<T&>().data() + slot.value->size())) {
        observer.buffers.push_back({slot.value->data(), slot.value->size() * sizeof *slot.value->data()});
    }
    template <class S> static void add_buffer(Observer&, S&, long) {}
};

/// A target that no call can be made of.
class NoCall final : public Call {
public:
    void generate(const InputNumber&) override {}
    void invoke() override {}
    void show_input(Observer&) override {}
    void observe_result(Observer&) override {}
    void observe_arguments(Observer&) override {}
    std::vector<std::uint64_t> parts(bool) override { return {}; }
};

template <class R, class... A, class... G> Target target_of(R (*function)(A...), G&... globals) {
    using Own = CallOf<std::tuple<G*...>, R, A...>;
    constexpr bool supported = (Slot<A>::template reason<>().none() && ...);
    Target target{};
    auto describe = [&](std::size_t at, std::string type, Reason reason) {
        const Parameter* named = literals.parameters;
        for (std::size_t i = 0; named && named->name && i < at; i++) named++;
        std::string why(reason.why), fault(reason.type);
        if (!why.empty()) why += ": " + fault;
        target.parameters.push_back({named && named->name ? named->name : "", std::move(type), std::move(why)});
    };
    std::size_t at = 0;
    (describe(at++, type_name<A>(), Slot<A>::template reason<>()), ...);
    target.result = type_name<R>();
    target.returns_void = std::is_void_v<R>;
    target.is_sized = (Slot<A>::is_sized || ... || (sizeof...(G) > 0));
    target.globals = sizeof...(G);
    if constexpr (supported) {
        Own::function = function;
        Own::globals = {&globals...};
        target.call = []() -> std::unique_ptr<Call> { return std::make_unique<Own>(); };
    } else {
        target.call = []() -> std::unique_ptr<Call> { return std::make_unique<NoCall>(); };
    }
    return target;
}
template <class R, class... A, class... G> Target target_of(R (*function)(A...) noexcept, G&... globals) {
    return target_of(static_cast<R (*)(A...)>(function), globals...);
}

}  // namespace perfcoder
