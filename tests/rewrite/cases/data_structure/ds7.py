"""Table for DS7 (rewrite/rules/data_structure/deque_instead_of_vector.py)."""

from container_programs import around
from rule_cases import Applies, Refuses, RuleCases

_APPLIES = (
    Applies(
        "vector used as a queue",
        """
#include <algorithm>
#include <cstdio>
#include <vector>
using namespace std;
int main() {
    int n, s = 0;
    scanf("%d", &n);
    vector<int> q;
    for (int i = 0; i < n; i++) q.push_back(i * 7 % 11);
    sort(q.begin(), q.end());
    while (!q.empty()) {
        s = s * 3 % 1009 + q[0] + q.back();
        q.erase(q.begin());
        if (s % 5 == 0 && q.size() > 1) q[1] += 2;
    }
    printf("%d\\n", s);
}
""",
        """
#include <algorithm>
#include <cstdio>
#include <vector>
#include <deque>
using namespace std;
int main() {
    int n, s = 0;
    scanf("%d", &n);
    deque<int> q;
    for (int i = 0; i < n; i++) q.push_back(i * 7 % 11);
    sort(q.begin(), q.end());
    while (!q.empty()) {
        s = s * 3 % 1009 + q[0] + q.back();
        q.pop_front();
        if (s % 5 == 0 && q.size() > 1) q[1] += 2;
    }
    printf("%d\\n", s);
}
""",
        stdin="40",
    ),
)

_POP = "while (v.size() > 1) v.erase(v.begin());"


def _vector(use: str, kind: str = "vector<int> v(n);", head: str = "") -> str:
    return around(use + " cout << v[0];", kind, head)


_REFUSES = (
    Refuses("erased once", _vector("v.erase(v.begin());")),
    Refuses("another element is erased", _vector("while (v.size() > 1) v.erase(v.begin() + 1);")),
    Refuses("data() is asked for", _vector(_POP + " int* p = v.data(); cout << p[1];")),
    Refuses("pointer to an element", _vector(_POP + " int* p = &v[0]; cout << p[1];")),
    Refuses("address of the first elements", _vector(_POP + " memset(&v[0], 0, 2 * sizeof(int)); cout << v[1];")),
    Refuses("address of the first elements by an iterator", _vector(_POP + " fill_n(&*v.begin(), 2, 0);")),
    Refuses("capacity is used", _vector("v.reserve(9); " + _POP)),
    Refuses("passed on", _vector(_POP + " f(v);", head="void f(vector<int>&);")),
    Refuses("copied", _vector(_POP + " vector<int> w = v; cout << w[0];")),
    Refuses("assigned", _vector("vector<int> w(3); v = w; " + _POP)),
    Refuses("compared", _vector("vector<int> w(3); cout << (v == w); " + _POP)),
    Refuses("swapped", _vector("vector<int> w(3); swap(v, w); " + _POP)),
    Refuses("started as a copy", _vector(_POP, "vector<int> w(3); vector<int> v(w);")),
    Refuses("result of erase is used", _vector("auto it = v.begin(); while (v.size() > 1) it = v.erase(v.begin());")),
    Refuses("iterator is kept", _vector("auto it = v.begin(); cout << *it; " + _POP)),
    Refuses("bool elements", _vector(_POP, "vector<bool> v(n);")),
    Refuses("alias of the type", _vector(_POP, "vi v(n);", "typedef vector<int> vi;")),
    Refuses(
        "erased front of another vector", _vector("vector<int> w(3); while (w.size() > 1) w.erase(v.begin()); f(w);")
    ),
    Refuses("the program's own deque", _vector(_POP, head="template <class T> struct deque {};")),
    Refuses("macro names it", _vector(_POP + " SHOW;", head="#define SHOW cout << v.data()[0]")),
    Refuses("broken text", _vector(_POP + " v[; }}")),
    Refuses(
        "may be copied from another vector in braces",
        """
#include <bits/stdc++.h>
using namespace std;
int main() { vector<int> w(9), u; vector<int> v{move(w)}; while (v.size() > 3) v.erase(v.begin()); cout << v[0]; }
""",
    ),
    Refuses(
        "iterator is kept in a container",
        """
#include <bits/stdc++.h>
using namespace std;
int main() { vector<int> v(9); while (v.size() > 3) v.erase(v.begin()); vector<vector<int>::iterator> k;
    k.push_back(v.begin()); cout << *k[0]; }
""",
    ),
    Refuses(
        "a macro has the name of the method",
        """
#include <bits/stdc++.h>
using namespace std;
#define pop_front front
int main() { vector<int> v(9); while (v.size() > 3) v.erase(v.begin()); cout << v[0]; }
""",
    ),
)

CASES = (RuleCases("DS7", _APPLIES, _REFUSES),)
