"""Table for LIB1 (rewrite/rules/library/integer_text.py)."""

from functools import partial

from programs import program
from rule_cases import Applies, Refuses, RuleCases

_program = partial(program, headers="#include <sstream>\n")


def _text(body: str, parameter: str = "int n", above: str = "") -> str:
    """A function that makes a text of its parameter, and a program that calls it."""
    return _program("int n = -7;\ncout << text(n);", above=f"{above}string text({parameter}) {{\n{body}}}\n")


_FILL = "    stringstream ss;\n    ss << n;\n"
_APPLIES = (
    Applies(
        "the text is returned, assigned, appended, declared",
        _program(
            """
for (int i = -1; i < 3; i++) cout << text(i) << ' ';
string all, one = "?";
unsigned long long k = -1;
for (short i = 0; i < 3; i++) {
    ostringstream os; os << i;
    all += os.str() + one;
    std::stringstream st; // kept
    st << all.size();
    one = st.str();
}
stringstream s2;
s2 << k;
string last(s2.str());
cout << all << one << last;
""",
            above="string text(long long x) {\n    ostringstream ss;\n\n    ss << x * 3;\n    return ss.str();\n}\n",
        ),
        _program(
            """
for (int i = -1; i < 3; i++) cout << text(i) << ' ';
string all, one = "?";
unsigned long long k = -1;
for (short i = 0; i < 3; i++) {
    all += to_string(i) + one;
    // kept
    one = to_string(all.size());
}
string last(to_string(k));
cout << all << one << last;
""",
            above="string text(long long x) {\n    return to_string(x * 3);\n}\n",
        ),
    ),
    Applies(
        "strings, characters and literals among numbers",
        """
#include <sstream>
#include <iostream>

std::string point(int x, int y, const std::string& name) {
	std::stringstream out;
	out << "(" << x << ',' << (y + 1) << ")";
	out << name + "!";
	return out.str();
}

int main() {
	for (int i = -1; i < 3; i++) {
		std::ostringstream os;
		os << '#' << ' ' << i << '\\n';
		std::string line = os.str();
		std::cout << point(i, i * i, "p") << line;
		std::stringstream z;
		z << i << i;
		std::cout << z.str().size();
	}
}
""",
        """
#include <sstream>
#include <iostream>
#include <string>

std::string point(int x, int y, const std::string& name) {
	return "(" + std::to_string(x) + ',' + std::to_string(y + 1) + ")" + (name + "!");
}

int main() {
	for (int i = -1; i < 3; i++) {
		std::string line = std::string(1, '#') + ' ' + std::to_string(i) + '\\n';
		std::cout << point(i, i * i, "p") << line;
		std::cout << (std::to_string(i) + std::to_string(i)).size();
	}
}
""",
    ),
)

