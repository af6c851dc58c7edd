"""Table for NUM6 (rewrite/rules/branching/modular_sum.py)."""

from rule_cases import Applies, Refuses, RuleCases

_TOP = "#include <bits/stdc++.h>\nusing namespace std;\n"
_MOD = "const int MOD = 1e9 + 7;\n"


def _main(*lines: str, above: str = _MOD) -> str:
    return f"{_TOP}{above}int main() {{\n" + "".join(f"    {each}\n" for each in lines) + "}\n"


_APPLIES = (
    Applies(
        "paths through a grid",
        _main(
            "int n = 60;",
            "vector<vector<int>> dp(n, vector<int>(n));",
            "dp[0][0] = 1;",
            "for (int i = 1; i < n; i++)",
            "    for (int j = 1; j < n; j++) dp[i][j] = (dp[i - 1][j] + dp[i][j - 1] + 1 - 1) % MOD;",
            "cout << dp[n - 1][n - 1];",
        ).replace("dp[i][j - 1] + 1 - 1", "dp[i][j - 1]"),
        _main(
            "int n = 60;",
            "vector<vector<int>> dp(n, vector<int>(n));",
            "dp[0][0] = 1;",
            "for (int i = 1; i < n; i++)",
            "    for (int j = 1; j < n; j++) {",
            "        dp[i][j] = dp[i - 1][j] + dp[i][j - 1];",
            "        if (dp[i][j] >= MOD) dp[i][j] -= MOD;",
            "    }",
            "cout << dp[n - 1][n - 1];",
        ),
    ),
    Applies(
        "a function, a difference, a declaration",
        _main(
            "long long a = 5, b = 7;",
            "for (int i = 0; i < 300; i++) {",
            "    long long c = (a - b + M) % M;",
            "    a = b * 31 % M;",
            "    b = c * 7 % M;",
            "}",
            "cout << a << ' ' << b << ' ' << add(7, 998244352);",
            above="#define M 998244353\nint add(int x, int y) {\n    return (x % M + y) % M;\n}\n",
        ),
        _main(
            "long long a = 5, b = 7;",
            "for (int i = 0; i < 300; i++) {",
            "    long long c = a - b + M;",
            "    if (c >= M) c -= M;",
            "    a = b * 31 % M;",
            "    b = c * 7 % M;",
            "}",
            "cout << a << ' ' << b << ' ' << add(7, 998244352);",
            above="#define M 998244353\nint add(int x, int y) {\n    int sum = x % M + y;\n"
            "    return sum >= M ? sum - M : sum;\n}\n",
        ),
    ),
    Applies(
        "sums that are reduced by a statement of their own",
        _main(
            "vector<int> v(9, 1);",
            "long long s = 0;",
            "for (int i = 1; i < 400; i++) {",
            "    v[i % 9] += v[(i + 1) % 9];",
            "    v[i % 9] %= MOD;",
            "    (s += i * 1000000) %= MOD;",
            "}",
            "cout << s << v[3];",
        ).replace("(i + 1) % 9", "i * 7 % 9"),
        _main(
            "vector<int> v(9, 1);",
            "long long s = 0;",
            "for (int i = 1; i < 400; i++) {",
            "    v[i % 9] += v[(i + 1) % 9];",
            "    if (v[i % 9] >= MOD) v[i % 9] -= MOD;",
            "    s += i * 1000000;",
            "    if (s >= MOD) s -= MOD;",
            "}",
            "cout << s << v[3];",
        ).replace("(i + 1) % 9", "i * 7 % 9"),
    ),
    Applies(
        "what a function returns, plain C",
        "#include <stdio.h>\nstatic int next(int x) {\n\treturn (x + 77) % 100;\n}\nint main(void) {\n\tint x = 3;\n"
        '\tfor (int i = 0; i < 50; i++) {\n\t\tx = next(x);\n\t\tprintf("%d ", x);\n\t}\n}\n',
        "#include <stdio.h>\nstatic int next(int x) {\n\tint sum = x + 77;\n\treturn sum >= 100 ? sum - 100 : sum;\n}\n"
        "int main(void) {\n\tint x = 3;\n"
        '\tfor (int i = 0; i < 50; i++) {\n\t\tx = next(x);\n\t\tprintf("%d ", x);\n\t}\n}\n',
        suffix=".c",
    ),
)


def _loop(*lines: str, above: str = _MOD, start: str = "int a = 1, b = 2;") -> str:
    return _main(
        start, "for (int i = 0; i < 50; i++) {", *(f"    {each}" for each in lines), "}", "cout << a << b;", above=above
    )


