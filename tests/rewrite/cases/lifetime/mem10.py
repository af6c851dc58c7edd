"""Table for MEM10 (rewrite/rules/lifetime/shared_pointers.py)."""

from rule_cases import Applies, Refuses, RuleCases

_TREE = """
#include <iostream>
#include <memory>
using namespace std;
struct Node {
    int key;
    shared_ptr<Node> left, right;
    Node(int k) : key(k) {}
};
typedef shared_ptr<Node> Tree;
long long visited = 0;
long long total(shared_ptr<Node> node) {
    if (!node) return 0;
    ++visited;
    return node->key + total(node->left) + total(node->right);
}
bool contains(Tree node, int key);
bool contains(Tree node, int key) {
    while (true) {
        if (node->key == key) return true;
        auto next = key < node->key ? node->left : node->right;
        if (next == nullptr) return false;
        return contains(next, key);
    }
}
int main() {
    auto root = make_shared<Node>(50);
    for (int i = 0; i < 100; ++i) {
        int key = (i * 37) % 101;
        shared_ptr<Node> at = root;
        while (true) {
            shared_ptr<Node>& next = key < at->key ? at->left : at->right;
            if (!next) {
                next = make_shared<Node>(key);
                break;
            }
            shared_ptr<Node> down = next;
            at = down;
        }
    }
    cout << total(root) << " " << visited << " " << contains(root, 7) << endl;
}
"""

_SHAPES = """
#include <cstdio>
#include <memory>
#include <vector>
struct Shape {
    double width = 1, height = 2;
    double area() const { return width * height; }
};
double grow(std::shared_ptr<Shape> shape, double by) {
    shape->width += by;
    return (*shape).area();
}
int main() {
    std::vector<std::shared_ptr<Shape>> shapes;
    double sum = 0;
    for (int i = 0; i < 10; ++i) {
        auto shape = std::make_shared<Shape>();
        sum += grow(shape, i);
        shapes.push_back(shape);
    }
    std::printf("%.1f\\n", sum + grow(std::make_shared<Shape>(), 3));
}
"""

_APPLIES = (
    Applies(
        "a tree that is only read",
        _TREE,
        _TREE.replace("(shared_ptr<Node> node", "(const shared_ptr<Node>& node").replace(
            "(Tree node", "(const Tree& node"
        ),
    ),
    Applies(
        "locals and temporaries of the callers",
        _SHAPES,
        _SHAPES.replace("std::shared_ptr<Shape> shape,", "const std::shared_ptr<Shape>& shape,"),
    ),
)


def _refuses(name: str, code: str, main: str = "auto p = make_shared<Node>(); f(p);") -> Refuses:
    head = "#include <bits/stdc++.h>\nusing namespace std;\nstruct Node { int key = 0; shared_ptr<Node> next; };\n"
    return Refuses(name, f"{head}shared_ptr<Node> global;\n{code}\nint main() {{ {main} }}\n")


_REFUSES = (
    _refuses("reset while it runs", "int f(shared_ptr<Node> p) { global.reset(); return p->key; }", "f(global);"),
    _refuses(
        "a caller's field is changed through the pointer",
        "int f(shared_ptr<Node> p, shared_ptr<Node> owner) { owner->next = nullptr; return p->key; }",
        "auto a = make_shared<Node>(); a->next = make_shared<Node>(); f(a->next, a);",
    ),
    _refuses("assigned", "int f(shared_ptr<Node> p) { while (p) p = p->next; return 0; }"),
    _refuses(
        "moved in",
        "int f(shared_ptr<Node> p) { return p->key; }",
        "auto a = make_shared<Node>(); f(move(a)); if (!a) f(std::move(a));",
    ),
    _refuses("reset", "void f(shared_ptr<Node> p) { p.reset(); }"),
    _refuses("moved from", "void f(shared_ptr<Node> p) { global = move(p); }"),
    _refuses("returned", "shared_ptr<Node> f(shared_ptr<Node> p) { return p; }"),
    _refuses("stored", "vector<shared_ptr<Node>> all;\nvoid f(shared_ptr<Node> p) { all.push_back(p); }"),
    _refuses("captured", "void f(shared_ptr<Node> p) { auto g = [p] { return p->key; }; g(); }"),
    _refuses("its address is taken", "void f(shared_ptr<Node> p) { auto q = &p; (*q)->key = 1; }"),
    _refuses("bound to a reference", "void f(shared_ptr<Node> p) { auto& q = p; q->key = 1; }"),
    _refuses(
        "an element of a vector that grows",
        "vector<shared_ptr<Node>> all;\nint f(shared_ptr<Node> p) { all.emplace_back(); return p->key; }",
        "all.push_back(make_shared<Node>()); f(all[0]);",
    ),
    _refuses(
        "a lambda of the caller resets it",
        "function<void()> hook;\nint f(shared_ptr<Node> p) { hook(); return p->key; }",
        "auto p = make_shared<Node>(); hook = [&] { p.reset(); }; f(p);",
    ),
    _refuses(
        "a pointer to it is known",
        "shared_ptr<Node>* kept;\nint f(shared_ptr<Node> p) { kept->reset(); return p->key; }",
        "auto p = make_shared<Node>(); kept = &p; f(p);",
    ),
    _refuses(
        "another function keeps a reference to it",
        "const shared_ptr<Node>* kept;\nvoid keep(const shared_ptr<Node>& p) { kept = &p; }\n"
        "int f(shared_ptr<Node> p) { const_cast<shared_ptr<Node>*>(kept)->reset(); return p->key; }",
        "auto p = make_shared<Node>(); keep(p); f(p);",
    ),
    _refuses(
        "the caller's own parameter is a reference",
        "int f(shared_ptr<Node> p) { global.reset(); return p->key; }\n"
        "int g(const shared_ptr<Node>& p) { return f(p); }",
        "g(global);",
    ),
    _refuses(
        "another argument changes it",
        "int f(shared_ptr<Node> p, int k) { return p->key + k; }",
        "auto p = make_shared<Node>(); f(p, (p = nullptr, 1));",
    ),
    _refuses("the count is asked for", "long f(shared_ptr<Node> p) { return p.use_count(); }"),
    _refuses(
        "threads", "int f(shared_ptr<Node> p) { return p->key; }", "auto p = make_shared<Node>(); thread t(f, p);"
    ),
    _refuses("overloaded", "int f(shared_ptr<Node> p) { return p->key; }\nint f(shared_ptr<int> p) { return *p; }"),
    _refuses("a member", "struct A { int f(shared_ptr<Node> p) { return p->key; } };", "A a; a.f(global);"),
    _refuses("used as a value", "int f(shared_ptr<Node> p) { return p->key; }", "auto g = f; g(global);"),
    _refuses("by reference already", "int f(const shared_ptr<Node>& p) { return p->key; }"),
    _refuses("unique_ptr", "int f(unique_ptr<Node> p) { return p->key; }", "f(make_unique<Node>());"),
    Refuses(
        "another shared_ptr",
        "template <class T> struct shared_ptr { T* p; T* operator->() { return p; } };\nstruct N { int k; };\n"
        "int f(shared_ptr<N> p) { return p->k; }\nint main() { shared_ptr<N> p; f(p); }\n",
    ),
)

CASES = (RuleCases("MEM10", _APPLIES, _REFUSES),)
