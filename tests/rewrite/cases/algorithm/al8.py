"""Table for AL8 (rewrite/rules/algorithm/counting_sort.py)."""

from rule_cases import Applies, Refuses, RuleCases

_TOP = "#include <algorithm>\n#include <functional>\n#include <iostream>\n#include <vector>\nusing namespace std;\n"


def _main(filling: str, *, sort: str = "sort(v.begin(), v.end());", above: str = "", top: str = _TOP) -> str:
    """A program that fills v and sorts it."""
    return (
        f"{top}{above}int main() {{\n    int n, x;\n    cin >> n >> x;\n    vector<int> v;\n"
        f"    for (int i = 0; i < n; i++) {{ {filling} }}\n    {sort}\n    cout << v[0];\n}}\n"
    )


_SMALL = "v.push_back(i % 50);"
_APPLIES = (
    Applies(
        "a vector, an array, a string; short ones, too",
        """
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>
using namespace std;

const int SHADES = 300;
short grid[500];

// Prints letters in order.
static void letters(string text) {
    sort(text.begin(), text.end());
    printf("%s\\n", text.c_str());
}

int main() {
    int n = 1000;
    unsigned seed = 7;
    vector<int> shades;
    vector<vector<int>> rows(3);
    string text;
    for (int i = 0; i < n; i++) {
        seed = seed * 1664525u + 1013904223u;
        shades.push_back((seed >> 8) % SHADES);
        rows[i % 3].push_back(i * 7 % 10 - 4);
        text += (char)(seed >> 20);
        if (i < 500) grid[i] = seed % 77;
    }
    sort(shades.begin(), shades.end());
    stable_sort(rows[1].begin(), rows[1].end());
    std::sort(grid + 1, grid + 499 + 1);
    letters("");
    letters("hello");
    letters(text.substr(0, 700));
    unsigned sum = 0;
    for (int i = 0; i < n; i++) sum = sum * 31 + shades[i];
    for (int each : rows[1]) sum = sum * 31 + each;
    for (int each : grid) sum = sum * 31 + each;
    printf("%u\\n", sum);
}
""",
        """
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>
#include <climits>
using namespace std;

const int SHADES = 300;
short grid[500];

// Sorts integers from low to high: counts how often each comes, where there are enough of them for that.
template <class Iterator> static void counting_sort(Iterator first, Iterator last, long low, long high) {
    if (last - first <= (high - low) / 4) {
        std::sort(first, last);
        return;
    }
    std::vector<unsigned long> counts(high - low + 1);
    for (Iterator at = first; at != last; ++at) {
        const long value = *at;
        if (value < low || value > high) {
            std::sort(first, last);
            return;
        }
        ++counts[value - low];
    }
    for (long value = low; value <= high; ++value)
        for (unsigned long left = counts[value - low]; left > 0; --left)
            *first++ = value;
}

// Prints letters in order.
static void letters(string text) {
    counting_sort(text.begin(), text.end(), CHAR_MIN, CHAR_MAX);
    printf("%s\\n", text.c_str());
}

int main() {
    int n = 1000;
    unsigned seed = 7;
    vector<int> shades;
    vector<vector<int>> rows(3);
    string text;
    for (int i = 0; i < n; i++) {
        seed = seed * 1664525u + 1013904223u;
        shades.push_back((seed >> 8) % SHADES);
        rows[i % 3].push_back(i * 7 % 10 - 4);
        text += (char)(seed >> 20);
        if (i < 500) grid[i] = seed % 77;
    }
    counting_sort(shades.begin(), shades.end(), 0, 299);
    stable_sort(rows[1].begin(), rows[1].end());
    counting_sort(grid + 1, grid + 499 + 1, 0, 76);
    letters("");
    letters("hello");
    letters(text.substr(0, 700));
    unsigned sum = 0;
    for (int i = 0; i < n; i++) sum = sum * 31 + shades[i];
    for (int each : rows[1]) sum = sum * 31 + each;
    for (int each : grid) sum = sum * 31 + each;
    printf("%u\\n", sum);
}
""",
    ),
    Applies(
        "in namespaces and methods, characters without a proof",
        """
#include <algorithm>
#include <iostream>
#include <vector>
namespace work {
    int a[50];
    char word[60] = "the quick brown fox jumps over the lazy dog and so on";
    struct Sheet {
        std::vector<unsigned char> bytes;
        void order() { std::sort(bytes.begin(), bytes.end()); }
    };
}
int main() {
    for (int i = 0; i < 50; i++) work::a[i] = i * i % 11 - 5;
    std::sort(work::a, work::a + 50);
    std::sort(work::word, work::word + 40);
    work::Sheet sheet;
    for (int i = 0; i < 900; i++) sheet.bytes.push_back(i * i);
    sheet.order();
    std::cout << work::word << work::a[0] << work::a[49];
    for (unsigned char each : sheet.bytes) std::cout << int(each) << ' ';
}
""",
        """
#include <algorithm>
#include <iostream>
#include <vector>
// Sorts integers from low to high: counts how often each comes, where there are enough of them for that.
template <class Iterator> static void counting_sort(Iterator first, Iterator last, long low, long high) {
    if (last - first <= (high - low) / 4) {
        std::sort(first, last);
        return;
    }
    std::vector<unsigned long> counts(high - low + 1);
    for (Iterator at = first; at != last; ++at) {
        const long value = *at;
        if (value < low || value > high) {
            std::sort(first, last);
            return;
        }
        ++counts[value - low];
    }
    for (long value = low; value <= high; ++value)
        for (unsigned long left = counts[value - low]; left > 0; --left)
            *first++ = value;
}

namespace work {
    int a[50];
    char word[60] = "the quick brown fox jumps over the lazy dog and so on";
    struct Sheet {
        std::vector<unsigned char> bytes;
        void order() { counting_sort(bytes.begin(), bytes.end(), 0, 255); }
    };
}
int main() {
    for (int i = 0; i < 50; i++) work::a[i] = i * i % 11 - 5;
    std::sort(work::a, work::a + 50);
    std::sort(work::word, work::word + 40);
    work::Sheet sheet;
    for (int i = 0; i < 900; i++) sheet.bytes.push_back(i * i);
    sheet.order();
    std::cout << work::word << work::a[0] << work::a[49];
    for (unsigned char each : sheet.bytes) std::cout << int(each) << ' ';
}
""",
    ),
)

