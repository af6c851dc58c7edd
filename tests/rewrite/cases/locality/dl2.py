"""Table for DL2 (rewrite/rules/locality/packed_rows.py)."""

from rule_cases import Applies, Refuses, RuleCases

_CLASS = """
// Rows of values: add() takes them in any order, pack() then puts the rows one behind the other in one array.
template <class T>
struct packed_rows {
    struct row {
        T *first, *last;
        T *begin() const { return first; }
        T *end() const { return last; }
        size_t size() const { return last - first; }
        bool empty() const { return first == last; }
        T &front() const { return *first; }
        T &back() const { return last[-1]; }
        T &operator[](size_t at) const { return first[at]; }
    };

    explicit packed_rows(size_t rows = 0) { resize(rows); }

    void resize(size_t rows) {
        starts.resize(rows);
        starts.push_back(0);
    }

    size_t size() const { return starts.size() - 1; }

    row operator[](size_t at) const { return {values.get() + starts[at], values.get() + starts[at + 1]}; }

    void add(unsigned row, const T &value) { added.emplace_back(row, value); }

    void pack() {
        for (const auto &each : added)
            ++starts[each.first];
        for (size_t at = 1; at < starts.size(); ++at)
            starts[at] += starts[at - 1];
        values.reset(new T[added.size()]);
        for (size_t at = added.size(); at-- > 0;)
            values[--starts[added[at].first]] = added[at].second;
        vector<pair<unsigned, T>>().swap(added);
    }

private:
    vector<pair<unsigned, T>> added;
    vector<size_t> starts;
    unique_ptr<T[]> values;
};

""".lstrip("\n")
_WIDE = _CLASS.replace("unsigned", "size_t")
for _name in ("size_t", "vector<", "pair<", "unique_ptr"):
    _WIDE = _WIDE.replace(_name, f"std::{_name}")