_SUM = "a = (a + b) % MOD;"
_REFUSES = (
    Refuses("a value is read", _loop("cin >> b;", _SUM)),
    Refuses("a value is not reduced", _loop("b = b * 3;", _SUM)),
    Refuses("a value may be negative", _loop("b = (a - b) % MOD;", _SUM)),
    Refuses("a difference may be negative", _loop("a = (a - b) % MOD;")),
    Refuses("three of them", _loop("b = b * 31 % MOD;", "a = (a + a + b) % MOD;", above="const int MOD = 1000;\n")),
    Refuses("a power of two", _loop("b = 3;", "a = (a + b) % MOD;", above="const int MOD = 1024;\n")),
    Refuses("a product", _loop("a = 1LL * a * b % MOD;")),
    Refuses("another modulus", _loop("b = b * 31LL % 1999999;", "a = (a + b) % 1000000;")),
    Refuses("the modulus is read", _loop(_SUM, above="int MOD;\n").replace("for", "cin >> MOD;\n    for")),
    Refuses("a reference changes it", _loop("b = 5;", _SUM, start="int a = 1, b = 2;\n    int& r = b;\n    cin >> r;")),
    Refuses("a pointer changes it", _loop(_SUM, start='int a = 1, b = 2;\n    int* p = &b;\n    scanf("%d", p);')),
    Refuses("a lambda changes it", _loop(_SUM, start="int a = 1, b = 2;\n    auto f = [&] { b = -5; };\n    f();")),
    Refuses("globals of other files", _loop("a = (g[0] + g[1]) % MOD;", above='#include "g.h"\nint g[5];\n' + _MOD)),
    Refuses(
        "an array that a function may fill",
        _loop("a = (g[0] + g[1]) % MOD;", above="int g[5];\nvoid fill(int*);\nvoid h() { fill(g); }\n" + _MOD),
    ),
    Refuses(
        "an array that is read",
        _loop("a = (g[0] + g[1]) % MOD;", above="int g[5];\nvoid h() { cin >> g[1]; }\n" + _MOD),
    ),
    Refuses(
        "elements that a range-for changes",
        _loop("a = (g[0] + g[1]) % MOD;", above="int g[5];\nvoid h() { for (int& x : g) x = -x - 1; }\n" + _MOD),
    ),
    Refuses(
        "a vector that is handed out",
        _loop(
            "a = (v[0] + v[1]) % MOD;",
            start="int a = 1, b = 2;\n    vector<int> v(5);\n    v[0] = 1;\n    auto w = &v;",
        ),
    ),
    Refuses(
        "a vector from elsewhere",
        _loop(
            "a = (v[0] + v[1]) % MOD;",
            start="int a = 1, b = 2;\n    vector<int> v = make();",
            above="vector<int> make();\n" + _MOD,
        ),
    ),
    Refuses("parameters of a function that others call", "int f(int a, int b) {\n    return (a + b) % 1000;\n}\n"),
    Refuses(
        "a parameter that a callback gets",
        _main(
            "vector<int> v;",
            "for_each(v.begin(), v.end(), f);",
            "f(5);",
            above="int f(int x) {\n    return (x + 7) % 1000;\n}\n",
        ),
    ),
    Refuses(
        "a call in the sum", _loop("a = (a + next()) % MOD;", above=_MOD + "int k;\nint next() { return ++k % 7; }\n")
    ),
    Refuses("a part of the value", _loop("b = 3;", "a = (a + b) % MOD + 1;")),
    Refuses("updated by the remainder", _loop("b = 3;", "a += (b + 999999999 + b) % MOD;")),
    Refuses("reduced later", _loop("b = 3;", "a += b;", "b = a;", "a %= MOD;")),
    Refuses("reduced in another case", _loop("b = 3;", "if (i > 5) a += b;", "a %= MOD;")),
    Refuses("another is reduced", _loop("b = i;", "a += b;", "b %= MOD;")),
    Refuses("what is added is not reduced", _loop("b = b * 3;", "a += b;", "a %= MOD;")),
    Refuses("twice added to", _loop("b = 3;", "a += 1000000000;", "a += 1000000000;", "a %= MOD;")),
    Refuses("a narrow target", _loop("unsigned char c = a % 200;", "c = (c + 199) % 200;")),
    Refuses("always small enough", _loop("b = (b % 5 + 3) % 100;")),
    Refuses(
        "unsigned sums that wrap",
        _loop("c = (c + 4294967290u) % 4294967291u;", start="int a = 1, b = 2;\n    unsigned c = 1;"),
    ),
    Refuses("a constant that is deduced", _loop("auto c = (a % MOD + 1) % MOD;", "a = c;")),
    Refuses("const", _loop("const int c = (a + 1) % MOD;", "a = c;")),
    Refuses("two variables", _loop("int c = (a + 1) % MOD, d = c;", "a = d;")),
    Refuses(
        "an index with a side effect",
        _loop("v[i++] = (a % 9 + 1) % 9;", start="int a = 1, b = 2;\n    vector<int> v(99);"),
    ),
    Refuses("a class", _loop(_SUM, start="N a, b;", above="struct N { N operator+(N); N operator%(int); };\n" + _MOD)),
    Refuses("a comment would be lost", _loop("b = 3;", "a = (a + /* next */ b) % MOD;")),
    Refuses(
        "the element's place depends on what it holds",
        "int v[20];\nvoid set(unsigned p, unsigned q, int i) {\n    v[v[i]] = (p % 5 + q % 5) % 5;\n}\n",
    ),
    Refuses(
        "the index may be the element",
        "void set(int* v, int& i, unsigned p) {\n    v[i] = (p % 5 + 3) % 5;\n}\n",
    ),
    Refuses(
        "a bit-field holds less than its type",
        "struct S {\n    unsigned f : 3;\n    void set(unsigned a) { f = (a % 5 + 4) % 5; }\n};\n",
    ),
    Refuses(
        "const by its alias",
        "using Fixed = const int;\nint rest(unsigned u) {\n    Fixed x = (u % 7 + 5) % 7;\n    return x;\n}\n",
    ),
    Refuses("volatile", _loop(_SUM, start="volatile int a = 1, b = 2;")),
)

CASES = (RuleCases("NUM6", _APPLIES, _REFUSES),)
