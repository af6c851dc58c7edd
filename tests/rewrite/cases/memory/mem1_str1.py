"""Tables for MEM1 and STR1 (rewrite/rules/memory/appending.py)."""

from rule_cases import Applies, Refuses, RuleCases

_HEADERS = "#include <iostream>\n#include <string>\n#include <vector>\n"


def _main(body: str, *, above: str = "", headers: str = "") -> str:
    """A program with the usual headers around the lines of `main`."""
    lines = "\n".join(f"    {line}" if line else "" for line in body.strip("\n").split("\n"))
    return f"{_HEADERS}{headers}using namespace std;\n{above}int main() {{\n{lines}\n}}\n"


_MEM1_APPLIES = (
    Applies(
        "bound that may be negative",
        _main("""
int n;
cin >> n;
vector<int> v;
for (int i = 0; i < n; i++) {
    int x = i * 7 % 5;
    v.push_back(x);
}
cout << v.size() << ' ' << v.back() << endl;
"""),
        _main("""
int n;
cin >> n;
vector<int> v;
if (n > 0) v.reserve(n);
for (int i = 0; i < n; i++) {
    int x = i * 7 % 5;
    v.push_back(x);
}
cout << v.size() << ' ' << v.back() << endl;
"""),
        stdin="9",
    ),
    Applies(
        "the loop never runs for a negative bound",
        _main(
            "int n;\ncin >> n;\nvector<long long> v;\nfor (int i = 1; i <= n; ++i) v.push_back(i);\ncout << v.size();"
        ),
        _main(
            "int n;\ncin >> n;\nvector<long long> v;\nif (n > 0) v.reserve(n);\n"
            "for (int i = 1; i <= n; ++i) v.push_back(i);\ncout << v.size();"
        ),
        stdin="-4",
    ),
    Applies(
        "inclusive bound, counting down, and an expression",
        _main(
            "int n;\ncin >> n;\nvector<int> up, down;\nfor (int i = 0; i <= n + 1; i++) up.push_back(i);\n"
            "for (int i = n; i >= 0; i--) down.push_back(i);\ncout << up.size() << ' ' << down.front();"
        ),
        _main(
            "int n;\ncin >> n;\nvector<int> up, down;\nif ((n + 1) > -1) up.reserve((n + 1) + 1);\n"
            "for (int i = 0; i <= n + 1; i++) up.push_back(i);\nif (n > -1) down.reserve(n + 1);\n"
            "for (int i = n; i >= 0; i--) down.push_back(i);\ncout << up.size() << ' ' << down.front();"
        ),
        stdin="5",
    ),
    Applies(
        "an unsigned size less one would wrap around for an empty container",
        _main("""
vector<int> a, gaps;
int x;
while (cin >> x) a.push_back(x);
for (size_t i = 1; i < a.size(); i++) if (a[i] > a[i - 1]) gaps.push_back(a[i] - a[i - 1]);
cout << gaps.size() << endl;
"""),
        _main("""
vector<int> a, gaps;
int x;
while (cin >> x) a.push_back(x);
if (a.size() > 1) gaps.reserve(a.size() - 1);
for (size_t i = 1; i < a.size(); i++) if (a[i] > a[i - 1]) gaps.push_back(a[i] - a[i - 1]);
cout << gaps.size() << endl;
"""),
    ),
    Applies(
        "range-for over another container, elements of a plain struct",
        _main(
            "vector<int> a(5, 3);\nvector<P> ps;\nfor (const int& x : a) ps.push_back({x, x + 1});\ncout << ps.size();",
            above="struct P { int x, y; };\n",
        ),
        _main(
            "vector<int> a(5, 3);\nvector<P> ps;\nps.reserve(a.size());\n"
            "for (const int& x : a) ps.push_back({x, x + 1});\ncout << ps.size();",
            above="struct P { int x, y; };\n",
        ),
    ),
    Applies(
        "global vector filled in main, with a type made by a macro and push_back by another",
        """
#include <cstdio>
#include <vector>
#define int long long
#define pb push_back
std::vector<int> g;
signed main() {
    int n;
    scanf("%lld", &n);
    for (int i = 0; i < n; i++) g.pb(i * i);
    printf("%lld\\n", g.back());
}
""",
        """
#include <cstdio>
#include <vector>
#define int long long
#define pb push_back
std::vector<int> g;
signed main() {
    int n;
    scanf("%lld", &n);
    if (n > 0) g.reserve(n);
    for (int i = 0; i < n; i++) g.pb(i * i);
    printf("%lld\\n", g.back());
}
""",
        stdin="12",
    ),
    Applies(
        "Windows line ends and tabs",
        "#include <cstdio>\r\n#include <vector>\r\nint main() {\r\n\tstd::vector<int> v; // größer\r\n"
        '\tfor (int i = 0; i < 1000; i++)\r\n\t\tv.push_back(i);\r\n\tprintf("%zu", v.size());\r\n}\r\n',
        "#include <cstdio>\r\n#include <vector>\r\nint main() {\r\n\tstd::vector<int> v; // größer\r\n"
        "\tv.reserve(1000);\r\n"
        '\tfor (int i = 0; i < 1000; i++)\r\n\t\tv.push_back(i);\r\n\tprintf("%zu", v.size());\r\n}\r\n',
    ),
)

