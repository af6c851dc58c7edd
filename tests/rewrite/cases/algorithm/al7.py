"""Table for AL7 (rewrite/rules/algorithm/sorted_search.py)."""

from rule_cases import Applies, Refuses, RuleCases

_TOP = """
#include <algorithm>
#include <functional>
#include <iostream>
#include <list>
#include <string>
#include <vector>
using namespace std;
"""


def _main(queries: str, *, before: str = "sort(v.begin(), v.end());", above: str = "") -> str:
    """A program that sorts v and then asks in a loop."""
    return (
        f"{_TOP}{above}int main() {{\n    int n, m, c = 0;\n    cin >> n >> m;\n    vector<int> v;\n"
        "    for (int i = 0; i < n; i++) v.push_back(i * 7 % 10);\n"
        f"    {before}\n    for (int i = 0; i < m; i++) {{\n        {queries}\n    }}\n    cout << c;\n}}\n"
    )


_FIND = "if (find(v.begin(), v.end(), i) != v.end()) c++;"
_APPLIES = (
    Applies(
        "calls and loops over vectors and arrays",
        """
#include <cstdio>
#include <algorithm>
#include <vector>
#include <string>
using namespace std;
int a[1000], b[1000];
int main() {
    int n = 200, m = 300;
    vector<int> v(n);
    vector<string> words;
    for (int i = 0; i < n; i++) {
        v[i] = i * 7919 % 257;
        a[i] = b[i + 1] = v[i];
        words.push_back(to_string(v[i] * 3));
    }
    sort(v.begin(), v.end());
    sort(words.begin(), words.end());
    words.erase(unique(words.begin(), words.end()), words.end());
    sort(a, a + n);
    std::sort(b + 1, b + n + 1);
    int c = 0, hits = 0;
    for (int i = 0; i < m; i++) {
        if (find(v.begin(), v.end(), i) != v.end()) c++;
        if (v.end() == find(v.begin(), v.end(), i + 1)) c += 2;
        c += 10 * count(v.begin(), v.end(), i % 7);
        long k = std::count(a, a + n, i);
        if (count(a, a + n, i) > 0 && !count(v.begin(), v.end(), 3 * i)) c += k;
        string word = to_string(i);
        if (find(words.begin(), words.end(), word) == words.end()) hits++;
        bool found = false;
        for (int j = 0; j < n; j++) {
            if (v[j] == i) {
                found = true;
                break;
            }
        }
        for (size_t j = 0; j < v.size(); j++)
            if (i == v[j]) hits += 1;
        for (int j = 0; j < n; ++j)
            if (a[j] == i) hits++;
        for (int j = 1; j <= n; ++j) if (b[j] == i) { hits = hits + 1; }
        for (int x : v)
            if (x == i) found = true;
        if (found) c++;
    }
    printf("%d %d\\n", c, hits);
}
""",
        """
#include <cstdio>
#include <algorithm>
#include <vector>
#include <string>
using namespace std;
int a[1000], b[1000];
int main() {
    int n = 200, m = 300;
    vector<int> v(n);
    vector<string> words;
    for (int i = 0; i < n; i++) {
        v[i] = i * 7919 % 257;
        a[i] = b[i + 1] = v[i];
        words.push_back(to_string(v[i] * 3));
    }
    sort(v.begin(), v.end());
    sort(words.begin(), words.end());
    words.erase(unique(words.begin(), words.end()), words.end());
    sort(a, a + n);
    std::sort(b + 1, b + n + 1);
    int c = 0, hits = 0;
    for (int i = 0; i < m; i++) {
        if (binary_search(v.begin(), v.end(), i)) c++;
        if (!binary_search(v.begin(), v.end(), i + 1)) c += 2;
        c += 10 * (upper_bound(v.begin(), v.end(), i % 7) - lower_bound(v.begin(), v.end(), i % 7));
        long k = std::upper_bound(a, a + n, i) - std::lower_bound(a, a + n, i);
        if (binary_search(a, a + n, i) && !binary_search(v.begin(), v.end(), 3 * i)) c += k;
        string word = to_string(i);
        if (!binary_search(words.begin(), words.end(), word)) hits++;
        bool found = false;
        if (binary_search(v.begin(), v.end(), i)) found = true;
        hits += upper_bound(v.begin(), v.end(), i) - lower_bound(v.begin(), v.end(), i);
        hits += upper_bound(a, a + n, i) - lower_bound(a, a + n, i);
        hits += std::upper_bound(b + 1, b + n + 1, i) - std::lower_bound(b + 1, b + n + 1, i);
        if (binary_search(v.begin(), v.end(), i)) found = true;
        if (found) c++;
    }
    printf("%d %d\\n", c, hits);
}
""",
    ),
    Applies(
        "names of the library written out, a function of its own, no effect between",
        """
#include <algorithm>
#include <iostream>
#include <vector>

static int shared(std::vector<long> one, const std::vector<long>& other) {
    std::sort(one.begin(), one.end());
    int both = 0;
    for (long value : other) {
        if (std::count(one.begin(), one.end(), value)) ++both;
        for (std::size_t i = 0; i < one.size(); ++i) {
            if (one[i] == value) {
                both += 0;
                return both;
            }
        }
        for (const long& each : one) if (each == 7) ++both;
    }
    return both;
}

int main() {
    std::vector<long> a, b;
    for (int i = 0; i < 50; i++) a.push_back(i * 3 % 7), b.push_back(i + 7);
    std::cout << shared(a, b) << shared(b, a) << shared({}, a) << std::endl;
}
""",
        """
#include <algorithm>
#include <iostream>
#include <vector>

static int shared(std::vector<long> one, const std::vector<long>& other) {
    std::sort(one.begin(), one.end());
    int both = 0;
    for (long value : other) {
        if (std::binary_search(one.begin(), one.end(), value)) ++both;
        if (std::binary_search(one.begin(), one.end(), value)) { both += 0; return both; }
        both += std::upper_bound(one.begin(), one.end(), 7) - std::lower_bound(one.begin(), one.end(), 7);
    }
    return both;
}

int main() {
    std::vector<long> a, b;
    for (int i = 0; i < 50; i++) a.push_back(i * 3 % 7), b.push_back(i + 7);
    std::cout << shared(a, b) << shared(b, a) << shared({}, a) << std::endl;
}
""",
    ),
)

