"""Table for AL10 (rewrite/rules/algorithm/sliding_windows.py)."""

from rule_cases import Applies, Refuses, RuleCases

_INNER = "for (int j = i; j < i + k; j++) best = max(best, a[j]);"


def _program(
    inner: str = _INNER,
    *,
    outer: str = "for (int i = 0; i + k <= n; i++)",
    first: str = "int best = 0;",
    after: str = "total += best;",
    array: str = "vector<int> a(n, 5);",
    above: str = "",
) -> str:
    """Windows of a."""
    return (
        "#include <algorithm>\n#include <iostream>\n#include <vector>\nusing namespace std;\n"
        f"{above}int main() {{\n    int n, k, total = 0;\n    cin >> n >> k;\n    {array}\n    {outer} {{\n"
        f"        {first}\n        {inner}\n        {after}\n    }}\n    cout << total;\n}}\n"
    )


_APPLIES = (
    Applies(
        "largest and smallest, windows that are cut off at the ends, passes left out",
        """
#include <algorithm>
#include <iostream>
#include <vector>
using namespace std;

int heights[2000];

long long lowest(const vector<long long>& v, int k) {
    long long sum = 0;
    const int n = v.size();
    for (int i = 0; i < n; i++) {
        long long least = v[i];
        if (i % 5 == 3) continue;
        for (int j = max(0, i - k); j <= min(n - 1, i + k); ++j)
        {
            if (v[j] < least) {
                least = v[j];
            }
        }
        sum = sum * 7 % 1000003 + least;
    }
    return sum;
}

int main() {
    int n = 1500, k;
    cin >> k;
    vector<long long> v;
    for (int i = 0; i < n; i++) {
        heights[i] = i * 7919 % 1009;
        v.push_back(i * 31 % 677 - 300);
    }
    int total = 0;
    for (int i = 0; i + k <= n; i++) {
        int best = heights[i];
        for (int j = i; j < i + k; j++) {
            best = max(best, heights[j]);
        }
        total = (total * 3 + best) % 10007;
    }
    for (int i = k - 1; i < n; i += 2) {
        int best = 1 << 30;
        for (int j = i - k + 1; j <= i; j++) best = std::min(heights[j], best);
        total = (total * 5 + best) % 10007;
    }
    cout << total << ' ' << lowest(v, 0) << ' ' << lowest(v, k) << ' ' << lowest(v, 3 * k) << endl;
}
""",
        """
#include <algorithm>
#include <iostream>
#include <vector>
#include <deque>
using namespace std;

int heights[2000];

long long lowest(const vector<long long>& v, int k) {
    long long sum = 0;
    const int n = v.size();
    deque<int> window; // places whose elements may still be the smallest
    for (int i = 0; i < n; i++) {
        long long least = v[i];
        if (i % 5 == 3) continue;
        while (!window.empty() && window.front() < max(0, i - k)) window.pop_front();
        for (int j = window.empty() ? max(0, i - k) : window.back() + 1; j <= min(n - 1, i + k); j++) {
            while (!window.empty() && v[window.back()] >= v[j]) window.pop_back();
            window.push_back(j);
        }
        if (!window.empty()) {
            const int j = window.front();
            if (v[j] < least) { least = v[j]; }
        }
        sum = sum * 7 % 1000003 + least;
    }
    return sum;
}

int main() {
    int n = 1500, k;
    cin >> k;
    vector<long long> v;
    for (int i = 0; i < n; i++) {
        heights[i] = i * 7919 % 1009;
        v.push_back(i * 31 % 677 - 300);
    }
    int total = 0;
    deque<int> window_2; // places whose elements may still be the largest
    for (int i = 0; i + k <= n; i++) {
        int best = heights[i];
        while (!window_2.empty() && window_2.front() < i) window_2.pop_front();
        for (int j = window_2.empty() ? i : window_2.back() + 1; j < i + k; j++) {
            while (!window_2.empty() && heights[window_2.back()] <= heights[j]) window_2.pop_back();
            window_2.push_back(j);
        }
        if (!window_2.empty()) {
            const int j = window_2.front();
            best = max(best, heights[j]);
        }
        total = (total * 3 + best) % 10007;
    }
    deque<int> window_3; // places whose elements may still be the smallest
    for (int i = k - 1; i < n; i += 2) {
        int best = 1 << 30;
        while (!window_3.empty() && window_3.front() < (i - k + 1)) window_3.pop_front();
        for (int j = window_3.empty() ? (i - k + 1) : window_3.back() + 1; j <= i; j++) {
            while (!window_3.empty() && heights[window_3.back()] >= heights[j]) window_3.pop_back();
            window_3.push_back(j);
        }
        if (!window_3.empty()) {
            const int j = window_3.front();
            best = std::min(heights[j], best);
        }
        total = (total * 5 + best) % 10007;
    }
    cout << total << ' ' << lowest(v, 0) << ' ' << lowest(v, k) << ' ' << lowest(v, 3 * k) << endl;
}
""",
        stdin="60",
    ),
    Applies(
        "windows that are empty at first, and lie apart",
        """
#include <algorithm>
#include <cstdio>
#include <vector>
static int spread(const std::vector<int>& v, int n, int k) {
    int total = 0;
    for (int i = -20; i < n - k; i += 3) {
        int low = 1000;
        for (int j = std::max(i, 0); j < i + k - 2; ++j) {
            low = std::min(v[j], low);
        }
        total += low * i;
    }
    return total;
}
int main() {
    std::vector<int> v(100);
    for (int i = 0; i < 100; i++) v[i] = i * 37 % 53;
    for (int k = -3; k < 30; k++) std::printf("%d ", spread(v, 100, k));
}
""",
        """
#include <algorithm>
#include <cstdio>
#include <vector>
#include <deque>
static int spread(const std::vector<int>& v, int n, int k) {
    int total = 0;
    std::deque<int> window; // places whose elements may still be the smallest
    for (int i = -20; i < n - k; i += 3) {
        int low = 1000;
        while (!window.empty() && window.front() < std::max(i, 0)) window.pop_front();
        for (int j = window.empty() ? std::max(i, 0) : window.back() + 1; j < i + k - 2; j++) {
            while (!window.empty() && v[window.back()] >= v[j]) window.pop_back();
            window.push_back(j);
        }
        if (!window.empty()) {
            const int j = window.front();
            low = std::min(v[j], low);
        }
        total += low * i;
    }
    return total;
}
int main() {
    std::vector<int> v(100);
    for (int i = 0; i < 100; i++) v[i] = i * 37 % 53;
    for (int k = -3; k < 30; k++) std::printf("%d ", spread(v, 100, k));
}
""",
    ),
    Applies(
        "in a line with something else, before the last header",
        """
#include <cstdio>
int a[100];
long f(int n, int k) {
    long t = 0; for (int i = 0; i + k < n; i++) {
        int m = 0;
        for (int j = i; j < i + k; j++) if (a[j] > m) m = a[j];
        t = t * 3 % 1000007 + m;
    }
    return t;
}
#include <cstdlib>
using namespace std;
int main() { for (int i = 0; i < 100; i++) a[i] = i * 37 % 101; printf("%ld", f(90, 7)); }
""",
        """
#include <cstdio>
#include <deque>
int a[100];
long f(int n, int k) {
    long t = 0; std::deque<int> window; for (int i = 0; i + k < n; i++) {
        int m = 0;
        while (!window.empty() && window.front() < i) window.pop_front();
        for (int j = window.empty() ? i : window.back() + 1; j < i + k; j++) {
            while (!window.empty() && a[window.back()] <= a[j]) window.pop_back();
            window.push_back(j);
        }
        if (!window.empty()) {
            const int j = window.front();
            if (a[j] > m) m = a[j];
        }
        t = t * 3 % 1000007 + m;
    }
    return t;
}
#include <cstdlib>
using namespace std;
int main() { for (int i = 0; i < 100; i++) a[i] = i * 37 % 101; printf("%ld", f(90, 7)); }
""",
    ),
)