_READ = "int n;\ncin >> n;\n"
_MEM1_REFUSES = (
    Refuses(
        "break ends the loop early",
        _main(_READ + "vector<int> v;\nfor (int i = 0; i < n; i++) { v.push_back(i); if (i == 3) break; }"),
    ),
    Refuses(
        "return ends the loop early",
        _main(_READ + "vector<int> v;\nfor (int i = 0; i < n; i++) { if (i == 3) return 0; v.push_back(i); }"),
    ),
    Refuses(
        "a called function may exit",
        _main(
            _READ + "vector<int> v;\nfor (int i = 0; i < n; i++) v.push_back(next_value(i));",
            above="int next_value(int i) { if (i > 3) exit(0); return i; }\n",
            headers="#include <cstdlib>\n",
        ),
    ),
    Refuses(
        "a called function may throw",
        _main(
            _READ + "try { vector<int> w; for (int i = 0; i < n; i++) w.push_back(checked(i)); } catch (int) {}",
            above="int checked(int i) { if (i > 3) throw i; return i; }\n",
        ),
    ),
    Refuses(
        "conditional append, bound not known to be small",
        _main(_READ + "vector<int> v;\nfor (int i = 0; i < n; i++) if (i % 3 == 0) v.push_back(i);"),
    ),
    Refuses(
        "continue skips the append",
        _main(_READ + "vector<int> v;\nfor (int i = 0; i < n; i++) { if (i % 2) continue; v.push_back(i); }"),
    ),
    Refuses("the vector is not empty", _main(_READ + "vector<int> v(3);\nfor (int i = 0; i < n; i++) v.push_back(i);")),
    Refuses(
        "used before the loop",
        _main(
            _READ
            + "vector<int> v;\nv.push_back(1);\nint* first = &v[0];\nfor (int i = 0; i < n; i++) v.push_back(*first);"
        ),
    ),
    Refuses(
        "declared outside of the repeating loop",
        _main(_READ + "vector<int> v;\nwhile (n--) {\n    for (int i = 0; i < n; i++) v.push_back(i);\n}"),
    ),
    Refuses(
        "reserved already",
        _main(_READ + "vector<int> v;\nfor (int i = 0; i < n; i++) v.push_back(i);\nv.reserve(2 * n);"),
    ),
    Refuses(
        "capacity is observed",
        _main(_READ + "vector<int> v;\nfor (int i = 0; i < n; i++) v.push_back(i);\ncout << v.capacity();"),
    ),
    Refuses(
        "the body changes the bound",
        _main(_READ + "vector<int> v;\nfor (int i = 0; i < n; i++) { v.push_back(i); if (i % 2) n--; }"),
    ),
    Refuses(
        "a called function changes the global bound",
        _main(
            "cin >> n;\nvector<int> v;\nfor (int i = 0; i < n; i++) { v.push_back(i); shrink(); }",
            above="int n;\nvoid shrink() { n -= 2; }\n",
        ),
    ),
    Refuses(
        "the bound is changed through a reference",
        _main(_READ + "int& m = n;\nvector<int> v;\nfor (int i = 0; i < n; i++) { v.push_back(i); m--; }"),
    ),
    Refuses(
        "the body changes the counter",
        _main(_READ + "vector<int> v;\nfor (int i = 0; i < n; i++) { v.push_back(i); i += i; }"),
    ),
    Refuses("the bound reads input", _main("vector<int> v;\nfor (int i = 0; i < cin.get(); i++) v.push_back(i);")),
    Refuses(
        "the bound is the vector itself",
        _main("vector<int> v;\nfor (size_t i = 0; i <= v.size(); i++) v.push_back(1);"),
    ),
    Refuses(
        "inner loops append more",
        _main(_READ + "vector<int> v;\nfor (int i = 0; i < n; i++) for (int j = 0; j < i; j++) v.push_back(j);"),
    ),
    Refuses(
        "cleared in the loop",
        _main(_READ + "vector<int> v;\nfor (int i = 0; i < n; i++) { v.push_back(i); if (v.size() > 9) v.clear(); }"),
    ),
    Refuses(
        "handed out in the loop",
        _main(
            _READ + "vector<int> v;\nfor (int i = 0; i < n; i++) { v.push_back(i); use(v); }",
            above="void use(vector<int>& v) { v.clear(); }\n",
        ),
    ),
    Refuses(
        "copies of the elements are observable",
        _main(
            _READ + "vector<Loud> v;\nfor (int i = 0; i < n; i++) v.push_back(Loud());",
            above='struct Loud { Loud() {} Loud(const Loud&) { cout << "copy "; } };\n',
        ),
    ),
    Refuses(
        "a macro makes the loop",
        _main(
            _READ + "vector<int> v;\nrep(i, n) { v.push_back(i); }",
            above="#define rep(i, n) for (int i = 0; i < n; i++)\n",
        ),
    ),
    Refuses(
        "a macro in the body may return",
        _main(
            _READ + "vector<int> v;\nfor (int i = 0; i < n; i++) { CHECK(i); v.push_back(i); }",
            above="#define CHECK(x) if (x > 5) return 0\n",
        ),
    ),
    Refuses(
        "the bound is shadowed", _main(_READ + "vector<int> v;\nfor (int i = 0, n = 5; i < n; i++) v.push_back(i);")
    ),
    Refuses(
        "volatile bound", _main("volatile int n = 5;\nvector<int> v;\nfor (int i = 0; i < n; i++) v.push_back(i);")
    ),
    Refuses(
        "a class of the file that is called vector",
        (
            "#include <cstdio>\ntemplate <class T> struct vector { void push_back(T) {} };\n"
            "int main() { int n = 4; vector<int> v; for (int i = 0; i < n; i++) v.push_back(i); }\n"
        ),
    ),
    Refuses(
        "template: the elements' type is open",
        (
            "#include <vector>\ntemplate <class T> std::vector<T> fill(int n) {\n    std::vector<T> v;\n"
            "    for (int i = 0; i < n; i++) v.push_back(T(i));\n    return v;\n}\n"
        ),
    ),
    Refuses("not understood", _main(_READ + "vector<int> v;\nfor (int i = 0; i < n; i++) v.push_back(i;\n")),
    Refuses(
        "only on some platforms",
        _main(_READ + "vector<int> v;\n#ifdef FAST\nn = 5;\n#endif\nfor (int i = 0; i < n; i++) v.push_back(i);"),
    ),
    Refuses(
        "a jump target between declaration and loop",
        _main(
            _READ + "vector<int> v;\nagain:\nfor (int i = 0; i < n; i++) v.push_back(i);\nif (v.size() < 9) goto again;"
        ),
    ),
    Refuses("floating-point counter", _main("vector<double> v;\nfor (double x = 0; x < 1; x++) v.push_back(x);")),
    Refuses(
        "a counter that wraps",
        _main("vector<int> v;\nint n = 300;\nfor (unsigned char i = 0; i < n; i++) v.push_back(i);"),
    ),
)

_STR1_APPLIES = (
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
_STR1_REFUSES = (
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

CASES = (RuleCases("MEM1", _MEM1_APPLIES, _MEM1_REFUSES), RuleCases("STR1", _STR1_APPLIES, _STR1_REFUSES))
