"""Table for STR7 (rewrite/rules/library/static_regex.py)."""

from functools import partial

from programs import program
from rule_cases import Applies, Refuses, RuleCases

_program = partial(program, headers="#include <regex>\n")
_APPLIES = (
    Applies(
        "in functions and loops, with flags, with iterators, as arguments",
        """
#include <iostream>
#include <regex>
#include <string>
using namespace std;
bool number(const string& s) {
    regex re("-?[0-9]+");
    return regex_match(s, re);
}
string masked(const string& s) {
    return regex_replace(s, regex("[0-9]"), "#");
}
int words(const string& s) {
    const std::regex word{R"([a-z]+)", regex::icase | std::regex_constants::optimize};
    auto it = sregex_iterator(s.begin(), s.end(), word);
    sregex_iterator end;
    int n = 0;
    for (; it != end; ++it) n++;
    sregex_token_iterator other(s.begin(), s.end(), word);
    return n + (other != sregex_token_iterator());
}
int main() {
    int pattern = 0;
    for (string s : {"12", "-7 ab", "Ab cd 3"}) {
        smatch m;
        if (regex_search(s, m, regex("b( .)?")) && pattern < 9)
            cout << m[0] << ' ';
        else if (regex_search(s, regex("x")))
            cout << 'x';
        regex space = regex("\\\\s");
        while (regex_search(s, m, space)) s = string(m.suffix());
        cout << number(s) << words(s) << masked(s) << s << endl;
    }
}
""",
        """
#include <iostream>
#include <regex>
#include <string>
using namespace std;
bool number(const string& s) {
    static const regex re("-?[0-9]+");
    return regex_match(s, re);
}
string masked(const string& s) {
    static const regex pattern_2("[0-9]");
    return regex_replace(s, pattern_2, "#");
}
int words(const string& s) {
    static const std::regex word{R"([a-z]+)", regex::icase | std::regex_constants::optimize};
    auto it = sregex_iterator(s.begin(), s.end(), word);
    sregex_iterator end;
    int n = 0;
    for (; it != end; ++it) n++;
    sregex_token_iterator other(s.begin(), s.end(), word);
    return n + (other != sregex_token_iterator());
}
int main() {
    int pattern = 0;
    for (string s : {"12", "-7 ab", "Ab cd 3"}) {
        smatch m;
        static const regex pattern_3("b( .)?");
        if (regex_search(s, m, pattern_3) && pattern < 9)
            cout << m[0] << ' ';
        else if (regex_search(s, regex("x")))
            cout << 'x';
        static const regex space = regex("\\\\s");
        while (regex_search(s, m, space)) s = string(m.suffix());
        cout << number(s) << words(s) << masked(s) << s << endl;
    }
}
""",
    ),
)


def _function(body: str, above: str = "") -> str:
    return _program('cout << f("ab");', above=f"{above}bool f(string s) {{\n    {body}\n}}\n")


