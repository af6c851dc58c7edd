"""The C++ text that look-alikes are made with; `$` stands for a variable's name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from perfcoder_lsp.cpp.types import Type

_HEADERS = {
    r"printf|puts|putchar|getchar|scanf|fflush|setvbuf|ungetc|fwrite": "cstdio",
    r"exit|_Exit|system": "cstdlib",
    r"errno": "cerrno",
    r"cout|cin|cerr|clog|std::ios": "iostream",
    r"std::string|getline": "string",
    r"std::thread": "thread",
    r"std::swap|std::move": "utility",
    r"std::reverse": "algorithm",
}
_SHOW = "std::cout << {} << '|';"


@dataclass(frozen=True)
class Insert:
    """A statement about a variable, and of which sort it is."""

    kind: str
    text: str


def headers_of(text: str) -> str:
    """The directives that a text needs."""
    return "".join(f"#include <{header}>\n" for words, header in _HEADERS.items() if re.search(words, text))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.strip().splitlines())


def of_type(kind: Type) -> Iterator[Insert]:
    """Reads and writes that fit a type."""
    yield from writes(kind)
    if kind.is_arithmetic or kind.name == "string":
        yield Insert("read", _SHOW.format("$"))
    if kind.name == "auto":
        yield Insert("read", _SHOW.format("$"))
        yield Insert("written", "$++;")
    for expression in _READS.get(_family(kind), ()):
        yield Insert("read", _SHOW.format(expression))
    for statement in _LOOKS.get(_family(kind), ()):
        yield Insert("looked through", statement)


def writes(kind: Type) -> Iterator[Insert]:
    """Writes that fit a type, direct and through other names."""
    for statement in _WRITES.get(_family(kind), ()):
        yield Insert("written", statement)
        yield Insert("written by reference", f"auto& other = $; {statement.replace('$', 'other')}")
        yield Insert("written by pointer", f"auto* other = &$; {statement.replace('$', '(*other)')}")
        yield Insert("written by lambda", f"[&] {{ {statement} }}();")
        yield Insert("written by thread", f"std::thread([&] {{ {statement} }}).join();")
    if kind.is_plain:
        yield Insert("swapped", "auto other = $; std::swap($, other);")
        yield Insert("moved", "auto other = std::move($);")


def held(kind: Type) -> Iterator[tuple[str, str]]:
    """What is taken of a variable, and how it is used later."""
    for statement in _WRITES.get(_family(kind), ())[:3]:
        yield "auto& held = $;", statement.replace("$", "held")
        yield "auto held = [&] { " + statement + " };", "held();"
    yield "auto held = $;", "$ = held;"
    if _family(kind) in ("sequence", "string", "tree"):
        yield "auto held = $.begin();", "if (!$.empty()) std::cout << *held << '|';"
        yield "auto held = $.size();", "std::cout << ($.size() == held) << '|';"
    if _family(kind) in ("sequence", "string"):
        yield "if ($.empty()) $.resize(2); auto& held = $.front();", "std::cout << held << '|';"
        yield "auto held = $.capacity();", "std::cout << held << $.capacity() << '|';"


def _family(kind: Type) -> str:
    if not kind.is_plain:
        return "array" if kind.extents else "pointer"
    if kind.is_arithmetic:
        return "number"
    families = {"vector": "sequence", "deque": "sequence", "string": "string", "map": "map", "set": "tree"}
    return families.get(kind.name.removeprefix("unordered_").removeprefix("multi"), kind.name)


_WRITES = {
    "number": ("$++;", "$ -= 2;", "$ = -$;", "$ = 3;", "std::cin >> $;", "$ *= 2;", "$ = 1 << 30;"),
    "sequence": (
        *("$.emplace_back();", "$.clear();", "if (!$.empty()) $.pop_back();", "$.resize($.size() + 1);"),
        *("if (!$.empty()) $[0] = $.back();", "std::reverse($.begin(), $.end());", "$.shrink_to_fit();"),
        *("if (!$.empty()) $.erase($.begin());", "$ = {};", "$.insert($.begin(), $.size(), {});", "$.assign(2, {});"),
    ),
    "string": (
        *("$ += 'x';", "$.clear();", "if (!$.empty()) $.pop_back();", "if (!$.empty()) $[0] = 'y';", '$ = "abc";'),
        *("$ += $;", "$.resize(5);", "std::cin >> $;", "$.insert(0, $);", "std::getline(std::cin, $);"),
    ),
    "map": (
        "$.clear();",
        "if (!$.empty()) $.erase($.begin());",
        "$[{}];",
        "$ = {};",
        "if (!$.empty()) $.begin()->second = {};",
    ),
    "tree": ("$.clear();", "if (!$.empty()) $.erase($.begin());", "$.insert({});", "$ = {};", "$.emplace();"),
    "array": ("$[0] = $[1];", "$[1] = {};"),
    "pointer": ("$ = 0;",),
}
_READS = {
    "sequence": (
        "$.size()",
        "$.capacity()",
        "($.empty() ? 0 : $.front())",
        "($.empty() ? 0 : $.back())",
        "$.max_size()",
    ),
    "string": ("$.size()", "$.capacity()", "$.c_str()", "$.substr(0, 2)", "$.find('a')"),
    "map": ("$.size()", "$.begin()->first", "$.rbegin()->second", "$.lower_bound({})->first", "$.count({})", "$[{}]"),
    "tree": ("$.size()", "*$.begin()", "*$.rbegin()", "*$.lower_bound({})", "$.count({})", "$.bucket_count()"),
}
_LOOKS = {
    "sequence": (
        "for (auto& each : $) std::cout << each << '|';",
        "auto other = $; for (auto& each : other) each = {};",
    ),
    "string": ("for (char& each : $) each ^= 1;", "for (char each : $) std::cout << int(each) << '|';"),
    "map": (
        "for (auto& each : $) std::cout << each.first << each.second << '|';",
        "for (auto each = $.rbegin(); each != $.rend(); ++each) std::cout << each->first << '|';",
        "auto other = $; std::cout << (other == $) << (other < $);",
    ),
    "tree": (
        "for (auto& each : $) std::cout << each << '|';",
        "auto other = $; std::cout << (other == $) << (other < $);",
    ),
}
EXITS = (
    "{ static int passes = 0; if (++passes > 2) break; }",
    "{ static int passes = 0; if (++passes % 2) continue; }",
    "{ static int passes = 0; if (++passes > 2) return {}; }",
    "{ static int passes = 0; if (++passes > 3) std::exit(3); }",
    "{ static int passes = 0; if (++passes > 3) std::_Exit(0); }",
    "{ static int passes = 0; if (++passes > 3) std::quick_exit(4); }",
    "if (std::cin.eof()) break;",
    "if (!std::cin) return {};",
    "try { throw 1; } catch (int) { std::cout << 'c'; }",
)
IO = _lines("""
    printf("p|");
    std::puts("p");
    std::cerr << 'e' << std::endl;
    std::cout.flush();
    fflush(stdout);
    std::cout << std::hex;
    std::cout.precision(2);
    std::cout << std::boolalpha;
    std::cout.width(6);
    std::cout << std::fixed;
    std::cout.setf(std::ios::showpos);
    std::cout << std::unitbuf;
    std::cout << getchar() << '|';
    int got = 0; if (scanf("%d", &got) == 1) std::cout << got;
    int got = 0; if (std::cin >> got) std::cout << got;
    std::cin.ignore();
    std::cout << std::cin.peek();
    std::string line; std::getline(std::cin, line); std::cout << line.size();
    std::cin.clear();
    std::cin >> std::noskipws;
    std::cout << std::cin.gcount();
    std::cout << std::cin.tellg();
    std::cout << bool(std::cin);
    std::cout.setstate(std::ios::failbit);
    std::cin.setstate(std::ios::eofbit);
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    std::cout << (std::cin.tie() != nullptr);
    std::thread([] { std::cout << 't'; }).join();
    std::thread([] { printf("t"); }).join();
    std::atexit([] { std::cout << 'x'; });
    std::atexit([] { printf("x"); });
    setvbuf(stdout, nullptr, _IONBF, 0);
    auto* own = std::cout.rdbuf(); std::cout.rdbuf(own);
    std::ostream& out = std::cout; out << 'o';
    std::clog << 'l';
    if (std::system("true") == 0) std::cout << 1;
    errno = 0;
    std::fputs("f", stdout);
    putchar('q');
    fwrite("w", 1, 1, stdout);
    std::cout.write("w", 1);
    std::cout.put('u');
    ungetc('7', stdin);
    std::cin.unget();