_REFUSES = (
    Refuses(
        "a copy of what is read",
        _main(
            "w.push_back(i + x);",
            sort="vector<int> u(w);\n    u.push_back(3);\n    sort(u.begin(), u.end());",
            above="vector<int> w;\n",
        ),
    ),
    Refuses("a macro with a name that the function has", _main(_SMALL, above="#define low 5\n")),
    Refuses(
        "run by the compiler",
        "#include <algorithm>\nconstexpr int f() { int a[3] = {2, 1, 0}; std::sort(a, a + 3); return a[0]; }\n"
        "int main() { return f(); }\n",
    ),
    Refuses("read from the input", _main("int y; cin >> y; v.push_back(y);")),
    Refuses("read into an element", _main(_SMALL + " cin >> v[i];")),
    Refuses("read by scanf", _main(_SMALL + ' scanf("%d", &v[i]);')),
    Refuses("a modulus that is not known", _main("v.push_back(i % x);")),
    Refuses("a range that is too large", _main("v.push_back(i % 2000000);")),
    Refuses("an element grows", _main(_SMALL + " v[0]++;")),
    Refuses("an element is multiplied", _main(_SMALL + " v[i] *= x;")),
    Refuses(
        "changed through a reference", _main(_SMALL, sort="int& r = v[0];\n    r = x;\n    sort(v.begin(), v.end());")
    ),
    Refuses(
        "changed through a pointer", _main(_SMALL, sort="int* p = &v[0];\n    *p = x;\n    sort(v.begin(), v.end());")
    ),
    Refuses(
        "changed by a loop by reference", _main(_SMALL, sort="for (int& e : v) e = x;\n    sort(v.begin(), v.end());")
    ),
    Refuses(
        "changed by a function", _main(_SMALL + " fill(v);", above="void fill(vector<int>& w) { w[0] = 1 << 30; }\n")
    ),
    Refuses("changed by an unknown function", _main(_SMALL + " touch(v);", above="void touch(vector<int>& w);\n")),
    Refuses(
        "changed in a lambda",
        _main(_SMALL, sort="auto f = [&] { v[0] = x; };\n    f();\n    sort(v.begin(), v.end());"),
    ),
    Refuses(
        "a copy of another vector",
        _main(_SMALL, sort="vector<int> w(n, x);\n    v = w;\n    sort(v.begin(), v.end());"),
    ),
    Refuses(
        "swapped with another vector",
        _main(_SMALL, sort="vector<int> w(n, x);\n    swap(v, w);\n    sort(v.begin(), v.end());"),
    ),
    Refuses("descending", _main(_SMALL, sort="sort(v.begin(), v.end(), greater<int>());")),
    Refuses(
        "a comparator", _main(_SMALL, sort="sort(v.begin(), v.end(), [](int a, int b) { return a % 7 < b % 7; });")
    ),
    Refuses("backwards", _main(_SMALL, sort="sort(v.rbegin(), v.rend());")),
    Refuses("ends of two vectors", _main(_SMALL, sort="vector<int> w;\n    sort(v.begin(), w.end());")),
    Refuses(
        "a parameter, whose elements anybody gives",
        _main(_SMALL, above="void order(vector<int>& w) { sort(w.begin(), w.end()); }\n", sort="order(v);"),
    ),
    Refuses(
        "through a pointer to the vector", _main(_SMALL, sort="vector<int>* p = &v;\n    sort(p->begin(), p->end());")
    ),
    Refuses(
        "a local array, which has no values yet",
        _main(_SMALL, sort="int a[9];\n    for (int i = 0; i < n; i++) a[i] = i % 9;\n    sort(a, a + 9);"),
    ),
    Refuses("a function of the program's own", _main(_SMALL, above="template <class I> void sort(I a, I b) {}\n")),
    Refuses("a macro", _main(_SMALL, above="#define sort(a, b) std::reverse(a, b)\n")),
    Refuses("a macro writes to it", _main(_SMALL + " SET(x);", above="#define SET(y) v[0] = y\n")),
    Refuses(
        "extern array",
        _main(_SMALL, above="extern int a[9];\n", sort="for (int i = 0; i < 9; i++) a[i] = i;\n    sort(a, a + 9);"),
    ),
    Refuses(
        "another file may write",
        _main(
            _SMALL,
            sort="for (int i = 0; i < 9; i++) a[i] = i;\n    sort(a, a + 9);",
            above="int a[9];\n",
            top=_TOP + '#include "mine.h"\n',
        ),
    ),
    Refuses("floating-point elements", _main(_SMALL, sort="vector<double> w(5, 1.0);\n    sort(w.begin(), w.end());")),
    Refuses(
        "pairs",
        _main(_SMALL, sort="vector<pair<int, int>> w;\n    w.push_back({1, 2});\n    sort(w.begin(), w.end());"),
    ),
    Refuses("bools", _main(_SMALL, sort="vector<bool> w(n);\n    sort(w.begin(), w.end());")),
    Refuses("the ends have side effects", _main(_SMALL, sort="sort(v.begin(), v.begin() + x++);")),
    Refuses("only on some machines", _main(_SMALL, sort="\n#ifdef FAST\n    sort(v.begin(), v.end());\n#endif")),
    Refuses(
        "a string class of its own",
        "#include <algorithm>\nstruct string { char* begin(); char* end(); };\nvoid f(string "
        "s) { std::sort(s.begin(), s.end()); }\n",
    ),
    Refuses(
        "strings in a vector",
        "#include <algorithm>\n#include <string>\n#include <vector>\nvoid "
        "f(std::vector<std::string> s) { std::sort(s.begin(), s.end()); }\n",
    ),
    Refuses(
        "wide characters",
        "#include <algorithm>\n#include <string>\nvoid f(std::wstring s) { std::sort(s.begin(), s.end()); }\n",
    ),
    Refuses(
        "a template: the type is open",
        "#include <algorithm>\ntemplate <class T> void f(T s) { std::sort(s.begin(), s.end()); }\n",
    ),
    Refuses("C", "int main(void) { return 0; }\n", suffix=".c"),
)

CASES = (RuleCases("AL8", _APPLIES, _REFUSES),)