_REFUSES = (
    Refuses(
        "flags in a parameter named like one",
        "#include <regex>\nbool f(const char* s, std::regex::flag_type icase) {\n"
        '    std::regex r("abc", icase);\n    return std::regex_match(s, r);\n}\n',
    ),
    Refuses(
        "a thread that may run after main",
        "#include <regex>\n#include <thread>\nbool f(const char* s) {\n"
        '    std::regex r("abc");\n    return std::regex_match(s, r);\n}\n'
        'int main() {\n    std::thread([] { for (;;) f("abc"); }).detach();\n}\n',
    ),
    Refuses("main constructs it once", _program('string s;\nregex re("a");\ncout << regex_match(s, re);')),
    Refuses("the pattern is a variable", _function("regex re(s);\n    return regex_match(s, re);")),
    Refuses("the pattern is computed", _function('regex re("a" + s);\n    return regex_match(s, re);')),
    Refuses("the pattern is an argument that is computed", _function('return regex_match(s, regex(s + "a"));')),
    Refuses(
        "the flags are variables",
        _function('auto fl = regex::icase;\n    regex re("a", fl);\n    return regex_match(s, re);'),
    ),
    Refuses("assigned anew", _function('regex re("a");\n    re = regex(s);\n    return regex_match(s, re);')),
    Refuses("assigned by a method", _function('regex re("a");\n    re.assign(s);\n    return regex_match(s, re);')),
    Refuses("swapped", _function('regex re("a"), r2("b");\n    re.swap(r2);\n    return regex_match(s, re);')),
    Refuses(
        "handed out", _function('regex re("a");\n    return g(re);', above='bool g(regex& r) { r = "b"; return 1; }\n')
    ),
    Refuses("copied", _function('regex re("a");\n    auto r2 = re;\n    return regex_match(s, r2);')),
    Refuses("returned", _program("regex r = f();", above='regex f() {\n    regex re("a");\n    return re;\n}\n')),
    Refuses("captured", _function('regex re("a");\n    return [re, s] { return regex_match(s, re); }();')),
    Refuses("no initial value", _function("regex re;\n    return regex_match(s, re);")),
    Refuses("static already", _function('static const regex re("a");\n    return regex_match(s, re);')),
    Refuses("global", _program('for (string s : {"a"}) cout << regex_match(s, re);', above='regex re("a");\n')),
    Refuses(
        "a member",
        _program("cout << M().f();", above='struct M { regex re{"a"}; bool f() { return regex_match("a", re); } };\n'),
    ),
    Refuses("wide", _program('for (wstring s : {L"a"}) { wregex re(L"a"); cout << regex_match(s, re); }')),
    Refuses("constructed only under a condition", _function('return s.size() > 3 && regex_match(s, regex("a"));')),
    Refuses("constructed in one alternative", _function('return s.size() > 3 ? regex_match(s, regex("a")) : false;')),
    Refuses(
        "constructed without a block",
        _function('if (s.size() > 3)\n        return regex_match(s, regex("a"));\n    return 0;'),
    ),
    Refuses(
        "constructed in a loop's header",
        _function("for (int i = 0; regex_match(s, regex(\"a\")); i++) s += 'a';\n    return 0;"),
    ),
    Refuses(
        "in a lambda of the statement",
        _function(
            'auto g = [&] { while (0) return regex_match(s, regex("[")); return 0 == 1; };\n    return g();'
        ).replace("while (0) return", "if (s.empty()) return"),
    ),
    Refuses(
        "a class of the file",
        _function(
            'regex re("a");\n    return regex_match(s, re);',
            above="struct regex { regex(const char*); };\nbool regex_match(string, regex);\n",
        ),
    ),
    Refuses(
        "another function of that name",
        _function(
            'regex re("a");\n    return regex_match(s, re);',
            above="bool regex_match(const string& s, regex& r) { return 1; }\n",
        ),
    ),
    Refuses(
        "code may run after main",
        _function(
            'regex re("a");\n    return regex_match(s, re);',
            above='bool f(string);\nstruct D { ~D() { f("a"); } } d;\n',
        ),
    ),
    Refuses("at exit", _function('regex re("a");\n    atexit([] { puts("x"); });\n    return regex_match(s, re);')),
    Refuses(
        "a locale is chosen",
        _function('locale::global(locale(s));\n    regex re("a");\n    return regex_match(s, re);'),
    ),
    Refuses("a jump", _function('again:\n    if (regex_match(s, regex("a"))) goto again;\n    return 0;')),
    Refuses("a macro as pattern", _function("regex re(P);\n    return regex_match(s, re);", above='#define P "a"\n')),
    Refuses(
        "a macro in the pattern", _function('regex re("a" P);\n    return regex_match(s, re);', above='#define P "a"\n')
    ),
    Refuses("a macro uses it", _function('regex re("a");\n    return M;', above="#define M regex_match(s, re)\n")),
    Refuses("not understood", _function('regex re("a");\n    foo(;\n    return regex_match(s, re);')),
)

CASES = (RuleCases("STR7", _APPLIES, _REFUSES),)
