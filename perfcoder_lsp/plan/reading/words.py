"""The words that programs are told in. Their order is that of the embedded model's vocabulary: only ever append."""

from collections.abc import Mapping

from perfcoder_lsp.cpp.types import Type

_PUNCTUATION = (
    "{ } ( ) [ ] ; , . -> :: ? : ... ~ ! + - * / % & | ^ << >> && || = == != < > <= >= += -= *= /= %= &= |= ^= <<= >>= "
    "++ -- <=> .* ->*"
)
_KEYWORDS = (
    "if else for while do switch case default break continue return goto new delete this nullptr true false sizeof "
    "struct class union enum public private protected template typename concept requires const constexpr static extern "
    "inline virtual override final mutable volatile explicit friend operator try catch throw noexcept namespace using "
    "auto decltype co_await co_yield co_return static_cast dynamic_cast reinterpret_cast const_cast alignas restrict "
    "lambda main defined"
)
_TYPES = (
    "void bool char schar uchar wchar short ushort int uint long ulong int128 uint128 float double longdouble vector "
    "string deque list forward_list array map multimap set multiset unordered_map unordered_set unordered_multimap "
    "unordered_multiset stack queue priority_queue pair tuple bitset complex optional variant any function string_view "
    "span initializer_list unique_ptr shared_ptr weak_ptr iterator const_iterator istringstream ostringstream "
    "stringstream ifstream ofstream istream ostream regex smatch thread mutex atomic less greater hash chrono "
    "reverse_iterator numeric_limits mt19937 FILE"
)
_LIBRARY = (
    "cin cout cerr clog endl flush fixed setprecision setw setfill hex boolalpha sync_with_stdio tie get getline put "
    "write read ignore peek eof fail good clear str c_str data size length empty resize reserve assign push_back "
    "emplace_back pop_back push_front emplace_front pop_front push emplace pop top front back begin end cbegin cend "
    "rbegin rend insert erase find count contains at first second swap append substr compare replace find_first_of "
    "find_last_of rfind lower_bound upper_bound equal_range binary_search sort stable_sort partial_sort nth_element "
    "reverse rotate unique next_permutation prev_permutation min max minmax min_element max_element minmax_element "
    "accumulate partial_sum iota inner_product adjacent_difference fill fill_n copy copy_n copy_if move forward "
    "transform for_each find_if count_if any_of all_of none_of remove remove_if merge set_union set_intersection "
    "includes distance advance next prev make_pair make_tuple get_if make_unique make_shared ref cref to_string stoi "
    "stol stoll stod strtol atoi atol atof abs fabs sqrt cbrt pow exp log log2 log10 sin cos tan atan atan2 asin acos "
    "floor ceil round trunc fmod hypot gcd lcm __gcd __builtin_popcount __builtin_popcountll __builtin_clz "
    "__builtin_ctz popcount test reset flip any all none to_ulong scanf printf fscanf fprintf sscanf sprintf snprintf "
    "puts putchar gets fgets fputs fputc getchar getchar_unlocked putchar_unlocked fread fwrite fopen fclose fflush "
    "stdin stdout stderr exit abort malloc calloc realloc free memset memcpy memmove memcmp strlen strcmp strncmp "
    "strcpy strncpy strcat strncat strstr strchr strtok isdigit isalpha isalnum islower isupper isspace toupper "
    "tolower rand srand time clock assert EOF NULL INT_MAX INT_MIN LLONG_MAX LLONG_MIN LONG_MAX UINT_MAX npos infinity "
    "lowest async future get_id join detach lock unlock lock_guard unique_lock fetch_add store load qsort bsearch "
    "splice push_heap pop_heap make_heap is_sorted generate back_inserter inserter front_inserter ostream_iterator "
    "istream_iterator regex_match regex_search regex_replace from_chars to_chars value value_or has_value "
    "holds_alternative shrink_to_fit capacity max_size max_load_factor rehash bucket_count emplace_hint try_emplace "
    "extract key_comp hardware_concurrency omp parallel reduction simd pragma unroll"
)
_NUMBERS = (
    *map(str, range(17)),
    *("26", "32", "60", "64", "100", "128", "255", "256", "1000", "1024", "1000000007", "998244353"),
    *(f"1e{power}" for power in range(1, 20)),
    "real",
)
_TEXTS = ("text", "text\\n", "text1", "format", "letter", "letter\\n", "letter\\0")

