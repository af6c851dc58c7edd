"""Table for MEM5 (rewrite/rules/memory/node_blocks.py)."""

from functools import partial

from programs import program
from rule_cases import Applies, Refuses, RuleCases

_HEADERS = (
    "#include <algorithm>\n#include <map>\n#include <memory>\n#include <queue>\n#include <set>\n#include <vector>\n"
)
_program = partial(program, headers=_HEADERS)

_LIST = """
#include <algorithm>
#include <iostream>
#include <queue>
#include <vector>
using namespace std;
struct Node {
    int value;
    Node* next = nullptr;
    explicit Node(int v) : value(v) {}@1
};
class Trie {
    int count = 0;
  public:
    struct Letter {
        Letter* children[26] = {};
        bool ends;@2
    };
    Letter root;
    void add(const string& word) {
        Letter* at = &root;
        for (char c : word) {
            if (!at->children[c - 'a']) at->children[c - 'a'] = new Letter();
            at = at->children[c - 'a'];
        }
        at->ends = true;
        count++;
    }
    int size() const { return count; }
};
struct Pair { int a, b; Pair* up; @3};
Pair* made(int a, Pair* up) { return new Pair{a, a * 2, up}; }
int main() {
    Node* head = new Node(0);
    for (int i = 1; i < 20000; i++) {
        Node* node = new Node(i);
        node->next = head;
        head = node;
    }
    long long sum = 0;
    for (Node* node = head; node != nullptr; node = node->next) sum = sum * 3 + node->value;
    Trie trie;
    for (string word : {"abc", "abd", "b"}) trie.add(word);
    queue<pair<Pair*, int>> waiting;
    Pair* last = nullptr;
    for (int i = 0; i < 9; i++) waiting.push({last = made(i, last), i});
    vector<int> order = {3, 1, 2};
    sort(order.begin(), order.end());
    cout << sum << ' ' << trie.size() << ' ' << waiting.front().first->b + last->up->a + order[0] << endl;
}
"""
_BLOCKS = """
    static void* operator new(std::size_t size) {
        static char* block = nullptr;
        static std::size_t left = 0;
        if (left < size) {
            left = size + 65536;
            block = static_cast<char*>(::operator new(left));
        }
        void* object = block;
        block += size;
        left -= size;
        return object;
    }
    static void operator delete(void*) {}"""


def _after() -> str:
    short = _BLOCKS.replace("std::size_t", "size_t")
    nested = short.replace("\n", "\n    ")
    text = _LIST.replace("@1", short).replace("@2", nested).replace("@3", f"{short}\n")
    return text.replace("#include <vector>\n", "#include <vector>\n#include <cstddef>\n")


_APPLIES = (
    Applies(
        "a list, a trie inside a class, a struct in one line",
        _LIST.replace("@1", "").replace("@2", "").replace("@3", ""),
        _after(),
    ),
    Applies(
        "a class with a public part at its end, names with std::",
        """
#include <cstddef>
#include <iostream>

class Node {
    int value;

public:
    Node* left = nullptr;
    Node* right = nullptr;
    Node(int v) : value(v) {}
    int sum() const { return value + (left ? left->sum() : 0) + (right ? right->sum() : 0); }
};

Node* tree(int depth) {
    Node* root = new Node(depth);
    if (depth > 0) {
        root->left = tree(depth - 1);
        root->right = tree(depth - 1);
    }
    return root;
}

int main() { std::cout << tree(14)->sum() << "\\n"; }
""",
        """
#include <cstddef>
#include <iostream>

class Node {
    int value;

public:
    Node* left = nullptr;
    Node* right = nullptr;
    Node(int v) : value(v) {}
    int sum() const { return value + (left ? left->sum() : 0) + (right ? right->sum() : 0); }@
};

Node* tree(int depth) {
    Node* root = new Node(depth);
    if (depth > 0) {
        root->left = tree(depth - 1);
        root->right = tree(depth - 1);
    }
    return root;
}

int main() { std::cout << tree(14)->sum() << "\\n"; }
""".replace("@", _BLOCKS),
    ),
)

_NODE = "struct Node { int v; Node* next; };\n"
_VECTOR = "typedef float V __attribute__((vector_size(32)));\n"
_LOOP = "Node* head = 0;\nfor (int i = 0; i < 9; i++) head = new Node{i, head};\n"


def _made(after: str = "cout << head->v;", node: str = _NODE, above: str = "", loop: str = _LOOP) -> str:
    return _program(f"{loop}{after}", above=f"{node}{above}")


