"""Table for MEM2 (rewrite/rules/memory/sized.py)."""

from rule_cases import Applies, Refuses, RuleCases

_APPLIES = (
    Applies(
        "with and without reserve, from zero and from one",
        """
#include <cstdio>
#include <vector>
int main() {
    int n;
    std::scanf("%d", &n);
    std::vector<int> squares;
    squares.reserve(n);
    for (int i = 0; i < n; ++i) squares.push_back(i * i);
    std::vector<double> halves;
    for (int i = 1; i <= n; i++) {
        int k = squares[i - 1];
        halves.push_back(k * 0.5);
        squares[i - 1]++;
    }
    std::vector<unsigned char> bytes;
    for (unsigned i = 0; i < 300; ++i) bytes.emplace_back(i * 7);
    std::printf("%d %.1f %d %zu\\n", squares[3], halves[4], bytes[299], squares.size() + halves.size());
}
""",
        """
#include <cstdio>
#include <vector>
int main() {
    int n;
    std::scanf("%d", &n);
    std::vector<int> squares;
    if (n > 0) squares.resize(n);
    for (int i = 0; i < n; ++i) squares[i] = i * i;
    std::vector<double> halves;
    if (n > 0) halves.resize(n);
    for (int i = 1; i <= n; i++) {
        int k = squares[i - 1];
        halves[i - 1] = k * 0.5;
        squares[i - 1]++;
    }
    std::vector<unsigned char> bytes;
    bytes.resize(300);
    for (unsigned i = 0; i < 300; ++i) bytes[i] = i * 7;
    std::printf("%d %.1f %d %zu\\n", squares[3], halves[4], bytes[299], squares.size() + halves.size());
}
""",
        stdin="9",
    ),
    Applies(
        "no passes at all, the size of another vector",
        """
#include <iostream>
#include <vector>
using namespace std;
int main() {
    int n;
    cin >> n;
    vector<long long> a;
    for (int i = 0; i < n; ++i) a.push_back(i);
    a.push_back(5);
    vector<int> b;
    for (size_t i = 0; i < a.size(); ++i) {
        b.push_back(a[i] + 1);
    }
    cout << a.size() << b[0] << endl;
}
""",
        """
#include <iostream>
#include <vector>
using namespace std;
int main() {
    int n;
    cin >> n;
    vector<long long> a;
    if (n > 0) a.resize(n);
    for (int i = 0; i < n; ++i) a[i] = i;
    a.push_back(5);
    vector<int> b;
    b.resize(a.size());
    for (size_t i = 0; i < a.size(); ++i) {
        b[i] = a[i] + 1;
    }
    cout << a.size() << b[0] << endl;
}
""",
        stdin="-3",
    ),
)


def _refuses(name: str, body: str, before: str = "") -> Refuses:
    head = "#include <bits/stdc++.h>\nusing namespace std;\nint g(int x) { return x + 1; }\n"
    return Refuses(name, f"{head}{before}\nint f(int n) {{ vector<int> v; {body} return v.size(); }}\n")


_REFUSES = (
    _refuses("conditional", "for (int i = 0; i < n; ++i) if (i % 2) v.push_back(i);"),
    _refuses("skipped", "for (int i = 0; i < n; ++i) { if (i % 2) continue; v.push_back(i); }"),
    _refuses("the loop ends early", "for (int i = 0; i < n; ++i) { if (i == 5) break; v.push_back(i); }"),
    _refuses("the loop returns", "for (int i = 0; i < n; ++i) { if (i == 5) return v.size(); v.push_back(i); }"),
    _refuses("twice per pass", "for (int i = 0; i < n; ++i) { v.push_back(i); v.push_back(i); }"),
    _refuses("in an inner loop", "for (int i = 0; i < n; ++i) for (int j = 0; j < i; ++j) v.push_back(i);"),
    _refuses("the vector is looked at", "for (int i = 0; i < n; ++i) { v.push_back(i); if (v.back() > 3) n--; }"),
    _refuses("its size is asked for", "for (int i = 0; i < n; ++i) v.push_back(v.size() * 2);"),
    _refuses("not empty before", "v.push_back(1); for (int i = 0; i < n; ++i) v.push_back(i);"),
    _refuses("a lambda sees it", "auto s = [&] { return v.size(); }; for (int i = 0; i < n; ++i) v.push_back(s());"),
    _refuses("starts elsewhere", "for (int i = 2; i < n; ++i) v.push_back(i);"),
    _refuses("counts down", "for (int i = n - 1; i >= 0; --i) v.push_back(i);"),
    _refuses("steps by two", "for (int i = 0; i < n; i += 2) v.push_back(i);"),
    _refuses("the counter changes", "for (int i = 0; i < n; ++i) { v.push_back(i); i += 2; }"),
    _refuses("the bound changes", "for (int i = 0; i < n; ++i) { v.push_back(i); if (i == 3) --n; }"),
    _refuses("another variable hides the counter", "for (int i = 0; i < n; ++i) { int i = 3; v.push_back(i); }"),
    _refuses("no counter", "while (n--) v.push_back(n);"),
    _refuses("read until the input ends", "int x; while (cin >> x) v.push_back(x);"),
    _refuses(
        "the program may end",
        "for (int i = 0; i < n; ++i) v.push_back(h(i));",
        "int h(int x) { if (x > 7) exit(1); return x; }",
    ),
    _refuses(
        "a throw", "for (int i = 0; i < n; ++i) v.push_back(h(i));", "int h(int x) { if (x > 7) throw 1; return x; }"
    ),
    _refuses("the capacity is asked for", "for (int i = 0; i < n; ++i) v.push_back(i); n = v.capacity();"),
    _refuses("something between reserve and loop", "v.reserve(n); n = 5; for (int i = 0; i < n; ++i) v.push_back(i);"),
    _refuses("a braced element", "for (int i = 0; i < n; ++i) v.push_back({i});"),
    _refuses("the result is used", "for (int i = 0; i < n; ++i) n += v.emplace_back(i);"),
    _refuses("a global", "for (int i = 0; i < n; ++i) w.push_back(i);", "vector<int> w;"),
    _refuses(
        "an explicit conversion",
        "W w; for (int i = 0; i < n; ++i) v.emplace_back(w);",
        "struct W { explicit operator int() const { return 3; } };",
    ),
    _refuses("under #if", "for (int i = 0; i < n; ++i) v.push_back(i);\n#ifdef X\nv.clear();\n#endif\n"),
    Refuses(
        "bits", "#include <vector>\nvoid f(int n) { std::vector<bool> v; for (int i = 0; i < n; ++i) v.push_back(i); }"
    ),
    Refuses(
        "strings",
        "#include <string>\n#include <vector>\n"
        "void f(int n) { std::vector<std::string> v; for (int i = 0; i < n; ++i) v.push_back(std::to_string(i)); }",
    ),
    Refuses(
        "a vector of the program's own",
        "template <class T> struct vector { void push_back(T); T& operator[](int); };\n"
        "void f(int n) { vector<int> v; for (int i = 0; i < n; ++i) v.push_back(i); }",
    ),
)

CASES = (RuleCases("MEM2", _APPLIES, _REFUSES),)
