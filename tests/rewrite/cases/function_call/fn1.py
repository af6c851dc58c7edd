"""Table for FN1 (rewrite/rules/function_call/number_tests.py)."""

from functools import partial

from programs import program
from rule_cases import Applies, Refuses, RuleCases

_program = partial(program, headers="#include <stdexcept>\n")


def _reader(name: str, kind: str, call: str, bounds: str = "", *, wide: str = "", cast: str = "") -> str:
    """The function that stands in for one of the conversions."""
    return f"""// Reads the number that std::{name} would return; false where that would throw.
static bool read_{kind.replace(" ", "_")}(const std::string &text, {kind} &number) {{
    const int before = errno;
    errno = 0;
    char *end;
    const {wide or kind} value = std::{call};
    const bool is_number = end != text.c_str() && errno != ERANGE{bounds};
    if (is_number)
        number = {cast}value;
    if (errno == 0)
        errno = before;
    return is_number;
}}

"""


_INT = _reader(
    "stoi",
    "int",
    "strtol(text.c_str(), &end, 10)",
    " && INT_MIN <= value && value <= INT_MAX",
    wide="long",
    cast="(int)",
)
_TEXTS = """vector<string> texts = {"", " ", "12", " \\t\\n\\v\\f\\r-7x", "+5", "+-5", "x1", "0x10", "2147483647",
    "2147483648", "-2147483648", "-2147483649",
    "99999999999999999999", "-99999999999999999999", "1e5", "1e999", "-1e999", "1e-320",
    "nan", "inf", "0.5", ".5", ".", "-", "18446744073709551616", "-1", "007",
    string("3\\0004", 3), string("\\0005", 2)};
"""
_SHAPES = """int parsed(const string& s) {
    // kept
    try {
        return stoi(s) * 2; // twice
    } catch (const exception& e) {
        return -1;
    }
}

bool valid(const string& s) {
    try {
        stoi(s);
        return true;
    } catch (const std::invalid_argument&) {
        return false;
    } catch (const std::out_of_range&) {
        return false;
    }
}

"""
_SHAPES_AFTER = """int parsed(const string& s) {
    // kept
    int number;
    if (read_int(s, number)) {
        return number * 2; // twice
    } else {
        return -1;
    }
}

bool valid(const string& s) {
    int number;
    if (read_int(s, number)) {
        return true;
    } else {
        return false;
    }
}

"""
_MAIN = """long long sum = 0;
int bad = 0, last = -3;
for (const string& s : texts) {
    cout << parsed(s) << ' ' << valid(s) << '\\n';
    try {
        const int v = std::stoi(s);
        if (v > 3) sum += v;
        else sum -= v;
        cout << "sum " << sum << endl;
    } catch (...) {
        bad++;
    }
    try {
        last = stoi(s);
    } catch (logic_error&) {
    }
    cout << last << ' ' << bad << '\\n';
}
"""
_MAIN_AFTER = """long long sum = 0;
int bad = 0, last = -3;
for (const string& s : texts) {
    cout << parsed(s) << ' ' << valid(s) << '\\n';
    int number;
    if (read_int(s, number)) {
        const int v = number;
        if (v > 3) sum += v;
        else sum -= v;
        cout << "sum " << sum << endl;
    } else {
        bad++;
    }
    int number_2;
    if (read_int(s, number_2)) {
        last = number_2;
    }
    cout << last << ' ' << bad << '\\n';
}
"""


def _loop(lines: str, texts: str = _TEXTS) -> str:
    """A loop over texts in main."""
    indented = "".join(f"    {line}\n" if line else "" for line in lines.split("\n"))
    return f"{texts}double sum = 0;\nfor (const string& s : texts) {{\n{indented}}}\ncout << sum;\n"


def _test(body: str = "sum += stoi(s);", handler: str = "catch (...) { sum--; }", above: str = "") -> str:
    """A loop that tests texts."""
    return _program(_loop(f"try {{ {body} }} {handler}"), above=above)


def _other(name: str, kind: str, call: str) -> Applies:
    word = kind.replace(" ", "_")
    after = f"{kind} number;\nif (read_{word}(s, number)) {{ {kind} v = number; cout << v << ' '; }} else {{ sum++; }}"
    before = f"try {{ {kind} v = {name}(s); cout << v << ' '; }} catch (...) {{ sum++; }}"
    headers = "#include <vector>\n#include <cerrno>\n#include <cstdlib>\n"
    return Applies(
        name,
        _program(_loop(before), headers="#include <vector>\n"),
        program(_loop(after), above=_reader(name, kind, call), headers=headers),
    )


