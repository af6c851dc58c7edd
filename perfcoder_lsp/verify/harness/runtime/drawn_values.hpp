// How lengths, numbers, text and links between objects are drawn.
#pragma once

#include "../arguments.hpp"

namespace perfcoder {

PERFCODER_RUNTIME void count_elements(Context& context, std::size_t count) {
    *context.made += count;
    if (*context.made > most_elements) throw TooLarge();
}

PERFCODER_RUNTIME std::size_t Context::next_length() {
    std::size_t count = size;
    if (depth == 0) {
        if (given_length) count = *given_length;
        else if (profile->uneven) count = std::size_t(random.between(std::int64_t(size / 2), std::int64_t(size)));
        if (has(not_empty)) count = std::max<std::size_t>(count, 1);
    } else if (depth >= deepest) {
        count = 0;
    } else if (has(is_square)) {
        count = length;
    } else if (has(is_adjacency)) {
        count = std::size_t(random.between(0, std::min<std::int64_t>(4, std::int64_t(length))));
    } else {
        switch (profile->nesting) {
            case Nesting::square: count = depth == 1 ? length : std::min<std::size_t>(length, 4); break;
            case Nesting::pairs: count = 2; break;
            case Nesting::adjacency:
                count = std::size_t(random.between(0, std::min<std::int64_t>(4, std::int64_t(length))));
        }
    }
    count_elements(*this, count);
    return count;
}

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

inline std::int64_t drawn_integer(Context& context, std::int64_t lowest, std::int64_t highest) {
    Random& random = context.random;
    auto within = [&](std::int64_t low, std::int64_t high) {
        low = std::clamp(low, lowest, highest);
        return random.between(low, std::clamp(high, low, highest));
    };
    auto size = std::int64_t(context.size), around = std::int64_t(context.outermost);
    if (context.has(has_range)) return within(std::int64_t(context.hint->low), std::int64_t(context.hint->high));
    if (context.depth > 0 && (context.has(holds_indices) || context.has(is_adjacency))) return within(0, around - 1);
    std::int64_t least = context.has(is_positive) ? 1 : lowest;
    std::int64_t large = context.wide && highest == INT64_MAX ? 10000000000000 : 1000000000;
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
            case Elements::large: return within(std::max<std::int64_t>(least, 0), large);
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
        case Scalars::large: return within(1, large);
        default: return extreme_integer(random, least, highest);
    }
}

/// A whole number of the type's range; `lowest` and `highest` are its limits.
PERFCODER_RUNTIME std::int64_t integer(Context& context, std::int64_t lowest, std::int64_t highest) {
    std::int64_t drawn = drawn_integer(context, lowest, highest);
    return drawn == context.was && lowest <= context.now && context.now <= highest ? context.now : drawn;
}

inline double extreme_real(Random& random) {
    constexpr double kinds[] = {0.0, -0.0, 1e-300, -1e300, 1e300, 0.1, -1.0, 4503599627370497.5};
    return kinds[random.bits() % (sizeof kinds / sizeof *kinds)];
}

PERFCODER_RUNTIME double real(Context& context) {
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

PERFCODER_RUNTIME char character(Context& context) {
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

/// Whether the target's text has a literal with this character.
inline bool mentions(char letter) {
    auto has = [&](std::string_view literal) { return literal.find(letter) != literal.npos; };
    return std::any_of(literals.strings, literals.strings + literals.string_count, has);
}

/// A number of `count` characters, with a sign, a point and an exponent only where the target knows of such.
inline std::string numeral(Context& context, std::size_t count) {
    constexpr std::size_t fitting = 9;  // digits that fit into 32 bits
    Random& random = context.random;
    bool binary = context.profile->alphabet == Alphabet::binary;
    std::string made(count, '0');
    std::size_t zeros = count > fitting && random.one_in(2) ? count - fitting : 0;
    for (std::size_t i = zeros; i < count; i++) made[i] = char('0' + random.between(0, binary ? 1 : 9));
    bool has_point = random.one_in(2), has_sign = random.one_in(4), has_exponent = random.one_in(4);
    auto last = std::int64_t(count) - 1;
    if (count > 2 && has_point && mentions('.')) made[std::size_t(random.between(1, last - 1))] = '.';
    if (count > 1 && has_sign && mentions('-')) made[0] = '-';
    for (char letter : {'e', 'E'})
        if (count > 4 && has_exponent && mentions(letter)) made[std::size_t(random.between(last - 2, last - 1))] = letter;
    return made;
}

/// Text of `count` characters.
PERFCODER_RUNTIME std::string text(Context& context, std::size_t count) {
    const Profile& profile = *context.profile;
    if (context.numerals && profile.alphabet < Alphabet::printable) return numeral(context, count);
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
PERFCODER_RUNTIME std::size_t text_length(Context& context) {
    if (context.depth == 0) return context.next_length();
    auto count = std::size_t(context.random.between(context.size > 0, std::min<std::int64_t>(12, context.size)));
    count_elements(context, count);
    return count;
}

PERFCODER_RUNTIME std::vector<std::size_t> Links::in_order() const {
    constexpr auto none = std::size_t(-1);
    std::vector<std::array<std::size_t, 2>> children(parent.size(), {none, none});
    for (std::size_t i = 1; i < parent.size(); i++) children[parent[i]][side[i]] = i;
    std::vector<std::size_t> order, path;
    for (std::size_t node = parent.empty() ? none : 0; node != none || !path.empty();) {
        for (; node != none; node = children[node][0]) path.push_back(node);
        order.push_back(node = path.back());
        path.pop_back();
        node = children[node][1];
    }
    return order;
}

PERFCODER_RUNTIME Links random_links(Random& random, std::size_t count, std::size_t width) {
    Links links{std::vector<std::size_t>(count), std::vector<std::size_t>(count)};
    if (width == 0)
        for (std::size_t i = 1; i < count; i++) links.parent[i] = random.bits() % i;
    std::vector<std::pair<std::size_t, std::size_t>> free;  // a node, and one of its links that leads nowhere yet
    for (std::size_t i = 0; i < count; i++) {
        if (i && width) {
            std::size_t which = width == 1 ? free.size() - 1 : random.bits() % free.size();
            std::tie(links.parent[i], links.side[i]) = free[which];
            free[which] = free.back();
            free.pop_back();
        }
        for (std::size_t side = 0; side < width; side++) free.emplace_back(i, width == 1 ? 1 : side);
    }
    return links;
}

}  // namespace perfcoder
