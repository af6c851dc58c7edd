"""Table for FN3 (rewrite/rules/function_call/inlined_comparators.py)."""

from rule_cases import Applies, Refuses, RuleCases

_APPLIES = (
    Applies(
        "scalars, objects, references, a prototype",
        """
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>
using namespace std;
struct Item {
    int weight, price;
};
bool descending(int a, int b) { return a > b; }
bool lighter(const Item& x, const Item& y) { return x.weight < y.weight; }
bool cheaper(Item x, Item y);
int shorter(string s, const string t) { return s.size() < t.size(); }
int main() {
    vector<int> v = {3, 1, 4, 1, 5, 9, 2, 6};
    vector<Item> items = {{3, 1}, {1, 5}, {2, 2}};
    vector<string> words = {"three", "a", "of"};
    sort(v.begin(), v.end(), descending);
    std::stable_sort(items.begin(), items.end(), lighter);
    Item least = *min_element(items.begin(), items.end(), cheaper);
    sort(words.begin(), words.end(), shorter);
    printf("%d %d %d %s\\n", v[0], items[0].weight, least.price, words[0].c_str());
}
bool cheaper(Item x, Item y) { return x.price < y.price; }
""",
        """
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>
using namespace std;
struct Item {
    int weight, price;
};
bool descending(int a, int b) { return a > b; }
bool lighter(const Item& x, const Item& y) { return x.weight < y.weight; }
bool cheaper(Item x, Item y);
int shorter(string s, const string t) { return s.size() < t.size(); }
int main() {
    vector<int> v = {3, 1, 4, 1, 5, 9, 2, 6};
    vector<Item> items = {{3, 1}, {1, 5}, {2, 2}};
    vector<string> words = {"three", "a", "of"};
    sort(v.begin(), v.end(), [](int a, int b) { return descending(a, b); });
    std::stable_sort(items.begin(), items.end(), [](const Item& x, const Item& y) { return lighter(x, y); });
    Item least = *min_element(items.begin(), items.end(), [](const Item& x, const Item& y) { return cheaper(x, y); });
    sort(words.begin(), words.end(), [](const string& s, const string& t) { return shorter(s, t); });
    printf("%d %d %d %s\\n", v[0], items[0].weight, least.price, words[0].c_str());
}
bool cheaper(Item x, Item y) { return x.price < y.price; }
""",
    ),
    Applies(
        "pointers, in a member function",
        """
#include <algorithm>
#include <iostream>
static bool before(const int* p, const int* q) { return *p < *q; }
struct Ring {
    int cells[3] = {7, 2, 5};
    int* order[3] = {cells, cells + 1, cells + 2};
    int median() {
        std::nth_element(order, order + 1, order + 3, before);
        return *order[1];
    }
};
int main() {
    std::cout << Ring().median() << std::endl;
}
""",
        """
#include <algorithm>
#include <iostream>
static bool before(const int* p, const int* q) { return *p < *q; }
struct Ring {
    int cells[3] = {7, 2, 5};
    int* order[3] = {cells, cells + 1, cells + 2};
    int median() {
        std::nth_element(order, order + 1, order + 3, [](const int* p, const int* q) { return before(p, q); });
        return *order[1];
    }
};
int main() {
    std::cout << Ring().median() << std::endl;
}
""",
    ),
)


def _refuses(name: str, code: str) -> Refuses:
    return Refuses(name, f"#include <bits/stdc++.h>\nusing namespace std;\nvector<int> v;\n{code}\n")


