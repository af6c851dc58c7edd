"""Table for AL1 (rewrite/rules/algorithm/memoization.py)."""

from rule_cases import Applies, Refuses, RuleCases

_MAIN = """
int main() {
    int n;
    cin >> n;
    cout << fib(n) << ' ' << ways(n, n, 1000003, n) << endl;
    for (int i = 0; i < 12; i++) cout << small(i, 9) << ' ';
}
"""
_LASTING = Applies(
    "results that last: a map, a map of tuples, a table",
    """
#include <iostream>
using namespace std;

const int MOD = 1000007;

long long fib(int n) {
    if (n <= 1) return n;
    return fib(n - 1) + fib(n - 2);
}

static int ways(int r, int c, long long mod, int n) {
    if (r == 0 || c == 0) return (n - n + 1) % mod;
    return (ways(r - 1, c, mod, n) + ways(r, c - 1, mod, n)) % mod;
}

int small(int a, unsigned b) {
    if (a <= 0 || b == 0) return 1;
    int one = small(a - 1, b);
    int other = small(a, b - 1);
    return (one + other) % MOD;
}
"""
    + _MAIN,
    """
#include <iostream>
#include <unordered_map>
#include <map>
#include <tuple>
using namespace std;

const int MOD = 1000007;

long long fib(int n);

long long compute_fib(int n) {
    if (n <= 1) return n;
    return fib(n - 1) + fib(n - 2);
}

long long fib(int n) {
    static unordered_map<int, long long> fib_results;
    const auto found = fib_results.find(n);
    if (found != fib_results.end()) return found->second;
    const auto result = compute_fib(n);
    if (fib_results.size() < 1000000) fib_results.emplace(n, result);
    return result;
}

static int ways(int r, int c, long long mod, int n);

static int compute_ways(int r, int c, long long mod, int n) {
    if (r == 0 || c == 0) return (n - n + 1) % mod;
    return (ways(r - 1, c, mod, n) + ways(r, c - 1, mod, n)) % mod;
}

static int ways(int r, int c, long long mod, int n) {
    static map<tuple<int, int, long long, int>, int> ways_results;
    const tuple<int, int, long long, int> key(r, c, mod, n);
    const auto found_2 = ways_results.find(key);
    if (found_2 != ways_results.end()) return found_2->second;
    const auto result_2 = compute_ways(r, c, mod, n);
    if (ways_results.size() < 1000000) ways_results.emplace(key, result_2);
    return result_2;
}

int small(int a, unsigned b);

int compute_small(int a, unsigned b) {
    if (a <= 0 || b == 0) return 1;
    int one = small(a - 1, b);
    int other = small(a, b - 1);
    return (one + other) % MOD;
}

int small(int a, unsigned b) {
    static int small_results[12][10];
    static bool small_known[12][10];
    if (a < 0 || a >= 12 || b >= 10) return compute_small(a, b);
    if (!small_known[a][b]) {
        small_results[a][b] = compute_small(a, b);
        small_known[a][b] = true;
    }
    return small_results[a][b];
}
"""
    + _MAIN,
    stdin="9",
)

