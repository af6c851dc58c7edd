"""Table for AL11 (rewrite/rules/algorithm/largest_sum.py)."""

from rule_cases import Applies, Refuses, RuleCases


def _program(
    body: str = "s += a[j]; best = max(best, s);",
    *,
    sum_: str = "int s = 0;",
    inner: str = "for (int j = i; j < n; j++)",
    outer: str = "for (int i = 0; i < n; i++)",
    array: str = "vector<int> a(n, 5);",
    best: str = "int best = 0;",
    above: str = "",
    after: str = "",
) -> str:
    """Sums of neighbours in a."""
    return (
        "#include <algorithm>\n#include <iostream>\n#include <vector>\nusing namespace std;\n"
        f"{above}int main() {{\n    int n, k = 2;\n    cin >> n;\n    {array}\n    {best}\n    {outer} {{\n"
        f"        {sum_}\n        {inner} {{ {body} }}\n        {after}\n    }}\n    cout << best << k;\n}}\n"
    )


_APPLIES = (
    Applies(
        "largest and smallest, from 0 and from 1",
        """
#include <algorithm>
#include <climits>
#include <iostream>
#include <vector>
using namespace std;
int a[200];

long long lowest(const vector<int>& v) {
    long long best = LLONG_MAX;
    for (size_t i = 0; i < v.size(); i++) {
        long long s = 0;
        for (size_t j = i; j < v.size(); j++) {
            s += v[j];
            best = std::min(best, s);
        }
    }
    return best;
}

int main() {
    int n = 150;
    vector<int> v;
    for (int t = 0; t < 6; t++) {
        int s = t;
        for (int i = 1; i <= n; i++) a[i] = i * 7919 % 211 - 40 * t;
        v.assign(a + t, a + n);
        int best = a[1];
        for (int i = 1; i <= n; ++i) {
            int s = 0;
            for (int j = i; j <= n; ++j) {
                s = s + a[j];
                if (s > best) {
                    best = s;
                }
            }
        }
        cout << best << ' ' << s << ' ' << lowest(v) << endl;
    }
    cout << (lowest({}) == LLONG_MAX) << endl;
}
""",
        """
#include <algorithm>
#include <climits>
#include <iostream>
#include <vector>
using namespace std;
int a[200];

long long lowest(const vector<int>& v) {
    long long best = LLONG_MAX;
    {
        long long s = 0;
        for (unsigned long j = 0; j < v.size(); j++) {
            if (s > 0) s = 0;
            s += v[j];
            best = std::min(best, s);
        }
    }
    return best;
}

int main() {
    int n = 150;
    vector<int> v;
    for (int t = 0; t < 6; t++) {
        int s = t;
        for (int i = 1; i <= n; i++) a[i] = i * 7919 % 211 - 40 * t;
        v.assign(a + t, a + n);
        int best = a[1];
        {
            int s = 0;
            for (int j = 1; j <= n; j++) {
                if (s < 0) s = 0;
                s += a[j];
                if (s > best) { best = s; }
            }
        }
        cout << best << ' ' << s << ' ' << lowest(v) << endl;
    }
    cout << (lowest({}) == LLONG_MAX) << endl;
}
""",
    ),
    Applies(
        "C",
        """
#include <stdio.h>
int main(void) {
    short a[40];
    int low = 0;
    for (int i = 0; i < 40; i++) a[i] = i * i % 23 - 11;
    for (int i = 0; i < 40; i++) {
        int sum = 0;
        for (int j = i; j < 40; j++) {
            sum += a[j];
            if (low > sum) low = sum;
        }
    }
    printf("%d", low);
}
""",
        """
#include <stdio.h>
int main(void) {
    short a[40];
    int low = 0;
    for (int i = 0; i < 40; i++) a[i] = i * i % 23 - 11;
    int sum = 0;
    for (int j = 0; j < 40; j++) {
        if (sum > 0) sum = 0;
        sum += a[j];
        if (low > sum) low = sum;
    }
    printf("%d", low);
}
""",
        suffix=".c",
    ),
    Applies(
        "a sum with the name of a function, a jump over the loops",
        """
#include <algorithm>
#include <cstdio>
using namespace std;
int a[50];
int main() {
    int n = 50, m = 0;
    for (int i = 0; i < n; i++) a[i] = i * 37 % 101 - 50;
    if (a[0] > 0) goto end;
    for (int i = 0; i < n; i++) {
        int max = 0;
        for (int j = i; j < n; j++) {
            max += a[j];
            if (max > m) m = max;
        }
    }
end:
    printf("%d", max(m, 3));
}
""",
        """
#include <algorithm>
#include <cstdio>
using namespace std;
int a[50];
int main() {
    int n = 50, m = 0;
    for (int i = 0; i < n; i++) a[i] = i * 37 % 101 - 50;
    if (a[0] > 0) goto end;
    {
        int max = 0;
        for (int j = 0; j < n; j++) {
            if (max < 0) max = 0;
            max += a[j];
            if (max > m) m = max;
        }
    }
end:
    printf("%d", max(m, 3));
}
""",
    ),
)

