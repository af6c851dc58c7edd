"""Table for MEM16 (rewrite/rules/memory/piecewise_appends.py)."""

from functools import partial

from programs import program
from rule_cases import Applies, Refuses, RuleCases

_program = partial(program, headers="#include <vector>\n")

_APPLIES = (
    Applies(
        "in loops and functions, with and without a block, of several kinds",
        """
#include <iostream>
#include <map>
#include <string>
#include <vector>
struct Person { std::string name; int age; };
void add(std::string& to, int n) {
    std::string line(n, '-');
    to += line + '|' + "\\n";
}
std::string all(const std::vector<Person>& people, const std::string& between) {
    std::string text;
    for (const Person& each : people) {
        text += each.name + between;
        if (each.age > 3) text += each.name.substr(1) + "(" + between + "x";
        else
            text += ' ' + each.name;
    }
    return text;
}
int main() {
    std::string out;
    for (int i = 0; i < 3; i++) {
        add(out, i);
        out += (std::to_string(i) + ": ") + (i > 1 ? "many" : "few") + 'x';
    }
    std::cout << out << all({{"Ada", 36}, {"Bo", 2}}, "; ") << std::endl;
}
""",
        """
#include <iostream>
#include <map>
#include <string>
#include <vector>
struct Person { std::string name; int age; };
void add(std::string& to, int n) {
    std::string line(n, '-');
    to += line;
    to += '|';
    to += "\\n";
}
std::string all(const std::vector<Person>& people, const std::string& between) {
    std::string text;
    for (const Person& each : people) {
        text += each.name;
        text += between;
        if (each.age > 3) { text += each.name.substr(1); text += "("; text += between; text += "x"; }
        else
            { text += ' '; text += each.name; }
    }
    return text;
}
int main() {
    std::string out;
    for (int i = 0; i < 3; i++) {
        add(out, i);
        out += (std::to_string(i) + ": ") + (i > 1 ? "many" : "few") + 'x';
    }
    std::cout << out << all({{"Ada", 36}, {"Bo", 2}}, "; ") << std::endl;
}
""",
    ),
)


def _loop(line: str, above: str = "", first: str = "") -> str:
    variables = f'string s, a = "ab", b = "c";\nvector<string> v = {{a, b}};\n{first}\n'
    return _program(f"{variables}for (int i = 0; i < 2; i++) {{\n    {line}\n}}\ncout << s;", above=above)


_REFUSES = (
    Refuses("only one part", _loop("s += a;")),
    Refuses("once", _program('string s, a = "x";\ns += a + "y" + a;')),
    Refuses("mentions the string", _loop("s += a + s;")),
    Refuses("mentions a part of the string", _loop("s += a + s.substr(i);")),
    Refuses("mentions its size", _loop("s += a + to_string(s.size());")),
    Refuses("a reference to the string", _loop("s += a + r;", first="const string& r = s;")),
    Refuses("an element that may be the string", _loop("t += v[i] + v[1];", first="string& t = v[0];")),
    Refuses("an iterator into the string", _loop("s += a + *it;", first="auto it = s.begin();")),
    Refuses(
        "two parameters may be the same",
        _program("string x; f(x, x); cout << x;", above='void f(string& s, const string& a) { s += a + "," + a; }\n'),
    ),
    Refuses(
        "a reference to a character",
        _program('s = "abc"; f(s[0]); cout << s;', above='string s, a;\nvoid f(char& c) { s += a + "," + c; }\n'),
    ),
    Refuses(
        "a member that is a reference", _loop("s += a + w.r;", above="struct W { string& r; };\n", first="W w{s};")
    ),
    Refuses("a view of the string", _loop("s += a + string(w);", first="string_view w = s;")),
    Refuses(
        "a function of the file", _loop("s += a + g();", above='string s2; string g() { s2 += "x"; return s2; }\n')
    ),
    Refuses(
        "a function of the file that reads a global",
        _program(
            'for (int i = 0; i < 3; i++) s += string("a") + g();', above='string s; string g() { return s + "x"; }\n'
        ),
    ),
    Refuses("a lambda", _loop("s += a + [&] { return s; }();")),
    Refuses("reads input", _loop("s += a + char(cin.get());")),
    Refuses("changes something", _loop("s += a + v[i++];")),
    Refuses("assigns something", _loop("s += a + (b = a);")),
    Refuses("a look-up that inserts", _loop("s += a + m[i];", above="#include <map>\nmap<int, string> m;\n")),
    Refuses("a number", _loop("s += a + i;", above="string operator+(string, int);\n")),
    Refuses("two characters make a number", _loop("s += (a[0] + a[1]) + b;")),
    Refuses("two characters first", _loop("s += 'a' + 'b';")),
    Refuses("an offset into a literal", _loop('s += "abc" + i;')),
    Refuses("a wide string", _loop('w += x + L"y";', first='wstring w, x = L"x";')),
    Refuses("another operator", _loop("s += a * b;", above="string operator*(string, string);\n")),
    Refuses("the file has its own +", _loop("s += a + b;", above="struct P {}; P operator+(P, P);\n")),
    Refuses("the file has its own +=", _loop("s += a + b;", above="struct P { P& operator+=(int); };\n")),
    Refuses("exceptions are caught", _loop("try { s += a + b.substr(9); } catch (...) {}")),
    Refuses("the result is used", _loop("cout << (s += a + b);")),
    Refuses("in a loop's header", _program('string s, a = "x";\nfor (int i = 0; i < 3; i++, s += a + a);\ncout << s;')),
    Refuses("the capacity is asked for", _loop("s += a + b; cout << s.capacity();")),
    Refuses("a number and a sign", _loop('s += to_string(i) + " ";')),
    Refuses("a comment would be lost", _loop("s += a /* first */ + b;")),
    Refuses("a macro is a part", _loop("s += a + SEP;", above='#define SEP b + "x"\n')),
    Refuses("a macro uses it", _loop("s += a + b;", above="#define CLEAR s.clear()\n")),
    Refuses("not a string", _loop("n += i + i;", first="int n = 0;")),
    Refuses("a class called string", "struct string {};\nstring s, a, b;\nvoid f() { s += a + b; }\n"),
    Refuses("a string of a header of the project", '#include "s.h"\nstring s;\nvoid f(string a) { s += a + a; }\n'),
    Refuses("not understood", _loop("s += a + b; foo(;")),
)

CASES = (RuleCases("MEM16", _APPLIES, _REFUSES),)
