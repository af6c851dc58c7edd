"""Table for BR3 (rewrite/rules/branching/lookup_table.py)."""

from programs import program
from rule_cases import Applies, Refuses, RuleCases

_ABOVE = """const int none = -1;
int value(char c) {
    if (c == 'I') return 1;
    if (c == 'V') return 5; // five
    if (c == 'X')
        return 10;
    else if ((c >= 'a' && c < 'k') || c == '\\n') return c - 'a' + 20;
    return none;
}
double weight(unsigned char letter)
{
    if (letter > 200) { return 0.5; }
    else if (letter == 7 || '0' == letter || letter == '\\xff') { return letter + 1; }
    else { return -2; }
}
bool is_vowel(const signed char& c) {
    if (c == 'a' || c == 'e') return true;
    if (c == 'i') return true;
    if (c == 'o') return !true;
    return c < 0;
}
"""
_ABOVE_AFTER = """const int none = -1;
int value(char c) {
    static const auto numbers = [] {
        array<int, 256> table{};
        for (int code = 0; code < 256; code++) {
            table[code] = [](char c) -> int {
                if (c == 'I') return 1;
                if (c == 'V') return 5; // five
                if (c == 'X')
                    return 10;
                else if ((c >= 'a' && c < 'k') || c == '\\n') return c - 'a' + 20;
                return none;
            }((char)code);
        }
        return table;
    }();
    return numbers[(unsigned char)c];
}
double weight(unsigned char letter)
{
    static const auto numbers_2 = [] {
        array<double, 256> table{};
        for (int code = 0; code < 256; code++) {
            table[code] = [](unsigned char letter) -> double {
                if (letter > 200) { return 0.5; }
                else if (letter == 7 || '0' == letter || letter == '\\xff') { return letter + 1; }
                else { return -2; }
            }((unsigned char)code);
        }
        return table;
    }();
    return numbers_2[(unsigned char)letter];
}
bool is_vowel(const signed char& c) {
    static const auto numbers_3 = [] {
        array<bool, 256> table{};
        for (int code = 0; code < 256; code++) {
            table[code] = [](signed char c) -> bool {
                if (c == 'a' || c == 'e') return true;
                if (c == 'i') return true;
                if (c == 'o') return !true;
                return c < 0;
            }((signed char)code);
        }
        return table;
    }();
    return numbers_3[(unsigned char)c];
}
"""
_MAIN = """string s;
for (int i = 0; i < 256; i++) s += (char)i;
long long sum = 0;
for (size_t i = 0; i < s.size(); i++) {
    int v = 7;
    if (s[i] >= 'a' && s[i] <= 'f') {
        v = s[i] - 'a' + 10;
    } else if ('0' <= s[i] && s[i] <= '9') {
        v = s[i] - '0';
    } else {
        v = -1;
    }
    cout << v << '\\n';
}
for (char c : s) {
    if (c == 'a' || c == 'e' || c == 'i') sum += 1;
    else if (c == 'o') sum++;
    else if (c == '\\xff') sum += c - 2;
    cout << sum << ' ';
}
"""
_MAIN_AFTER = """string s;
for (int i = 0; i < 256; i++) s += (char)i;
long long sum = 0;
for (size_t i = 0; i < s.size(); i++) {
    int v = 7;
    static const auto numbers = [] {
        array<int, 256> table{};
        for (int code = 0; code < 256; code++) {
            const char letter = (char)code;
            int &v = table[code];
            if (letter >= 'a' && letter <= 'f') {
                v = letter - 'a' + 10;
            } else if ('0' <= letter && letter <= '9') {
                v = letter - '0';
            } else {
                v = -1;
            }
        }
        return table;
    }();
    v = numbers[(unsigned char)s[i]];
    cout << v << '\\n';
}
for (char c : s) {
    static const auto numbers_2 = [] {
        array<long long, 256> table{};
        for (int code = 0; code < 256; code++) {
            const char c = (char)code;
            long long &sum = table[code];
            if (c == 'a' || c == 'e' || c == 'i') sum += 1;
            else if (c == 'o') sum++;
            else if (c == '\\xff') sum += c - 2;
        }
        return table;
    }();
    sum += numbers_2[(unsigned char)c];
    cout << sum << ' ';
}
"""
_CHAIN = (
    "if (c == 'a') x = 1;\nelse if (c == 'b') x = 2;\nelse if (c == 'c') x = 3;\nelse if (c == 'd') x = 4;\n",
    "else x = 0;\n",
)
_FUNCTION = """int f(char c) {
    if (c == 'a') return 1;
    if (c == 'b') return 2;
    if (c == 'c') return 3;
    if (c == 'd') return 4;
    return 0;
}
"""
_FUNCTION_AFTER = """int f(char c) {
    static const auto numbers = [] {
        array<int, 256> table{};
        for (int code = 0; code < 256; code++) {
            table[code] = [](char c) -> int {
                if (c == 'a') return 1;
                if (c == 'b') return 2;
                if (c == 'c') return 3;
                if (c == 'd') return 4;
                return 0;
            }((char)code);
        }
        return table;
    }();
    return numbers[(unsigned char)c];
}
"""


def _chain(old: str = "", new: str = "", kind: str = "int", above: str = "") -> str:
    """The chain in a loop, with one part changed."""
    text = "".join(_CHAIN)
    assert old in text
    body = text.replace(old, new) if old else text
    loop = f'string s = "abcd";\n{kind} x = 0, y = 2, total = 0;\nfor (char c : s) {{\n{body}total += x;\n}}\n'
    return program(loop + "cout << total << y;", above=above)


def _function(old: str = "", new: str = "") -> str:
    assert old in _FUNCTION
    return program("cout << f('a');", above=_FUNCTION.replace(old, new))


