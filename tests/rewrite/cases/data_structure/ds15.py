"""Table for DS15 (rewrite/rules/data_structure/heap_instead_of_sort.py)."""

from container_programs import around
from rule_cases import Applies, Refuses, RuleCases

_APPLIES = (
    Applies(
        "the largest twice, the smallest at the front, the largest changed in place",
        """
#include <algorithm>
#include <iostream>
#include <numeric>
#include <vector>
using namespace std;
int main() {
    int n;
    cin >> n;
    vector<int> v(n);
    for (int i = 0; i < n; i++) cin >> v[i];
    vector<long long> w(v.begin(), v.end());
    vector<int> u = v;
    for (int k = 0; k < 5; k++) {
        sort(u.begin(), u.end());
        u.back() /= 2;
    }
    cout << accumulate(u.begin(), u.end(), 0LL) << endl;
    while (v.size() > 1) {
        sort(v.begin(), v.end());
        int a = v.back();
        v.pop_back();
        int b = v.back();
        v.pop_back();
        v.push_back(a - b);
        if (a % 3 == 0 && n++ < 20) {
            v.push_back(a);
        }
    }
    long long cost = 0;
    while (w.size() > 1) {
        sort(w.begin(), w.end());
        long long a = w[0];
        w.erase(w.begin());
        long long b = w.front();
        w.erase(w.begin());
        cost += a + b;
        w.push_back(a + b);
    }
    cout << v.size() << ' ' << v.front() << ' ' << w[0] << ' ' << cost << endl;
}
""",
        """
#include <algorithm>
#include <iostream>
#include <numeric>
#include <vector>
#include <functional>
using namespace std;
int main() {
    int n;
    cin >> n;
    vector<int> v(n);
    for (int i = 0; i < n; i++) cin >> v[i];
    vector<long long> w(v.begin(), v.end());
    vector<int> u = v;
    make_heap(u.begin(), u.end());
    for (int k = 0; k < 5; k++) {
        pop_heap(u.begin(), u.end());
        u.back() /= 2;
        push_heap(u.begin(), u.end());
    }
    cout << accumulate(u.begin(), u.end(), 0LL) << endl;
    make_heap(v.begin(), v.end());
    while (v.size() > 1) {
        pop_heap(v.begin(), v.end());
        int a = v.back();
        v.pop_back();
        pop_heap(v.begin(), v.end());
        int b = v.back();
        v.pop_back();
        v.push_back(a - b);
        push_heap(v.begin(), v.end());
        if (a % 3 == 0 && n++ < 20) {
            v.push_back(a);
            push_heap(v.begin(), v.end());
        }
    }
    long long cost = 0;
    make_heap(w.begin(), w.end(), greater<long long>());
    while (w.size() > 1) {
        pop_heap(w.begin(), w.end(), greater<long long>());
        long long a = w.back();
        w.pop_back();
        pop_heap(w.begin(), w.end(), greater<long long>());
        long long b = w.back();
        w.pop_back();
        cost += a + b;
        w.push_back(a + b);
        push_heap(w.begin(), w.end(), greater<long long>());
    }
    cout << v.size() << ' ' << v.front() << ' ' << w[0] << ' ' << cost << endl;
}
""",
        stdin="9 5 12 7 7 30 2 9 100 41",
    ),
    Applies(
        "std:: prefix, descending order, a loop that is left before it sorts, pairs, a global",
        """
#include <algorithm>
#include <cstdio>
#include <utility>
#include <vector>
std::vector<std::pair<int, int>> jobs;
int main() {
    int n, t = 0;
    while (scanf("%d", &n) == 1) jobs.push_back({n % 7, n});
    for (;;) {
        if (jobs.empty()) break;
        if (t < 9) jobs.size();
        std::sort(jobs.begin(), jobs.end(), std::greater<std::pair<int, int>>());
        printf("%d %d\\n", jobs.back().first, jobs.back().second);
        t++;
        jobs.pop_back();
        for (int i = 0; i < 2 && t < 9; i++) {
            jobs.push_back({t % 4 + i, i});
        }
    }
}
""",
        """
#include <algorithm>
#include <cstdio>
#include <utility>
#include <vector>
#include <functional>
std::vector<std::pair<int, int>> jobs;
int main() {
    int n, t = 0;
    while (scanf("%d", &n) == 1) jobs.push_back({n % 7, n});
    std::make_heap(jobs.begin(), jobs.end(), std::greater<std::pair<int, int>>());
    for (;;) {
        if (jobs.empty()) break;
        if (t < 9) jobs.size();
        std::pop_heap(jobs.begin(), jobs.end(), std::greater<std::pair<int, int>>());
        printf("%d %d\\n", jobs.back().first, jobs.back().second);
        t++;
        jobs.pop_back();
        for (int i = 0; i < 2 && t < 9; i++) {
            jobs.push_back({t % 4 + i, i});
            std::push_heap(jobs.begin(), jobs.end(), std::greater<std::pair<int, int>>());
        }
    }
}
""",
        stdin="5 12 7 7 30 2",
    ),
)


