"""Table for MEM1 (rewrite/rules/memory/reserving.py)."""

from programs import program
from rule_cases import Applies, Refuses, RuleCases


def _main(body: str, *, above: str = "", headers: str = "") -> str:
    return program(body, above=above, headers=f"#include <vector>\n{headers}")


_APPLIES = (
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

_REFUSES = (
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
    Refuses(
        "room for large elements of which few come",
        _main(
            "string s;\ncin >> s;\nvector<Big> v;\nfor (char c : s) if (c == 35) v.push_back(Big());",
            above="struct Big { char text[4096]; };\n",
        ),
    ),
    Refuses(
        "rows that keep few are handed on with their room",
        _main(
            "vector<int> v(2000, 3);\ndeque<vector<int>> rows;\nfor (int x : v) {\n    vector<int> row;\n"
            "    for (int y : v) if (y > x) row.push_back(y);\n    rows.push_back(move(row));\n}",
            headers="#include <deque>\n",
        ),
    ),
    Refuses("floating-point counter", _main("vector<double> v;\nfor (double x = 0; x < 1; x++) v.push_back(x);")),
    Refuses(
        "a counter that wraps",
        _main("vector<int> v;\nint n = 300;\nfor (unsigned char i = 0; i < n; i++) v.push_back(i);"),
    ),
)


CASES = (RuleCases("MEM1", _APPLIES, _REFUSES),)
