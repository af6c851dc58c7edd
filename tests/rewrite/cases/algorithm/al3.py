"""Table for AL3 (rewrite/rules/algorithm/order_statistic.py)."""

from rule_cases import Applies, Refuses, RuleCases

_APPLIES = (
    Applies(
        "medians of vectors, k-th of an array",
        """
#include <algorithm>
#include <functional>
#include <iostream>
#include <string>
#include <vector>
using namespace std;
int a[1000];
int median(vector<int> v) {
    sort(v.begin(), v.end());
    int middle = v.size() / 2;
    return v[middle];
}
string second(vector<string> words) {
    std::sort(words.begin(), words.end());
    return words.size() > 1 ? words[1] : "none";
}
int main() {
    int n, k;
    cin >> n >> k;
    vector<int> v;
    for (int i = 1; i <= n; ++i) {
        a[i] = i * 7919 % 1009;
        v.push_back(a[i]);
    }
    vector<long long> w(v.begin(), v.end());
    sort(w.begin(), w.end(), greater<long long>());
    cout << w[w.size() / 4] << " " << w.size() << "\\n";
    sort(a + 1, a + n + 1);
    cout << a[k] << " " << median(v) << " " << second({"b", "a", "c"}) << " " << second({}) << "\\n";
    stable_sort(v.begin(), v.end());
    if (k - 1 < n) cout << v[k - 1] + v[k - 1] << "\\n";
}
""",
        """
#include <algorithm>
#include <functional>
#include <iostream>
#include <string>
#include <vector>
using namespace std;
int a[1000];
int median(vector<int> v) {
    nth_element(v.begin(), v.begin() + static_cast<int>(v.size() / 2), v.end());
    int middle = v.size() / 2;
    return v[middle];
}
string second(vector<string> words) {
    if (words.size() > 1) std::nth_element(words.begin(), words.begin() + 1, words.end());
    return words.size() > 1 ? words[1] : "none";
}
int main() {
    int n, k;
    cin >> n >> k;
    vector<int> v;
    for (int i = 1; i <= n; ++i) {
        a[i] = i * 7919 % 1009;
        v.push_back(a[i]);
    }
    vector<long long> w(v.begin(), v.end());
    nth_element(w.begin(), w.begin() + (w.size() / 4), w.end(), greater<long long>());
    cout << w[w.size() / 4] << " " << w.size() << "\\n";
    if (k >= 1 && k <= n) nth_element(a + 1, a + k, a + n + 1);
    cout << a[k] << " " << median(v) << " " << second({"b", "a", "c"}) << " " << second({}) << "\\n";
    if (k - 1 >= 0 && k - 1 < static_cast<int>(v.size())) nth_element(v.begin(), v.begin() + (k - 1), v.end());
    if (k - 1 < n) cout << v[k - 1] + v[k - 1] << "\\n";
}
""",
        stdin="500 137",
    ),
    Applies(
        "in a loop that makes the vector",
        """
#include <algorithm>
#include <cstdio>
#include <vector>
int main() {
    int n;
    std::scanf("%d", &n);
    for (int round = 3; round < n; ++round) {
        std::vector<unsigned> v(n);
        for (int i = 0; i < n; ++i) v[i] = i * 31u % (round * 3);
        std::sort(v.begin(), v.end());
        for (int i = 0; i < 2; ++i) std::printf("%u\\n", v[round] + i);
    }
}
""",
        """
#include <algorithm>
#include <cstdio>
#include <vector>
int main() {
    int n;
    std::scanf("%d", &n);
    for (int round = 3; round < n; ++round) {
        std::vector<unsigned> v(n);
        for (int i = 0; i < n; ++i) v[i] = i * 31u % (round * 3);
        if (round >= 0 && round < static_cast<int>(v.size())) std::nth_element(v.begin(), v.begin() + round, v.end());
        for (int i = 0; i < 2; ++i) std::printf("%u\\n", v[round] + i);
    }
}
""",
        stdin="20",
    ),
)


