// What an input is made from: profiles (what values are like), the parameters' hints, the literals of the target's
// text, and the context that is handed down while one value is made.
#pragma once

#include "random.hpp"

namespace perfcoder {

struct Observer;

/// What a parameter is to another one (or for itself, where no other is meant).
enum class Role { none, length_of, room_of, index_into, last_of, same_length, end_of, range, size, zero, depth };

/// What else is known of a parameter, as bits of `Parameter::flags`.
enum Flag : int {
    is_sorted = 1,
    not_empty = 2,
    has_range = 4,
    is_permutation = 8,
    holds_indices = 16,
    is_distinct = 32,
    is_positive = 64,
    is_square = 128,
    is_adjacency = 256,
    is_numeral = 512,   // text that a function reads a number from
    is_parents = 1024,  // each element is a smaller index; or a root: its own index, or -1 where `low` is below 0
};

/// One parameter of the target, or after them one of its variables; the list ends with one without a name. `low` and
/// `high` count with `has_range` only, and `low` with `is_parents`.
struct Parameter {
    const char* name;
    Role role;
    int other;
    long double low, high;
    int flags;
};

/// The unit's own data: the parameters and the literals found in the target's text.
struct Literals {
    const Parameter* parameters = nullptr;
    const std::int64_t* integers = nullptr;
    std::size_t integer_count = 0;
    const double* reals = nullptr;
    std::size_t real_count = 0;
    const char* const* strings = nullptr;
    std::size_t string_count = 0;
};
inline Literals literals;

enum class Elements { index, positive, both_signs, large, extreme, bits, few };
enum class Scalars { size, up_to_size, index, small, both_signs, one_to_three, large, extreme };
enum class Order { random, sorted, descending, constant, pointing_back };  // the last: none is above its own index
enum class Nesting { square, adjacency, pairs };
enum class Alphabet { lower, two_letters, digits, binary, brackets, printable, upper, words, numbers };

/// What the values of an input are like. `uneven` sequences are of different lengths; `literal` values of the text are
/// mixed in; `global` variables are given values too.
struct Profile {
    const char* name;
    Elements elements;
    Scalars scalars;
    Order order;
    Nesting nesting;
    Alphabet alphabet;
    bool uneven, literal, global;
};

inline constexpr Profile profiles[] = {
    {"random indices, lower-case text", Elements::index, Scalars::up_to_size, Order::random, Nesting::square,
     Alphabet::lower, false, false, false},
    {"positive integers up to the size, scalars equal to the size", Elements::positive, Scalars::size, Order::random,
     Nesting::square, Alphabet::lower, false, false, true},
    {"small integers of both signs, text of two letters", Elements::both_signs, Scalars::small, Order::random,
     Nesting::square, Alphabet::two_letters, true, true, false},
    {"large integers, printable text", Elements::large, Scalars::large, Order::random, Nesting::square,
     Alphabet::printable, false, true, true},
    {"adjacency lists, digits as text", Elements::index, Scalars::index, Order::random, Nesting::adjacency,
     Alphabet::digits, false, false, false},
    {"sorted positive integers, text of zeros and ones", Elements::positive, Scalars::small, Order::sorted,
     Nesting::square, Alphabet::binary, true, true, true},
    {"extreme values, upper-case text", Elements::extreme, Scalars::extreme, Order::random, Nesting::square,
     Alphabet::upper, false, true, false},
    {"sorted integers of both signs in pairs, brackets as text", Elements::both_signs, Scalars::one_to_three,
     Order::sorted, Nesting::pairs, Alphabet::brackets, false, false, true},
    {"zeros and ones", Elements::bits, Scalars::one_to_three, Order::random, Nesting::square, Alphabet::binary, false,
     false, false},
    {"equal elements", Elements::positive, Scalars::size, Order::constant, Nesting::square, Alphabet::lower, false,
     false, true},
    {"descending positive integers", Elements::positive, Scalars::index, Order::descending, Nesting::square,
     Alphabet::lower, false, false, false},
    {"adjacency lists, indices that point back as parents do, numbers as text", Elements::index, Scalars::small,
     Order::pointing_back, Nesting::adjacency, Alphabet::numbers, false, true, true},
    {"pairs of indices, digits as text", Elements::index, Scalars::one_to_three, Order::random, Nesting::pairs,
     Alphabet::digits, true, false, false},
    {"small integers of both signs, words as text", Elements::both_signs, Scalars::both_signs, Order::random,
     Nesting::square, Alphabet::words, true, true, true},
    {"few different values, scalars up to the size", Elements::few, Scalars::up_to_size, Order::random, Nesting::square,
     Alphabet::two_letters, true, false, false},
};
inline constexpr int profile_count = sizeof profiles / sizeof *profiles;

/// An input is larger than any that is made.
struct TooLarge {};

inline constexpr std::size_t most_elements = std::size_t(1) << 24;
inline constexpr int deepest = 6;  // values inside values; below, sequences are empty and pointers null

/// An array that a pointer of the input names. `show` observes its content; `has_owner` where a parameter's slot does.
struct Region {
    void* begin = nullptr;
    std::size_t count = 0, bytes = 0;
    void (*show)(Observer&, const Region&) = nullptr;
    bool has_owner = false;
};

/// Owns what nothing else does (text that a view shows, arrays that a pointer names), as long as a call's arguments
/// live.
class Keeper {
public:
    std::vector<Region> regions;

