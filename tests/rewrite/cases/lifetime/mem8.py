"""Table for MEM8 (rewrite/rules/lifetime/moving.py)."""

from rule_cases import Applies, Refuses, RuleCases

_APPLIES = (
    Applies(
        "rows made in a loop, members, assignments, arguments",
        """
#include <iostream>
#include <map>
#include <queue>
#include <string>
#include <vector>
using namespace std;
struct Person {
    string name;
    vector<int> scores;
    Person(string n, vector<int> s) : name(n), scores(s) {}
};
int total(vector<int> v) {
    int sum = 0;
    for (int x : v) sum += x;
    return sum;
}
int main() {
    int n = 5;
    vector<vector<int>> grid;
    map<int, string> names;
    queue<pair<int, vector<int>>> q;
    for (int i = 0; i < n; ++i) {
        vector<int> row;
        for (int j = 0; j < n; ++j) row.push_back(i * j);
        for (auto& x : row) x++;
        grid.push_back(row);
        string label = "row number " + to_string(i);
        if (i % 2) {
            names[i] = label;
            continue;
        }
        cout << label.size() << "\\n";
        vector<int> path(i);
        q.push(make_pair(i, path));
    }
    vector<int> last(3, 7);
    vector<int> copy = last;
    copy.push_back(1);
    Person p("a person with a long name", copy);
    vector<int> tail(10, 2);
    cout << total(tail) << p.name << p.scores.size() << grid[3][4] << names[3] << q.size() << "\\n";
}
""",
        """
#include <iostream>
#include <map>
#include <queue>
#include <string>
#include <vector>
#include <utility>
using namespace std;
struct Person {
    string name;
    vector<int> scores;
    Person(string n, vector<int> s) : name(std::move(n)), scores(std::move(s)) {}
};
int total(vector<int> v) {
    int sum = 0;
    for (int x : v) sum += x;
    return sum;
}
int main() {
    int n = 5;
    vector<vector<int>> grid;
    map<int, string> names;
    queue<pair<int, vector<int>>> q;
    for (int i = 0; i < n; ++i) {
        vector<int> row;
        for (int j = 0; j < n; ++j) row.push_back(i * j);
        for (auto& x : row) x++;
        grid.push_back(std::move(row));
        string label = "row number " + to_string(i);
        if (i % 2) {
            names[i] = std::move(label);
            continue;
        }
        cout << label.size() << "\\n";
        vector<int> path(i);
        q.push(make_pair(i, std::move(path)));
    }
    vector<int> last(3, 7);
    vector<int> copy = std::move(last);
    copy.push_back(1);
    Person p("a person with a long name", copy);
    vector<int> tail(10, 2);
    cout << total(std::move(tail)) << p.name << p.scores.size() << grid[3][4] << names[3] << q.size() << "\\n";
}
""",
    ),
    Applies(
        "either branch, a struct of the program, a function that fills it",
        """
#include <bits/stdc++.h>
struct Item {
    std::string name;
    std::vector<int> parts;
};
void fill(std::vector<int>& v, int n) {
    for (int i = 0; i < n; ++i) v.push_back(i);
}
int main() {
    std::vector<Item> small;
    std::vector<Item> large;
    std::set<std::vector<int>> seen;
    for (int i = 0; i < 20; ++i) {
        Item item;
        item.name = "item";
        fill(item.parts, i);
        std::vector<int> key;
        fill(key, i % 4);
        seen.insert(key);
        if (i < 10) {
            small.push_back(item);
        } else {
            large.push_back(item);
        }
    }
    std::cout << small.size() << large.back().parts.size() << seen.size() << std::endl;
}
""",
        """
#include <bits/stdc++.h>
struct Item {
    std::string name;
    std::vector<int> parts;
};
void fill(std::vector<int>& v, int n) {
    for (int i = 0; i < n; ++i) v.push_back(i);
}
int main() {
    std::vector<Item> small;
    std::vector<Item> large;
    std::set<std::vector<int>> seen;
    for (int i = 0; i < 20; ++i) {
        Item item;
        item.name = "item";
        fill(item.parts, i);
        std::vector<int> key;
        fill(key, i % 4);
        seen.insert(std::move(key));
        if (i < 10) {
            small.push_back(std::move(item));
        } else {
            large.push_back(std::move(item));
        }
    }
    std::cout << small.size() << large.back().parts.size() << seen.size() << std::endl;
}
""",
    ),
)