_HEADERS = "#include <vector>\n#include <stdexcept>\n"
_APPLIES = (
    Applies(
        "returned, tested, declared, assigned",
        program(_TEXTS + _MAIN, above=_SHAPES, headers=_HEADERS),
        program(
            _TEXTS + _MAIN_AFTER,
            above=_INT + _SHAPES_AFTER,
            headers=f"{_HEADERS}#include <cerrno>\n#include <climits>\n#include <cstdlib>\n",
        ),
    ),
    Applies(
        "the name of the number is taken",
        _program(
            _loop("int number = 1;\ntry { sum += stoi(s); } catch (...) {}\ntry { sum -= stoi(s); } catch (...) {}"),
            headers=_HEADERS,
        ),
        program(
            _loop(
                "int number = 1;\nint number_2;\nif (read_int(s, number_2)) { sum += number_2; }\n"
                "int number_2_2;\nif (read_int(s, number_2_2)) { sum -= number_2_2; }"
            ),
            above=_INT,
            headers=f"{_HEADERS}#include <cerrno>\n#include <climits>\n#include <cstdlib>\n",
        ),
    ),
    _other("stoll", "long long", "strtoll(text.c_str(), &end, 10)"),
    _other("stod", "double", "strtod(text.c_str(), &end)"),
    _other("stoul", "unsigned long", "strtoul(text.c_str(), &end, 10)"),
)
_REFUSES = (
    Refuses("only one of the two exceptions is caught", _test(handler="catch (invalid_argument&) { sum--; }")),
    Refuses("a foreign exception is caught", _test(handler="catch (runtime_error&) { sum--; }")),
    Refuses(
        "the handlers differ",
        _test(handler="catch (invalid_argument&) { sum--; } catch (out_of_range&) { sum -= 2; }"),
    ),
    Refuses("the exception is printed", _test(handler="catch (exception& e) { cout << e.what(); }")),
    Refuses("the exception is thrown again", _test(handler='catch (...) { if (s == "x") throw; sum--; }')),
    Refuses(
        "a function asks for the exception",
        _test(handler="catch (...) { note(); }", above="void note() { if (current_exception()) cout << 1; }\n"),
    ),
    Refuses("what follows may throw", _test("int v = stoi(s); sum += stoi(texts[v]);")),
    Refuses("what follows allocates", _test("int v = stoi(s); texts.push_back(s); sum += v;")),
    Refuses("an index is checked", _test("sum += stoi(texts.at(3));")),
    Refuses("a part is taken, which may throw", _test("sum += stoi(s.substr(2));")),
    Refuses("the text is put together", _test('sum += stoi(s + "1");')),
    Refuses("a C string may be null", _test("const char* p = s.c_str(); sum += stoi(p);")),
    Refuses("a literal", _test('sum += stoi("12");')),
    Refuses("two texts are put together", _test("sum += stoi(s + s);")),
    Refuses("an index is counted up", _test("a[n++] = stoi(s);", above="int a[99], n;\n")),
    Refuses(
        "each handler counts for itself",
        _test(
            handler="catch (invalid_argument&) { static int n; sum -= n++; } "
            "catch (out_of_range&) { static int n; sum -= n++; }"
        ),
    ),
    Refuses(
        "each handler tests again",
        _test(
            handler="catch (invalid_argument&) { try { sum -= stoi(s); } catch (...) {} } "
            "catch (out_of_range&) { try { sum -= stoi(s); } catch (...) {} }"
        ).replace("sum -= stoi(s)", "sum--"),
    ),
    Refuses(
        "a handler calls a function of another file", _test(handler="catch (...) { note(); }", above="void note();\n")
    ),
    Refuses("another INT_MAX", _test(above="const int INT_MAX = 1000000;\n")),
    Refuses("a macro INT_MAX", _test(above="#define INT_MAX 1000000\n")),
    Refuses("int is something else", _test(above="#define int long long\n").replace("int main", "signed main")),
    Refuses("a position is asked for", _test("size_t at; sum += stoi(s, &at);")),
    Refuses("a base is given", _test("sum += stoi(s, nullptr, 16);")),
    Refuses("something happens before", _test("sum += 2; sum += stoi(s);")),
    Refuses("something happens in the same expression", _test("sum += sum++ * 0 + stoi(s);")),
    Refuses("it is computed only sometimes", _test("bool b = sum > 3 && stoi(s) > 2; sum += b;")),
    Refuses("the number goes to a function", _test("sum += f(stoi(s));", above="int f(int&& x) { return x; }\n")),
    Refuses("a reference is bound to the number", _test("int&& v = stoi(s); sum += v;")),
    Refuses("the number is kept for good", _test("static int v = stoi(s); sum += v;")),
    Refuses("two numbers", _test("int v = stoi(s), w = stoi(s); sum += v + w;")),
    Refuses("an element of a map is made", _test("m[s] = stoi(s);", above="#include <map>\nmap<string, int> m;\n")),
    Refuses("another stoi", _test(above="int stoi(const string& s) { if (s.empty()) throw 1; return 2; }\n")),
    Refuses("another string", _test(above="struct string { operator std::string() const; };\n")),
    Refuses("another exception class", _test(handler="catch (exception&) {}", above="struct exception {};\n")),
    Refuses(
        "a stream throws", _test("int v = stoi(s); cout << v;", above="int e = (cout.exceptions(ios::badbit), 1);\n")
    ),
    Refuses("a macro throws again", _test(above="#define AGAIN throw;\n")),
    Refuses("a macro is called like a word of the helper", _test(above="#define end 3\n")),
    Refuses("a label may be jumped to", _test(handler="catch (...) { sum--; }\n    again: sum++;")),
    Refuses(
        "part of a larger statement", _program(_loop("if (sum < 9) try { sum += stoi(s); } catch (...) { sum--; }"))
    ),
    Refuses("it runs once", program('string s = "x";\nint v = 0;\ntry { v = stoi(s); } catch (...) { v = 1; }')),
    Refuses(
        "the result is a class",
        program("", above="vector<int> f(const string& s) { try { return stoi(s); } catch (...) { return {}; } }\n"),
    ),
    Refuses(
        "a class is made of what is returned",
        program("", above="Class f(const string& s) { try { stoi(s); return true; } catch (...) { return {}; } }\n"),
    ),
    Refuses("a header is included only later", _test() + "#include <cstdio>\n"),
    Refuses("a directive", _test("\n#ifdef X\nsum++;\n#endif\nsum += stoi(s);")),
    Refuses(
        "a handler calls what is out of sight", _test(handler="catch (...) { note(); }", above='#include "note.h"\n')
    ),
)
CASES = (RuleCases("FN1", _APPLIES, _REFUSES),)
