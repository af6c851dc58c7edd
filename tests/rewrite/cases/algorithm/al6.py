"""Table for AL6 (rewrite/rules/algorithm/equal_pairs.py)."""

from rule_cases import Applies, Refuses, RuleCases

_HEAD = "#include <iostream>\n#include <string>\n#include <vector>\n"


def _main(body: str, above: str = "", added: str = "") -> str:
    lines = "\n".join(f"    {line}" if line else "" for line in body.strip("\n").split("\n"))
    return f"{_HEAD}{added}using namespace std;\n{above}int main() {{\n{lines}\n}}\n"


_READ = "int n, k;\ncin >> n >> k;\nvector<int> a(n);\nfor (int i = 0; i < n; i++) cin >> a[i];\nlong long c = 0;\n"
_SHOW = "cout << c << ' ';\n"
_EQUAL = """for (int i = 0; i < n - 1; i++) {
    for (int j = i + 1; j < n; ++j) {
        if (a[j] == a[i]) c++;
    }
}
"""
_SUMS = """if (k)
    for (int i = 0; i < n; i++)
        for (int j = 0; j < i; j++)
            if (k - 1 == a[i] + a[j])
                c = c + 1;
"""
_EQUAL_FAST = """if (n > 1) {
    unordered_map<int, int> seen;
    for (int i = 0; i < n; i++) c += seen[a[i]]++;
}
"""
_SUMS_FAST = """if (k)
    {
        if (n > 1) {
            unordered_map<unsigned long long, int> seen_2;
            for (int i = 0; i < n; i++) {
                const auto found = seen_2.find((unsigned long long)(k - 1) - a[i]);
                if (found != seen_2.end()) c += found->second;
                seen_2[a[i]]++;
            }
        }
    }
"""
_FLAGS = """short b[] = {7, 3, 5, 3, 9};
bool twice = false;
int i, j;
for (i = 1; i <= k; i++)
    for (j = i + 1; j <= k; j++)
        if (b[i] == b[j]) { twice = true; c = -1; break; }
for (i = 0; i < 1; i++) cout << twice << c;
"""
_FLAGS_FAST = """short b[] = {7, 3, 5, 3, 9};
bool twice = false;
int i, j;
if (k > 1) {
    unordered_set<short> seen_3;
    for (int i = 1; i <= k; i++)
        if (!seen_3.insert(b[i]).second) { twice = true; c = -1; break; }
}
for (i = 0; i < 1; i++) cout << twice << c;
"""
_FUNCTION = """
bool unique(const std::vector<std::string>& w, std::ostream&) {
    LOOPS
    return true;
}
int main() {
    std::cout << unique({"a", "b", "a"}, std::cout) << unique({"x", "y"}, std::cout) << unique({}, std::cout);
}
"""

_APPLIES = (
    *(
        Applies(
            f"counted, summed, flagged: {stdin}",
            _main(f"{_READ}{_EQUAL}{_SHOW}{_SUMS}{_SHOW}{_FLAGS}"),
            _main(
                f"{_READ}{_EQUAL_FAST}{_SHOW}{_SUMS_FAST}{_SHOW}{_FLAGS_FAST}",
                added="#include <unordered_map>\n#include <unordered_set>\n",
            ),
            stdin=stdin,
        )
        for stdin in ("8 3 1 -1 1 2 1 0 -1 3", "1 2 5")
    ),
    Applies(
        "returns at the first",
        _HEAD
        + _FUNCTION.replace(
            "LOOPS",
            "for (size_t i = 0; i < w.size(); i++)\n        for (size_t j = i + 1; j < w.size(); j++)\n"
            '            if (w[i] == w[j]) {\n                std::cout << "twice";\n                return false;\n'
            "            }",
        ),
        f"{_HEAD}#include <unordered_set>\n"
        + _FUNCTION.replace(
            "LOOPS",
            "if (w.size() > 1) {\n        std::unordered_set<std::string> seen;\n"
            "        for (unsigned long i = 0; i < w.size(); i++)\n"
            '            if (!seen.insert(w[i]).second) { std::cout << "twice"; return false; }\n    }',
        ),
    ),
)


def _refused(
    action: str = "c++;",
    test: str = "a[i] == a[j]",
    outer: str = "int i = 0; i < n; i++",
    inner: str = "int j = i + 1; j < n; j++",
    before: str = _READ,
    after: str = "cout << c;",
    above: str = "",
) -> str:
    return _main(f"{before}for ({outer})\n    for ({inner})\n        if ({test}) {action}\n{after}", above)


