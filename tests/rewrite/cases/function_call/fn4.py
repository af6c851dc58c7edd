"""Table for FN4 (rewrite/rules/function_call/comparators.py)."""

from rule_cases import Applies, Refuses, RuleCases

_APPLIES = (
    Applies(
        "lambda and function as comparators",
        """
#include <algorithm>
#include <iostream>
#include <string>
#include <vector>
using namespace std;
bool shorter(string a, string b) { return a.size() < b.size() || (a.size() == b.size() && a < b); }
int main() {
    int n;
    cin >> n;
    vector<string> w(n);
    for (auto& s : w) cin >> s;
    sort(w.begin(), w.end(), shorter);
    for (auto& s : w) cout << s << ' ';
    sort(w.begin(), w.end(), [](string a, string b) { return a > b; });
    for (auto& s : w) cout << s << ' ';
    vector<vector<int>> rows = {{3, 1}, {1, 5}, {2}};
    sort(rows.begin(), rows.end(), [&](const vector<int> x, vector<int> y) { return x[0] < y[0]; });
    cout << rows[0][1] << endl;
}
""",
        """
#include <algorithm>
#include <iostream>
#include <string>
#include <vector>
using namespace std;
bool shorter(const string& a, const string& b) { return a.size() < b.size() || (a.size() == b.size() && a < b); }
int main() {
    int n;
    cin >> n;
    vector<string> w(n);
    for (auto& s : w) cin >> s;
    sort(w.begin(), w.end(), shorter);
    for (auto& s : w) cout << s << ' ';
    sort(w.begin(), w.end(), [](const string& a, const string& b) { return a > b; });
    for (auto& s : w) cout << s << ' ';
    vector<vector<int>> rows = {{3, 1}, {1, 5}, {2}};
    sort(rows.begin(), rows.end(), [&](const vector<int>& x, const vector<int>& y) { return x[0] < y[0]; });
    cout << rows[0][1] << endl;
}
""",
        stdin="4 kiwi fig banana apple",
    ),
)


def _sorted_by(comparator: str, head: str = "") -> str:
    return f"""
#include <bits/stdc++.h>
using namespace std;
vector<string> w = {{"b", "a"}};
{head}
int main() {{
    sort(w.begin(), w.end(), {comparator});
    cout << w[0];
}}
"""


_REFUSES = (
    Refuses("already references", _sorted_by("[](const string& a, const string& b) { return a < b; }")),
    Refuses("a copy has less capacity", _sorted_by("[](string a, string b) { return a.capacity() < b.capacity(); }")),
    Refuses("parameters are modified", _sorted_by("[](string a, string b) { a += 'x'; b += 'x'; return a < b; }")),
    Refuses(
        "parameters are sorted",
        _sorted_by("[](string a, string b) { sort(a.begin(), a.end()); sort(b.begin(), b.end()); return a < b; }"),
    ),
    Refuses("cheap types", _sorted_by("[](int a, int b) { return a < b; }")),
    Refuses("writes the elements", _sorted_by('[](string a, string b) { w[0] = "z"; return a < b; }')),
    Refuses(
        "calls what can't be seen",
        _sorted_by("[](string a, string b) { return less_than(a, b); }", "bool less_than(string, string);"),
    ),
    Refuses("swaps them", _sorted_by("[](string a, string b) { swap(a, b); return a < b; }")),
    Refuses(
        "function pointer of the old type",
        _sorted_by("cmp", "bool cmp(string a, string b) { return a < b; }\nbool (*p)(string, string) = cmp;"),
    ),
    Refuses(
        "comparator type of a container",
        _sorted_by(
            "cmp", "bool cmp(string a, string b) { return a < b; }\nset<string, bool (*)(string, string)> s(cmp);"
        ),
    ),
    Refuses(
        "overloaded",
        _sorted_by("cmp", "bool cmp(string a, string b) { return a < b; }\nbool cmp(int a, int b) { return a < b; }"),
    ),
    Refuses("type unknown", _sorted_by("[](auto a, auto b) { return a < b; }")),
    Refuses(
        "the program's own sort",
        _sorted_by("[](string a, string b) { return a < b; }", "template <class I, class C> void sort(I, I, C);"),
    ),
    Refuses("broken text", _sorted_by("[](string a, string b) { return a < b; ")),
)


CASES = (RuleCases("FN4", _APPLIES, _REFUSES),)