_REFUSES = (
    Refuses("made once by main", _made(loop="Node* head = new Node{1, 0};\n")),
    Refuses("deleted", _made("delete head;")),
    Refuses("another class is deleted", _made("int* p = new int; delete p;")),
    Refuses("deleted by a macro", _made("DROP(head);", above="#define DROP(p) delete p\n")),
    Refuses("a unique_ptr", _made("unique_ptr<Node> owner(head);")),
    Refuses("a shared_ptr", _made("shared_ptr<Node> owner(head);")),
    Refuses("made in arrays", _made("Node* more = new Node[9]; cout << more->v;")),
    Refuses("made at a place", _made("alignas(Node) static char place[99]; new (place) Node;")),
    Refuses("made without exceptions", _made("Node* p = new (nothrow) Node; cout << p->v;")),
    Refuses("has its own operator new", _made(node=_NODE.replace("};", "static void* operator new(size_t n); };"))),
    Refuses(
        "the program has its own operator new", _made(above="void* operator new(size_t n) { return malloc(n); }\n")
    ),
    Refuses("has a base", _made(node="struct B { int b; };\n" + _NODE.replace("Node {", "Node : B {"))),
    Refuses("is a base", _made(above="struct Leaf : Node { double x[9]; };\n")),
    Refuses("is a base by its qualified name", _made(above="struct Leaf : public ::Node { double x[9]; };\n")),
    Refuses(
        "a template",
        _made(
            node="template <class T> " + _NODE, loop=_LOOP.replace("Node*", "Node<int>*").replace("Node{", "Node<int>{")
        ),
    ),
    Refuses("in a template", _made("T<int>::Node n;", node="template <class A> struct T { " + _NODE + "};\n")),
    Refuses("a local class", _program(_NODE + _LOOP)),
    Refuses("a union", _made(node=_NODE.replace("struct", "union"))),
    Refuses("over-aligned", _made(node=_NODE.replace("int v", "alignas(64) int v"))),
    Refuses("over-aligned by an attribute", _made(node=_NODE.replace("};", "} __attribute__((aligned(64)));"))),
    Refuses("holds vectors of the processor", _made(node=_NODE.replace("int v", "__m256 w; int v"))),
    Refuses("private at its end", _made(node="class Node { public: int v; Node* next; private: int w; };\n")),
    Refuses("a set of pointers", _made("set<Node*> all;\nall.insert(head);")),
    Refuses("a map of pairs with pointers", _made("map<pair<int, Node*>, int> all;\nall[{1, head}] = 1;")),
    Refuses("a queue ordered by pointers", _made("priority_queue<pair<int, Node*>> all;\nall.push({1, head});")),
    Refuses("an alias of the pointer", _made("set<P> all;\nall.insert(head);", above="typedef Node* P;\n")),
    Refuses("pointers are sorted", _made("vector<Node*> all = {head};\nsort(all.begin(), all.end());")),
    Refuses("pairs are sorted", _made("vector<pair<int, Node*>> all;\nsort(all.begin(), all.end());")),
    Refuses("pointers are compared for order", _made("if (head < head->next) cout << 1;")),
    Refuses("pointers are printed", _made("cout << head;")),
    Refuses("pointers are printed in C", _made('printf("%p", (void*)head);')),
    Refuses("pointers are numbers", _made("cout << (long)head;")),
    Refuses("pointers are reinterpreted", _made("cout << reinterpret_cast<long>(head);")),
    Refuses("pointers are subtracted", _made("cout << head - head->next;")),
    Refuses("threads", _made("std::thread t([] {}); t.join();")),
    Refuses("two classes of the name", _made(above="namespace n { struct Node { int w; }; }\n")),
    Refuses(
        "a part depends on the preprocessor",
        _made(node="struct Node {\n    int v; Node* next;\n#ifdef D\n    int w;\n#endif\n};\n"),
    ),
    Refuses("a macro has a name that is added", _made(above="#define left next\n")),
    Refuses("a macro makes it", _made(above="#define MAKE new Node\n")),
    Refuses("a header of the project", '#include "x.h"\n' + _made()),
    Refuses("headers come after it", _NODE + _made(node="")),
    Refuses("holds vectors of the compiler", _made(node=_VECTOR + _NODE.replace("int v", "V w; int v"))),
    Refuses(
        "its constructor may throw",
        _made(node=_NODE.replace("int v", "Node(int i, Node* n) : v(i), next(n) { if (i > 99) throw 1; } int v")),
    ),
    Refuses("is a base by an alias", _made(above="using Base = Node;\nstruct Leaf : Base { long double x; };\n")),
    Refuses("kept in std::any", _made("any a = *head;")),
    Refuses("no program", _made().replace("int main()", "void fill()")),
    Refuses("not understood", _made("foo(;")),
    Refuses("C", _made().replace("new Node{i, head}", "make()"), suffix=".c"),
)

CASES = (RuleCases("MEM5", _APPLIES, _REFUSES),)
