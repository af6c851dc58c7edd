"""Table for STR1 (rewrite/rules/memory/string_appends.py)."""

from programs import program
from rule_cases import Applies, Refuses, RuleCases


def _main(body: str, *, above: str = "", headers: str = "") -> str:
    return program(body, above=above, headers=f"#include <vector>\n{headers}")


_APPLIES = (
    Applies(
        "one character at a time",
        _main("""
string s, t;
cin >> t;
for (int i = 0; i < (int)t.size(); i++) {
    s = s + t[i];
}
cout << s << endl;
"""),
        _main("""
string s, t;
cin >> t;
for (int i = 0; i < (int)t.size(); i++) {
    s += t[i];
}
cout << s << endl;
"""),
        stdin="abcdef",
    ),
    Applies(
        "several things, of another string, in a branch",
        _main("""
vector<string> words(3, "ab");
string line;
for (auto& word : words)
    if (line.empty()) line = line + word;
    else line = (line + ", ") + word + '!' + to_string(word.size());
cout << line << endl;
"""),
        _main("""
vector<string> words(3, "ab");
string line;
for (auto& word : words)
    if (line.empty()) line += word;
    else (((line += ", ") += word) += '!') += to_string(word.size());
cout << line << endl;
"""),
    ),
    Applies(
        "element of a vector; a function of the file computes what is appended to a string",
        _main(
            "vector<string> rows(2);\nstring all;\nfor (int i = 0; i < 6; ++i) {\n    int r = i % 2;\n"
            '    rows[r] = rows[r] + "x";\n    all = all + digit(i);\n}\ncout << rows[1] << all;',
            above="char digit(int i) { return '0' + i; }\n",
        ),
        _main(
            "vector<string> rows(2);\nstring all;\nfor (int i = 0; i < 6; ++i) {\n    int r = i % 2;\n"
            '    rows[r] += "x";\n    all += digit(i);\n}\ncout << rows[1] << all;',
            above="char digit(int i) { return '0' + i; }\n",
        ),
    ),
)

_LOOP = 'string s, t = "xy";\nfor (int i = 0; i < 5; i++) '

_REFUSES = (
    Refuses("what is appended mentions the string", _main(_LOOP + "s = s + s[0];")),
    Refuses("the string comes twice", _main(_LOOP + "s = s + t + s;")),
    Refuses("prepended", _main(_LOOP + "s = t + s;")),
    Refuses("another string is the first operand", _main(_LOOP + "s = t + t;")),
    Refuses("a number, not a string", _main("int s = 0;\nfor (int i = 0; i < 5; i++) s = s + i;")),
    Refuses(
        "a pointer may lead into the string",
        _main('string s = "ab";\nconst char* p = s.c_str();\nfor (int i = 0; i < 5; i++) s = s + p;'),
    ),
    Refuses(
        "a reference to the string is appended second",
        _main('string s = "a";\nconst string& r = s;\nfor (int i = 0; i < 3; i++) s = s + "x" + r;'),
    ),
    Refuses(
        "a view of the string is appended second",
        _main(
            'string s = "a";\nfor (int i = 0; i < 3; i++) {\n    string_view v = s;\n    s = s + "x" + string(v);\n}'
        ),
    ),
    Refuses(
        "iterators into the string make what is appended second",
        _main(
            'string s = "a";\n'
            'for (int i = 0; i < 3; i++) {\n    auto b = s.begin();\n    s = s + "x" + string(b, b + 1);\n}'
        ),
    ),
    Refuses(
        "reference parameters may be the same string",
        _main(
            'string s = "a";\ngrow(s, s);\ncout << s;',
            above='void grow(string& a, const string& b) {\n    for (int i = 0; i < 3; i++) a = a + "x" + b;\n}\n',
        ),
    ),
    Refuses(
        "a function that sees the string computes a later operand",
        _main(
            'for (int i = 0; i < 3; i++) s = s + "x" + tail();\ncout << s;',
            above="string s;\nstring tail() { return s; }\n",
        ),
    ),
    Refuses("outside of a loop", _main('string s = "a";\ns = s + "b";\ncout << s;')),
    Refuses("the result is used", _main("string s, t;\nfor (int i = 0; i < 5; i++) t = s = s + 'a';")),
    Refuses("wide strings", _main("wstring s;\nfor (int i = 0; i < 5; i++) s = s + L'a';")),
    Refuses(
        "a class of the file that is called string",
        (
            "struct string { int n = 0; string operator+(char) const { return *this; } };\n"
            "int main() { string s; for (int i = 0; i < 5; i++) s = s + 'a'; }\n"
        ),
    ),
    Refuses(
        "the file overloads +",
        _main(
            "string s;\nB b;\nfor (int i = 0; i < 5; i++) s = s + b;",
            above="struct B {};\nstring operator+(const string& s, B) { return s; }\n",
        ),
    ),
    Refuses("the operand's type is not known", _main(_LOOP + "s = s + *next(t.begin());")),
    Refuses(
        "an index with side effects",
        _main("vector<string> v(9);\nint k = 0;\nfor (int i = 0; i < 5; i++) v[k++] = v[k++] + 'a';"),
    ),
    Refuses(
        "a function may move the elements",
        _main(
            "v.resize(3);\nfor (int i = 0; i < 3; i++) v[i] = v[i] + more();\ncout << v[0];",
            above='vector<string> v;\nstring more() { v.resize(v.size() * 2); return "x"; }\n',
        ),
    ),
    Refuses(
        "random characters, which may be made in any order",
        _main("string s;\nfor (int i = 0; i < 5; i++) s = s + char('a' + rand() % 9) + char('a' + rand() % 9);"),
    ),
    Refuses("characters of the input", _main("string s;\nfor (;;) s = s + char(getchar()) + char(getchar());")),
    Refuses("capacity is observed", _main(_LOOP + "s = s + t;\ncout << s.capacity();")),
    Refuses("a macro names the string", _main(_LOOP + "s = s + LAST;", above="#define LAST s.back()\n")),
    Refuses("shadowed by a number", _main("string s;\nfor (int i = 0; i < 5; i++) { int s = 1; s = s + i; }")),
    Refuses("a comment would be lost", _main(_LOOP + "s = s + /* the rest */ t;")),
    Refuses("not understood", _main("string s;\nfor (int i = 0; i < 5; i++) s = s + 'a';\nfoo(;")),
    Refuses(
        "template: the type is open",
        "template <class T> T grow(T s, T x) {\n    for (int i = 0; i < 3; i++) s = s + x;\n    return s;\n}\n",
    ),
    Refuses("a macro stands for more than it shows", _main(_LOOP + "s = s + PART;", above="#define PART 'a' + 'b'\n")),
)


CASES = (RuleCases("STR1", _APPLIES, _REFUSES),)
