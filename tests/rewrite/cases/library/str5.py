"""Table for STR5 (rewrite/rules/library/prefix_test.py)."""

from programs import program
from rule_cases import Applies, Refuses, RuleCases

_WORDS = 'string s = "abcab", p = "ab";\nint k = 0;\n'
_APPLIES = (
    Applies(
        "strings, literals, characters, empty ones, a start at 0",
        program(
            """
for (string s : {"", "a", "ab", "xab", "abab"}) {
    cout << (s.find(p) == 0) << (s.find("a") != 0) << (0 == s.find('a')) << (s.find("") == 0);
    cout << (s.find(p, 0) == 0) << (s.find(s + p) == 0) << ((s.find(p.c_str())) == 0) << !s.find(p);
    if (s.find(p) == 0 && s.size() > 2) cout << s;
}
""",
            above='const string p = "ab";\n',
        ),
        program(
            """
for (string s : {"", "a", "ab", "xab", "abab"}) {
    cout << (s.rfind(p, 0) == 0) << (s.rfind("a", 0) != 0) << (0 == s.rfind('a', 0)) << (s.rfind("", 0) == 0);
    cout << (s.rfind(p, 0) == 0) << (s.rfind(s + p, 0) == 0) << ((s.rfind(p.c_str(), 0)) == 0) << !s.rfind(p, 0);
    if (s.rfind(p, 0) == 0 && s.size() > 2) cout << s;
}
""",
            above='const string p = "ab";\n',
        ),
    ),
    Applies(
        "a member, an element, a parameter by reference",
        """
#include <iostream>
#include <string>
#include <vector>
struct Line { std::string text; bool is_comment() const { return text.find("//") == 0; } };
bool begins(const std::string& s, const std::string& p) { return s.find(p) == 0; }
int main() {
    std::vector<std::string> v{"// a", "b", "a // b"};
    for (size_t i = 0; i < v.size(); i++) {
        Line line{v[i]};
        std::cout << line.is_comment() << begins(v[i], "b");
        std::cout << (v[i].find("a") == 0) << (line.text.find("b") == 0);
    }
}
""",
        """
#include <iostream>
#include <string>
#include <vector>
struct Line { std::string text; bool is_comment() const { return text.rfind("//", 0) == 0; } };
bool begins(const std::string& s, const std::string& p) { return s.rfind(p, 0) == 0; }
int main() {
    std::vector<std::string> v{"// a", "b", "a // b"};
    for (size_t i = 0; i < v.size(); i++) {
        Line line{v[i]};
        std::cout << line.is_comment() << begins(v[i], "b");
        std::cout << (v[i].rfind("a", 0) == 0) << (line.text.rfind("b", 0) == 0);
    }
}
""",
    ),
)

_REFUSES = (
    Refuses("another position", program(_WORDS + "cout << (s.find(p) == 1);")),
    Refuses("found at all", program(_WORDS + "cout << (s.find(p) == string::npos);")),
    Refuses("not negative", program(_WORDS + "cout << (s.find(p) >= 0);")),
    Refuses("the position is kept", program(_WORDS + "size_t at = s.find(p);\ncout << (at == 0);")),
    Refuses("the position is a number that is added", program(_WORDS + "cout << (s.find(p) + 0 == 0);")),
    Refuses("the position is a condition", program(_WORDS + "if (s.find(p)) cout << s;")),
    Refuses("a later start", program(_WORDS + "cout << (s.find(p, 1) == 0);")),
    Refuses("a start that is not known", program(_WORDS + "cout << (s.find(p, k) == 0);")),
    Refuses("a length", program(_WORDS + 'cout << (s.find("abc", 0, 2) == 0);')),
    Refuses("minus", program(_WORDS + "cout << (-s.find(p) == 0);")),
    Refuses(
        "a class of the file",
        "struct string { int find(int) { return 0; } };\nint main() { string s; return s.find(3) == 0; }\n",
    ),
    Refuses("a set", program("set<int> s;\ncout << (s.find(1) == s.end());", headers="#include <set>\n")),
    Refuses("an algorithm", program("int a[3] = {};\ncout << (find(a, a + 3, 0) == 0);")),
    Refuses("a pointer to a string", program(_WORDS + "string* q = &s;\ncout << (q->find(p) == 0);")),
    Refuses("the type is open", "template <class T> bool f(T s) { return s.find('a') == 0; }\n"),
    Refuses(
        "a string of another library",
        "#include <lib/string>\nusing namespace lib;\nbool f(const string& s) { return s.find('a') == 0; }\n",
    ),
    Refuses("wide strings", program('wstring s;\ncout << (s.find(L"a") == 0);')),
    Refuses("a macro", program(_WORDS + "cout << (TEXT.find(p) == 0);", above="#define TEXT s\n")),
    Refuses(
        "a macro that is two arguments", program(_WORDS + "cout << (s.find(PAIR) == 0);", above='#define PAIR "b", 1\n')
    ),
    Refuses("a macro's body", program(_WORDS + "cout << IS(p);", above="#define IS(x) (s.find(x) == 0)\n")),
    Refuses(
        "a header of the project may have its own string",
        program(_WORDS + "cout << (s.find(p) == 0);", headers='#include "string.h"\n'),
    ),
    Refuses("not understood", program(_WORDS + "cout << (s.find(p) == 0);\nfoo(;")),
)

CASES = (RuleCases("STR5", _APPLIES, _REFUSES),)