    template <class T> T* keep(T value) { return keep(std::make_unique<T>(std::move(value))); }
    template <class T> T* keep(std::unique_ptr<T> thing) {
        return static_cast<T*>(keep(thing.release(), [](void* owned) { delete static_cast<T*>(owned); }));
    }

    /// An array of exactly this many elements, so that AddressSanitizer sees every step beyond it.
    template <class T> T* keep_array(std::size_t count) {
        return static_cast<T*>(keep(new T[count](), [](void* thing) { delete[] static_cast<T*>(thing); }));
    }

private:
    std::vector<std::unique_ptr<void, void (*)(void*)>> things;

    void* keep(void* thing, void (*destroy)(void*)) {
        things.emplace_back(thing, destroy);
        return thing;
    }
};

/// Handed down while a value is made. `depth` is 0 for a parameter itself, and one more for what it holds; `length` is
/// that of the sequence around, `outermost` that of the parameter; `made` counts the elements of the whole input.
/// `keeper` is where things go that the value only points to. `given_length`, where known, is that of the parameter,
/// `scalars` what numbers outside of sequences are like if not as in the profile; `in_hook` is said of arguments of a
/// class's hooks; `wide` of inputs whose large 64-bit numbers do not fit into 32 bits, and `numerals` where text is
/// meant to be read as a number. Arguments of one type are `alike`. Integers that would be `was` are `now`.
struct Context {
    Random random;
    const Profile* profile;
    std::size_t size;
    const Parameter* hint;
    std::size_t* made;
    Keeper* keeper;
    int depth = 0;
    std::size_t length = 0, outermost = 0;
    std::optional<std::size_t> given_length = {};
    std::optional<Scalars> scalars = {};
    bool in_hook = false, wide = false, numerals = false, alike = false;
    std::int64_t was = 0, now = 0;

    bool has(Flag flag) const { return hint && (hint->flags & flag); }

    /// The length of a sequence made here. Raises TooLarge.
    std::size_t next_length();
};

/// Counts what is being made. Raises TooLarge.
void count_elements(Context& context, std::size_t count);

/// A step down, as long as it lives.
class Inside {
public:
    Inside(Context& context, std::size_t length) : context(context), outer(context.length) {
        if (context.depth++ == 0) context.outermost = length;
        context.length = length;
    }
    ~Inside() {
        context.depth--;
        context.length = outer;
    }
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;

private:
    Context& context;
    std::size_t outer;
};

}  // namespace perfcoder