_TOP = """
#include <algorithm>
#include <iostream>
#include <string>
#include <unordered_map>

int w[100], v[100];
"""
_CALLS = """
int main() {
    int n;
    std::string a, b;
    std::cin >> n >> a >> b;
    std::cout << lcs(a, b, 0, 0) << std::endl;
    for (int i = 0; i < n; i++) { w[i] = i % 3 + 1; v[i] = i * i % 7; }
    std::cout << best(w, 9, n) << std::endl;
    v[3] = 1000;
    std::cout << best(w, 9, n) << lcs(b, a, 1, 0) << std::endl;
}
"""
_PASSING = Applies(
    "what the result depends on may change between two calls from outside",
    f"""{_TOP}
int lcs(const std::string& a, std::string b, int i, int j) {{
    if (i == (int)a.size() || j == (int)b.size()) return 0;
    if (a[i] == b[j]) return 1 + lcs(a, b, i + 1, j + 1);
    return std::max(lcs(a, b, i + 1, j), lcs(a, b, i, j + 1));
}}

// The best value.
int best(int weight[], int left, int n) {{
    if (n == 0 || left == 0) return 0;
    // too heavy
    if (weight[n - 1] > left) return best(weight, left, n - 1);
    else return std::max(v[n - 1] + best(weight, left - weight[n - 1], n - 1), best(weight, left, n - 1));
}}
{_CALLS}""",
    f"""{_TOP}
int known_lcs(const std::string& a, std::string b, int i, int j);

int compute_lcs(const std::string& a, std::string b, int i, int j) {{
    if (i == (int)a.size() || j == (int)b.size()) return 0;
    if (a[i] == b[j]) return 1 + known_lcs(a, b, i + 1, j + 1);
    return std::max(known_lcs(a, b, i + 1, j), known_lcs(a, b, i, j + 1));
}}

static std::unordered_map<unsigned long long, int> lcs_results;

int known_lcs(const std::string& a, std::string b, int i, int j) {{
    const unsigned long long key = (unsigned long long)(unsigned)i << 32 | (unsigned)j;
    const auto found = lcs_results.find(key);
    if (found != lcs_results.end()) return found->second;
    const auto result = compute_lcs(a, b, i, j);
    if (lcs_results.size() < 1000000) lcs_results.emplace(key, result);
    return result;
}}

int lcs(const std::string& a, std::string b, int i, int j) {{
    lcs_results.clear();
    return known_lcs(a, b, i, j);
}}

// The best value.
int known_best(int weight[], int left, int n);

int compute_best(int weight[], int left, int n) {{
    if (n == 0 || left == 0) return 0;
    // too heavy
    if (weight[n - 1] > left) return known_best(weight, left, n - 1);
    else return std::max(v[n - 1] + known_best(weight, left - weight[n - 1], n - 1), known_best(weight, left, n - 1));
}}

static std::unordered_map<unsigned long long, int> best_results;

int known_best(int weight[], int left, int n) {{
    const unsigned long long key_2 = (unsigned long long)(unsigned)left << 32 | (unsigned)n;
    const auto found_2 = best_results.find(key_2);
    if (found_2 != best_results.end()) return found_2->second;
    const auto result_2 = compute_best(weight, left, n);
    if (best_results.size() < 1000000) best_results.emplace(key_2, result_2);
    return result_2;
}}

int best(int weight[], int left, int n) {{
    best_results.clear();
    return known_best(weight, left, n);
}}
{_CALLS}""",
    stdin="8 ABCBDAB BDCABA",
)

_C = Applies(
    "plain C with a loop of calls, declared before",
    """
#include <stdio.h>
double trees(int n);
int main(void) {
    for (int i = 0; i <= 12; i++) printf("%g ", trees(i));
    return 0;
}
double trees(int n) {
    double sum = 0;
    if (n <= 1) return 1;
    for (int i = 0; i < n; i++) sum += trees(i) * trees(n - 1 - i);
    return sum;
}
""",
    """
#include <stdio.h>
double trees(int n);
int main(void) {
    for (int i = 0; i <= 12; i++) printf("%g ", trees(i));
    return 0;
}
double compute_trees(int n) {
    double sum = 0;
    if (n <= 1) return 1;
    for (int i = 0; i < n; i++) sum += trees(i) * trees(n - 1 - i);
    return sum;
}

double trees(int n) {
    static double trees_results[13];
    static char trees_known[13];
    if (n < 0 || n >= 13) return compute_trees(n);
    if (!trees_known[n]) {
        trees_results[n] = compute_trees(n);
        trees_known[n] = 1;
    }
    return trees_results[n];
}
""",
    suffix=".c",
)


def _refused(
    body: str = "return n < 2 ? n : f(n - 1) + f(n - 2);",
    above: str = "",
    head: str = "int f(int n)",
    use: str = "cout << f(9);",
) -> str:
    return f"""
#include <bits/stdc++.h>
using namespace std;
{above}
{head} {{
    {body}
}}
int main() {{
    int n = 0;
    {use}
}}
"""


