// How arguments hang together: a length with its array, two ends of a range.
#pragma once

#include "../arguments.hpp"

namespace perfcoder {

PERFCODER_RUNTIME std::optional<long double> number_by_role(Context& context, const Parameter& hint,
                                                            const Siblings& siblings) {
    auto length = std::int64_t(siblings.length_named_by(hint, context.size));
    switch (hint.role) {
        case Role::length_of: return length;
        case Role::room_of: return std::int64_t(with_room(std::size_t(length)));
        case Role::index_into: return context.random.between(0, length - 1);
        case Role::last_of: return length - 1;
        case Role::size:
            return hint.flags & has_range ? std::clamp<long double>(context.size, hint.low, hint.high) : context.size;
        case Role::depth:
        case Role::zero: return 0;
        default: return {};
    }
}

PERFCODER_RUNTIME void complete_hints(std::vector<Parameter>& hints, const std::vector<Kind>& kinds) {
    const int count = int(kinds.size());
    hints.resize(kinds.size(), Parameter{"", Role::none, -1, 0, -1, 0});
    std::vector<bool> measured(kinds.size());
    for (Parameter& hint : hints) {
        if (hint.role == Role::range) hint.flags |= has_range;
        bool needs_other = round_of(hint) > 0;
        if (needs_other && (hint.other < 0 || hint.other >= count)) hint.role = Role::none;
        if (hint.role == Role::length_of) measured[std::size_t(hint.other)] = true;
    }
    for (std::size_t i = 1; i < kinds.size(); i++) {
        Parameter& hint = hints[i];
        if (hint.role != Role::none || (hint.flags & has_range)) continue;
        bool counts = kinds[i].is_count && kinds[i - 1].is_array && !measured[i - 1];
        bool ends = kinds[i].is_iterator && kinds[i - 1].is_iterator && hints[i - 1].role != Role::end_of;
        if (!counts && !ends) continue;
        hint.role = counts ? Role::length_of : Role::end_of;
        hint.other = int(i) - 1;
    }
}

PERFCODER_RUNTIME std::optional<std::size_t> length_told_for(std::size_t at, const std::vector<Parameter>& hints,
                                                             const Context& context) {
    for (const Parameter& hint : hints)
        if (hint.role == Role::length_of && std::size_t(hint.other) == at && (hint.flags & has_range))
            return std::clamp(context.size, std::size_t(hint.low), std::size_t(std::max(hint.low, hint.high)));
    return context.given_length;
}

PERFCODER_RUNTIME int round_of(const Parameter& hint) {
    switch (hint.role) {
        case Role::same_length:
        case Role::end_of: return 1;
        case Role::length_of:
        case Role::room_of:
        case Role::index_into:
        case Role::last_of: return 2;
        default: return 0;
    }
}

}  // namespace perfcoder
