"""Table for DL1 (rewrite/rules/locality/split_structs.py)."""

from rule_cases import Applies, Refuses, RuleCases

_APPLIES = (
    Applies(
        "a vector that grows, an array, fields of other types",
        """
#include <cstdio>
#include <string>
#include <vector>

struct Body {
    double x, v;
    long long mass;  // in grams
    std::string name;
    bool fixed;
};
struct Cell { double heat, next; int kind[1]; };
struct Point { double a, b, c, d; };
Point points[64];

double swing(int n) {
    double sum = 0;
    for (int k = 0; k < 3; k++)
        for (int i = 0; i < n; ++i) sum += points[i].b * k;
    return sum;
}

int main() {
    std::vector<double> weights;
    std::vector<Point> bodies;
    int n;
    if (scanf("%d", &n) != 1) return 1;
    bodies.reserve(n);
    for (int i = 0; i < n; i++)
        bodies.push_back({i * 0.5, i - 1.0, 2.0 * i, 1});
    if (n > 3) bodies.resize(n + 1);
    for (int step = 0; step < 5; step++) {
        for (size_t i = 0; i < bodies.size(); i++) bodies[i].a += bodies[i].b * 0.25;
    }
    for (int i = 0; i < n; i++) {
        points[i].a = points[i].d = i;
        if (scanf("%lf", &points[i].b) != 1) points[i].b = bodies[bodies[i].d > 0 ? i : 0].c;
    }
    double sum = swing(n);
    for (int i = 0; i < n; i++) sum += bodies[i].a * bodies[i].c - points[i].a + points[i].d;
    printf("%.3f %d\\n", sum, (int)bodies.size());
}
""",
        """
#include <cstdio>
#include <string>
#include <vector>

struct Body {
    double x, v;
    long long mass;  // in grams
    std::string name;
    bool fixed;
};
struct Cell { double heat, next; int kind[1]; };
struct Point { double a, b, c, d; };
double points_a[64];
double points_b[64];
double points_c[64];
double points_d[64];

double swing(int n) {
    double sum = 0;
    for (int k = 0; k < 3; k++)
        for (int i = 0; i < n; ++i) sum += points_b[i] * k;
    return sum;
}

int main() {
    std::vector<double> weights;
    std::vector<double> bodies_a;
    std::vector<double> bodies_b;
    std::vector<double> bodies_c;
    std::vector<double> bodies_d;
    int n;
    if (scanf("%d", &n) != 1) return 1;
    bodies_a.reserve(n);
    bodies_b.reserve(n);
    bodies_c.reserve(n);
    bodies_d.reserve(n);
    for (int i = 0; i < n; i++)
        {
            bodies_a.push_back(i * 0.5);
            bodies_b.push_back(i - 1.0);
            bodies_c.push_back(2.0 * i);
            bodies_d.push_back(1);
        }
    if (n > 3) {
        bodies_a.resize(n + 1);
        bodies_b.resize(n + 1);
        bodies_c.resize(n + 1);
        bodies_d.resize(n + 1);
    }
    for (int step = 0; step < 5; step++) {
        for (size_t i = 0; i < bodies_a.size(); i++) bodies_a[i] += bodies_b[i] * 0.25;
    }
    for (int i = 0; i < n; i++) {
        points_a[i] = points_d[i] = i;
        if (scanf("%lf", &points_b[i]) != 1) points_b[i] = bodies_c[bodies_d[i] > 0 ? i : 0];
    }
    double sum = swing(n);
    for (int i = 0; i < n; i++) sum += bodies_a[i] * bodies_c[i] - points_a[i] + points_d[i];
    printf("%.3f %d\\n", sum, (int)bodies_a.size());
}
""",
        stdin="6 1.5 2.5 3.5",
    ),
)

_HEAD = "struct S { double a, b, c, d; };"
_LOOP = "for (int k = 0; k < 9; k++) for (int i = 0; i < n; i++) v[i].a += k;"


def _program(then: str = "", table: str = "vector<S> v(n);", head: str = _HEAD, loop: str = _LOOP) -> str:
    return f"""
#include <bits/stdc++.h>
using namespace std;
{head}
int main() {{
    int n;
    cin >> n;
    {table}
    {loop}
    {then}
    cout << v[0].a;
}}
"""


