"""Tables for MEM3 and MEM7 (rewrite/rules/lifetime/fewer_copies.py)."""

from rule_cases import Applies, Refuses, RuleCases

_MEM3_APPLIES = (
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


_MEM3_REFUSES = (
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
    Refuses("a C file", "int main(void) { for (int i = 0; i < 3; i++) { vector<int> v; } }", ".c"),
)

_MEM7_APPLIES = (
    Applies(
        "strings of a vector",
        """
#include <iostream>
#include <string>
#include <vector>
using namespace std;
int main() {
    int n;
    cin >> n;
    vector<string> words(n);
    for (auto& w : words) cin >> w;
    size_t longest = 0;
    for (auto w : words) {
        if (w.size() > longest) longest = w.size();
        cout << w << ' ';
    }
    for (string w : words) cout << w[0];
    for (const auto w : words) cout << w.back();
    cout << longest << endl;
}
""",
        """
#include <iostream>
#include <string>
#include <vector>
using namespace std;
int main() {
    int n;
    cin >> n;
    vector<string> words(n);
    for (auto& w : words) cin >> w;
    size_t longest = 0;
    for (const auto& w : words) {
        if (w.size() > longest) longest = w.size();
        cout << w << ' ';
    }
    for (const string& w : words) cout << w[0];
    for (const auto& w : words) cout << w.back();
    cout << longest << endl;
}
""",
        stdin="3 pear fig banana",
    ),
    Applies(
        "rows and map entries",
        """
#include <cstdio>
#include <map>
#include <string>
#include <vector>
int main() {
    std::vector<std::vector<int>> rows = {{1, 2}, {3}, {}};
    std::map<std::string, int> ages = {{"ann", 3}, {"bob", 4}};
    int s = 0;
    for (auto row : rows)
        for (int x : row) s += x;
    for (std::vector<int> row : rows) s += (int)row.size();
    for (auto entry : ages) s += entry.second * (int)entry.first.size();
    printf("%d\\n", s);
}
""",
        """
#include <cstdio>
#include <map>
#include <string>
#include <vector>
int main() {
    std::vector<std::vector<int>> rows = {{1, 2}, {3}, {}};
    std::map<std::string, int> ages = {{"ann", 3}, {"bob", 4}};
    int s = 0;
    for (const auto& row : rows)
        for (int x : row) s += x;
    for (const std::vector<int>& row : rows) s += (int)row.size();
    for (const auto& entry : ages) s += entry.second * (int)entry.first.size();
    printf("%d\\n", s);
}
""",
    ),
    Applies(
        "parameter by reference, element of an array of vectors",
        """
#include <iostream>
#include <string>
#include <vector>
using namespace std;
vector<string> names[3];
int total(const vector<string>& list) {
    int t = 0;
    for (auto s : list) t += s.length();
    return t;
}
int main() {
    names[1] = {"a", "bcd"};
    for (auto s : names[1]) cout << s << '\\n';
    cout << total(names[1]) << '\\n';
}
""",
        """
#include <iostream>
#include <string>
#include <vector>
using namespace std;
vector<string> names[3];
int total(const vector<string>& list) {
    int t = 0;
    for (const auto& s : list) t += s.length();
    return t;
}
int main() {
    names[1] = {"a", "bcd"};
    for (const auto& s : names[1]) cout << s << '\\n';
    cout << total(names[1]) << '\\n';
}
""",
    ),
)


def _range_for(loop: str, head: str = "") -> str:
    return f"""
#include <bits/stdc++.h>
using namespace std;
{head}
int main() {{
    vector<string> words = {{"a", "b"}};
    {loop}
}}
"""


_MEM7_REFUSES = (
    Refuses("a copy has less capacity", _range_for("for (auto w : words) cout << w.capacity();")),
    Refuses("element is modified", _range_for("for (auto w : words) { w += '!'; cout << w; }")),
    Refuses(
        "another thread may write the container", _range_for("thread t(f); for (auto w : words) cout << w; t.join();")
    ),
    Refuses("element is sorted", _range_for("for (auto w : words) { sort(w.begin(), w.end()); cout << w; }")),
    Refuses("element is subscripted and written", _range_for("for (auto w : words) { w[0] = 'x'; cout << w; }")),
    Refuses(
        "element is handed on by reference", _range_for("for (auto w : words) f(w);", "void f(string& s) { s += 'x'; }")
    ),
    Refuses("element goes to an unknown function", _range_for("for (auto w : words) f(w);")),
    Refuses("element is moved from", _range_for("vector<string> o; for (auto w : words) o.push_back(move(w));")),
    Refuses("element is read into", _range_for("for (auto w : words) { cin >> w; cout << w; }")),
    Refuses("reference to the element", _range_for("for (auto w : words) { auto& r = w; r += 'x'; cout << r; }")),
    Refuses("address of the element", _range_for("for (auto w : words) { string* p = &w; *p += 'x'; cout << w; }")),
    Refuses("container is written in the body", _range_for('for (auto w : words) { words[0] = "z"; cout << w; }')),
    Refuses(
        "container is written by a function that the body calls",
        _range_for("for (auto w : all) { g(); cout << w; }", "vector<string> all;\nvoid g() { all[0] += 'x'; }"),
    ),
    Refuses(
        "container is written through a reference",
        _range_for('auto& other = words; for (auto w : words) { other[0] = "z"; cout << w; }'),
    ),
    Refuses("cheap elements", _range_for("vector<pair<int, int>> v(3); for (auto p : v) cout << p.first;")),
    Refuses("proxy elements", _range_for("vector<bool> b(3); for (auto x : b) cout << x;")),
    Refuses(
        "conversion: the loop makes the strings", _range_for("vector<const char*> c; for (string s : c) cout << s;")
    ),
    Refuses(
        "already a reference", _range_for("for (const auto& w : words) cout << w; for (auto& w : words) w += 'x';")
    ),
    Refuses(
        "container is a member that the body's call changes",
        """
#include <string>
#include <vector>
struct Pool {
    std::vector<std::string> all;
    void drop() { all.clear(); }
    size_t run() {
        size_t n = 0;
        for (auto w : all) { drop(); n += w.size(); }
        return n;
    }
};
""",
    ),
    Refuses(
        "row that is changed element by element",
        _range_for("vector<vector<int>> g(2); for (auto r : g) for (auto& x : r) x++;"),
    ),
    Refuses(
        "iterator into the copy", _range_for("for (auto w : words) { auto it = w.begin(); *it = 'x'; cout << w; }")
    ),
    Refuses(
        "map in the element is subscripted", _range_for("vector<map<int, int>> ms(2); for (auto m : ms) cout << m[3];")
    ),
    Refuses(
        "range of a function that returns a reference",
        _range_for("for (auto w : f()) { cout << w; }", "vector<string>& f();"),
    ),
    Refuses(
        "macro in the body", _range_for("for (auto w : words) { CLEAR; cout << w; }", "#define CLEAR words.clear()")
    ),
    Refuses("const is cast away", _range_for("for (auto w : words) const_cast<string&>(w) += 'x';")),
    Refuses("captured by a lambda", _range_for("for (auto w : words) { auto f = [w]() mutable { w += 'x'; }; f(); }")),
    Refuses("type unknown", _range_for("for (auto w : make()) cout << w;", "auto make();")),
    Refuses(
        "element type of the program",
        _range_for("vector<T> v; for (auto t : v) cout << t.n;", "struct T { T(const T&); int n; };"),
    ),
    Refuses(
        "another container hides the name", _range_for("{ vector<int> words(2); for (auto w : words) cout << w; }")
    ),
    Refuses("broken text", _range_for("for (auto w : words) { cout << w; ")),
    Refuses(
        "template function",
        """
#include <vector>
template <class T>
int f(std::vector<T> v) {
    int n = 0;
    for (auto x : v) n += x.size();
    return n;
}
""",
    ),
)

CASES = (
    RuleCases("MEM3", _MEM3_APPLIES, _MEM3_REFUSES),
    RuleCases("MEM7", _MEM7_APPLIES, _MEM7_REFUSES),
)