_REFUSES = (
    Refuses(
        "a macro named to_string",
        '#include <sstream>\n#define to_string(x) "m"\nstd::string f(int n) {\n'
        "    std::ostringstream ss;\n    ss << n;\n    return ss.str();\n}\n",
    ),
    Refuses("floating point has another format", _text(_FILL + "    return ss.str();\n", "double n")),
    Refuses("signed char is printed as a character", _text(_FILL + "    return ss.str();\n", "signed char n")),
    Refuses("char alone", _text(_FILL + "    return ss.str();\n", "char n")),
    Refuses("int8_t is a character", _text(_FILL + "    return ss.str();\n", "int8_t n")),
    Refuses("a pointer", _text(_FILL + "    return ss.str();\n", "int* n")),
    Refuses(
        "a C string may be null", _text("    stringstream ss;\n    ss << 1 << n;\n    return ss.str();\n", "char* n")
    ),
    Refuses("an enumerator", _text(_FILL + "    return ss.str();\n", "Color n", above="enum Color { RED };\n")),
    Refuses(
        "an operator of the file",
        _text(
            _FILL + "    return ss.str();\n",
            above="struct P {};\nstringstream& operator<<(stringstream& s, int) { return s; }\n",
        ),
    ),
    Refuses("a manipulator", _text("    stringstream ss;\n    ss << hex << n;\n    return ss.str();\n")),
    Refuses("a width", _text("    stringstream ss;\n    ss.width(5);\n    ss << n;\n    return ss.str();\n")),
    Refuses("a fill of other code", _text("    stringstream ss;\n    fill(ss);\n    ss << n;\n    return ss.str();\n")),
    Refuses("read back", _text(_FILL + "    string s = ss.str();\n    ss >> s;\n    return s;\n")),
    Refuses("a text to start with", _text('    stringstream ss("a");\n    ss << n;\n    return ss.str();\n')),
    Refuses("the text is set", _text(_FILL + '    ss.str("");\n    return ss.str();\n')),
    Refuses("taken twice", _text(_FILL + "    string s = ss.str();\n    return s + ss.str();\n")),
    Refuses("the number changes in between", _text(_FILL + "    n++;\n    return ss.str();\n")),
    Refuses("the number changes beside", _text(_FILL + "    return add(n++, ss.str());\n")),
    Refuses(
        "a function changes the number beside",
        _text(
            "    stringstream ss;\n    ss << g;\n    string s = f() + ss.str();\n    return s;\n",
            above='int g = 1;\nstring f() { g++; return "a"; }\n',
        ),
    ),
    Refuses("side effects", _text("    stringstream ss;\n    ss << n++ << n;\n    return ss.str();\n")),
    Refuses(
        "a function of the file",
        _text("    stringstream ss;\n    ss << f();\n    return ss.str();\n", above="int f();\n"),
    ),
    Refuses("filled in a loop", _text("    stringstream ss;\n    while (n--) ss << n;\n    return ss.str();\n")),
    Refuses("filled under a condition", _text("    stringstream ss;\n    if (n) ss << n;\n    return ss.str();\n")),
    Refuses("taken in a loop", _text(_FILL + "    while (n--) cout << ss.str();\n    return text(n);\n")),
    Refuses(
        "declared outside of the loop",
        _text(
            "    stringstream ss;\n    while (n--) {\n    ss << n;\n    cout << ss.str();\n    }\n    return text(0);\n"
        ),
    ),
    Refuses("static", _text("    static stringstream ss;\n    ss << n;\n    return ss.str();\n")),
    Refuses("handed out", _text(_FILL + "    keep(&ss);\n    return ss.str();\n")),
    Refuses("a lambda takes it", _text(_FILL + "    return [&] { return ss.str(); }();\n")),
    Refuses(
        "a locale groups digits",
        _text(_FILL + "    return ss.str();\n", above='void set() { locale::global(locale("")); }\n'),
    ),
    Refuses(
        "a class of the file",
        _text(_FILL + "    return ss.str();\n", above="struct stringstream { int n; string str(); };\n"),
    ),
    Refuses("a macro takes part", _text(_FILL + "    return TEXT;\n", above="#define TEXT ss.str()\n")),
    Refuses("a comment would be lost", _text("    stringstream ss;\n    ss << /* all */ n;\n    return ss.str();\n")),
    Refuses("a comment in between", _text("    stringstream ss;\n    ss << n;\n    // done\n    return ss.str();\n")),
    Refuses("a jump", _text("again:\n" + _FILL + "    if (n) goto again;\n    return ss.str();\n")),
    Refuses(
        "a template's type is open",
        _program(
            "cout << text(1.5);", above="template <class T> string text(T n) {\n" + _FILL + "    return ss.str();\n}\n"
        ),
    ),
    Refuses("volatile", _text(_FILL + "    return ss.str();\n", "volatile int n")),
    Refuses("not understood", _text(_FILL + "    foo(;\n    return ss.str();\n")),
)

CASES = (RuleCases("LIB1", _APPLIES, _REFUSES),)
