"""Table for DS11 (rewrite/rules/data_structure/bitset_sums.py)."""

from container_programs import around
from rule_cases import Applies, Refuses, RuleCases

_APPLIES = (
    Applies(
        "vector, global array, macro as size, a bound that is read",
        """
#include <iostream>
#include <vector>
using namespace std;
#define MOST 64
const int MAX = 1000;
bool seen[MAX + 1];
int main() {
    int n, top;
    cin >> n >> top;
    vector<bool> d(501, false);
    vector<bool> e(MOST + 1);
    d[0] = true;
    seen[0] = 1;
    e[0] = true;
    vector<int> a(n);
    for (int i = 0; i < n; i++) {
        cin >> a[i];
        for (int j = 500; j >= a[i]; j--) d[j] = d[j] || d[j - a[i]];
        int w = a[i];
        for (int j = MAX; j >= w; --j) {
            if (seen[j - w]) {
                seen[j] = true;
            }
        }
        for (int j = top; j >= a[i]; j--) e[j] = e[j - a[i]] | e[j];
    }
    int sums = 0;
    for (int i = 0; i <= 500; i++) {
        if (d[i]) sums = sums * 3 % 10007 + i;
        sums += seen[i];
    }
    for (int i = 0; i < MOST; i++) cout << (e[i] ? '1' : '0');
    cout << ' ' << sums << ' ' << d[3] << '\\n';
}
""",
        """
#include <iostream>
#include <vector>
#include <bitset>
using namespace std;
#define MOST 64
const int MAX = 1000;
bitset<MAX + 1> seen;
int main() {
    int n, top;
    cin >> n >> top;
    bitset<501> d;
    bitset<MOST + 1> e;
    d[0] = true;
    seen[0] = 1;
    e[0] = true;
    vector<int> a(n);
    for (int i = 0; i < n; i++) {
        cin >> a[i];
        d |= d << a[i];
        int w = a[i];
        seen |= seen << w;
        if (top >= a[i]) e |= (e << a[i]) & (~bitset<MOST + 1>() >> (top < (MOST + 1) ? (MOST + 1) - 1 - top : 0));
    }
    int sums = 0;
    for (int i = 0; i <= 500; i++) {
        if (d[i]) sums = sums * 3 % 10007 + i;
        sums += seen[i];
    }
    for (int i = 0; i < MOST; i++) cout << (e[i] ? '1' : '0');
    cout << ' ' << sums << ' ' << d[3] << '\\n';
}
""",
        stdin="6 40 3 17 5 29 0 11",
    ),
)

_LOOP = "for (int j = 500; j >= n; j--) if (d[j - n]) d[j] = true;"


def _sums(use: str, kind: str = "bool d[501] = {};", head: str = "") -> str:
    return around(f"d[0] = true; {use} if (d[7]) cout << n;", kind, head)