_REFUSES = (
    Refuses("the width is chosen in each pass", _program(first="int best = 0, k = i % 3;")),
    Refuses("the width is chosen in a condition", _program("if (int k = i % 3; k > 0) " + _INNER)),
    Refuses(
        "bounds of each pass",
        _program(
            "for (int j = l; j < r; j++) best = max(best, a[j]);", first="int best = 0; auto [l, r] = pair(0, k);"
        ),
    ),
    Refuses("an array of each pass", _program(first="int best = 0; vector<int> a(n, i);")),
    Refuses("the header names the end", _program("for (int j = i, e = i + k; j < e; j++) best = max(best, a[j]);")),
    Refuses("the window stays", _program("for (int j = 0; j < 3; j++) best = max(best, a[j]);")),
    Refuses("a small window", _program("for (int j = i; j < i + 3; j++) best = max(best, a[j]);")),
    Refuses("the window's begin goes back", _program("for (int j = k - i; j < i + k; j++) best = max(best, a[j]);")),
    Refuses("the window's end goes back", _program("for (int j = i; j < n - i; j++) best = max(best, a[j]);")),
    Refuses("the outer loop goes back", _program(outer="for (int i = n - k; i >= 0; i--)")),
    Refuses("the outer loop's step is not known", _program(outer="for (int i = 0; i + k <= n; i += total)")),
    Refuses("the outer counter is changed in the loop", _program(after="total += best; i -= 2;")),
    Refuses("the outer counter is read from the input", _program(after="total += best; cin >> i;")),
    Refuses("the outer counter is multiplied", _program(outer="for (int i = 1; i + k <= n; i *= 2)")),
    Refuses(
        "the outer counter has another name, too",
        _program(outer="for (int i = 0, &r = i; i + k <= n; i++)", after="r--;"),
    ),
    Refuses("the width changes", _program(after="total += best; k--;")),
    Refuses(
        "the width is an element",
        _program("for (int j = i; j < i + w[i]; j++) best = max(best, a[j]);", above="int w[9];\n"),
    ),
    Refuses("a product of the counter", _program("for (int j = i * k; j < i + k; j++) best = max(best, a[j]);")),
    Refuses("the elements change", _program(after="total += best; a[i] = best;")),
    Refuses("the elements are read from the input", _program(after="cin >> a[i];")),
    Refuses(
        "the elements change through a reference",
        _program(array="vector<int> a(n, 5);\n    int& r = a[0];", after="r = best;"),
    ),
    Refuses(
        "the elements change through a pointer",
        _program(array="vector<int> a(n, 5);\n    int* r = &a[0];", after="*r = best;"),
    ),
    Refuses(
        "a function changes the elements",
        _program(after="touch(a);", above="void touch(vector<int>& v) { v[0] = 1; }\n"),
    ),
    Refuses("the extreme is an element", _program("for (int j = i; j < i + k; j++) a[0] = max(a[0], a[j]);")),
    Refuses(
        "the extreme has another type",
        _program("for (int j = i; j < i + k; j++) if (a[j] > best) best = a[j];", first="short best = 0;"),
    ),
    Refuses("the extreme is a reference", _program(first="int& best = total;")),
    Refuses("floating-point elements", _program(first="double best = 0;", array="vector<double> a(n, 5);")),
    Refuses("elements of a map", _program(array="unordered_map<int, int> a;")),
    Refuses(
        "the place is kept", _program("for (int j = i; j < i + k; j++) if (a[j] > best) { best = a[j]; total = j; }")
    ),
    Refuses("counts, too", _program("for (int j = i; j < i + k; j++) { best = max(best, a[j]); total++; }")),
    Refuses("has an else", _program("for (int j = i; j < i + k; j++) if (a[j] > best) best = a[j]; else total++;")),
    Refuses("a sum, which LP4 does", _program("for (int j = i; j < i + k; j++) best += a[j];")),
    Refuses("elements apart", _program("for (int j = i; j < i + k; j += 2) best = max(best, a[j]);")),
    Refuses("other elements", _program("for (int j = i; j < i + k; j++) best = max(best, a[j + 1]);")),
    Refuses("a function of the program's own", _program(above="int max(int a, int b) { return a; }\n")),
    Refuses("a macro", _program(above="#define max(a, b) ((a) - (b))\n")),
    Refuses(
        "an unsigned place wraps round",
        _program("for (size_t j = i - k; j < i; j++) best = max(best, a[j]);", outer="for (size_t i = 0; i < n; i++)"),
    ),
    Refuses(
        "a short place wraps round",
        _program("for (int j = 0; j <= i + k; j++) best = max(best, a[j]);", outer="for (short i = 0; total < n; i++)"),
    ),
    Refuses("a bound of another type", _program("for (int j = i; j < i + a.size(); j++) best = max(best, a[j]);")),
    Refuses("a bound has an effect", _program("for (int j = i; j < i + k++; j++) best = max(best, a[j]);")),
    Refuses("no loop around", _program(outer="int i = 0;\n    if (k < n)")),
    Refuses("a comment would be lost", _program("for (int j = i; j < i + k; j++) /* all */ best = max(best, a[j]);")),
    Refuses("C", "int main(void) { return 0; }\n", suffix=".c"),
)

CASES = (RuleCases("AL10", _APPLIES, _REFUSES),)