_KINDS = (
    "bool char int long real ptr arr grid vec rows str tree hash seq que pair iter stream obj var fun typ ext lab mac"
)
KINDS = tuple(_KINDS.split())
"""Of what kind a name is: variables by type, then functions, types, names from outside, labels, macros."""
NAMES_OF_A_KIND = 24
"""Names are numbered in the order in which they appear; later ones share the last number."""

_TYPE_WORDS: Mapping[str, str] = {
    "signed char": "schar", "unsigned char": "uchar", "wchar_t": "wchar", "char8_t": "uchar", "char16_t": "ushort",
    "char32_t": "uint", "unsigned short": "ushort", "unsigned int": "uint", "long long": "long",
    "unsigned long": "ulong", "unsigned long long": "ulong", "__int128": "int128", "unsigned __int128": "uint128",
    "long double": "longdouble",
}  # fmt: skip
_CONTAINER_KINDS: Mapping[str, str] = {
    "vector": "vec", "string": "str", "basic_string": "str", "string_view": "str",
    "map": "tree", "multimap": "tree", "set": "tree", "multiset": "tree",
    "unordered_map": "hash", "unordered_set": "hash", "unordered_multimap": "hash", "unordered_multiset": "hash",
    "deque": "seq", "list": "seq", "forward_list": "seq", "array": "arr", "bitset": "seq", "valarray": "seq",
    "stack": "que", "queue": "que", "priority_queue": "que", "pair": "pair", "tuple": "pair",
    "iterator": "iter", "const_iterator": "iter",
}  # fmt: skip
_STREAMS = frozenset({"istream", "ostream", "ifstream", "ofstream", "stringstream", "istringstream", "ostringstream"})

UNKNOWN = "<unknown>"
"""Stands for what has no word."""
_PLAIN = tuple(dict.fromkeys(f"{_PUNCTUATION} {_KEYWORDS} {_TYPES} {_LIBRARY}".split())) + _NUMBERS + _TEXTS
WORDS = (*_PLAIN, *(f"{kind}{number}" for kind in KINDS for number in range(NAMES_OF_A_KIND)), UNKNOWN)
"""All words of programs."""
KNOWN = frozenset(_PLAIN)


def type_word(name: str) -> str | None:
    """The word for a built-in or standard type, by its canonical name; None for others."""
    word = _TYPE_WORDS.get(name, name)
    return word if word in KNOWN else None


def kind_of(kind: Type) -> str:
    """Of which kind a variable of that type is."""
    if kind.extents:
        return "grid" if len(kind.extents) > 1 else "arr"
    if kind.pointers:
        return "ptr"
    if kind.user_defined:
        return "obj"
    if kind.name == "vector" and kind.arguments and kind.arguments[0].name == "vector":
        return "rows"
    if kind.name in _CONTAINER_KINDS:
        return _CONTAINER_KINDS[kind.name]
    if kind.is_floating:
        return "real"
    if kind.is_integral:
        return _integer_kind(kind)
    return "stream" if kind.name in _STREAMS else "var"


def _integer_kind(kind: Type) -> str:
    if kind.name in ("bool", "char"):
        return kind.name
    return "long" if "long" in kind.name or "128" in kind.name else "int"


def number_word(text: str) -> str:
    """The word for a number as written: small and common ones as they are, others by their order of magnitude."""
    digits = text.lower().replace("'", "")
    whole = digits.rstrip("ul") if not digits.startswith("0x") else digits.rstrip("ulz")
    try:
        value = int(whole, 8) if len(whole) > 1 and whole[0] == "0" and whole.isdigit() else int(whole, 0)
    except ValueError:
        return "real"
    exact = str(value)
    return exact if exact in KNOWN else f"1e{min(19, len(exact) - 1)}"
