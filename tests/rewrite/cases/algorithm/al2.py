"""Table for AL2 (rewrite/rules/algorithm/extremes.py)."""

from rule_cases import Applies, Refuses, RuleCases

_AL2_APPLIES = (
    Applies(
        "only the first element is read",
        """
#include <algorithm>
#include <iostream>
#include <vector>
using namespace std;
int main() {
    int n;
    cin >> n;
    vector<int> v(n);
    for (int i = 0; i < n; i++) cin >> v[i];
    sort(v.begin(), v.end());
    cout << v[0] + v.front() << endl;
}
""",
        """
#include <algorithm>
#include <iostream>
#include <vector>
using namespace std;
int main() {
    int n;
    cin >> n;
    vector<int> v(n);
    for (int i = 0; i < n; i++) cin >> v[i];
    if (!v.empty()) iter_swap(v.begin(), min_element(v.begin(), v.end()));
    cout << v[0] + v.front() << endl;
}
""",
        stdin="5 4 2 9 2 7",
    ),
    Applies(
        "both ends of an array",
        """
#include <algorithm>
#include <cstdio>
int a[100];
int main() {
    int n;
    scanf("%d", &n);
    for (int i = 0; i < n; i++) scanf("%d", &a[i]);
    std::sort(a, a + n);
    printf("%d\\n", a[n - 1] - a[0]);
}
""",
        """
#include <algorithm>
#include <cstdio>
int a[100];
int main() {
    int n;
    scanf("%d", &n);
    for (int i = 0; i < n; i++) scanf("%d", &a[i]);
    if (n > 0) { std::iter_swap(a, std::min_element(a, a + n)); std::iter_swap(a + n - 1, std::max_element(a, a + n)); }
    printf("%d\\n", a[n - 1] - a[0]);
}
""",
        stdin="4 8 -3 12 5",
    ),
    Applies(
        "descending order, last element, inside the loop that declares the vector",
        """
#include <algorithm>
#include <functional>
#include <iostream>
#include <string>
#include <vector>
int main() {
    int t;
    std::cin >> t;
    while (t--) {
        std::vector<std::string> w(3);
        for (auto& s : w) std::cin >> s;
        std::sort(w.begin(), w.end(), std::greater<std::string>());
        std::cout << w.back() << w.size() << w[w.size() - 1] << '\\n';
    }
}
""",
        """
#include <algorithm>
#include <functional>
#include <iostream>
#include <string>
#include <vector>
int main() {
    int t;
    std::cin >> t;
    while (t--) {
        std::vector<std::string> w(3);
        for (auto& s : w) std::cin >> s;
        if (!w.empty()) std::iter_swap(w.end() - 1, std::min_element(w.begin(), w.end()));
        std::cout << w.back() << w.size() << w[w.size() - 1] << '\\n';
    }
}
""",
        stdin="2 pear fig kiwi b a c",
    ),
)


def _sorted(
    after: str, kind: str = "vector<int> v(n);", sort: str = "sort(v.begin(), v.end());", head: str = ""
) -> str:
    return f"""
#include <bits/stdc++.h>
using namespace std;
{head}
int main() {{
    int n;
    cin >> n;
    {kind}
    for (int i = 0; i < n; i++) cin >> v[i];
    {sort}
    {after}
}}
"""


_AL2_REFUSES = (
    Refuses("another element is read", _sorted("cout << v[0] << v[1];")),
    Refuses("read by a variable index", _sorted("for (int i = 0; i < n; i++) cout << v[i];")),
    Refuses("iterated", _sorted("for (int x : v) cout << x;")),
    Refuses("passed on", _sorted("cout << v[0]; f(v);", head="void f(vector<int>&);")),
    Refuses("copied", _sorted("auto w = v; cout << v[0] << w[1];")),
    Refuses("iterator taken", _sorted("auto it = v.begin(); cout << *(it + 1);")),
    Refuses("searched", _sorted("cout << v[0] << binary_search(v.begin(), v.end(), 3);")),
    Refuses("made unique", _sorted("v.erase(unique(v.begin(), v.end()), v.end()); cout << v[0];")),
    Refuses(
        "comparator of the program",
        _sorted("cout << v[0];", sort="sort(v.begin(), v.end(), cmp);", head="bool cmp(int a, int b);"),
    ),
    Refuses(
        "lambda comparator",
        _sorted("cout << v[0];", sort="sort(v.begin(), v.end(), [](int a, int b) { return a % 3 < b % 3; });"),
    ),
    Refuses("floating point", _sorted("cout << v[0];", "vector<double> v(n);")),
    Refuses(
        "elements of a type of the program",
        _sorted("cout << v[0].k;", "vector<P> v(n);", head="struct P { int k, id; };"),
    ),
    Refuses("part of the range", _sorted("cout << v[0];", sort="sort(v.begin() + 1, v.end());")),
    Refuses(
        "stable_sort of keys",
        _sorted("cout << v[0];", "vector<P> v(n);", "stable_sort(v.begin(), v.end());", "struct P { int k; };"),
    ),
    Refuses(
        "sorted in an outer loop",
        _sorted("", sort="for (int k = 0; k < 3; k++) { sort(v.begin(), v.end()); cout << v[0]; v[0] += 7; }"),
    ),
    Refuses("sorted twice", _sorted("cout << v[0]; v[0] = 99; sort(v.begin(), v.end()); cout << v[1];")),
    Refuses("element is changed afterwards", _sorted("v[0] += 5; cout << v[0];")),
    Refuses("removed afterwards", _sorted("cout << v.back(); v.pop_back(); cout << v.back();")),
    Refuses(
        "length changes before the last element is read",
        _sorted("n--; cout << v[n - 1];", "int v[100];", "sort(v, v + n);"),
    ),
    Refuses("captured", _sorted("auto f = [&](int k) { return v[k]; }; cout << v[0] << f(1);")),
    Refuses(
        "global used in another function",
        _sorted("cout << v[0] << g();", "v.resize(n);", head="vector<int> v;\nint g() { return v[1]; }"),
    ),
    Refuses("reference to it", _sorted("cout << v[0] << r[1];", "vector<int> v(n); auto& r = v;")),
    Refuses("never read afterwards", _sorted("cout << n;")),
    Refuses(
        "stands unbraced under if with an else",
        _sorted("cout << v[0];", sort="if (n > 3) sort(v.begin(), v.end()); else n = 1;"),
    ),
    Refuses("the program's own sort", _sorted("cout << v[0];", head="template <class I> void sort(I, I);")),
    Refuses("list", _sorted("cout << v.front();", "deque<bool> v(n);")),
    Refuses("other array", _sorted("cout << v[0];", "int v[9]; int w[9];", "sort(v, w + n);")),
    Refuses(
        "an element is pointed to",
        _sorted(
            "cout << v[0] << *p;",
            sort="int* p = nullptr; for (auto& x : v) if (x == 3) p = &x; sort(v.begin(), v.end());",
        ),
    ),
    Refuses(
        "a constant element is pointed to",
        _sorted(
            "cout << v[0] << *p;",
            sort="const int* p = nullptr; for (const int& x : v) if (x == 3) p = &x; sort(v.begin(), v.end());",
        ),
    ),
    Refuses("the length's name means something else", _sorted("for (int n = 1; n < 3; n++) cout << v[n - 1];")),
    Refuses("broken text", _sorted("cout << v[0; }")),
)

CASES = (RuleCases("AL2", _AL2_APPLIES, _AL2_REFUSES),)
