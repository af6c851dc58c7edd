// What hints say of fields and variables: lengths and room of arrays, parents, numbers as text, large numbers.
enum Sign { plus, minus = 7 };
struct Big {
    int used, room;
    Sign sign;
    long* digits;
    int parents[3000];
    static auto perfcoder_fields_(Big& big) {
        return std::tie(big.used, big.room, big.sign, big.digits, big.parents);
    }
    static void perfcoder_open_(Big&) {}
    static std::vector<perfcoder::Parameter> perfcoder_hints_(Big&) {
        using perfcoder::Role;
        return {{"used", Role::length_of, 3, 0, -1, 0},
                {"room", Role::room_of, 3, 0, -1, 0},
                {},
                {"digits", Role::none, 0, 0, -1, 0},
                {"parents", Role::none, 0, 0, 0, perfcoder::is_parents}};
    }
};
static int roots[100000];
static int table[3000][3000];
static std::vector<int> filled = {1, 2, 3};
static const char* place = "text";

static bool perfcoder_is_number(std::string_view text) {
    std::size_t points = 0;
    for (std::size_t i = text.substr(0, 1) == "-"; i < text.size(); i++) {
        points += text[i] == '.';
        if (text[i] != '.' && !std::isdigit(text[i])) return false;
    }
    return points < 2;
}

/// Traps where an input is not what the hints promise; adds a digit where there is room.
static std::string perfcoder_target_(Big& big, long long limit, std::string_view number) {
    if (big.used >= big.room || (big.sign != plus && big.sign != minus) || filled.size() != 3) __builtin_trap();
    for (int i = big.used; i < big.room; i++)
        if (big.digits[i] != 0) __builtin_trap();
    for (int i = 0; i < 3000; i++)
        if (big.parents[i] > i) __builtin_trap();
    for (int i = 0; i < 3000; i++)
        if (roots[i] >= i && roots[i] != 0) __builtin_trap();
    big.digits = static_cast<long*>(std::realloc(big.digits, sizeof(long) * std::size_t(big.room + 1)));
    big.digits[big.used++] = 12345;
    table[2999][2999] = big.used;
    return std::string(limit > INT_MAX ? "large" : "small") + (perfcoder_is_number(number) ? " number" : " text");
}

namespace perfcoder {
inline const Parameter target_parameters[] = {{"big", Role::none, 0, 0, -1, 0},
                                              {"limit", Role::none, 0, 0, -1, 0},
                                              {"number", Role::none, 0, 0, -1, is_numeral},
                                              {"::roots", Role::none, 0, -1, -1, is_parents},
                                              {nullptr, Role::none, 0, 0, -1, 0}};
inline const std::int64_t target_integers[] = {0};
inline const double target_reals[] = {0};
inline const char* const target_strings[] = {".", "-", nullptr};
}  // namespace perfcoder
PERFCODER_HARNESS(&::perfcoder_target_, ::roots, ::table, ::filled, ::place)
