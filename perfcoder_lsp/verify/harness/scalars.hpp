// How numbers, characters and text are drawn: by the profile, the parameter's hint and the literals of the target's
// text.
#pragma once

#include "context.hpp"

namespace perfcoder {

/// A whole number of the type's range; `lowest` and `highest` are its limits.
std::int64_t integer(Context& context, std::int64_t lowest, std::int64_t highest);

double real(Context& context);

char character(Context& context);

/// Text of `count` characters.
std::string text(Context& context, std::size_t count);

/// How long a text is: as a parameter as long as any sequence, inside of one a short word.
std::size_t text_length(Context& context);

}  // namespace perfcoder
