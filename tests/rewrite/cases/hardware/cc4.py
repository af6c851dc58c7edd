"""Table for CC4 (rewrite/rules/hardware/prefetching.py)."""

from rule_cases import Applies, Refuses, RuleCases

_APPLIES = (
    Applies(
        "a field as index, a variable for the index, arithmetic on it, bodies of one line",
        """
#include <iostream>
#include <vector>
using namespace std;

struct Edge {
    int to, weight;
};

long long gain(const vector<long long>& value, const vector<Edge>& edges) {
    long long sum = 0;
    for (size_t k = 0; k < edges.size(); k++)
        sum += value[edges[k].to] * edges[k].weight;
    return sum;
}

int parent[1000000], order[500], seen[1000000];

int main() {
    int n;
    cin >> n;
    vector<long long> value(n);
    vector<Edge> edges(3 * n);
    for (int i = 0; i < 3 * n; i++) edges[i] = {i * 7 % n, i};
    for (int i = 0; i < n; i++) value[i] = i * i, order[i] = (i * 11 + 3) % 900000;
    cout << gain(value, edges) << ' ';
    int odd = 0;
    for (int i = 1; i <= n - 1; ++i) {
        // where it leads
        const int place = order[i] * 2 % 999983;
        if (parent[place] & 1) odd++;
        seen[place + i] += i;
        parent[place] = i;
    }
    for (int i = 0; i < n; i++) { odd += seen[order[i]]; }
    cout << odd << ' ' << seen[8] << endl;
}
""",
        """
#include <iostream>
#include <vector>
using namespace std;

struct Edge {
    int to, weight;
};

long long gain(const vector<long long>& value, const vector<Edge>& edges) {
    long long sum = 0;
    for (size_t k = 0; k < edges.size(); k++)
        {
            if (edges.size() - k > 16) __builtin_prefetch(&value[edges[k + 16].to]);
            sum += value[edges[k].to] * edges[k].weight;
        }
    return sum;
}

int parent[1000000], order[500], seen[1000000];

int main() {
    int n;
    cin >> n;
    vector<long long> value(n);
    vector<Edge> edges(3 * n);
    for (int i = 0; i < 3 * n; i++) edges[i] = {i * 7 % n, i};
    for (int i = 0; i < n; i++) value[i] = i * i, order[i] = (i * 11 + 3) % 900000;
    cout << gain(value, edges) << ' ';
    int odd = 0;
    for (int i = 1; i <= n - 1; ++i) {
        if ((n - 1) - i >= 16) __builtin_prefetch(&parent[order[i + 16] * 2 % 999983]);
        // where it leads
        const int place = order[i] * 2 % 999983;
        if (parent[place] & 1) odd++;
        seen[place + i] += i;
        parent[place] = i;
    }
    for (int i = 0; i < n; i++) { if (n - i > 16) __builtin_prefetch(&seen[order[i + 16]]); odd += seen[order[i]]; }
    cout << odd << ' ' << seen[8] << endl;
}
""",
        stdin="300",
    ),
)


def _loop(body: str, head: str = "for (int i = 0; i < n; i++)", tables: str = "", above: str = "") -> str:
    return f"""
#include <bits/stdc++.h>
using namespace std;
{above}
int main() {{
    int n, m = 9;
    cin >> n;
    vector<int> p(n), q(n);
    {tables or "vector<int> a(n);"}
    long long sum = 0;
    {head} {{
        {body}
    }}
    cout << sum;
}}
"""