_REFUSES = (
    Refuses("an element is copied", _program("S s = v[0]; cout << s.b;")),
    Refuses("an element is kept by reference", _program("S& s = v[0]; s.b = 1;")),
    Refuses("an element is assigned", _program("v[0] = v[1];")),
    Refuses("an element is swapped", _program("swap(v[0], v[1]);")),
    Refuses("an element's address", _program("S* p = &v[0]; p->b = 1;")),
    Refuses("a field's address", _program("double* p = &v[0].a; cout << p[1];")),
    Refuses("visited", _program("for (auto& s : v) s.b = 1;")),
    Refuses("sorted", _program("sort(v.begin(), v.end(), [](const S& x, const S& y) { return x.a < y.a; });")),
    Refuses("passed on", _program("f(v);", head=_HEAD + " void f(vector<S>& v) { v[0].b = 1; }")),
    Refuses("an element is passed on", _program("f(v[0]);", head=_HEAD + " void f(S& s) { s.b = 1; }")),
    Refuses("copied", _program("auto w = v; cout << w[0].b;")),
    Refuses("captured by name", _program("auto f = [&v] { return v[0].b; }; cout << f();")),
    Refuses("captured by value", _program("auto f = [v] { return v[0].b; }; cout << f();")),
    Refuses("an object is appended", _program("S s; v.push_back(s);")),
    Refuses("appended without all fields", _program("v.push_back({1, 2});")),
    Refuses("appends what depends on it", _program("v.push_back({1, 2, 3, (double)v.size()});")),
    Refuses("appends what is read", _program("v.push_back({f(), f(), 1, 2});", head=_HEAD + " double f();")),
    Refuses("appends what may be an element", _program("auto& x = v[0].a; v.push_back({x, x, x, x});")),
    Refuses(
        "appends a parameter that may be an element",
        _program("", "", _HEAD + " vector<S> v; void f(const double& x) { v.push_back({x, x, x, x}); }"),
    ),
    Refuses("sized by what may be an element", _program("auto& x = v[0].a; v.resize(x);")),
    Refuses(
        "types mean something else",
        _program(table="typedef float R; vector<S> v(n);", head="typedef double R; struct S { R a, b, c, d; };"),
    ),
    Refuses("the last element", _program("v.back().b = 1;")),
    Refuses("taken out", _program("v.erase(v.begin());")),
    Refuses("bounds are checked", _program("v.at(0).b = 1;")),
    Refuses("starts with elements", _program(table="vector<S> v(n, S{1, 2, 3, 4});")),
    Refuses("starts with a list", _program(table="vector<S> v{{1, 2, 3, 4}};")),
    Refuses("starts with what is read", _program(table="vector<S> v(f());", head=_HEAD + " int f();")),
    Refuses("two declared", _program(table="vector<S> v(n), w(n);")),
    Refuses("static", _program(table="static vector<S> v(n);")),
    Refuses("an array with values", _program(table="S v[99] = {};")),
    Refuses("an array handed on", _program("f(v);", "S v[99];", _HEAD + " void f(S*);")),
    Refuses("an array is cleared", _program("memset(v, 0, sizeof v);", "S v[99];")),
    Refuses("a field by pointer", _program("cout << v->a;", "S v[99];")),
    Refuses("a table of two dimensions", _program(table="S v[99][2];", loop=_LOOP.replace("[i]", "[i][0]"))),
    Refuses("an elaborated type", _program(table="struct S v[99];")),
    Refuses("a small struct", _program(head="struct S { double a, b; };")),
    Refuses("a method", _program(head="struct S { double a, b, c, d; double e() { return a; } };")),
    Refuses("a constructor", _program(head="struct S { double a, b, c, d; S() : a(1) {} };")),
    Refuses("an initial value", _program(head="struct S { double a = 1, b, c, d; };")),
    Refuses("a base", _program(head="struct B { int x; }; struct S : B { double a, b, c, d; };")),
    Refuses("an array inside", _program(head="struct S { double a, b[4]; };")),
    Refuses("a pointer inside", _program(head="struct S { double a, c, d; int* b; };")),
    Refuses("a bit field", _program(head="struct S { double a, c, d; int b : 3; };")),
    Refuses("a flag in a vector", _program(head="struct S { double a, b, c, d; bool e; };")),
    Refuses("a constant field", _program(head="struct S { double a, b, c; const double d; };")),
    Refuses("a static field", _program(head="struct S { double a, b, c, d; static int e; };")),
    Refuses("a union", _program(head="union S { double a; long double b, c; };")),
    Refuses("packed", _program(head="#pragma pack(1)\nstruct __attribute__((packed)) S { double a, b, c, d; };")),
    Refuses(
        "a template", _program(table="vector<S<int>> v(n);", head="template <class T> struct S { double a, b, c, d; };")
    ),
    Refuses("loops use most fields", _program(loop=_LOOP.replace("+= k", "+= v[i].b * v[i].c * k"))),
    Refuses("another loop uses most fields", _program(_LOOP.replace("+= k", "+= v[i].b * v[i].c * k"))),
    Refuses("no loop is repeated", _program(loop="for (int i = 0; i < n; i++) v[i].a += 1;")),
    Refuses("the loop jumps about", _program(loop=_LOOP.replace("v[i]", "v[i * 7 % n]"))),
    Refuses("the fields' type is asked for", _program("decltype(v[0].a) x = 1; cout << x;")),
    Refuses("a macro uses it", _program("CLEAR;", head=_HEAD + "\n#define CLEAR v.clear()")),
    Refuses("a macro uses an element", _program("SET(v[0]);", head=_HEAD + "\n#define SET(s) s.b = 1")),
    Refuses("global, a header of the project", _program(table="", head='#include "s.h"\n' + _HEAD + " S v[99];")),
    Refuses("global, for others", _program(table="", head=_HEAD + " extern S v[99];")),
    Refuses("threads", _program("thread t([&] { v[0].b = 1; }); t.join();")),
    Refuses("broken text", _program("v[0.b = ;")),
)

CASES = (RuleCases("DL1", _APPLIES, _REFUSES),)