_HEAD = """
#include <bits/stdc++.h>
using namespace std;
vector<vector<int>> out;
vector<int>* kept;
"""


def _refuses(name: str, code: str) -> Refuses:
    return Refuses(name, _HEAD + code)


_REFUSES = (
    _refuses("used after", "int f() { vector<int> t(3); out.push_back(t); return t.size(); }"),
    _refuses("used in the next pass", "void f() { vector<int> t(3); for (int i = 0; i < 3; ++i) out.push_back(t); }"),
    _refuses(
        "grown in the next pass",
        "void f() { vector<int> t; for (int i = 0; i < 3; ++i) { t.push_back(i); out.push_back(t); } }",
    ),
    _refuses("a parameter in a loop", "void f(vector<int> t) { while (out.size() < 9) { out.push_back(t); } }"),
    _refuses("inner loop", "void f() { while (1) { vector<int> t(3); do out.push_back(t); while (out.size() % 7); } }"),
    _refuses(
        "named twice in the statement",
        "int g(vector<int> a, int n) { return n; }\nint f() { vector<int> t(3); return g(t, t.size()); }",
    ),
    _refuses("declared twice from it", "void f() { vector<int> t(3); vector<int> a = t, b = t; out = {a, b}; }"),
    _refuses("returned: moves by itself", "vector<int> f() { vector<int> t(3); return t; }"),
    _refuses("const", "void f() { const vector<int> t(3); out.push_back(t); }"),
    _refuses("reference parameter", "void f(vector<int>& t) { out.push_back(t); }"),
    _refuses("const reference parameter", "void f(const vector<int>& t) { out.push_back(t); }"),
    _refuses("static", "void f() { static vector<int> t(3); out.push_back(t); }"),
    _refuses("global", "vector<int> t(3);\nvoid f() { out.push_back(t); }"),
    _refuses("a pointer to it stays", "void f() { vector<int> t(3); kept = &t; out.push_back(t); (*kept)[0] = 1; }"),
    _refuses(
        "a reference to it stays",
        "int f() { vector<int> t(3); auto& r = t; out.push_back(t); return r.size(); }",
    ),
    _refuses(
        "an iterator into it stays",
        "int f() { vector<int> t(3); auto it = t.begin(); out.push_back(t); return *it; }",
    ),
    _refuses(
        "pointers to its elements stay",
        "int f() { vector<int> t(3); vector<int*> p; for (auto& x : t) p.push_back(&x); out.push_back(t); "
        "out.back()[0] = 2; return *p[0]; }",
    ),
    _refuses(
        "a function keeps its address",
        "void keep(vector<int>& v) { kept = &v; }\n"
        "int f() { vector<int> t(3); keep(t); out.push_back(t); return kept->size(); }",
    ),
    _refuses(
        "a function keeps its address, by const reference",
        "const vector<int>* saved;\nvoid keep(const vector<int>& v) { saved = &v; }\n"
        "int f() { vector<int> t(3); keep(t); out.push_back(t); return saved->size(); }",
    ),
    _refuses(
        "a function returns a reference to it",
        "vector<int>& same(vector<int>& v) { return v; }\n"
        "int f() { vector<int> t(3); auto& r = same(t); out.push_back(t); return r.size(); }",
    ),
    _refuses(
        "a lambda captures it",
        "int f() { vector<int> t(3); auto size = [&] { return t.size(); }; out.push_back(t); return size(); }",
    ),
    _refuses(
        "captured by the enclosing function's lambda",
        "void f() { vector<int> t(3); auto add = [&] { out.push_back(t); }; add(); add(); }",
    ),
    _refuses(
        "a class keeps a reference",
        "struct View { const vector<int>& v; };\n"
        "int f() { vector<int> t(3); View w{t}; out.push_back(t); return w.v.size(); }",
    ),
    _refuses(
        "goto goes back",
        "void f() { vector<int> t(3); again: out.push_back(t); if (out.size() < 5) goto again; }",
    ),
    _refuses(
        "a macro makes a loop",
        "#define REP(i, n) for (int i = 0; i < n; i++)\nvoid f() { vector<int> t(3); REP(i, 5) { out.push_back(t); } }",
    ),
    _refuses("an unknown macro makes a loop", "void f() { vector<int> t(3); EACH(i, 5) { out.push_back(t); } }"),
    _refuses("under #if", "int f() { vector<int> t(3); out.push_back(t);\n#ifdef X\nreturn t.size();\n#endif\n }"),
    _refuses(
        "a handler looks at it",
        "int f() { vector<int> t(3); try { out.push_back(t); return 0; } catch (...) { return t.size(); } }",
    ),
    _refuses(
        "break leaves the switch before the return",
        "int f(int k) { vector<int> t(3); switch (k) { case 1: { out.push_back(t); if (out.size() > 3) break; "
        "return 1; } } return t.size(); }",
    ),
    _refuses(
        "the condition of a return uses it",
        "int f() { vector<int> t(3); { out.push_back(t); return t.empty(); } }",
    ),
    _refuses(
        "return only sometimes",
        "int f(int k) { vector<int> t(3); if (k) { out.push_back(t); if (k > 2) return 1; } return t.size(); }",
    ),
    _refuses(
        "members initialise in the order of the class",
        "struct A { vector<int> v; int n; A(vector<int> t) : n(t.size()), v(t) {} };",
    ),
    _refuses(
        "the type differs", "struct B { B(vector<int>) {} };\nvoid f() { vector<B> b; vector<int> t; b.push_back(t); }"
    ),
    _refuses(
        "copies itself in its own way",
        'struct C { vector<int> v; C() {} C(const C& c) { puts("copied"); } };\n'
        "void f() { vector<C> all; C c; all.push_back(c); }",
    ),
    _refuses("nothing is allocated", "void f() { vector<pair<int, int>> all; pair<int, int> t; all.push_back(t); }"),
    _refuses("overloaded", "void g(vector<int> v) {}\nvoid g(vector<int>& v) {}\nvoid f() { vector<int> t; g(t); }"),
    _refuses("takes a reference", "void g(const vector<int>& v) {}\nvoid f() { vector<int> t; g(t); }"),
    _refuses("move is a macro", "#define move(x) x\nvoid f() { vector<int> t; out.push_back(t); }"),
    _refuses("capacity is asked for", "int f() { vector<int> t; out.push_back(t); return out[0].capacity(); }"),
    _refuses(
        "a lambda gets a copy later",
        "void f() { vector<int> t(3); out.push_back(t); auto g = [t = t] { return t.size(); }; g(); }",
    ),
    _refuses("moved already", "void f() { vector<int> t; out.push_back(move(t)); }"),
    _refuses(
        "own container of that name",
        "struct Bag { void push_back(vector<int>& v) { kept = &v; } };\n"
        "void f() { Bag b; vector<int> t; b.push_back(t); }",
    ),
    Refuses(
        "a coroutine",
        "#include <string>\n#include <vector>\nstruct G;\nstd::vector<std::string> out;\n"
        "G f() { std::string t(99, 'a'); co_yield 1; out.push_back(t); }",
    ),
    _refuses(
        "another namespace is called std",
        "namespace my { namespace std { void move(int); } }\nvoid f() { vector<int> t(3); out.push_back(t); }",
    ),
    _refuses(
        "a macro is called like what is inserted", "#define move(x) x\nvoid f() { vector<int> t(3); out.push_back(t); }"
    ),
    Refuses("C", "void f(void) { int t = 1; g(t); }", suffix=".c"),
)

CASES = (RuleCases("MEM8", _APPLIES, _REFUSES),)