_REFUSES = (
    Refuses("the header names the number", _sums("for (int j = 500, m = n; j >= m; j--) if (d[j - m]) d[j] = true;")),
    Refuses(
        "upwards, so that a number counts often", _sums("for (int j = n; j <= 500; j++) if (d[j - n]) d[j] = true;")
    ),
    Refuses("skips sums", _sums("for (int j = 500; j >= n; j -= 2) if (d[j - n]) d[j] = true;")),
    Refuses("stops above the number", _sums("for (int j = 500; j > n; j--) if (d[j - n]) d[j] = true;")),
    Refuses("another bound", _sums("int m = 3; for (int j = 500; j >= m; j--) if (d[j - n]) d[j] = true;")),
    Refuses("clears", _sums("for (int j = 500; j >= n; j--) if (d[j - n]) d[j] = false;")),
    Refuses("both must be set", _sums("for (int j = 500; j >= n; j--) d[j] = d[j] && d[j - n];")),
    Refuses("parity", _sums("for (int j = 500; j >= n; j--) d[j] = d[j] ^ d[j - n];")),
    Refuses("overwrites", _sums("for (int j = 500; j >= n; j--) d[j] = d[j - n];")),
    Refuses(
        "also counts", _sums("int c = 0; for (int j = 500; j >= n; j--) if (d[j - n]) { d[j] = true; c++; } n += c;")
    ),
    Refuses("or else", _sums("for (int j = 500; j >= n; j--) if (d[j - n]) d[j] = true; else n--;")),
    Refuses("numbers of ways", _sums("for (int j = 500; j >= n; j--) d[j] |= d[j - n];", "int d[501] = {};")),
    Refuses("size is read", _sums("for (int j = n; j >= 3; j--) if (d[j - 3]) d[j] = true;", "vector<bool> d(n + 1);")),
    Refuses(
        "number may be negative behind a bound",
        _sums("int W = 9; cin >> W; for (int j = W; j >= n; j--) if (d[j - n]) d[j] = true;"),
    ),
    Refuses("counter is used later", _sums("int j; for (j = 500; j >= n; j--) if (d[j - n]) d[j] = true; cout << j;")),
    Refuses("number changes", _sums("for (int j = 500; j >= n; j--) if (d[j - n]) d[j] = n--;")),
    Refuses(
        "number is computed",
        _sums("for (int j = 500; j >= f(); j--) if (d[j - f()]) d[j] = true;", head="int f() { return rand(); }"),
    ),
    Refuses("bound is read from the table", _sums("for (int j = 400 + d[3]; j >= n; j--) if (d[j - n]) d[j] = true;")),
    Refuses("passed on", _sums(f"{_LOOP} f(d);", head="void f(bool*);")),
    Refuses("pointer to an element", _sums(f"{_LOOP} bool* p = &d[3]; *p = true;")),
    Refuses("reference to an element", _sums(f"{_LOOP} auto& r = d[3]; r = true;")),
    Refuses("kept as what it is", _sums(f"{_LOOP} auto r = d[3]; cout << r;")),
    Refuses("updated", _sums(f"{_LOOP} d[3] |= n > 3;")),
    Refuses("visited", _sums(f"{_LOOP} for (bool b : d) cout << b;")),
    Refuses("filled by a function", _sums(f"{_LOOP} memset(d, 1, sizeof(d));")),
    Refuses("given to a template", _sums(f"{_LOOP} cout << max(d[3], d[4]);")),
    Refuses("starts with true", _sums(_LOOP, "bool d[501] = {true};")),
    Refuses("starts all true", _sums(_LOOP, "vector<bool> d(501, true);")),
    Refuses("two dimensions", around("for (int j = 500; j >= n; j--) d[1][j] |= d[1][j - n];", "bool d[2][501];")),
    Refuses("two declared at once", _sums(_LOOP, "bool d[501], e[3];")),
    Refuses("characters", _sums(_LOOP, "vector<char> d(501);")),
    Refuses(
        "counts in another variable",
        """
#include <iostream>
#include <vector>
using namespace std;
int main() {
    int n, top;
    cin >> n >> top;
    vector<bool> e(65);
    e[0] = true;
    vector<int> a(n);
    for (int i = 0; i < n; i++) {
        cin >> a[i];
        for (int& j = top; j >= a[i]; j--) e[j] = e[j - a[i]] | e[j];
    }
    for (int i = 0; i < 65; i++) cout << e[i];
    cout << ' ' << top << '\\n';
}
""",
    ),
    Refuses("narrow counter", _sums("for (short j = 500; j >= n; j--) if (d[j - n]) d[j] = true;")),
    Refuses(
        "body of an if with an else",
        _sums("int W = 400; if (n > 3) for (int j = W; j >= n; j--) d[j] |= d[j - n]; else n = 3;").replace(
            "W = 400", "W; cin >> W"
        ),
    ),
    Refuses("comment would be lost", _sums("for (int j = 500; j >= n; j--) /* knapsack */ if (d[j - n]) d[j] = true;")),
    Refuses("macro names it", _sums(f"{_LOOP} SHOW;", head="#define SHOW cout << d[3] + d[4]")),
    Refuses("volatile", _sums(_LOOP, "volatile bool d[501] = {};")),
    Refuses("threads", _sums(f"auto t = async([&] {{ return d[3] ? 1 : 2; }}); {_LOOP} t.get();")),
    Refuses("broken text", _sums(f"{_LOOP} d[;")),
)

CASES = (RuleCases("DS11", _APPLIES, _REFUSES),)
