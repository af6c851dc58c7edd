// How numbers, characters and text are drawn: by the profile, the parameter's hint and the literals of the target's text.
// Nothing here is a template, so that a unit pays for it once.
#pragma once

#include "context.hpp"

namespace perfcoder {

inline std::int64_t extreme_integer(Random& random, std::int64_t lowest, std::int64_t highest) {
    switch (random.bits() % 6) {
        case 0: return lowest;
        case 1: return highest;
        case 2: return lowest + random.between(0, 2);
        case 3: return highest - random.between(0, 2);
        case 4: return random.between(lowest < 0 ? -1 : 0, 1);
        default: return random.between(lowest, highest);
    }
}

/// A whole number of the type's range; `lowest` and `highest` are its limits.
inline std::int64_t integer(Context& context, std::int64_t lowest, std::int64_t highest) {
    Random& random = context.random;
    auto within = [&](std::int64_t low, std::int64_t high) {
        low = std::clamp(low, lowest, highest);
        return random.between(low, std::clamp(high, low, highest));
    };
    auto size = std::int64_t(context.size), around = std::int64_t(context.outermost);
    if (context.has(has_range)) return within(std::int64_t(context.hint->low), std::int64_t(context.hint->high));
    if (context.depth > 0 && (context.has(holds_indices) || context.has(is_adjacency))) return within(0, around - 1);
    std::int64_t least = context.has(is_positive) ? 1 : lowest;
    const Profile& profile = *context.profile;
    if (profile.literal && literals.integer_count && random.one_in(context.depth ? 8 : 3)) {
        std::int64_t literal = literals.integers[random.bits() % literals.integer_count];
        std::int64_t near = literal > lowest && literal < highest ? literal + random.between(-1, 1) : literal;
        if (near >= least && near <= highest) return near;
    }
    if (context.depth > 0) switch (profile.elements) {
            case Elements::index: return within(std::max<std::int64_t>(least, 0), around - 1);
            case Elements::positive: return within(1, std::max<std::int64_t>(around, 1));
            case Elements::both_signs: return within(std::max<std::int64_t>(least, -100), 100);
            case Elements::large: return within(std::max<std::int64_t>(least, 0), 1000000000);
            case Elements::bits: return within(std::max<std::int64_t>(least, 0), 1);
            case Elements::few: return within(std::max<std::int64_t>(least, 0), 3);
            case Elements::extreme: return extreme_integer(random, least, highest);
        }
    switch (context.scalars.value_or(profile.scalars)) {
        case Scalars::size: return within(std::max(size, least), std::max(size, least));
        case Scalars::up_to_size: return within(std::max<std::int64_t>(least, 0), size);
        case Scalars::index: return within(std::max<std::int64_t>(least, 0), size - 1);
        case Scalars::small: return within(std::max<std::int64_t>(least, 0), 20);
        case Scalars::both_signs: return within(std::max<std::int64_t>(least, -20), 20);
        case Scalars::one_to_three: return within(1, 3);
        case Scalars::large: return within(1, 1000000000);
        default: return extreme_integer(random, least, highest);
    }
}

inline double extreme_real(Random& random) {
    constexpr double kinds[] = {0.0, -0.0, 1e-300, -1e300, 1e300, 0.1, -1.0, 4503599627370497.5};
    return kinds[random.bits() % (sizeof kinds / sizeof *kinds)];
}

inline double real(Context& context) {
    Random& random = context.random;
    auto within = [&](double low, double high) { return low + (high - low) * random.fraction(); };
    if (context.has(has_range)) return within(double(context.hint->low), double(context.hint->high));
    const Profile& profile = *context.profile;
    double least = context.has(is_positive) ? 1e-3 : -1e300, size = double(context.size);
    if (profile.literal && literals.real_count && random.one_in(context.depth ? 8 : 3)) {
        double literal = literals.reals[random.bits() % literals.real_count];
        if (literal >= least) return literal;
    }
    if (context.depth == 0 && context.scalars.value_or(profile.scalars) == Scalars::size) return std::max(size, least);
    switch (profile.elements) {
        case Elements::index: return within(std::max(least, 0.0), 1);
        case Elements::positive: return within(1, 1 + size);
        case Elements::large: return within(std::max(least, 0.0), 1e6);
        case Elements::bits:
        case Elements::few: return std::max(least, double(random.between(0, 3)));
        case Elements::extreme: return std::max(least, extreme_real(random));
        default: return within(std::max(least, -100.0), 100);
    }
}

inline char character(Context& context) {
    Random& random = context.random;
    auto from = [&](std::string_view letters) { return letters[random.bits() % letters.size()]; };
    switch (context.profile->alphabet) {
        case Alphabet::lower: return char('a' + random.between(0, 25));
        case Alphabet::two_letters: return from("ab");
        case Alphabet::digits: return char('0' + random.between(0, 9));
        case Alphabet::binary: return from("01");
        case Alphabet::brackets: return from("()[]{}");
        case Alphabet::upper: return char('A' + random.between(0, 25));
        case Alphabet::words: return random.one_in(6) ? ' ' : char('a' + random.between(0, 25));
        case Alphabet::numbers: return random.one_in(4) ? ' ' : char('0' + random.between(0, 9));
        default: return char(' ' + random.between(0, 94));
    }
}

/// A word of the target's text, or of letters.
inline std::string word(Context& context) {
    Random& random = context.random;
    if (context.profile->literal && literals.string_count && random.one_in(3))
        return literals.strings[random.bits() % literals.string_count];
    if (context.profile->alphabet == Alphabet::numbers) return std::to_string(random.between(-50, 1000));
    std::string made(std::size_t(random.between(1, 7)), 'a');
    for (char& each : made) each = char('a' + random.between(0, 25));
    if (random.one_in(8)) made[0] = char(std::toupper(made[0]));
    return made;
}

inline std::string running_text(Context& context, std::size_t count) {
    constexpr std::string_view between = "       \n,.";
    std::string made;
    while (made.size() < count) {
        made += word(context);
        made += context.profile->alphabet == Alphabet::numbers ? context.random.one_in(6) ? '\n' : ' '
                                                               : between[context.random.bits() % between.size()];
    }
    made.resize(count);
    return made;
}

/// Text of `count` characters.
inline std::string text(Context& context, std::size_t count) {
    const Profile& profile = *context.profile;
    if (profile.alphabet == Alphabet::words || profile.alphabet == Alphabet::numbers)
        return running_text(context, count);
    if (profile.literal && literals.string_count && context.random.one_in(4)) return running_text(context, count);
    std::string made(count, ' ');
    for (char& each : made) each = character(context);
    if (profile.order == Order::constant && count) made.assign(count, made[0]);
    if (profile.order == Order::sorted || context.has(is_sorted)) std::sort(made.begin(), made.end());
    return made;
}

/// How long a text is: as a parameter as long as any sequence, inside of one a short word.
inline std::size_t text_length(Context& context) {
    if (context.depth == 0) return context.next_length();
    auto count = std::size_t(context.random.between(context.size > 0, std::min<std::int64_t>(12, context.size)));
    count_elements(context, count);
    return count;
}

}  // namespace perfcoder