""")
AROUND = (
    ("[&] { ", " }();"),
    ("for (int again = 0; again < 2; again++) { ", " }"),
    ("if (true) ", ""),
    ("do { ", " } while (false);"),
    ("try { ", " } catch (...) { std::cout << 'c'; }"),
    ("switch (1) { case 1: ", " }"),
    ("{ ", " }"),
    ("#ifdef NONE\n#else\n", "\n#endif\n"),
    ("[&] { auto nested = [&] { ", " }; nested(); nested(); }();"),
    ("struct Late { ~Late() { std::cout << 'l'; } } late; ", ""),
)
MAINS = (
    "template <int Unused> int program() {$ return 0; }\nint main() { return program<0>(); }",
    "struct Program { int run() {$ return 0; } };\nint main() { return Program().run(); }",
    "int main() { auto run = [&]() -> int {$ return 0; }; return run(); }",
    "static int program() {$ return 0; }\nint main() { program(); return program(); }",
    "static int program(int depth) {{$} return depth ? program(depth - 1) : 0; }\nint main() { return program(2); }",
    "namespace own { int program() {$ return 0; } }\nint main() { return own::program(); }",
    "int main() try {$ return 0; } catch (int) { return 1; }",
    "int main(int argc, char** argv) { (void)argv; while (argc-- > 0) {$} return 0; }",
    "static int program() {$ return 0; }\nstatic int before_main = program();\nint main() { return before_main; }",
)
SHADOWS = {
    "sqrt": ("static int sqrt(int x) { return x; }", "static double sqrt(int x) { return x - 1; }"),
    "pow": (
        "static long long pow(int a, int b) { return a - b; }",
        "static double pow(int a, int b) { return a + b; }",
    ),
    "abs": ("static int abs(int x) { return x + 1; }",),
    "max": ("static int max(int a, int b) { return a - b; }",),
    "min": ("static int min(int a, int b) { return a - b; }",),
    "sort": ("template <class T> void sort(T first, T last) { if (first != last) *first = *(last - 1); }",),
    "count": ("static int count = 3;", "template <class T, class U> int count(T, T, U) { return 1; }"),
    "find": ("template <class T, class U> T find(T, T last, U) { return last; }",),
    "printf": ('static int printf(const char* text, int x) { return std::printf("<%d>", x) + (text != nullptr); }',),
    "to_string": ('static std::string to_string(int) { return "t"; }',),
    "swap": ("template <class T> void swap(T& a, T& b) { a = b; }",),
    "vector": (
        "template <class T> struct vector : std::vector<T> { using std::vector<T>::vector; "
        "void push_back(T x) { std::vector<T>::push_back(x); std::vector<T>::push_back(x); } };",
    ),
    "string": (
        "struct string : std::string { using std::string::string; string& operator+=(char) { return *this; } };",
    ),
    "map": (
        "template <class K, class V> struct map : std::map<K, V> { "
        "V& operator[](const K& k) { static V other; return k < K() ? other : std::map<K, V>::operator[](k); } };",
    ),
    "endl": ("static const char endl = 'E';",),
    "cout": ("static std::ostream& cout = std::cerr;",),
    "cin": ("static std::istream& cin = std::cin;",),
}
TYPES = Path(__file__).with_name("other_types.hpp").read_text("utf-8")
_NUMBERS = ("int", "unsigned", "long long", "unsigned long long", "short", "char", "unsigned char", "signed char")
OTHER_TYPES = (
    (
        r"\b(?:unsigned |signed )?(?:long long|long|int|char|short|size_t|double|float)\b|\bunsigned\b(?! )",
        (*_NUMBERS, "bool", "double"),
    ),
    (r"\b(?:long long|int|double)\b", ("float", "Number", "std::atomic<int>", "std::string", "long double")),
    (r"^(?:std::)?vector<int>$", ("Bag",)),
    (r"^(?:std::)?vector<(.*)>$", (r"std::deque<\1>", r"std::list<\1>", "std::vector<bool>", r"std::vector<\1>&")),
    (r"^(?:std::)?string$", ("Text", "std::wstring", "std::vector<char>", "const char*", "std::string&")),
    (
        r"^(?:std::)?map<(\w+(?: long)?), (.*)>$",
        (
            *(r"std::multimap<\1, \2>", r"std::map<\1, \2, std::greater<\1>>", r"std::unordered_map<\1, \2>"),
            *(r"std::map<std::string, \2>", r"std::map<double, \2>"),
        ),
    ),
    (
        r"^(?:std::)?set<(.*)>$",
        (r"std::multiset<\1>", r"std::set<\1, std::greater<\1>>", r"std::unordered_set<\1>", "std::set<std::string>"),
    ),
)