_REFUSES = (
    Refuses(
        "another variable with the name of the length",
        _main(
            "int n = i % 9; for (int j = 0; j < n; j++) if (a[j] == i) c++;",
            before="sort(a, a + n);",
            above="int a[100];\n",
        ),
    ),
    Refuses("not sorted", _main(_FIND, before="")),
    Refuses("sorted the other way", _main(_FIND, before="sort(v.begin(), v.end(), greater<int>());")),
    Refuses(
        "sorted by a comparator",
        _main(_FIND, before="sort(v.begin(), v.end(), [](int a, int b) { return a % 3 < b % 3; });"),
    ),
    Refuses("sorted backwards", _main(_FIND, before="sort(v.rbegin(), v.rend());")),
    Refuses("only a part is sorted", _main(_FIND, before="sort(v.begin() + 1, v.end());")),
    Refuses("sorted only sometimes", _main(_FIND, before="if (n > 3) sort(v.begin(), v.end());")),
    Refuses(
        "sorted in a loop that may not run",
        _main(_FIND, before="for (int k = 0; k < n; k++) { sort(v.begin(), v.end()); }"),
    ),
    Refuses("another vector is sorted", _main(_FIND, before="vector<int> w = v;\n    sort(w.begin(), w.end());")),
    Refuses(
        "sorted by a function of its own",
        _main(_FIND, before="sort(v.begin(), v.end());", above="template <class I> void sort(I a, I b) {}\n"),
    ),
    Refuses("the loop appends", _main(_FIND + " v.push_back(i);")),
    Refuses("the loop changes an element", _main(_FIND + " v[0] = i;")),
    Refuses("a function changes it", _main(_FIND + " touch(v);", above="void touch(vector<int>& x) { x[0] = 99; }\n")),
    Refuses("an unknown function may change it", _main(_FIND + " touch(v);", above="void touch(vector<int>& x);\n")),
    Refuses(
        "changed through a reference",
        _main(_FIND + " first = i;", before="int& first = v[0];\n    sort(v.begin(), v.end());"),
    ),
    Refuses(
        "changed through an iterator",
        _main(_FIND + " *at = i;", before="auto at = v.begin();\n    sort(v.begin(), v.end());"),
    ),
    Refuses(
        "changed through a pointer",
        _main(_FIND + " *at = i;", before="int* at = &v[0];\n    sort(v.begin(), v.end());"),
    ),
    Refuses(
        "changed by a lambda",
        _main(_FIND + " touch();", before="auto touch = [&] { v[0] = 9; };\n    sort(v.begin(), v.end());"),
    ),
    Refuses(
        "reversed after the sort", _main(_FIND, before="sort(v.begin(), v.end());\n    reverse(v.begin(), v.end());")
    ),
    Refuses("read after the sort", _main(_FIND, before="sort(v.begin(), v.end());\n    cin >> v[0];")),
    Refuses(
        "asked in a lambda, which may run later",
        _main(
            "c += has(i);",
            before="sort(v.begin(), v.end());\n    "
            "auto has = [&](int x) { for (int y : v) for (int z : v) if (z == x) return 1; return 0; };\n    v[0] = 5;",
        ),
    ),
    Refuses("asked once after each sort", _main("sort(v.begin(), v.end()); " + _FIND + " v.push_back(i);", before="")),
    Refuses("the place found is used", _main("c += find(v.begin(), v.end(), i) - v.begin();")),
    Refuses("the iterator is kept", _main("auto it = find(v.begin(), v.end(), i); if (it != v.end()) c += *it;")),
    Refuses("compared with another end", _main("if (find(v.begin(), v.end(), i) != v.begin()) c++;")),
    Refuses("a part is searched", _main("if (find(v.begin(), v.begin() + 2, i) != v.begin() + 2) c++;")),
    Refuses(
        "a wider type: large numbers compare otherwise",
        _main("unsigned u = i; if (find(v.begin(), v.end(), u) != v.end()) c++;"),
    ),
    Refuses("a floating-point value", _main("double d = i; if (find(v.begin(), v.end(), d) != v.end()) c++;")),
    Refuses(
        "counting a value that is read from the input",
        _main("c += 2 * count(v.begin(), v.end(), next());", above="int next() { int x; cin >> x; return x; }\n"),
    ),
    Refuses("a comment would be lost", _main("if (find(v.begin(), v.end(), i) /* slow */ != v.end()) c++;")),
    Refuses("the loop says where", _main("for (int j = 0; j < (int)v.size(); j++) if (v[j] == i) c = j;")),
    Refuses("the loop adds up places", _main("for (int j = 0; j < (int)v.size(); j++) if (v[j] == i) c += j;")),
    Refuses("the loop prints each time", _main('for (int x : v) if (x == i) cout << "yes";')),
    Refuses("the loop does something else", _main("for (int x : v) { if (x == i) c++; c ^= x; }")),
    Refuses("the loop has an else", _main("for (int x : v) if (x == i) c++; else c--;")),
    Refuses("the loop begins later", _main("for (int j = 1; j < (int)v.size(); j++) if (v[j] == i) c++;")),
    Refuses("the loop ends elsewhere", _main("for (int j = 0; j < n; j++) if (v[j] == i) c++;")),
    Refuses("the loop changes what it looks for", _main("int x = i; for (int y : v) if (y == x) x = 3; c += x;")),
    Refuses(
        "the counter is read afterwards",
        _main("int j; for (j = 0; j < (int)v.size(); j++) if (v[j] == i) c++; c += j;"),
    ),
    Refuses("the value depends on the place", _main("for (int j = 0; j < (int)v.size(); j++) if (v[j] == j) c++;")),
    Refuses("the value can't be asked for where there is no element", _main("for (int x : v) if (x == v[0]) c++;")),
    Refuses("a sum of matches that is no counting", _main("for (int x : v) if (x == i) c += 2;")),
    Refuses("a floating-point sum", _main("float s = 0; for (int x : v) if (x == i) s++; c += s;")),
    Refuses(
        "elements of a type of the program",
        _main(
            "if (find(w.begin(), w.end(), P{i}) != w.end()) c++;",
            before="vector<P> w(n);\n    sort(w.begin(), w.end());",
            above="struct P { int x; bool operator<(const P& o) const { return x % 2 < o.x % 2; } "
            "bool operator==(const P& o) const { return x == o.x; } };\n",
        ),
    ),
    Refuses(
        "floating-point elements: there may be NaNs",
        _main(
            "if (find(w.begin(), w.end(), 1.5) != w.end()) c++;",
            before="vector<double> w(n);\n    sort(w.begin(), w.end());",
        ),
    ),
    Refuses(
        "the length of the array changes after the sort",
        _main("n--; for (int j = 0; j < n; j++) if (a[j] == i) c++;", before="sort(a, a + n);", above="int a[100];\n"),
    ),
    Refuses(
        "more of the array than is sorted",
        _main("for (int j = 0; j < m; j++) if (a[j] == i) c++;", before="sort(a, a + n);", above="int a[100];\n"),
    ),
    Refuses("threads", _main(_FIND, above="#include <thread>\nvoid run() { std::thread t([] {}); t.join(); }\n")),
    Refuses(
        "a label before the search",
        _main(_FIND, before="sort(v.begin(), v.end());\nagain:\n    if (n > 5) { v[0] = 7; n--; goto again; }"),
    ),
    Refuses(
        "a jump over the sort", _main(_FIND, before="switch (n) { case 1: sort(v.begin(), v.end()); case 2: c = 1; }")
    ),
    Refuses("C", "int main(void) { return 0; }\n", suffix=".c"),
)

CASES = (RuleCases("AL7", _APPLIES, _REFUSES),)
