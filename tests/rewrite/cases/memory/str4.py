"""Table for STR4 (rewrite/rules/memory/substring_compare.py)."""

from programs import program
from rule_cases import Applies, Refuses, RuleCases

_WORDS = 'string s = "abcab", p = "ab";\nint k = 2;\n'
_APPLIES = (
    Applies(
        "strings, literals, both sides, parts of both, to the end",
        program(
            """
for (string s : {"", "a", "ab", "xab", "abab"})
    for (size_t i = 0; i <= s.size(); i++) {
        cout << (s.substr(i, 2) == p) << (p != s.substr(i, p.size())) << (s.substr(0, i) == "ab");
        if ((s.substr(i)) == s.substr(s.size() - i, i)) cout << s;
        bool same = s.substr(i, -1) == "" || "b" == s.substr(i);
        cout << same << count(s, "a");
    }
""",
            above="""const string p = "ab";
int count(const string& text, const string& word) {
    int found = 0;
    for (int i = 0; i + word.length() <= text.length(); i++)
        if (text.substr(i, word.length()) == word) found++;
    return found;
}
""",
        ),
        program(
            """
for (string s : {"", "a", "ab", "xab", "abab"})
    for (size_t i = 0; i <= s.size(); i++) {
        cout << (s.compare(i, 2, p) == 0) << (s.compare(i, p.size(), p) != 0) << (s.compare(0, i, "ab") == 0);
        if (s.compare(i, string::npos, s, s.size() - i, i) == 0) cout << s;
        bool same = s.compare(i, -1, "") == 0 || s.compare(i, string::npos, "b") == 0;
        cout << same << count(s, "a");
    }
""",
            above="""const string p = "ab";
int count(const string& text, const string& word) {
    int found = 0;
    for (int i = 0; i + word.length() <= text.length(); i++)
        if (text.compare(i, word.length(), word) == 0) found++;
    return found;
}
""",
        ),
    ),
    Applies(
        "a member, an element, std::",
        """
#include <iostream>
#include <string>
#include <vector>
struct Line { std::string text; bool is_include() const { return text.substr(0, 8) == "#include"; } };
int main() {
    std::vector<std::string> v{"#include <a>", "#define include", "b"};
    for (const auto& each : v)
        std::cout << Line{each}.is_include() << (v[0].substr(1) != each)
                  << (each.substr(1) == "");
}
""",
        """
#include <iostream>
#include <string>
#include <vector>
struct Line { std::string text; bool is_include() const { return text.compare(0, 8, "#include") == 0; } };
int main() {
    std::vector<std::string> v{"#include <a>", "#define include", "b"};
    for (const auto& each : v)
        std::cout << Line{each}.is_include() << (v[0].compare(1, std::string::npos, each) != 0)
                  << (each.compare(1, std::string::npos, "") == 0);
}
""",
    ),
)

_REFUSES = (
    Refuses(
        "the file's own comparison",
        program(
            _WORDS + 'cout << (s.substr(0, k) == "AB");',
            above="bool operator==(const string& a, const char* b) { return a.size() == 2; }\n",
        ),
    ),
    Refuses("the part is kept", program(_WORDS + "string t = s.substr(1, 2);\ncout << (t == p);")),
    Refuses("the part is printed", program(_WORDS + "cout << s.substr(1, 2);")),
    Refuses("the part is added to", program(_WORDS + "cout << (s.substr(1, 2) + p == p);")),
    Refuses("order", program(_WORDS + "cout << (s.substr(1, 2) < p);")),
    Refuses("side effects", program(_WORDS + "cout << (s.substr(k++, 2) == p);")),
    Refuses("side effects on the other side", program(_WORDS + "cout << (s.substr(k, 2) == (p += 'a'));")),
    Refuses(
        "a function of the file",
        program(_WORDS + "cout << (s.substr(1, 2) == word());", above='int g;\nstring word() { g++; return "a"; }\n'),
    ),
    Refuses(
        "a function of the file in an index", program(_WORDS + "cout << (s.substr(f(), 2) == p);", above="int f();\n")
    ),
    Refuses(
        "a pointer of characters may be null",
        program(_WORDS + "const char* q = p.c_str();\ncout << (s.substr(1) == q);"),
    ),
    Refuses(
        "the exception's text is looked at",
        program(
            _WORDS + "try {\n    cout << (s.substr(9, 2) == p);\n} catch (exception& e) {\n    cout << e.what();\n}"
        ),
    ),
    Refuses("a pointer to a string", program(_WORDS + "string* q = &s;\ncout << (q->substr(1) == p);")),
    Refuses(
        "a view", program('string_view s = "abc";\ncout << (s.substr(1) == "a");', headers="#include <string_view>\n")
    ),
    Refuses("wide strings", program('wstring s;\ncout << (s.substr(1) == L"a");')),
    Refuses(
        "a class of the file",
        "struct string { int substr(int i) { return i; } };\nint main() { string s; return s.substr(3) == 0; }\n",
    ),
    Refuses("the type is open", "template <class T> bool f(T s) { return s.substr(1) == s; }\n"),
    Refuses(
        "compared with anything",
        program(
            _WORDS + "cout << (s.substr(1) == T());", above="struct T { operator string() const { return {}; } };\n"
        ),
    ),
    Refuses("a comment would be lost", program(_WORDS + "cout << (s.substr(1, /* two */ 2) == p);")),
    Refuses("a macro", program(_WORDS + "cout << (s.substr(1, 2) == TEXT);", above="#define TEXT p\n")),
    Refuses("a macro as length", program(_WORDS + "cout << (s.substr(1, LAST) == p);", above="#define LAST k++\n")),
    Refuses("not understood", program(_WORDS + "cout << (s.substr(1, 2) == p);\nfoo(;")),
)

CASES = (RuleCases("STR4", _APPLIES, _REFUSES),)
