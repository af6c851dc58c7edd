"""Table for MEM3 (rewrite/rules/lifetime/hoisted_objects.py)."""

from rule_cases import Applies, Refuses, RuleCases

_APPLIES = (
    Applies(
        "empty vector in a loop",
        """
#include <cstdio>
#include <vector>
using namespace std;
int main() {
    int n, total = 0;
    scanf("%d", &n);
    for (int i = 0; i < n; ++i) {
        vector<int> digits;
        for (int x = i; x > 0; x /= 10) digits.push_back(x % 10);
        total += digits.size();
    }
    printf("%d\\n", total);
}
""",
        """
#include <cstdio>
#include <vector>
using namespace std;
int main() {
    int n, total = 0;
    scanf("%d", &n);
    vector<int> digits;
    for (int i = 0; i < n; ++i) {
        digits.clear();
        for (int x = i; x > 0; x /= 10) digits.push_back(x % 10);
        total += digits.size();
    }
    printf("%d\\n", total);
}
""",
        stdin="1234",
    ),
    Applies(
        "sized vector, hoisted over the whole nest",
        """
#include <cstdio>
#include <vector>
int main() {
    int n, sum = 0;
    scanf("%d", &n);
    for (int i = 0; i < n; ++i)
        for (int j = 0; j < n; ++j) {
            std::vector<long long> count(10);
            count[(i * j) % 10] += 1;
            sum += static_cast<int>(count[3] + count[0] * 2);
        }
    printf("%d\\n", sum);
}
""",
        """
#include <cstdio>
#include <vector>
int main() {
    int n, sum = 0;
    scanf("%d", &n);
    std::vector<long long> count;
    for (int i = 0; i < n; ++i)
        for (int j = 0; j < n; ++j) {
            count.assign(10, 0);
            count[(i * j) % 10] += 1;
            sum += static_cast<int>(count[3] + count[0] * 2);
        }
    printf("%d\\n", sum);
}
""",
        stdin="20",
    ),
    Applies(
        "matrix with a fill value",
        """
#include <iostream>
#include <vector>
using namespace std;
int main() {
    int t;
    cin >> t;
    while (t--) {
        int n;
        cin >> n;
        vector<vector<int>> d(n, vector<int>(n, -1));
        for (int i = 0; i < n; i++) d[i][(i * 2) % n] = i;
        int s = 0;
        for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) s += d[i][j];
        cout << s << endl;
    }
}
""",
        """
#include <iostream>
#include <vector>
using namespace std;
int main() {
    int t;
    cin >> t;
    vector<vector<int>> d;
    while (t--) {
        int n;
        cin >> n;
        d.assign(n, vector<int>(n, -1));
        for (int i = 0; i < n; i++) d[i][(i * 2) % n] = i;
        int s = 0;
        for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) s += d[i][j];
        cout << s << endl;
    }
}
""",
        stdin="3 4 9 2",
    ),
    Applies(
        "strings",
        """
#include <iostream>
#include <string>
int main() {
    int n;
    std::cin >> n;
    for (int i = 0; i < n; i++) {
        std::string line = "";
        for (int j = 0; j < i; j++) line += 'x';
        std::cout << line << '\\n';
    }
    for (int i = 0; i < n; i++) {
        std::string bar(i, '#');
        std::cout << bar << '\\n';
    }
}
""",
        """
#include <iostream>
#include <string>
int main() {
    int n;
    std::cin >> n;
    std::string line;
    for (int i = 0; i < n; i++) {
        line.clear();
        for (int j = 0; j < i; j++) line += 'x';
        std::cout << line << '\\n';
    }
    std::string bar;
    for (int i = 0; i < n; i++) {
        bar.assign(i, '#');
        std::cout << bar << '\\n';
    }
}
""",
        stdin="4",
    ),
    Applies(
        "copy of another vector, with continue and break, and an alias as element type",
        """
#include <cstdio>
#include <vector>
typedef long long ll;
int main() {
    std::vector<ll> base = {5, 3, 1};
    ll s = 0;
    for (int i = 0; i < 10; i++) {
        std::vector<ll> work = base;
        work[0] += i;
        if (i % 3 == 0) continue;
        work.push_back(i);
        for (size_t k = 0; k < work.size(); k++) s += work[k];
        if (i == 8) break;
    }
    printf("%lld\\n", s);
}
""",
        """
#include <cstdio>
#include <vector>
typedef long long ll;
int main() {
    std::vector<ll> base = {5, 3, 1};
    ll s = 0;
    std::vector<ll> work;
    for (int i = 0; i < 10; i++) {
        work = base;
        work[0] += i;
        if (i % 3 == 0) continue;
        work.push_back(i);
        for (size_t k = 0; k < work.size(); k++) s += work[k];
        if (i == 8) break;
    }
    printf("%lld\\n", s);
}
""",
    ),
)