_LESS = "bool less_than(int a, int b) { return a < b; }\n"
_REFUSES = (
    _refuses("a lambda already", "void f() { sort(v.begin(), v.end(), [](int a, int b) { return a > b; }); }"),
    _refuses("a functor", "void f() { sort(v.begin(), v.end(), greater<int>()); }"),
    _refuses(
        "an object with an operator",
        "struct C { bool operator()(int a, int b) { return a < b; } } c;\nvoid f() { sort(v.begin(), v.end(), c); }",
    ),
    _refuses(
        "a variable that hides it",
        _LESS + "void f() { auto less_than = greater<int>(); sort(v.begin(), v.end(), less_than); }",
    ),
    _refuses("a parameter", "void f(bool (*less_than)(int, int)) { sort(v.begin(), v.end(), less_than); }"),
    _refuses(
        "the body is elsewhere", "bool less_than(int a, int b);\nvoid f() { sort(v.begin(), v.end(), less_than); }"
    ),
    _refuses(
        "a template",
        "template <class T> bool less_than(T a, T b) { return a < b; }\n"
        "void f() { sort(v.begin(), v.end(), less_than<int>); }",
    ),
    _refuses(
        "a static member",
        "struct S { static bool less_than(int a, int b) { return a < b; } "
        "void f() { sort(v.begin(), v.end(), less_than); } };",
    ),
    _refuses(
        "another sort",
        "namespace my { template <class I, class C> void sort(I, I, C) {} }\n"
        + _LESS
        + "void f() { my::sort(v.begin(), v.end(), less_than); }",
    ),
    _refuses(
        "an own sort",
        "template <class I, class C> void sort(I, I, C) {}\n"
        + _LESS
        + "void f() { sort(v.begin(), v.end(), less_than); }",
    ),
    _refuses("the type is given", _LESS + "void f() { sort<int*, bool (*)(int, int)>(&v[0], &v[0] + 3, less_than); }"),
    _refuses(
        "parameters without names",
        "bool always(int, int) { return false; }\nvoid f() { sort(v.begin(), v.end(), always); }",
    ),
    _refuses(
        "a parameter called like the function",
        "bool lt(int lt, int b) { return lt < b; }\nvoid f() { sort(v.begin(), v.end(), lt); }",
    ),
    _refuses(
        "a member of the same name",
        _LESS
        + "struct S { static bool less_than(long a, long b); void f() { sort(v.begin(), v.end(), less_than); } };",
    ),
    _refuses("a macro", "#define CMP less_than\n" + _LESS + "void f() { sort(v.begin(), v.end(), CMP); }"),
    _refuses("no comparator", _LESS + "void f() { sort(v.begin(), v.end()); }"),
    _refuses(
        "a base class may have it",
        '#include "base.h"\n' + _LESS + "struct D : Base { void f() { sort(v.begin(), v.end(), less_than); } };",
    ),
    Refuses(
        "a variable is called like the type",
        "#include <algorithm>\n#include <vector>\nstruct P { int x; };\n"
        "bool by_x(P a, P b) { return a.x < b.x; }\nstd::vector<P> v;\n"
        "void f() { int P = 4; std::sort(v.begin(), v.end(), by_x); v[0].x = P; }",
    ),
    Refuses(
        "a class has a type of that name",
        "#include <algorithm>\n#include <vector>\nstruct P { int x; };\n"
        "bool by_x(const P& a, const P& b) { return a.x < b.x; }\n"
        "struct C { struct P { int y; }; std::vector<::P> v; void f() { std::sort(v.begin(), v.end(), by_x); } };",
    ),
    Refuses(
        "const after the type",
        "#include <algorithm>\n#include <vector>\nstruct P { int x; };\n"
        "bool by_x(P const a, P const b) { return a.x < b.x; }\nstd::vector<P> v;\n"
        "void f() { std::sort(v.begin(), v.end(), by_x); }",
    ),
    Refuses(
        "a comment in a parameter",
        "#include <algorithm>\n#include <vector>\nstruct P { int x; };\n"
        "bool by_x(const P& a, const P // by x\n& b) { return a.x < b.x; }\nstd::vector<P> v;\n"
        "void f() { std::sort(v.begin(), v.end(), by_x); }",
    ),
    Refuses(
        "the type was a macro",
        "#include <algorithm>\n#include <vector>\n#define T int\nbool more(T a, T b) { return a > b; }\n#undef T\n"
        "std::vector<int> v;\nvoid f() { std::sort(v.begin(), v.end(), more); }",
    ),
    Refuses(
        "copied from what is not const",
        "#include <algorithm>\nstruct P { int x; P(P& o) : x(o.x) {} P(P&& o) : x(o.x) {} P& operator=(P&&); };\n"
        "bool by_x(P a, P b) { return a.x < b.x; }\nvoid f(P* v) { std::sort(v, v + 2, by_x); }",
    ),
    Refuses("C", "int less(int a, int b) { return a < b; }\nvoid f(int* v) { sort(v, v + 3, less); }", suffix=".c"),
)

CASES = (RuleCases("FN3", _APPLIES, _REFUSES),)