_ADDED = """#include <cstdio>
int total;
const int zero = 0;
void count(char c) {
    int &n = total;
    if (c == 'a') n += 1;
    else if (c == 'b') n += 2;
    else if (c == 'c') n += 3;
    else if (c == 'd') n += 4;
}
int main() {
    for (int c = 0; c < 128; c++) count(c);
    printf("%d", total);
}
"""
_APPLIES = (
    Applies(
        "returned",
        program("for (int i = -128; i < 256; i++) cout << value(i) << weight(i) << is_vowel(i) << ' ';", above=_ABOVE),
        program(
            "for (int i = -128; i < 256; i++) cout << value(i) << weight(i) << is_vowel(i) << ' ';",
            above=_ABOVE_AFTER,
            headers="#include <array>\n",
        ),
    ),
    Applies(
        "a comment with a character that ends lines elsewhere",
        program("for (int i = 0; i < 256; i++) cout << f(i);", above=_FUNCTION.replace("1;", "1; // a\u2028b")),
        program(
            "for (int i = 0; i < 256; i++) cout << f(i);",
            above=_FUNCTION_AFTER.replace("1;", "1; // a\u2028b"),
            headers="#include <array>\n",
        ),
    ),
    Applies("assigned, added", program(_MAIN), program(_MAIN_AFTER, headers="#include <array>\n")),
)
_REFUSES = (
    Refuses("a case is left out", _chain(_CHAIN[1], "")),
    Refuses("three comparisons", _chain(" if (c == 'd') x = 4;\nelse", "")),
    Refuses("a value that varies", _chain("x = 3", "x = y")),
    Refuses("a value that is read", _chain("x = 3", "x = s[0]")),
    Refuses("another variable", _chain("x = 3", "y = 3")),
    Refuses("another operation", _chain("x = 3", "x += 3")),
    Refuses("a product, where not all are the same", _chain("x = 3", "x *= 3")),
    Refuses("two statements", _chain("x = 3", "{ x = 3; y = 1; }")),
    Refuses("a call", _chain("x = 3", "x = f(c)", above="int f(int x) { return x; }\n")),
    Refuses("a division that is not always defined", _chain("x = 3", "x = 100 / (c - 'd')")),
    Refuses("a sum that overflows", _chain("x = 3", "x = c + 2147483647")),
    Refuses("a sum with a constant", _chain("x = 3", "x = c + most", above="const int most = 2147483647;\n")),
    Refuses(
        "a large constant is added",
        _chain("x = 3", "x = big", above="const unsigned big = 4000000000;\n")
        .replace("x = ", "x += ")
        .replace("int x += 0", "int x = 0")
        .replace("x += 0;", "x += 5;"),
    ),
    Refuses(
        "an operator of the program",
        _chain(
            "c == 'c'", "c == C", above="enum E { C };\nbool operator==(char c, E) { cout << c; return c == 67; }\n"
        ),
    ),
    Refuses(
        "a lambda that is evaluated where the file is compiled",
        program(
            "static_assert([](char c) -> int {\n" + "".join(_FUNCTION.splitlines(keepends=True)[1:-1]) + "}('b') == 2);"
        ),
    ),
    Refuses("another character", _chain("c == 'c'", "s[0] == 'c'")),
    Refuses("another condition", _chain("c == 'c'", "c == 'c' && y > 2")),
    Refuses("a condition that counts", _chain("c == 'c'", "y++ == 'c'")),
    Refuses("a test of the locale", _chain("c == 'c'", "isdigit(c)")),
    Refuses("the character itself is assigned", _chain().replace("x = ", "c = ")),
    Refuses("a wide character", _chain().replace("string s = ", "wstring s = L").replace("(char c", "(wchar_t c")),
    Refuses("an int", _chain().replace("(char c", "(int c")),
    Refuses(
        "a variable of an unknown class",
        _chain(kind="Number", above="struct Number { Number(int); operator int(); };\n"),
    ),
    Refuses("a volatile variable", _chain(kind="volatile int")),
    Refuses("floating-point sums", _chain().replace("x = ", "x += ").replace("int x += 0", "double x = 0")),
    Refuses("a macro", _chain("c == 'c'", "IS(c, 'c')", above="#define IS(x, y) (++n, x == y)\nint n;\n")),
    Refuses("a constant that a macro may change", _chain("x = 3", "x = N", above="#define N y\n")),
    Refuses("a directive", _chain("else if (c == 'c')", "\n#ifdef X\nelse\n#endif\nif (c == 'c')")),
    Refuses("a constant function", _function("int f", "constexpr int f")),
    Refuses(
        "nothing is added to what other threads change",
        _ADDED.replace(
            "int main", "#include <thread>\nvoid more() { std::thread([] { count(2); }).join(); }\nint main"
        ),
    ),
    Refuses(
        "nothing is added to what may be a constant",
        _ADDED.replace("int &n = total", "int &n = const_cast<int &>(zero)"),
    ),
    Refuses("a string is returned", _function("int f", "string f")),
    Refuses("a type to be found out", _function("int f", "auto f")),
    Refuses("nothing after the chain", _function("    return 0;\n", "")),
    Refuses(
        "something else after the chain",
        _function("    return 0;", "    cout << c;\n    return 0;"),
    ),
    Refuses("a header is included only later", _function() + "#include <vector>\n"),
    Refuses("a label", _function("    return 0;", "    again: return 0;")),
    Refuses("it runs once", program("char c;\ncin >> c;\nint x;\n" + "".join(_CHAIN) + "cout << x;")),
)
CASES = (RuleCases("BR3", _APPLIES, _REFUSES),)