def _loop(body: str, before: str = "", head: str = "") -> str:
    """A program whose main has one loop with this body."""
    return f"""
#include <bits/stdc++.h>
using namespace std;
{head}
int main() {{
    int n;
    cin >> n;
    {before}
    for (int i = 0; i < n; i++) {{
        {body}
    }}
}}
"""


_REFUSES = (
    Refuses("not in a loop", "#include <vector>\nint main() { std::vector<int> v; v.push_back(1); return v[0]; }"),
    Refuses("address is kept", _loop("vector<int> v(2); kept.push_back(&v);", "vector<vector<int>*> kept;")),
    Refuses("moved away", _loop("vector<int> v; v.push_back(i); all.push_back(move(v));", "vector<vector<int>> all;")),
    Refuses("capacity is looked at", _loop("vector<int> v; v.push_back(i); cout << v.capacity();")),
    Refuses("swapped away", _loop("vector<int> v; v.push_back(i); v.swap(w);", "vector<int> w;")),
    Refuses(
        "captured by a lambda",
        _loop("vector<int> v; fs.push_back([&] { return v.size(); });", "vector<function<size_t()>> fs;"),
    ),
    Refuses("static", _loop("static vector<int> v; v.push_back(i);")),
    Refuses("const", _loop("const vector<int> v(3); cout << v.size();")),
    Refuses(
        "name means something else after the loop",
        """
#include <vector>
#include <cstdio>
int v = 7;
int main() {
    for (int i = 0; i < 3; i++) { std::vector<int> v; v.push_back(i); }
    printf("%d", v);
}
""",
    ),
    Refuses(
        "name means something else before its declaration",
        """
#include <vector>
#include <cstdio>
int v = 7;
int main() {
    for (int i = 0; i < v; i++) { std::vector<int> v; v.push_back(i); }
}
""",
    ),
    Refuses("elements have a destructor", _loop("vector<Noisy> v(2);", head="struct Noisy { ~Noisy(); };")),
    Refuses(
        "parallel loop",
        """
#include <vector>
int main() {
    #pragma omp parallel for
    for (int i = 0; i < 8; i++) { std::vector<int> v(4); v[0] = i; }
}
""",
    ),
    Refuses(
        "goto",
        """
#include <vector>
int main() {
    int k = 0;
    again:
    for (int i = 0; i < 3; i++) { std::vector<int> v(2); v[0] = i; if (k++ < 2) goto again; }
}
""",
    ),
    Refuses("several declarators", _loop("vector<int> v, w; v.push_back(i); w.push_back(1);")),
    Refuses("own allocator", _loop("vector<int, Pool<int>> v; v.push_back(i);")),
    Refuses(
        "loop is a macro",
        "#define REP(i, n) for (int i = 0; i < n; i++)\n"
        + _loop("REP(j, i) { vector<int> v(4); }").replace("for (int i = 0; i < n; i++)", "int i = 3;"),
    ),
    Refuses(
        "vector is a type of the program",
        _loop("vector<int> v; v.add(i);", head="template <class T> struct vector { void add(T); };"),
    ),
    Refuses(
        "namespace std is not opened",
        "#include <vector>\nint main() { for (int i = 0; i < 3; i++) { vector<int> v; v.push_back(i); } }",
    ),
    Refuses("braces may list elements", _loop("vector<int> v{i, 2}; cout << v[0];")),
    Refuses(
        "one iteration only: the loop body is a function's",
        _loop("auto f = [](int k) { vector<int> v(k); return v.size(); }; cout << f(i);"),
    ),
    Refuses("broken text", _loop("vector<int> v; v.push_back(i; }}}")),
    Refuses("element type of the loop's own", _loop("typedef long long ll; vector<ll> v; v.push_back(i);")),
    Refuses(
        "pragma that must stand before the loop",
        """
#include <vector>
int main() {
    #pragma GCC unroll 4
    for (int i = 0; i < 8; i++) { std::vector<int> v(4); v[0] = i; }
}
""",
    ),
    Refuses(
        "what() of a bad size is printed",
        _loop("try { vector<int> v(n); } catch (exception& e) { cout << e.what(); } vector<int> w(n); w[0] = 1;"),
    ),
    Refuses("under an #ifdef", _loop("\n#ifdef LOCAL\nvector<int> v(3); v[0] = i;\n#endif\n")),
    Refuses(
        "made from a list that a function returns",
        _loop("vector<int> v = make(i); v[0]++;", head="vector<int> make(int);"),
    ),
    Refuses("elements that can't be assigned", _loop("vector<pair<const int, int>> v(2); v[0].second++;")),
    Refuses("a C file", "int main(void) { for (int i = 0; i < 3; i++) { vector<int> v; } }", ".c"),
)


CASES = (RuleCases("MEM3", _APPLIES, _REFUSES),)