_BODY = "if (n < 2) return n;\n    {}\n    return f(n - 1) + f(n - 2);"
_REFUSES = (
    Refuses(
        "called before a constant has got its value",
        _refused(_BODY.format("if (n < 2) return k;"), 'int f(int n);\nint early = f(5);\nconst int k = atoi("7");'),
    ),
    Refuses(
        "called when static objects are gone",
        _refused(_BODY.format(""), "int f(int n);\nstruct S { ~S() { f(9); } } s;", use="cin >> n; cout << f(n);"),
    ),
    Refuses("prints", _refused(_BODY.format("cout << n;"))),
    Refuses("prints by a function", _refused(_BODY.format("g(n);"), 'void g(int n) { puts("x"); }')),
    Refuses("reads", _refused(_BODY.format("int x; cin >> x;"))),
    Refuses("counts its calls", _refused(_BODY.format("k++;"), "int k;")),
    Refuses("counts its calls in a static variable", _refused(_BODY.format("static int k = 0; k++;"))),
    Refuses("counts its calls by a function", _refused(_BODY.format("g();"), "int k;\nvoid g() { k++; }")),
    Refuses("random", _refused(_BODY.format("if (rand() % 2) return 3;"))),
    Refuses("asks for the time", _refused(_BODY.format("if (time(0) % 2) return 3;"))),
    Refuses("an unknown function", _refused(_BODY.format("if (g(n)) return 3;"), "int g(int);")),
    Refuses("a volatile variable", _refused(_BODY.format("if (k) return 3;"), "volatile int k;")),
    Refuses("throws", _refused(_BODY.format("if (n > 90) throw n;"))),
    Refuses("fills an array", _refused(_BODY.format("seen[n] = 1;"), "int seen[100];")),
    Refuses("allocates", _refused(_BODY.format("int* p = new int(n);"))),
    Refuses("a macro", _refused(_BODY.format("LOG"), "#define LOG cerr << n;")),
    Refuses(
        "already remembers",
        _refused(_BODY.format("if (m[n]) return m[n];") + "", "int m[100];", use="m[5] = 1; cout << f(9);").replace(
            "return f(n", "return m[n] = f(n"
        ),
    ),
    Refuses(
        "one call at a time", _refused("if (n < 2) return n;\n    if (n % 2) return f(n - 1);\n    return f(n / 2);")
    ),
    Refuses("one call of two by a condition", _refused("return n < 2 ? n : n % 2 ? f(n - 1) : f(n / 2);")),
    Refuses("one call only", _refused("return n < 2 ? 1 : n * f(n - 1);")),
    Refuses("nested calls", _refused("return n > 100 ? n - 10 : f(f(n + 11)) + f(n + 20);")),
    Refuses(
        "halves share nothing",
        _refused(
            "if (l == r) return a[l];\n    int m = (l + r) / 2;\n    return max(f(l, m), f(m + 1, r));",
            "int a[99];",
            "int f(int l, int r)",
            "a[3] = 1; cout << f(0, 9);",
        ),
    ),
    Refuses(
        "the nodes of a tree",
        _refused("return k > 999 ? 1 : f(2 * k) + f(k * 2 + 1);", head="int f(int k)", use="cout << f(1);"),
    ),
    Refuses(
        "a pointer moves on",
        _refused(
            "if (!*s) return n;\n    return f(s + 1, n) + f(s + 1, n + 1);",
            "",
            "int f(const char* s, int n)",
            'cout << f("abc", 0);',
        ),
    ),
    Refuses(
        "a string shrinks",
        _refused(
            "if (s.empty()) return n;\n    return f(s.substr(1), n) + f(s.substr(1), n + 1);",
            "",
            "int f(string s, int n)",
            'cout << f("abc", 0);',
        ),
    ),
    Refuses(
        "a string is changed",
        _refused(
            "if (n < 2) return s[0];\n    s += 'x';\n    return f(s, n - 1) + f(s, n - 2);",
            "",
            "int f(string s, int n)",
            'cout << f("abc", 0);',
        ),
    ),
    Refuses(
        "an array is written",
        _refused(
            "if (n < 2) return a[0];\n    a[n]++;\n    return f(a, n - 1) + f(a, n - 2);",
            "",
            "int f(int a[], int n)",
            "int a[99] = {}; cout << f(a, 9);",
        ),
    ),
    Refuses(
        "a counter by reference",
        _refused(
            _BODY.format("").replace("(n - 1)", "(n - 1, k)").replace("(n - 2)", "(n - 2, k)"),
            "",
            "int f(int n, int& k)",
            "cout << f(9, n) << n++;",
        ).replace("if (n < 2)", "k++;\n    if (n < 2)"),
    ),
    Refuses("no result", _refused("if (n > 0) { f(n - 1); f(n - 2); }", "", "void f(int n)", "f(5);")),
    Refuses("a floating-point argument", _refused(head="int f(double n)")),
    Refuses("a string is returned", _refused('return n < 2 ? "a" : f(n - 1) + f(n - 2);', head="string f(int n)")),
    Refuses(
        "a pointer is returned",
        _refused(above="int a[9];", head="int* f(int n)", body="return n < 2 ? a : f(n - 1) + (f(n - 2) - a);"),
    ),
    Refuses("a template", _refused(head="template <class T> T f(T n)")),
    Refuses(
        "a member", _refused("return 1;", "struct S { int f(int n) { return n < 2 ? n : f(n - 1) + f(n - 2); } };")
    ),
    Refuses(
        "a lambda",
        _refused(
            "return 1;",
            use="function<int(int)> g = [&](int n) { return n < 2 ? n : g(n - 1) + g(n - 2); }; cout << g(5);",
        ),
    ),
    Refuses("overloaded", _refused(above="double f(double);\ndouble f(double x) { return x; }")),
    Refuses("overloaded by a prototype alone", _refused(above="double f(double);")),
    Refuses(
        "a parameter whose copies are counted",
        _refused(
            "return n < 2 ? n : f(n - 1, c) + f(n - 2, c);",
            "int k;\nstruct C { C() {} C(const C&) { k++; } };",
            "int f(int n, C c)",
            "cout << f(9, C()) << k;",
        ),
    ),
    Refuses(
        "a parameter that is called",
        _refused("return n < 2 ? g(n) : f(n - 1, g) + f(n - 2, g);", "", "int f(int n, int (*g)(int))", "f(5, 0);"),
    ),
    Refuses("constexpr", _refused(head="constexpr int f(int n)")),
    Refuses("a default argument", _refused(head="int f(int n = 5)")),
    Refuses("noexcept", _refused(head="int f(int n) noexcept")),
    Refuses("threads", _refused(use="thread t([] { cout << f(9); }); t.join();")),
    Refuses(
        "arrays that change, and runs before main",
        _refused("return n < 2 ? a[n] : f(n - 1) + f(n - 2);", "int a[2];", use="a[1] = 4; cout << f(5);")
        + "int early = f(3);\n",
    ),
    Refuses("a header of the project may hold anything", _refused(above='#include "mine.h"')),
    Refuses("inside #if", _refused("return n < 2 ? n :\n#ifdef X\n 1;\n#else\n f(n - 1) + f(n - 2);\n#endif")),
    Refuses(
        "C, where the argument is not known to be small",
        "#include <stdio.h>\nint f(int n) { return n < 2 ? n : f(n - 1) + f(n - 2); }\n"
        'int main(int c, char** v) { printf("%d", f(c)); }\n',
        ".c",
    ),
    Refuses("not understood", _refused("return n < 2 ? n : f(n - 1) + f(n - 2;")),
)

CASES = (RuleCases("AL1", (_LASTING, _PASSING, _C), _REFUSES),)