def _refuses(name: str, body: str, before: str = "") -> Refuses:
    head = "#include <bits/stdc++.h>\nusing namespace std;\n"
    return Refuses(name, f"{head}{before}\nint f(vector<int> v, int k, int n) {{ {body} }}\n")


_SORT = "sort(v.begin(), v.end());"
_REFUSES = (
    _refuses("two places", f"{_SORT} return v[k] + v[k + 1];"),
    _refuses("all are printed", f"{_SORT} for (int x : v) cout << x; return v[k];"),
    _refuses("the index changes in a loop", f"{_SORT} for (k = 0; k < 3; ++k) cout << v[k]; return 0;"),
    _refuses("the index changes after the sort", f"{_SORT} k++; return v[k];"),
    _refuses("the index comes from a function", f"{_SORT} return v[rand() % n];"),
    _refuses("the index is an element", f"{_SORT} return v[v[k]];"),
    _refuses("divides by a variable", f"{_SORT} return n ? v[k / n] : 0;"),
    _refuses("an assignment in the index", f"{_SORT} return v[k = 2];"),
    _refuses("the element is written", f"{_SORT} v[k] = 3; return v[k];"),
    _refuses("searched by halves", f"{_SORT} return v[k] + binary_search(v.begin(), v.end(), k);"),
    _refuses("a reference to it stays", f"{_SORT} const int& x = v[k]; return *(&x + 1);"),
    _refuses("the name means something else at the sort", f"{{ int k = 2; {_SORT} cout << k; }} return v[k];"),
    _refuses("handed on", f"{_SORT} g(v); return v[k];", "void g(const vector<int>& v) { for (int x : v) cout << x; }"),
    _refuses(
        "returned", "sort(v.begin(), v.end()); return v[k] + h(move(v));", "int h(vector<int> v) { return v[0]; }"
    ),
    _refuses("grows after the sort", f"{_SORT} v.push_back(3); return v[k];"),
    _refuses("unique after it", f"{_SORT} v.erase(unique(v.begin(), v.end()), v.end()); return v[k];"),
    _refuses("an iterator stays", f"auto it = v.begin() + k; {_SORT} return *it + v[k];"),
    _refuses("only a part is sorted", "sort(v.begin() + 1, v.end()); return v[k];"),
    _refuses("another order", "sort(v.begin(), v.end(), [](int a, int b) { return a % 5 < b % 5; }); return v[k];"),
    _refuses("the first: another rule", f"{_SORT} return v[0];"),
    _refuses("the last: another rule", f"{_SORT} return v[v.size() - 1];"),
    _refuses("floating point", "sort(w.begin(), w.end()); return w[k] < 0;", "vector<double> w;"),
    _refuses("a reference parameter", f"{_SORT} return v[k];".replace("v", "r"), "vector<int> r;"),
    _refuses("sorted again and again", f"int s = 0; for (int i = 0; i < n; ++i) {{ {_SORT} s += v[k]; }} return s;"),
    _refuses("a lambda looks at it", f"auto g = [&](int i) {{ return v[i]; }}; {_SORT} return g(1) + v[k];"),
    _refuses("a negative constant", f"{_SORT} return v[-1];"),
    _refuses("a macro makes the index", f"{_SORT} return v[MID];", "#define MID (v.size() / 2)"),
    _refuses("a later variable that changes", f"{_SORT} int m = k; m++; return v[m];"),
    _refuses("another sort", f"my::{_SORT} return v[k];", "namespace my { template <class I> void sort(I a, I b) {} }"),
    _refuses(
        "an element is pointed to", f"int* p = 0; for (auto& x : v) if (x == 3) p = &x; {_SORT} return v[k] + *p;"
    ),
    _refuses(
        "an index that may overflow, and is not always computed", f"{_SORT} if (k > n) return 0; return v[k + 1];"
    ),
    _refuses("an index that is computed behind a condition", f"{_SORT} return n > k && v[k + 1] > 3;"),
    Refuses("C", "void f(int* v) { sort(v, v + 3); g(v[1]); }", suffix=".c"),
)

CASES = (RuleCases("AL3", _APPLIES, _REFUSES),)