_APPLIES = (
    Applies(
        "two graphs, a parameter, a lambda, sorted rows, changed values",
        """
#include <algorithm>
#include <functional>
#include <iostream>
#include <vector>
using namespace std;

/* Depth first. */
void visit(int u, const vector<vector<int>>& adj, vector<bool>& seen) {
    if (seen[u]) return;
    seen[u] = true;
    for (int v : adj[u]) visit(v, adj, seen);
    cout << u << ' ';
}

int main() {
    int n, m;
    cin >> n >> m;
    vector<vector<int>> adj(n + 1);
    vector<vector<int>> back(n + 1);
    for (int i = 0; i < m; i++) {
        int u, v;
        cin >> u >> v;
        adj[u].push_back(v);
        back[ v ].emplace_back(u), adj[v].push_back(u);
    }
    for (size_t u = 1; u < adj.size(); u++) sort(adj[u].begin(), adj[u].end());
    vector<bool> seen(n + 1);
    visit(1, adj, seen);
    vector<bool> seen_back(n + 1);
    visit(n, back, seen_back);
    function<int(int, int)> depth = [&](int u, int from) {
        int most = 0;
        for (const auto& v : back[u])
            if (v < u && v != from) most = max(most, depth(v, u) + 1);
        return most;
    };
    for (int u = 1; u <= n; u++) {
        if (!back[u].empty()) cout << depth(u, 0) << ':' << back[u].size() << back[u][0] << back[u].back() << ' ';
        for (size_t k = 0; k < adj[u].size(); k++) adj[u][k] *= 2;
        for (auto v : adj[u]) cout << v << ',';
    }
    cout << endl;
}
""",
        """
#include <algorithm>
#include <functional>
#include <iostream>
#include <vector>
#include <cstddef>
#include <memory>
#include <utility>
using namespace std;

@CLASS@/* Depth first. */
void visit(int u, const packed_rows<int>& adj, vector<bool>& seen) {
    if (seen[u]) return;
    seen[u] = true;
    for (int v : adj[u]) visit(v, adj, seen);
    cout << u << ' ';
}

int main() {
    int n, m;
    cin >> n >> m;
    packed_rows<int> adj(n + 1);
    packed_rows<int> back(n + 1);
    for (int i = 0; i < m; i++) {
        int u, v;
        cin >> u >> v;
        adj.add(u, v);
        back.add(v, u), adj.add(v, u);
    }
    adj.pack();
    for (size_t u = 1; u < adj.size(); u++) sort(adj[u].begin(), adj[u].end());
    vector<bool> seen(n + 1);
    visit(1, adj, seen);
    vector<bool> seen_back(n + 1);
    back.pack();
    visit(n, back, seen_back);
    function<int(int, int)> depth = [&](int u, int from) {
        int most = 0;
        for (const auto& v : back[u])
            if (v < u && v != from) most = max(most, depth(v, u) + 1);
        return most;
    };
    for (int u = 1; u <= n; u++) {
        if (!back[u].empty()) cout << depth(u, 0) << ':' << back[u].size() << back[u][0] << back[u].back() << ' ';
        for (size_t k = 0; k < adj[u].size(); k++) adj[u][k] *= 2;
        for (auto v : adj[u]) cout << v << ',';
    }
    cout << endl;
}
""".replace("@CLASS@", _CLASS),
        stdin="5 6 1 2 2 3 1 5 4 5 2 4 3 5",
    ),
    Applies(
        "global arrays read in functions, pairs, structs, filled by a function",
        """
#include <bits/stdc++.h>

const int N = 2005;
typedef long long ll;
struct Edge {
    int to;
    long long weight;
};

std::vector<std::pair<int, ll>> near[N];
static std::vector<std::vector<Edge>> edges;
std::vector<int> tree[N + 1 - 1], own[3000];
std::vector<int> leaves[5000];

void add_edge(std::vector<int> g[], int u, int v) {
    g[u].push_back(v);
    g[v].push_back(u);
}

ll total(int u, int from) {
    ll sum = 0;
    for (auto [v, w] : near[u])
        if (v != from) sum += w * 3 + total(v, u);
    for (Edge e : edges[u]) sum += e.to * e.weight;
    return sum;
}

int count(std::vector<int> g[], int u, int from) {
    int found = 1;
    for (int i = 0; i < (int)g[u].size(); i++)
        if (g[u][i] != from) found += count(g, g[u][i], u);
    return found;
}

int main() {
    ll n;
    std::cin >> n;
    edges.assign(n, {});
    for (int i = 1; i < n; i++) {
        int p;
        std::cin >> p;
        near[p].push_back({i, i * 2});
        near[i].emplace_back(p, i * 2);
        edges[p].push_back(Edge{i, i + p});
        add_edge(leaves, p, i);
    }
    for (int u = 0; u < n; u++) std::cout << total(u, u) << ' ' << count(leaves, u, -1) << ' ';
    std::cout << std::endl;
}
""",
        """
#include <bits/stdc++.h>

const int N = 2005;
typedef long long ll;
struct Edge {
    int to;
    long long weight;
};

@WIDE@packed_rows<std::pair<int, ll>> near(N);
static packed_rows<Edge> edges;
std::vector<int> tree[N + 1 - 1], own[3000];
packed_rows<int> leaves(5000);

void add_edge(packed_rows<int> &g, int u, int v) {
    g.add(u, v);
    g.add(v, u);
}

ll total(int u, int from) {
    ll sum = 0;
    for (auto [v, w] : near[u])
        if (v != from) sum += w * 3 + total(v, u);
    for (Edge e : edges[u]) sum += e.to * e.weight;
    return sum;
}

int count(packed_rows<int> &g, int u, int from) {
    int found = 1;
    for (int i = 0; i < (int)g[u].size(); i++)
        if (g[u][i] != from) found += count(g, g[u][i], u);
    return found;
}

int main() {
    ll n;
    std::cin >> n;
    edges.resize(n);
    for (int i = 1; i < n; i++) {
        int p;
        std::cin >> p;
        near.add(p, {i, i * 2});
        near.add(i, {p, i * 2});
        edges.add(p, Edge{i, i + p});
        add_edge(leaves, p, i);
    }
    near.pack();
    edges.pack();
    leaves.pack();
    for (int u = 0; u < n; u++) std::cout << total(u, u) << ' ' << count(leaves, u, -1) << ' ';
    std::cout << std::endl;
}
""".replace("@WIDE@", _WIDE),
        stdin="6 0 1 1 2 0",
    ),
)