_SUM = "sum += a[p[i]];"
_REFUSES = (
    Refuses("left early", _loop(f"if (i > m) break; {_SUM}")),
    Refuses("left by return", _loop(f"if (i > m) return 1; {_SUM}")),
    Refuses("passes are skipped", _loop(f"if (q[i]) continue; {_SUM}")),
    Refuses("under a condition", _loop("if (p[i] < n) sum += a[p[i]];")),
    Refuses("in an else", _loop("if (q[i]) sum++; else sum += a[p[i]];")),
    Refuses("in the condition of an else", _loop("if (q[i]) sum++; else if (a[p[i]]) sum--;")),
    Refuses("behind and", _loop("if (p[i] < n && a[p[i]]) sum++;")),
    Refuses("behind or", _loop("sum += p[i] >= n || a[p[i]];")),
    Refuses("in a conditional expression", _loop("sum += p[i] < n ? a[p[i]] : 0;")),
    Refuses("in a switch", _loop("switch (q[i]) { case 1: sum += a[p[i]]; }")),
    Refuses("an inner loop", _loop(f"{_SUM} for (int k = 0; k < m; k++) sum += q[k];")),
    Refuses("indices change", _loop(f"{_SUM} p[i] = 0;")),
    Refuses("later indices are made", _loop(f"{_SUM} p[i + 1] = a[p[i]];")),
    Refuses("indices are read in", _loop(f"cin >> p[i]; {_SUM}")),
    Refuses("indices may be the table", _loop("a[p[i]] = i;", tables="vector<int>& a = p;")),
    Refuses("indices come from the table", _loop("a[a[i]]++;")),
    Refuses("the index is changed", _loop("int k = p[i]; k += m; sum += a[k];")),
    Refuses("the index is narrowed", _loop("short k = p[i]; sum += a[k];")),
    Refuses("the index is a reference", _loop("int& k = p[i]; sum += a[k];")),
    Refuses("the index depends on the pass", _loop("sum += a[p[i]]; m = p[i]; sum += a[p[i] % m];".replace(_SUM, ""))),
    Refuses("the table grows", _loop(f"{_SUM} a.push_back(i);")),
    Refuses("the table is assigned", _loop(f"{_SUM} a = q;")),
    Refuses("the table may be assigned", _loop(f"{_SUM} b = q;", tables="vector<int> a(n); vector<int>& b = a;")),
    Refuses("the table is swapped", _loop(f"{_SUM} swap(a, q);")),
    Refuses("the table's pointer steps", _loop(f"{_SUM} a++;", tables="int* a = q.data();")),
    Refuses("the counter is changed", _loop(f"{_SUM} if (q[i]) i++;")),
    Refuses("the bound is changed", _loop(f"{_SUM} if (q[i]) n--;")),
    Refuses("the bound is a function's", _loop(_SUM, "for (int i = 0; i < f(); i++)", above="int f();")),
    Refuses("two by two", _loop(_SUM, "for (int i = 0; i < n; i += 2)")),
    Refuses("backwards", _loop(_SUM, "for (int i = n - 1; i >= 0; i--)")),
    Refuses("until it is equal", _loop(_SUM, "for (int i = 0; i != n; i++)")),
    Refuses("starts below zero", _loop("sum += a[p[i + 5]];", "for (int i = -5; i < n; i++)")),
    Refuses("start is not known", _loop("sum += a[p[i + 5]];", "for (int i = m; i < n; i++)").replace("m = 9", "m")),
    Refuses("a while loop", _loop(f"{_SUM} i++;", "int i = 0; while (i < n)")),
    Refuses("straight on", _loop("sum += a[i];")),
    Refuses("an index that is computed", _loop("sum += a[i * 7 % n];")),
    Refuses("always the same", _loop("sum += a[p[0]] + q[i];")),
    Refuses("a function that may throw or exit", _loop(f"f(i); {_SUM}", above="void f(int);")),
    Refuses("prints", _loop(f'printf("%d", i); {_SUM}')),
    Refuses("bounds are checked", _loop("sum += a[p.at(i)];")),
    Refuses("throws", _loop(f"if (q[i]) throw 1; {_SUM}")),
    Refuses("objects are made", _loop(f"string s(i, 'a'); {_SUM}")),
    Refuses("own operators", _loop(_SUM, above="struct B {}; B operator+(B, B);")),
    Refuses("a table of bits", _loop(_SUM, tables="vector<bool> a(n);")),
    Refuses("a table of rows", _loop("sum += a[p[i]].size();", tables="vector<vector<int>> a(n);")),
    Refuses("a map", _loop(_SUM, tables="map<int, int> a;")),
    Refuses("a small table", _loop(_SUM, tables="vector<int> a(1000);")),
    Refuses("a small array", _loop(_SUM, tables="static int a[1000];")),
    Refuses("indices are bytes", _loop("sum += a[s[i]];", tables="vector<int> a(n); string s(n, 'a');")),
    Refuses("digits", _loop("a[s[i] - '0']++;", tables="vector<int> a(n); string s(n, '1');")),
    Refuses("a small array with values", _loop("a[p[i]]++;", tables="int a[30] = {};")),
    Refuses("only its size is asked for", _loop("sum += sizeof(a[p[i]]);")),
    Refuses("volatile indices", _loop(_SUM, tables="vector<int> a(n); volatile int p[99];")),
    Refuses("threads", _loop(f"{_SUM}", "#pragma omp parallel for\n    for (int i = 0; i < n; i++)")),
    Refuses("compiled in parts", _loop(f"\n#ifdef X\n        break;\n#endif\n        {_SUM}")),
    Refuses("a lambda", _loop(f"auto f = [&] {{ a.clear(); }}; {_SUM}")),
    Refuses("jumps", _loop(f"if (q[i]) goto end; {_SUM}").replace("cout <<", "end: cout <<")),
    Refuses("prefetched already", _loop(f"__builtin_prefetch(&a[p[i] + 1]); {_SUM}")),
    Refuses(
        "the compiler runs it",
        "constexpr long f(const int* a, const int* p, int n) { long s = 0; "
        "for (int i = 0; i < n; i++) s += a[p[i]]; return s; }\n",
    ),
    Refuses(
        "a lambda that the compiler may run",
        "auto f = [](const int* a, const int* p, int n) { long s = 0; "
        "for (int i = 0; i < n; i++) s += a[p[i]]; return s; };\nconstexpr long none = f(nullptr, nullptr, 0);\n",
    ),
    Refuses("broken text", _loop(f"sum += ; {_SUM}")),
)

CASES = (RuleCases("CC4", _APPLIES, _REFUSES),)
