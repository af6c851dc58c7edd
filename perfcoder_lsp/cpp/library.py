"""What standard functions and container methods do with what they are given. What is not listed is unknown."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


READING_METHODS = _words(
    "size empty length capacity count contains max_size substr compare test all any none has_value value_or "
    "starts_with ends_with find_first_of find_last_of find_first_not_of find_last_not_of rfind bucket_count "
    "load_factor to_ulong to_ullong to_string max_load_factor"
)
"""Change nothing and return a value that does not refer into the container (`find` of a string belongs here too)."""

ELEMENT_METHODS = _words("at back front top value")
"""Return a reference to an element."""

ITERATOR_METHODS = _words(
    "begin end rbegin rend cbegin cend crbegin crend find lower_bound upper_bound equal_range data c_str before_begin"
)
"""Return an iterator or pointer into the container."""

CONST_ITERATOR_METHODS = _words("cbegin cend crbegin crend c_str")
"""Those of them through which nothing can be written."""

WRITING_METHODS = _words(
    "push_back pop_back emplace_back push_front pop_front emplace_front push pop emplace insert erase clear "
    "resize reserve assign append swap shrink_to_fit merge splice remove remove_if unique sort reverse set reset "
    "flip replace fill try_emplace insert_or_assign emplace_hint extract rehash"
)
"""Change the container; their arguments are copied or moved from as their value category says."""

ITERATOR_RETURNING = _words("insert erase emplace try_emplace insert_or_assign emplace_hint extract")
"""Writing methods whose result refers into the container (or owns a node of it)."""

READING_FUNCTIONS = _words(
    "abs fabs labs llabs sqrt cbrt pow exp log log2 log10 sin cos tan asin acos atan atan2 floor ceil round trunc "
    "lround llround fmod hypot sqrtl powl fabsl gcd lcm __gcd isdigit isalpha isalnum isspace isupper islower "
    "ispunct isxdigit toupper tolower strlen strcmp strncmp atoi atof atoll stoi stol stoll stoull stod to_string "
    "puts printf fprintf putchar putc fputs fputc exit make_pair make_tuple __builtin_popcount "
    "__builtin_popcountll __builtin_ctz __builtin_ctzll __builtin_clz __builtin_clzll __builtin_parity popcount "
    "isnan isinf setprecision setw setfill accumulate count count_if binary_search is_sorted equal all_of any_of "
    "none_of inner_product distance memcmp lexicographical_compare is_permutation includes mismatch assert polar "
    "norm"
)
"""Change nothing that they are given (by value, const reference, or through iterators) and keep no reference to it."""

PURE_FUNCTIONS = _words(
    "abs fabs labs llabs sqrt cbrt floor ceil round trunc gcd lcm isdigit isalpha isalnum isspace isupper islower "
    "ispunct isxdigit toupper tolower strlen strcmp strncmp to_string string max min int char long short bool double "
    "float unsigned"
)
"""Yield a value, and do nothing else: no output, no state (conversions to types among them)."""

UPDATING_FUNCTIONS = _words(
    "sort stable_sort partial_sort nth_element reverse fill iota swap next_permutation prev_permutation "
    "random_shuffle shuffle make_heap push_heap pop_heap sort_heap swap_ranges replace for_each generate memset "
    "scanf fscanf sscanf getline fread fgets gets copy_n inplace_merge"
)
"""May change what they are given by reference, address or iterators, and keep no reference to it afterwards."""

ITERATOR_FUNCTIONS = _words(
    "max_element min_element find find_if find_if_not lower_bound upper_bound next prev begin end adjacent_find "
    "search minmax_element strstr strchr"
)
"""Return an iterator into what they are given, and change nothing themselves."""

UPDATING_ITERATOR_FUNCTIONS = _words(
    "unique remove remove_if rotate partition stable_partition copy transform fill_n partial_sum advance"
)
"""Change what they are given through iterators, and may return one of them."""

ELEMENT_FUNCTIONS = _words("max min clamp")
"""Return a const reference to one of their arguments."""

COMPARING_FUNCTIONS = _words("sort stable_sort partial_sort nth_element max_element min_element is_sorted make_heap")
"""Take a function that compares two elements as their last argument."""

CASTS = _words("static_cast dynamic_cast reinterpret_cast const_cast")
STREAMS = _words("istream ostream iostream ifstream ofstream fstream istringstream ostringstream stringstream")
STANDARD_STREAMS = _words("cin cout cerr clog wcin wcout")

QUIET_FUNCTIONS = PURE_FUNCTIONS | _words(
    "static_cast reinterpret_cast const_cast pow exp log log2 log10 sin cos tan asin acos atan atan2 fmod hypot lround "
    "llround __gcd __builtin_popcount __builtin_popcountll __builtin_ctz __builtin_ctzll __builtin_clz __builtin_clzll "
    "popcount isnan isinf printf fprintf puts putchar fputs fputc move swap make_pair begin end next prev memset sort "
    "max_element min_element count find lower_bound upper_bound binary_search accumulate fill iota reverse"
)
QUIET_METHODS = _words(
    "size empty length capacity count contains back front top begin end rbegin rend cbegin cend find lower_bound "
    "upper_bound data c_str push_back pop_back emplace_back push_front pop_front emplace_front push pop emplace clear "
    "fetch_add fetch_sub load store"
)
"""Throw nothing of their own, but for lack of memory."""

HEADER_WORDS = _words(
    "int char long short bool double float unsigned signed const auto size_t for if else while std vector string "
    "pair map set deque queue size begin end rbegin rend first second int64_t uint64_t int32_t uint32_t true "
    "false"
)
"""Types and words of loop headers: a macro whose body has no other names does nothing by itself."""