def _sorted(body: str, kind: str = "vector<int> v(9);", head: str = "", after: str = "cout << v.size();") -> str:
    sort = "" if "sort(" in body else "sort(v.begin(), v.end());"
    return around(f"while (v.size() > 1) {{ {sort} {body} }} {after}", kind, head)


_POP = "n += v.back(); v.pop_back();"

_REFUSES = (
    Refuses("another element is read", _sorted(f"{_POP} n += v[v.size() / 2];")),
    Refuses("second largest is read", _sorted(f"n += v[v.size() - 2]; {_POP}")),
    Refuses("both ends", _sorted(f"n += v.front(); {_POP}")),
    Refuses("largest taken from the front", _sorted("n += v.back(); v.erase(v.begin());")),
    Refuses("visited in the loop", _sorted(f"{_POP} for (int x : v) cout << x;")),
    Refuses("taken after one was appended", _sorted(f"n += v.back(); v.pop_back(); v.push_back(n); {_POP}")),
    Refuses("appended before it is taken", _sorted(f"v.push_back(3); {_POP} v.pop_back();")),
    Refuses("read before it is sorted", _sorted(f"cout << v.back(); sort(v.begin(), v.end()); {_POP}")),
    Refuses("taken sometimes", _sorted("if (n > 3) { n += v.back(); v.pop_back(); }")),
    Refuses("read under a condition", _sorted("n = n > 3 ? v.back() : 2; v.pop_back();")),
    Refuses("left after the sort", _sorted(f"if (n > 9) break; {_POP}")),
    Refuses("pass is skipped after the sort", _sorted(f"if (n > 9) continue; {_POP}")),
    Refuses("not taken", _sorted("v.push_back(n);")),
    Refuses("printed afterwards", _sorted(_POP, after="for (int x : v) cout << x;")),
    Refuses("copied afterwards", _sorted(_POP, after="auto w = v; cout << w[0];")),
    Refuses(
        "largest afterwards, but more may be left",
        _sorted(_POP, after="cout << v.back();").replace("v.size() > 1", "v.size() > 3"),
    ),
    Refuses(
        "largest afterwards of a loop that is left",
        _sorted("if (n > 99) break; sort(v.begin(), v.end()); " + _POP, after="cout << v[0];"),
    ),
    Refuses("sum of fractions afterwards", _sorted(_POP, after="cout << accumulate(v.begin(), v.end(), 0.5);")),
    Refuses("sorted in part", _sorted(f"sort(v.begin() + 1, v.end()); {_POP}")),
    Refuses(
        "sorted otherwise",
        _sorted(f"sort(v.begin(), v.end(), f); {_POP}", head="bool f(int a, int b) { return a % 5 < b % 5; }"),
    ),
    Refuses(
        "order of the program's own",
        around(
            "while (v.size() > 1) { sort(v.begin(), v.end()); v.pop_back(); } cout << v.size();",
            "vector<K> v(9);",
            "struct K { int x, y; bool operator<(const K& o) const { return x < o.x; } };",
        ),
    ),
    Refuses("fractions, whose zeros differ", _sorted(_POP, "vector<double> v(9);")),
    Refuses("sorted in an inner block", _sorted(f"if (n > 3) {{ sort(v.begin(), v.end()); }} {_POP}")),
    Refuses(
        "loop runs several times",
        around(
            f"while (n--) {{ while (v.size() > 1) {{ sort(v.begin(), v.end()); {_POP} }} v.push_back(n); }}",
            "vector<int> v(9);",
        ),
    ),
    Refuses("a reference sees it", _sorted(_POP, "vector<int> v(9); auto& r = v;", after="cout << r[0];")),
    Refuses("a reference to an element", _sorted("int& x = v.back(); x--; v.push_back(x);")),
    Refuses("passed on", _sorted(f"{_POP} f(v);", head="void f(vector<int>&);")),
    Refuses("a lambda sees it", _sorted(f"auto f = [&] {{ return v[0]; }}; {_POP} n += f();")),
    Refuses("another function sees it", _sorted(f"{_POP} f();", "", "vector<int> v(9);\nvoid f() { cout << v[0]; }")),
    Refuses(
        "parameter",
        around(
            "", "", f"void f(vector<int>& v, int n) {{ while (v.size() > 1) {{ sort(v.begin(), v.end()); {_POP} }} }}"
        ),
    ),
    Refuses("appended without braces", _sorted(f"{_POP} if (n > 3) v.push_back(n / 2);")),
    Refuses("assigned", _sorted(f"{_POP} v = vector<int>(3);")),
    Refuses("own sort", _sorted(_POP, head="template <class I> void sort(I, I);")),
    Refuses("macro names it", _sorted(f"{_POP} SHOW;", head="#define SHOW cout << v[0]")),
    Refuses("goto", _sorted(f"again: {_POP} if (n == 7) goto again;")),
    Refuses("threads", _sorted(f"auto t = async([&] {{ return v[0]; }}); t.get(); {_POP}")),
    Refuses("broken text", _sorted(f"{_POP} v[;")),
)

CASES = (RuleCases("DS15", _APPLIES, _REFUSES),)