_EARLY = """
#include <bits/stdc++.h>
@CLASS@@TABLE@
using namespace std;
void show(int u) { for (int v : adj[u]) show(v); cout << u; }
int main() {
    int n;
    cin >> n;
    for (int i = 1; i < n; i++) @ADD@;
    @PACK@show(0);
}
"""
_SHORT = _CLASS
for _name in ("size_t", "vector<", "pair<", "unique_ptr"):
    _SHORT = _SHORT.replace(_name, f"std::{_name}")
_MORE = "#include <cstddef>\n#include <memory>\n#include <utility>\n"
_APPLIES += (
    Applies(
        "declared before namespace std is opened",
        _EARLY.replace("@CLASS@", "")
        .replace("@TABLE@", "std::vector<int> adj[2000];")
        .replace("@ADD@", "adj[i / 2].push_back(i)")
        .replace("@PACK@", ""),
        _EARLY.replace("@CLASS@", _SHORT)
        .replace("@TABLE@", "packed_rows<int> adj(2000);")
        .replace("@ADD@", "adj.add(i / 2, i)")
        .replace("@PACK@", "adj.pack();\n    "),
        stdin="5",
    ),
    Applies(
        "right below the includes, of which it needs more",
        _EARLY.replace("<bits/stdc++.h>", "<iostream>\n#include <vector>")
        .replace("@CLASS@", "")
        .replace("@TABLE@", "std::vector<int> adj[2000];")
        .replace("@ADD@", "adj[i / 2].push_back(i)")
        .replace("@PACK@", ""),
        _EARLY.replace("<bits/stdc++.h>\n@CLASS@", f"<iostream>\n#include <vector>\n{_MORE}{_SHORT.lstrip()}")
        .replace("@TABLE@", "packed_rows<int> adj(2000);")
        .replace("@ADD@", "adj.add(i / 2, i)")
        .replace("@PACK@", "adj.pack();\n    "),
        stdin="5",
    ),
)

_FILL = "for (int i = 0; i < n; i++) adj[i / 2].push_back(i);"
_READ = "for (int u = 0; u < n; u++) for (int v : adj[u]) cout << v;"
_TABLE = "vector<vector<int>> adj(n);"


def _graph(body: str, table: str = _TABLE, head: str = "") -> str:
    return f"""
#include <bits/stdc++.h>
using namespace std;
{head}
int main() {{
    int n;
    cin >> n;
    {table}
    {body}
}}
"""


def _filled(then: str, table: str = _TABLE, head: str = "") -> str:
    return _graph(f"{_FILL}\n    {_READ}\n    {then}", table, head)


def _with(function: str) -> str:
    return _filled("f(adj);", head=function)


def _global(body: str, then: str = "") -> str:
    dfs = "vector<int> adj[2000];\nvoid dfs(int u) { for (int v : adj[u]) dfs(v); cout << u; }\n"
    return _graph(body, "", dfs + then)