_DOUBLES = _READ.replace("vector<int>", "vector<double>")
_REFUSES = (
    Refuses("the places are kept", _refused("{ c = i; k = j; }")),
    Refuses("the places are printed", _refused("cout << i << j;")),
    Refuses("the places are returned", _refused("return i;")),
    Refuses("the element is kept", _refused("c = a[i];")),
    Refuses("printed for each pair", _refused('cout << "pair";')),
    Refuses("something is added for each", _refused("c += a[i];")),
    Refuses("counted and printed", _refused("{ c++; cout << c; }")),
    Refuses("counted up to a limit", _refused("{ if (++c == 3) break; }")),
    Refuses("only the first of each place is counted", _refused("{ c++; break; }")),
    Refuses("goes on after some", _refused("{ if (k) break; return 1; }")),
    Refuses("else", _refused("c++; else k++;")),
    Refuses("an element is changed", _refused("a[j] = 0;")),
    Refuses("the length changes", _refused("n = 0;")),
    Refuses("the sum changes", _refused("k++;", "a[i] + a[j] == k")),
    Refuses("unequal pairs", _refused(test="a[i] != a[j]")),
    Refuses("inversions", _refused(test="a[i] > a[j]")),
    Refuses("differences", _refused(test="a[i] - a[j] == k")),
    Refuses("products", _refused(test="a[i] * a[j] == k")),
    Refuses("two arrays", _refused(test="a[i] == b[j]", before=f"{_READ}vector<int> b(a);\n")),
    Refuses("other places", _refused(test="a[i] == a[j + 1]")),
    Refuses("a second condition", _refused(test="a[i] == a[j] && a[i] > 0")),
    Refuses("with itself", _refused(inner="int j = i; j < n; j++")),
    Refuses("each pair twice", _refused(inner="int j = 0; j < n; j++")),
    Refuses("neighbours only", _refused(inner="int j = i + 1; j < i + 2; j++")),
    Refuses("another length", _refused(inner="int j = i + 1; j < k; j++")),
    Refuses("every second", _refused(inner="int j = i + 1; j < n; j += 2")),
    Refuses("the first is left out", _refused(outer="int i = 1; i < n; i++")),
    Refuses("floating point", _refused(before=_DOUBLES)),
    Refuses("bits", _refused(before=_READ.replace("vector<int>", "vector<bool>"))),
    Refuses(
        "a class",
        _refused(
            before=_READ.replace("vector<int>", "vector<P>").replace("cin >> a[i]", ""),
            above="struct P { int x; bool operator==(P o) const { return x % 2 == o.x % 2; } };\n",
        ),
    ),
    Refuses(
        "a sum that may wrap round",
        _refused(test="a[i] + a[j] == k", before=_READ.replace("vector<int>", "vector<unsigned>")),
    ),
    Refuses("an unsigned sum is asked for", _refused(test="a[i] + a[j] == u", before=f"{_READ}unsigned u = k;\n")),
    Refuses("a floating-point sum is asked for", _refused(test="a[i] + a[j] == d", before=f"{_READ}double d = k;\n")),
    Refuses(
        "strings that are joined",
        _refused(test='a[i] + a[j] == "ab"', before=_READ.replace("vector<int>", "vector<string>")),
    ),
    Refuses("the sum is one of the elements", _refused(test="a[i] + a[j] == a[i]")),
    Refuses("a floating-point count", _refused("d++;", before=f"{_READ}double d = 0;\n")),
    Refuses("the count is the length", _refused("n++;")),
    Refuses("the count is an element", _refused("a[0]++;")),
    Refuses("the count is a reference to an element", _refused("r++;", before=f"{_READ}int& r = a[0];\n")),
    Refuses(
        "a counter is read afterwards",
        _refused(outer="i = 0; i < n; i++", before=f"{_READ}int i;\n", after="cout << i << c;"),
    ),
    Refuses(
        "the inner counter is read afterwards",
        _refused(
            "{ k = 1; break; }", inner="j = i + 1; j < n; j++", before=f"{_READ}int j;\n", after="cout << j << k;"
        ),
    ),
    Refuses(
        "a pointer may lead to the count",
        "int c;\nvoid f(int* a, int n) {\n    for (int i = 0; i < n; i++)\n        for (int j = i + 1; j < "
        "n; j++)\n            if (a[i] == a[j]) c++;\n}\n",
    ),
    Refuses("a map", _refused(before="#include <map>\nint n = 9, c = 0;\nmap<int, int> a;\n")),
    Refuses("something else in the loop", _refused(inner="int j = i + 1; j < n; j++, k++")),
    Refuses(
        "a comment would be lost",
        _refused("c++; /* one more */", after="cout << c;").replace("c++; /* one more */", "{ c++; /* one more */ }"),
    ),
    Refuses("volatile", _refused(before="int n = 9, c = 0;\nvolatile int a[9] = {};\n")),
    Refuses(
        "a template",
        "template <class T> int f(T* a, int n) {\n    int c = 0;\n    for (int i = 0; i < n; i++)\n        "
        "for (int j = i + 1; j < n; j++)\n            if (a[i] == a[j]) c++;\n    return c;\n}\n",
    ),
    Refuses(
        "C",
        "int f(int* a, int n) {\n    int c = 0;\n    for (int i = 0; i < n; i++)\n        for (int j = i + "
        "1; j < n; j++)\n            if (a[i] == a[j]) c++;\n    return c;\n}\n",
        ".c",
    ),
    Refuses("a macro has the place", _refused("return POS;", above="#define POS i\n")),
    Refuses("a wider sum is asked for", _refused(test="a[i] + a[j] == w", before=f"{_READ}__int128 w = k;\n")),
    Refuses(
        "constexpr",
        "constexpr int f(int n) {\n    int a[9] = {}, c = 0;\n    for (int i = 0; i < n; i++)\n"
        "        for (int j = i + 1; j < n; j++)\n            if (a[i] == a[j]) c++;\n    return c;\n}\n",
    ),
    Refuses("a pragma speaks of the loop", _refused(before=f"{_READ}#pragma GCC ivdep\n")),
    Refuses("not understood", _refused(after="cout << (c;")),
)

CASES = (RuleCases("AL6", _APPLIES, _REFUSES),)