_REFUSES = (
    Refuses("counters of different types", _program(inner="for (size_t j = i; j < n; j++)")),
    Refuses("a sum with the name of the length", _program("n += a[j]; best = max(best, n);", sum_="int n = 0;")),
    Refuses("the sum is not begun anew", _program(sum_="s = k;", best="int best = 0, s = 0;")),
    Refuses("the sum begins with something else", _program(sum_="int s = k;")),
    Refuses("the sum lives longer", _program(sum_="s = 0;", best="int best = 0;\n    int s;", after="k = s;")),
    Refuses("products", _program("s *= a[j]; best = max(best, s);", sum_="int s = 1;")),
    Refuses("differences", _program("s -= a[j]; best = max(best, s);")),
    Refuses("runs of at least two", _program(inner="for (int j = i + 1; j < n; j++)")),
    Refuses("runs of a fixed length", _program(inner="for (int j = i; j < i + k; j++)")),
    Refuses("another end", _program(inner="for (int j = i; j < k; j++)")),
    Refuses("every other element", _program(inner="for (int j = i; j < n; j += 2)")),
    Refuses("left early", _program("s += a[j]; if (s < 0) break; best = max(best, s);")),
    Refuses("counts, too", _program("s += a[j]; best = max(best, s); k++;")),
    Refuses("the place is kept", _program("s += a[j]; if (s > best) { best = s; k = i; }")),
    Refuses("looks for one sum", _program("s += a[j]; if (s == k) best = s;")),
    Refuses("the nearest to a limit", _program("s += a[j]; if (s <= k) best = max(best, s);")),
    Refuses("largest by adding first", _program("best = max(best, s); s += a[j];")),
    Refuses("another element", _program("s += a[j + 1]; best = max(best, s);")),
    Refuses("something is added", _program("s += a[j] + k; best = max(best, s);")),
    Refuses("does more after each row", _program(after="k++;")),
    Refuses(
        "floating-point elements",
        _program(array="vector<double> a(n, 5);", sum_="double s = 0;", best="double best = 0;"),
    ),
    Refuses(
        "unsigned sums wrap round",
        _program(array="vector<unsigned> a(n, 5);", sum_="unsigned s = 0;", best="unsigned best = 0;"),
    ),
    Refuses("unsigned elements in a signed sum", _program(array="vector<unsigned> a(n, 5);")),
    Refuses("elements are cut", _program(array="vector<long long> a(n, 5);")),
    Refuses("the extreme has another type", _program("s += a[j]; if (s > best) best = s;", best="short best = 0;")),
    Refuses(
        "sums are cut", _program("s += a[j]; if (s > best) best = s;", sum_="short s = 0;", best="short best = 0;")
    ),
    Refuses("the extreme is an element", _program("s += a[j]; a[0] = max(a[0], s);")),
    Refuses("the extreme is the length", _program("s += a[j]; n = max(n, s);")),
    Refuses("the extreme is a reference", _program(best="int& best = a[0];")),
    Refuses(
        "the length is read anew",
        _program(
            outer="for (int i = 0; i < next(); i++)",
            inner="for (int j = i; j < next(); j++)",
            above="int next() { int x; cin >> x; return x; }\n",
        ),
    ),
    Refuses("volatile", _program(array="volatile int a[9] = {1};")),
    Refuses("a map", _program(array="map<int, int> a;")),
    Refuses("a function of the program's own", _program(above="int max(int a, int b) { return a; }\n")),
    Refuses("a macro", _program(above="#define max(a, b) ((a) - (b))\n")),
    Refuses("a comment would be lost", _program("s += a[j]; /* so far */ best = max(best, s);")),
    Refuses("a counter is read afterwards", _program(outer="for (i = 0; i < n; i++)", best="int best = 0, i;")),
)

CASES = (RuleCases("AL11", _APPLIES, _REFUSES),)