_SHOW = "void f(const vector<vector<int>>& g) { for (int v : g[0]) cout << v; }"
_REFUSES = (
    Refuses("filled again after it was read", _filled(_FILL)),
    Refuses(
        "filled and read by turns",
        _graph("for (int i = 0; i < n; i++) { adj[0].push_back(i); cout << adj[i].size(); }"),
    ),
    Refuses("grows while it is read", _graph(f"{_FILL} for (int v : adj[0]) adj[v + 1].push_back(v);")),
    Refuses("appends what it has", _graph(f"for (int i = 1; i < n; i++) adj[i].push_back(adj[i - 1][0]); {_READ}")),
    Refuses("a row is kept", _filled("auto& row = adj[0]; cout << row.size();")),
    Refuses("a row is copied", _filled("vector<int> row = adj[0]; cout << row.size();")),
    Refuses("a row is passed on", _filled("f(adj[0]);", head="void f(const vector<int>& row) { cout << row.size(); }")),
    Refuses("a row is assigned", _filled("adj[0] = {1, 2};")),
    Refuses("a row is emptied", _filled("adj[0].clear();")),
    Refuses("values are taken out", _filled("adj[0].pop_back();")),
    Refuses("values are erased", _filled("adj[0].erase(unique(adj[0].begin(), adj[0].end()), adj[0].end());")),
    Refuses("a row is reserved", _graph(f"adj[0].reserve(n); {_FILL} {_READ}")),
    Refuses("an iterator is kept", _filled("vector<int>::iterator it = adj[0].begin(); cout << *it;")),
    Refuses("rows are swapped", _filled("swap(adj[0], adj[1]);")),
    Refuses("rows are sorted", _filled("sort(adj.begin(), adj.end());")),
    Refuses("rows are visited", _filled("for (auto& row : adj) cout << row.size();")),
    Refuses("rows are added", _filled("adj.push_back({1});")),
    Refuses("rows are added later", _filled("adj.resize(2 * n);")),
    Refuses("rows that start with values", _filled("", "vector<vector<int>> adj(n, vector<int>(3));")),
    Refuses("starts with a copy", _filled("", "vector<vector<int>> one(n), adj(one);")),
    Refuses("starts with rows", _filled("", "vector<vector<int>> adj{{1}, {2}};")),
    Refuses("sized in a loop", _graph(f"while (n--) {{ adj.resize(n); {_FILL} {_READ} }}", "vector<vector<int>> adj;")),
    Refuses("sized by a condition", _graph(f"if (n) adj.resize(n); {_FILL} {_READ}", "vector<vector<int>> adj;")),
    Refuses("never sized", _filled("", "vector<vector<int>> adj;")),
    Refuses("few rows", _filled("", "vector<vector<int>> adj(26);")),
    Refuses("rows of bits", _filled("", "vector<vector<bool>> adj(n);")),
    Refuses("rows of text", _filled("", "vector<vector<string>> adj(n);").replace("int v", "auto v")),
    Refuses(
        "values with a constructor",
        _filled("", "vector<vector<E>> adj(n);", "struct E { int x; E(int y) : x(y) {} operator int() const; };"),
    ),
    Refuses("copied", _filled("auto other = adj; cout << other.size();")),
    Refuses("captured by value", _filled("auto f = [=] { return adj[0].size(); }; cout << f();")),
    Refuses("captured by name and value", _filled("auto f = [adj] { return adj[0].size(); }; cout << f();")),
    Refuses("filled in a lambda", _graph(f"auto add = [&](int u) {{ adj[u].push_back(u); }}; add(1); {_READ}")),
    Refuses(
        "a lambda that reads is made before it is filled",
        _graph(f"auto f = [&](int u) {{ for (int v : adj[u]) cout << v; }}; {_FILL} f(1); {_READ}"),
    ),
    Refuses("passed by value", _with("void f(vector<vector<int>> g) { cout << g[0].size(); }")),
    Refuses("passed to a function elsewhere", _with("void f(const vector<vector<int>>& g);")),
    Refuses("passed beside a temporary", _filled("f(adj); f(vector<vector<int>>(n));", head=_SHOW)),
    Refuses(
        "passed beside a table that is changed",
        _filled("vector<vector<int>> other(n); f(other); other[0].push_back(1); f(other); f(adj);", head=_SHOW),
    ),
    Refuses(
        "a function that reads and fills",
        _graph(
            f"{_FILL} f(adj, 1); {_READ}",
            head="void f(vector<vector<int>>& g, int u) { for (int v : g[u]) g[v].push_back(u); }",
        ),
    ),
    Refuses("a template", _with("template <class T> void f(const T& g) { for (int v : g[0]) cout << v; }")),
    Refuses("overloaded", _with("void f(int);\nvoid f(vector<vector<int>>& g) { cout << g[0].size(); }")),
    Refuses("declared first", _with(f"void f(const vector<vector<int>>& g);\n{_SHOW}")),
    Refuses("the function's address is taken", _filled("auto p = f; f(adj); p(adj);", head=_SHOW)),
    Refuses(
        "returned",
        _graph(
            "cout << make(n)[0].size();",
            "",
            f"vector<vector<int>> make(int n) {{ vector<vector<int>> adj(n); {_FILL} {_READ} return adj; }}",
        ),
    ),
    Refuses("global, read before it is filled", _global(f"dfs(0); {_FILL} dfs(1);")),
    Refuses("global, filled in each test", _global(f"while (n--) {{ {_FILL} dfs(0); }}")),
    Refuses("global, read by an initial value", _global(f"{_FILL} dfs(0);", "int first = (dfs(0), 1);")),
    Refuses(
        "global, read by a comparator",
        _global(f"{_FILL} dfs(0);", "struct C { bool operator()(int a, int b) { return adj[a][0] < b; } };"),
    ),
    Refuses("global, main calls itself", _global(f"{_FILL} dfs(0); if (n > 9) main();")),
    Refuses("global, a header of the project", _global(f"{_FILL} dfs(0);", '#include "graph.h"')),
    Refuses("global, read by a macro", _global(f"DFS; {_FILL} dfs(0);", "#define DFS dfs(1)")),
    Refuses(
        "global, for other files", _global(f"{_FILL} dfs(0);").replace("vector<int> adj", "extern vector<int> adj")
    ),
    Refuses(
        "a member",
        _graph(
            "G g; g.add(1, 2); g.show();",
            "",
            "struct G {\n    vector<vector<int>> adj;\n    void add(int u, int v) { adj[u].push_back(v); }\n"
            "    void show() { for (int v : adj[0]) cout << v; }\n};",
        ),
    ),
    Refuses("row and value depend on their order", _graph(f"for (int i = 0; i < n;) adj[i].push_back(i++); {_READ}")),
    Refuses(
        "value is read from the input",
        _graph(
            f"for (int i = 0; i < n; i++) adj[i].push_back(next()); {_READ}",
            head="int next() { int x; cin >> x; return x; }",
        ),
    ),
    Refuses("what was appended is kept", _graph(f"int& x = adj[0].emplace_back(1); {_FILL} {_READ} cout << x;")),
    Refuses("an alias", _filled("", "G adj(n);", "typedef vector<vector<int>> G;")),
    Refuses("own vector", _filled("", head="template <class T> struct vector { vector(int); };")),
    Refuses("jumps", _graph(f"again: {_FILL} {_READ} if (n-- > 9) goto again;")),
    Refuses("compiled in parts", _graph(f"{_FILL}\n#ifdef X\n    adj[0].push_back(1);\n#endif\n    {_READ}")),
    Refuses("nothing is given", _graph(f"for (int i = 0; i < n; i++) adj[i / 2].emplace_back(); {_READ}")),
    Refuses(
        "a struct's values may be narrowed",
        _filled("adj[0].emplace_back(1, n * 0.5);", "vector<vector<E>> adj(n);", "struct E { int to; float w; };")
        .replace("push_back(i)", "emplace_back(i, i * 0.5)")
        .replace(_READ, "for (int u = 0; u < n; u++) for (E e : adj[u]) cout << e.to;"),
    ),
    Refuses(
        "another function for what is const",
        _filled(
            "f(adj);",
            head="void g(int& x); void g(const int& x);\n"
            "void f(const vector<vector<int>>& t) { for (auto& v : t[0]) g(v); }",
        ),
    ),
    Refuses(
        "another function for an element that is const",
        _filled(
            "f(adj);",
            head="void g(int& x); void g(const int& x);\nvoid f(const vector<vector<int>>& t) { g(t[0][0]); }",
        ),
    ),
    Refuses("appended to once", _graph(f"adj[0].push_back(1); {_READ}")),
    Refuses("never filled", _graph(_READ)),
    Refuses("threads", _filled("thread t([&] { cout << adj[0].size(); }); t.join();")),
    Refuses("a macro changes the class", _filled("", head="#define first second")),
    Refuses("a header is included only later", _global(f"{_FILL} dfs(0);") + "#include <memory>\n"),
    Refuses("broken text", _filled("adj[0.push_back(;")),
)

CASES = (RuleCases("DL2", _APPLIES, _REFUSES),)
