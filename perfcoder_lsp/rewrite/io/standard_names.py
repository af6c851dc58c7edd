"""Which standard header declares which name (C++17's library and its common extensions).

A name that a program merely shares with the library costs an unneeded include, never a wrong one.
"""

_NAMES: dict[str, str] = {
    "algorithm": """adjacent_find all_of any_of binary_search clamp copy copy_backward copy_if copy_n count count_if
        equal equal_range fill fill_n find find_end find_first_of find_if find_if_not for_each for_each_n generate
        generate_n includes inplace_merge is_heap is_heap_until is_partitioned is_permutation is_sorted
        is_sorted_until iter_swap lexicographical_compare lower_bound make_heap max max_element merge min
        min_element minmax minmax_element mismatch move_backward next_permutation none_of nth_element partial_sort
        partial_sort_copy partition partition_copy partition_point pop_heap prev_permutation push_heap
        random_shuffle remove remove_copy remove_copy_if remove_if replace replace_copy replace_copy_if replace_if
        reverse reverse_copy rotate rotate_copy sample search search_n set_difference set_intersection
        set_symmetric_difference set_union shuffle sort sort_heap stable_partition stable_sort swap_ranges
        transform unique unique_copy upper_bound __gcd __lg ranges""",
    "array": "array",
    "atomic": "atomic atomic_int atomic_bool atomic_flag",
    "bitset": "bitset",
    "cassert": "assert",
    "cctype": """isalnum isalpha isblank iscntrl isdigit isgraph islower isprint ispunct isspace isupper isxdigit
        tolower toupper""",
    "cfenv": "fegetround fesetround feclearexcept",
    "cfloat": """DBL_MAX DBL_MIN DBL_EPSILON DBL_DIG FLT_MAX FLT_MIN FLT_EPSILON LDBL_MAX LDBL_MIN LDBL_EPSILON
        DBL_MAX_EXP""",
    "charconv": "from_chars to_chars chars_format",
    "chrono": "chrono steady_clock high_resolution_clock system_clock",
    "cinttypes": "PRId64 PRIu64 PRIx64 PRId32 SCNd64 SCNu64 imaxabs",
    "climits": """CHAR_BIT CHAR_MAX CHAR_MIN INT_MAX INT_MIN LLONG_MAX LLONG_MIN LONG_MAX LONG_MIN SCHAR_MAX SCHAR_MIN
        SHRT_MAX SHRT_MIN UCHAR_MAX UINT_MAX ULLONG_MAX ULONG_MAX USHRT_MAX LONG_LONG_MAX LONG_LONG_MIN PATH_MAX
        ULONG_LONG_MAX""",
    "cmath": """abs acos acosf acosl acosh asin asinf asinh asinl atan atan2 atan2f atan2l atanf atanh atanl cbrt
        cbrtf cbrtl ceil ceilf ceill copysign cos cosf cosh cosl div erf erfc exp exp2 expf expl expm1 fabs fabsf
        fabsl fdim floor floorf floorl fma fmax fmin fmod fmodf fmodl fpclassify frexp hypot hypotf hypotl ilogb
        isfinite isinf isnan isnormal j0 j1 jn ldexp lgamma llrint llround log log10 log10f log10l log1p log2 log2f
        log2l logb logf logl lrint lround modf nan nearbyint nextafter nexttoward pow powf powl remainder remquo
        rint round roundf roundl scalbn signbit sin sinf sinh sinl sqrt sqrtf sqrtl tan tanf tanh tanl tgamma trunc
        truncf truncl y0 y1 yn M_PI M_PI_2 M_PI_4 M_E M_SQRT2 M_LN2 HUGE_VAL INFINITY NAN FP_NAN beta legendre
        riemann_zeta lerp""",
    "complex": "complex polar real imag conj",
    "csignal": "SIGINT SIGSEGV",
    "cstdarg": "va_list va_start va_arg va_end va_copy",
    "cstddef": "ptrdiff_t nullptr_t max_align_t offsetof byte",
    "cstdint": """int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t intptr_t uintptr_t intmax_t
        uintmax_t int_fast8_t int_fast16_t int_fast32_t int_fast64_t uint_fast8_t uint_fast16_t uint_fast32_t
        uint_fast64_t int_least32_t int_least64_t uint_least32_t uint_least64_t INT8_MAX INT8_MIN UINT8_MAX
        INT16_MAX INT16_MIN UINT16_MAX INT32_MAX INT32_MIN UINT32_MAX INT64_MAX INT64_MIN UINT64_MAX INTPTR_MAX
        SIZE_MAX""",
    "cstdio": """printf scanf puts putchar getchar gets getc putc fgetc fputc fgets fputs fprintf fscanf sprintf
        snprintf sscanf vprintf vsnprintf vsprintf vsscanf fopen fclose freopen fread fwrite fflush fseek ftell
        rewind feof ferror perror remove rename tmpfile ungetc setvbuf setbuf stdin stdout stderr EOF FILE BUFSIZ
        getchar_unlocked putchar_unlocked fread_unlocked fwrite_unlocked getline""",
    "cstdlib": """abs labs llabs div ldiv lldiv atoi atol atoll atof strtol strtoll strtoul strtoull strtod strtof
        strtold rand srand random srandom drand48 lrand48 qsort bsearch malloc calloc realloc free exit atexit
        abort getenv system EXIT_SUCCESS EXIT_FAILURE RAND_MAX _Exit quick_exit mblen alloca aligned_alloc""",
    "cstring": """memchr memcmp memcpy memmove memset memrchr strcat strchr strcmp strcpy strcspn strdup strerror
        strlen strncat strncmp strncpy strndup strnlen strpbrk strrchr strspn strstr strtok strtok_r strcasecmp
        strncasecmp stpcpy size_t NULL bzero bcopy ffs ffsll index rindex""",
    "ctime": """time clock difftime mktime localtime gmtime strftime asctime ctime CLOCKS_PER_SEC time_t clock_t tm
        clock_gettime CLOCK_MONOTONIC CLOCK_REALTIME timespec""",
    "cwchar": "wchar_t wcslen wcscmp wcscpy wcscat",
    "cwctype": "towlower towupper iswdigit",
    "deque": "deque",
    "exception": "exception terminate uncaught_exceptions exception_ptr",
    "execution": "execution",
    "filesystem": "filesystem",
    "forward_list": "forward_list",
    "fstream": "ifstream ofstream fstream filebuf",
    "functional": """function greater less greater_equal less_equal equal_to not_equal_to plus minus multiplies
        divides modulus negate logical_and logical_or logical_not bit_and bit_or bit_xor bit_not hash bind bind1st
        bind2nd mem_fn mem_fun ref cref not1 not2 not_fn placeholders unary_function binary_function
        reference_wrapper ptr_fun invoke identity _1 _2""",
    "future": "future promise async packaged_task",
    "initializer_list": "initializer_list",
    "iomanip": """setprecision setw setfill setbase setiosflags resetiosflags get_time put_time get_money put_money
        quoted""",
    "ios": "streampos ios_base",
    "iostream": """cin cout cerr clog wcin wcout wcerr wclog endl ends flush ws ios istream ostream iostream fixed
        scientific hexfloat defaultfloat boolalpha noboolalpha showpoint noshowpoint showpos noshowpos showbase
        noshowbase skipws noskipws uppercase nouppercase left right internal dec hex oct unitbuf nounitbuf
        streambuf basic_istream basic_ostream basic_ios basic_iostream wistream wostream ios_base sync_with_stdio""",
    "iterator": """back_inserter front_inserter inserter back_insert_iterator advance distance next prev begin end
        rbegin rend cbegin cend crbegin crend size ssize empty data istream_iterator ostream_iterator
        istreambuf_iterator ostreambuf_iterator make_move_iterator make_reverse_iterator reverse_iterator
        iterator_traits iterator random_access_iterator_tag forward_iterator_tag bidirectional_iterator_tag
        input_iterator_tag output_iterator_tag""",
    "limits": "numeric_limits float_round_style",
    "list": "list",
    "locale": "locale",
    "map": "map multimap",
    "memory": """unique_ptr shared_ptr weak_ptr auto_ptr make_unique make_shared allocator enable_shared_from_this
        addressof allocator_traits uninitialized_copy uninitialized_fill static_pointer_cast dynamic_pointer_cast
        default_delete destroy_at""",
    "memory_resource": "pmr",
    "mutex": "mutex lock_guard unique_lock once_flag call_once recursive_mutex scoped_lock",
    "new": "bad_alloc nothrow nothrow_t set_new_handler launder",
    "numeric": """accumulate adjacent_difference exclusive_scan gcd inclusive_scan inner_product iota lcm midpoint
        partial_sum reduce transform_reduce transform_inclusive_scan transform_exclusive_scan""",
    "optional": "optional nullopt make_optional",
    "ostream": "",
    "queue": "queue priority_queue",
    "random": """mt19937 mt19937_64 minstd_rand minstd_rand0 random_device default_random_engine
        uniform_int_distribution uniform_real_distribution normal_distribution bernoulli_distribution seed_seq
        linear_congruential_engine discrete_distribution poisson_distribution exponential_distribution knuth_b
        ranlux24 ranlux48 generate_canonical geometric_distribution binomial_distribution""",
    "ratio": "ratio milli micro nano",
    "regex": "regex smatch cmatch regex_match regex_search regex_replace sregex_iterator sregex_token_iterator",
    "set": "set multiset",
    "shared_mutex": "shared_mutex shared_lock",
    "sstream": "stringstream istringstream ostringstream stringbuf basic_stringstream",
    "stack": "stack",
    "stdexcept": """runtime_error logic_error out_of_range invalid_argument domain_error length_error overflow_error
        underflow_error range_error""",
    "string": """string streamsize wstring u16string u32string basic_string to_string to_wstring stoi stol stoll stoul
        stoull stof stod stold getline char_traits string_literals""",
    "string_view": "string_view basic_string_view wstring_view string_view_literals",
    "system_error": "error_code system_error errc error_condition",
    "thread": "thread this_thread jthread",
    "tuple": "tuple make_tuple tie get forward_as_tuple tuple_cat ignore tuple_size tuple_element apply",
    "type_traits": """is_same is_same_v enable_if enable_if_t is_integral is_integral_v is_signed is_signed_v
        is_unsigned is_arithmetic is_arithmetic_v is_floating_point is_floating_point_v is_pointer is_class is_enum
        is_base_of is_convertible is_convertible_v conditional conditional_t decay decay_t remove_reference
        remove_reference_t remove_cv remove_cv_t remove_const make_signed make_signed_t make_unsigned
        make_unsigned_t true_type false_type integral_constant bool_constant void_t common_type common_type_t
        underlying_type result_of is_void invoke_result invoke_result_t is_array is_reference is_function
        is_default_constructible is_const is_trivially_copyable type_identity type_identity_t remove_cvref
        remove_cvref_t is_invocable is_invocable_v is_constructible alignment_of aligned_storage extent rank
        conjunction disjunction negation""",
    "typeindex": "type_index",
    "typeinfo": "type_info bad_cast typeid",
    "unordered_map": "unordered_map unordered_multimap",
    "unordered_set": "unordered_set unordered_multiset",
    "utility": """pair make_pair swap exchange forward move declval index_sequence make_index_sequence
        integer_sequence index_sequence_for piecewise_construct in_place as_const rel_ops cmp_less cmp_greater""",
    "valarray": "valarray slice gslice",
    "variant": "variant visit get_if holds_alternative monostate",
    "any": "any any_cast",
    "vector": "vector",
    "bit": """popcount countl_zero countl_one countr_zero countr_one bit_cast has_single_bit bit_ceil bit_floor
        bit_width rotl rotr endian""",
    "compare": "strong_ordering weak_ordering partial_ordering",
    "concepts": """same_as integral floating_point signed_integral unsigned_integral convertible_to derived_from
        invocable""",
    "numbers": "numbers pi_v",
    "span": "span",
    "iosfwd": "",
    "condition_variable": "condition_variable",
}

STANDARD_HEADERS = frozenset(_NAMES) | {"bits/stdc++.h", "stdio.h", "stdlib.h", "string.h", "math.h", "ctype.h"}

# Headers of C++20: named only where the program has them in the first place.
CPP20_HEADERS = frozenset({"bit", "compare", "concepts", "numbers", "span"})

# Manipulators whose names are common names of variables.
COMMON_WORDS = frozenset(
    {"fixed", "scientific", "left", "right", "internal", "dec", "hex", "oct", "uppercase", "flush", "ends", "ws", "get"}
)

# Names of the language or of namespaces within std, which need no header of their own.
_PLAIN = frozenset({"literals", "chrono_literals", "size_t", "experimental"})


def _headers() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for header, names in _NAMES.items():
        for name in names.split():
            table[name] = (*table.get(name, ()), header)
    return table


HEADERS_OF: dict[str, tuple[str, ...]] = _headers()


def is_known(name: str) -> bool:
    """Whether the header of a name in namespace std is known here."""
    return name in HEADERS_OF or name in _PLAIN
