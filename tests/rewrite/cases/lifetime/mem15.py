"""Table for MEM15 (rewrite/rules/lifetime/constant_tables.py)."""

from functools import partial

from programs import program
from rule_cases import Applies, Refuses, RuleCases

_HEADERS = "#include <algorithm>\n#include <cstring>\n#include <map>\n#include <set>\n#include <vector>\n"
_program = partial(program, headers=_HEADERS)

_BEFORE = """
#include <algorithm>
#include <cstdio>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>
using namespace std;
typedef vector<int> vi;
int total(const vector<int>& v) { return v[0] + (int)v.size(); }
int value(char c) {
    map<char, int> m = {{'a', 1}, {'b', -2}};
    auto it = m.find(c);
    if (it != m.end()) return it->second;
    return m.count('b');
}
int roman(const string& s) {
    unordered_map<char, int> worth{{'I', 1}, {'V', 5}, {'X', 10}};
    int sum = 0;
    for (size_t i = 0; i < s.size(); i++) {
        if (i + 1 < s.size() && worth[s[i]] < worth[s[i + 1]]) sum -= worth[s[i]];
        else sum += worth[s[i]];
    }
    return sum;
}
int around(int x, int y) {
    vi dx = {0, 1, 0, -1}, dy = {1, 0, -1, 0};
    const std::string name = "a text that is kept elsewhere";
    int sum = 0;
    for (int i = 0; i < 4; i++) sum += (x + dx[i]) * (y + dy[i]);
    for (auto& each : dx) sum += each;
    auto f = [&](int i) { return dx[i] * 2; };
    return sum + f(x % 4) + total(dx) + *max_element(dy.begin(), dy.end()) + name[x];
}
int days(int month) {
    int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const char* names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep"};
    string roots[2][2] = {{"a", "b"}, {"c", "d"}};
    return length[month] + names[month % 9][0] + roots[month % 2][1][0] + sizeof(length) / sizeof(length[0]);
}
int main() {
    for (int i = 0; i < 9; i++) {
        set<string> keys = {"x", "y1"};
        vector<pair<int, string>> marks = {{1, "one"}, {2, "two"}};
        for (auto& [number, word] : marks) cout << number << word;
        cout << keys.count("y" + to_string(i)) << ' ' << days(i) << around(i, i + 1) << value('a' + i) << endl;
    }
    cout << roman("XIV") << roman("IXQ") << roman("Q") << days(3) << around(1, 2) << value('q') << endl;
}
"""


def _after() -> str:
    text = _BEFORE
    for each in ("map<char, int> m", "vi dx", "int length", "string roots", "set<string> keys", "vector<pair<int"):
        text = text.replace(f"    {each}", f"    static const {each}")
    for each in ("unordered_map<char", "const std::string name", "const char* names"):
        text = text.replace(f"    {each}", f"    static {each}")
    return text


_APPLIES = (
    Applies("containers, arrays and maps, by subscript, search and iteration", _BEFORE, _after()),
    Applies(
        "C",
        """
#include <stdio.h>
int days(int month) {
    int length[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return length[month];
}
int main(void) {
    for (int i = 0; i < 12; i++) printf("%d ", days(i));
    return 0;
}
""",
        """
#include <stdio.h>
int days(int month) {
    static const int length[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return length[month];
}
int main(void) {
    for (int i = 0; i < 12; i++) printf("%d ", days(i));
    return 0;
}
""",
        suffix=".c",
    ),
)

_LONG = "{1, 2, 3, 4, 5, 6, 7, 8, 9}"


def _function(body: str, above: str = "", head: str = "int f(int i) {") -> str:
    lines = body.replace("\n", "\n    ")
    call = "int s = 0;\nfor (int i = 0; i < 3; i++) s += f(i);\ncout << s;"
    return _program(call, above=f"{above}{head}\n    {lines}\n}}\n")


_OVERLOADS = "int g(const vector<int>&) { return 1; }\nint g(vector<int>&) { return 2; }\n"
_OPERATOR = "ostream& operator<<(ostream& o, vector<int>& v) { return o; }\n"
_COMPARATOR = "struct L { bool operator()(int a, int b) const { return a < b; } };\n"
_ROWS = "int d[3][3] = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};\n"
_V = "vector<int> v = {1, 2, 3};\n"
_M = "map<char, int> m = {{'a', 1}};\n"
_REFUSES = (
    Refuses("built once by main", _program("vector<int> v = {1, 2};\ncout << v[0];")),
    Refuses(
        "called once by main",
        _program("cout << f(1);", above="int f(int i) {\n    vector<int> v = {1, 2};\n    return v[i];\n}\n"),
    ),
    Refuses("written to", _function(f"{_V}v[i] = 4;\nreturn v[0];")),
    Refuses("updated", _function(f"{_V}v[i]++;\nreturn v[0];")),
    Refuses("appended to", _function(f"{_V}v.push_back(i);\nreturn v.size();")),
    Refuses("assigned", _function(f"{_V}v = {{i}};\nreturn v[0];")),
    Refuses("sorted", _function(f"{_V}sort(v.rbegin(), v.rend());\nreturn v[i];")),
    Refuses("permuted", _function(f"{_V}next_permutation(v.begin(), v.end());\nreturn v[i];")),
    Refuses("swapped", _function(f"{_V}vector<int> w;\nw.swap(v);\nreturn w[i];")),
    Refuses("moved from", _function(f"{_V}vector<int> w = move(v);\nreturn w[i];")),
    Refuses("returned", _function(f"{_V}return v;", head="vector<int> f(int i) {")),
    Refuses("an element's address", _function(f"{_V}int* p = &v[0];\nreturn p[i];")),
    Refuses("the data", _function(f"{_V}int* p = v.data();\nreturn p[i];")),
    Refuses("a non-const reference", _function(f"{_V}auto& w = v;\nw.clear();\nreturn w.size();")),
    Refuses("elements by reference", _function(f"{_V}for (int& x : v) x += i;\nreturn v[0];")),
    Refuses("elements by auto reference", _function(f"{_V}for (auto& x : v) x += i;\nreturn v[0];")),
    Refuses("given by reference", _function(f"{_V}return g(v);", above="int g(vector<int>& v) { return v[0]; }\n")),
    Refuses(
        "given to a template by reference",
        _function(f"{_V}return g(v);", above="template <class T> int g(T& v) { return v[0]; }\n"),
    ),
    Refuses(
        "one overload takes it by reference",
        _function(f"{_V}return g(v);", above=_OVERLOADS),
    ),
    Refuses(
        "const is cast away",
        _function(
            f"{_V}return g(v);",
            above="int g(const vector<int>& v) { return const_cast<vector<int>&>(v)[0]++; }\n",
        ),
    ),
    Refuses(
        "an operator may want no const",
        _function(f"{_V}cout << v;\nreturn 1;", above=_OPERATOR),
    ),
    Refuses("captured by value", _function(f"{_V}auto g = [v](int k) mutable {{ return v[k]++; }};\nreturn g(i);")),
    Refuses("captured by name", _function(f"{_V}auto g = [&v](int k) {{ return v[k]; }};\nreturn g(i);")),
    Refuses("changed in a lambda", _function(f"{_V}auto g = [&] {{ v.clear(); }};\ng();\nreturn v.size();")),
    Refuses("its type is named", _function(f"{_V}decltype(v) w;\nw.push_back(v[i]);\nreturn w[0];")),
    Refuses("its capacity is asked for", _function(f"{_V}return v.capacity();")),
    Refuses(
        "an iterator that writes",
        _function(f"{_M}auto it = m.find('a');\nit->second += i;\nreturn m.size();"),
    ),
    Refuses("an iterator of a type", _function(f"{_V}vector<int>::iterator it = v.begin();\nreturn *it;")),
    Refuses("a cursor that writes", _function(f"{_V}for (auto p = v.begin(); p != v.end(); ++p) *p = i;\nreturn 1;")),
    Refuses("bits, which auto refers to", _function("vector<bool> v = {1, 0};\nauto x = v[i];\nx = !x;\nreturn v[i];")),
    Refuses("not of literals", _function("vector<int> v = {1, i};\nreturn v[0];")),
    Refuses("of a global", _function("vector<int> v = {1, K};\nreturn v[0];", above="int K = 3;\n")),
    Refuses("of a call", _function("vector<int> v = {1, rand()};\nreturn v[0];")),
    Refuses("of a macro", _function("vector<int> v = {1, K};\nreturn v[0];", above="#define K 3\n")),
    Refuses("of a user-defined literal", _function('string v = "a long text for a string"s;\nreturn v[i];')),
    Refuses("empty", _function("vector<int> v;\nreturn v.size();")),
    Refuses("a short string", _function('string v = "aeiou";\nreturn v.find(i) != string::npos;')),
    Refuses("a small array", _function("int d[4] = {0, 1, 0, -1};\nreturn d[i];")),
    Refuses("an array that is const", _function(f"const int d[9] = {_LONG};\nreturn d[i];")),
    Refuses("an array that is changed", _function(f"int d[9] = {_LONG};\nd[i]++;\nreturn d[0];")),
    Refuses("an array that a pointer leads to", _function(f"int d[9] = {_LONG};\nint* p = d;\nreturn p[i];")),
    Refuses(
        "an array that is given",
        _function(f"int d[9] = {_LONG};\nreturn g(d);", above="int g(int*);\n"),
    ),
    Refuses("an array that is filled", _function(f"int d[9] = {_LONG};\nmemset(d, i, sizeof d);\nreturn d[0];")),
    Refuses("an array that is read into", _function(f"int d[9] = {_LONG};\ncin >> d[i];\nreturn d[0];")),
    Refuses("an array with a variable size", _function(f"int d[i + 9] = {_LONG};\nreturn d[0];")),
    Refuses("one of two is changed", _function("vector<int> v = {1, 2}, w = {3};\nw[0] = i;\nreturn v[0] + w[0];")),
    Refuses("static already", _function(f"static {_V}return v[i];")),
    Refuses("volatile", _function(f"volatile int d[9] = {_LONG};\nreturn d[i];")),
    Refuses("constexpr", _function(f"constexpr int d[9] = {_LONG};\nreturn d[i];")),
    Refuses("auto", _function("auto v = {1, 2, 3};\nreturn *v.begin() + i;")),
    Refuses(
        "a class of the file",
        _function("vector v = {1, 2};\nreturn v.a;", above="struct vector { int a, b; };\n"),
    ),
    Refuses(
        "an element of a class of the file",
        _function("vector<A> v = {1, 2};\nreturn v[i].a;", above="struct A { int a; A(int a) : a(a) { puts(0); } };\n"),
    ),
    Refuses(
        "a comparator of the file",
        _function(
            "set<int, L> v = {1, 2, 3};\nreturn v.count(i);",
            above=_COMPARATOR,
        ),
    ),
    Refuses("a constexpr function", _function(f"int d[9] = {_LONG};\nreturn d[i];", head="constexpr int f(int i) {")),
    Refuses(
        "a constexpr lambda",
        _function(f"constexpr auto g = [](int k) {{ int d[9] = {_LONG}; return d[k]; }};\nreturn g(i);"),
    ),
    Refuses("a template", _function(f"{_V}return v[i];", head="template <class T> int f(T i) {")),
    Refuses(
        "a destructor",
        _program(
            "for (int i = 0; i < 3; i++) D d;",
            above="struct D { ~D() { vector<int> v = {1}; puts(S); } };\n",
        ),
    ),
    Refuses(
        "code may run after main",
        _function(f"{_V}return v[i];", above="int f(int);\nstruct D { ~D() { f(1); } } d;\n"),
    ),
    Refuses("a macro uses it", _function(f"{_V}return FIRST;", above="#define FIRST v[0]++\n")),
    Refuses("a macro gets it", _function(f"{_V}return FIRST(v);", above="#define FIRST(x) x[0]++\n")),
    Refuses("a look-up of many keys may insert", _function("map<int, int> m = {{1, 1}};\nreturn m[i];")),
    Refuses("a look-up is counted", _function(f"{_M}int k = m['b'];\nreturn k + m.size();")),
    Refuses("a look-up writes", _function(f"{_M}m['b'] = i;\nreturn m['a'];")),
    Refuses("a look-up adds", _function(f"{_M}return m['b']++;")),
    Refuses("a look-up reads in", _function(f"{_M}cin >> m['b'];\nreturn m['b'];")),
    Refuses("a look-up is bound", _function(f"{_M}int& k = m['b'];\nk++;\nreturn k;")),
    Refuses("a look-up is bound by auto", _function(f"{_M}auto& k = m['b'];\nk++;\nreturn k;")),
    Refuses("a look-up is given", _function(f"{_M}g(m['b']);\nreturn 1;", above="void g(int& x) { x++; }\n")),
    Refuses("a look-up is swapped", _function(f"{_M}swap(m['b'], m['a']);\nreturn m['b'];")),
    Refuses(
        "a look-up inserts and there are threads",
        _function(f"{_M}return m['b'] + 1;", above="void g() { std::thread t([] {}); t.join(); }\n"),
    ),
    Refuses(
        "a look-up returns a reference",
        _function(f"{_M}return m['b'];", head="int& f(int i) {"),
    ),
    Refuses("rows that decay", _function(f"{_ROWS}for (auto row : d) row[0]++;\nreturn d[0][0];")),
    Refuses("rows by pointers", _function(f"{_ROWS}int s = 0;\nfor (int* row : d) s += row[i];\nreturn s;")),
    Refuses(
        "an algorithm's function takes references",
        _function(f"{_V}return count_if(v.begin(), v.end(), [](int& x) {{ return x > 1; }});"),
    ),
    Refuses(
        "an algorithm's function changes elements",
        _function(f"{_V}return count_if(v.begin(), v.end(), [](auto& x) {{ return x++ > 1; }});"),
    ),
    Refuses(
        "a function of the file searches by reference",
        _function(
            f"{_V}return find_if(v.begin(), v.end(), &g) - v.begin();", above="bool g(int& x) { return x > 2; }\n"
        ),
    ),
    Refuses(
        "iterators that are declared together",
        _function(
            f"{_V}vector<int> w(3, i);\nint s = 0;\n"
            "for (auto a = v.begin(), b = w.begin(); a != v.end(); ++a, ++b) s += *a * *b;\nreturn s;"
        ),
    ),
    Refuses(
        "references that are declared together",
        _function(f"{_V}vector<int> w(3, i);\nauto &a = v, &b = w;\nb[0] = 3;\nreturn a[0] + b[0];"),
    ),
    Refuses("an element's type is named", _function(f"{_V}decltype(v[0]) x = i;\nx++;\nreturn v[0];")),
    Refuses("a view of it", _function(f"{_V}for (int& x : v | views::reverse) x *= 2;\nreturn v[i];")),
    Refuses(
        "an assignment of the file may want no const",
        _function(
            f"{_V}A a;\na += v;\nreturn v.size();",
            above="struct A { A& operator+=(vector<int>& v) { v.push_back(1); return *this; } };\n",
        ),
    ),
    Refuses(
        "a lambda yields an element itself",
        _function(f"{_V}auto g = [&](int k) -> decltype(auto) {{ return (v[k]); }};\ng(0)++;\nreturn v[0];"),
    ),
    Refuses(
        "a lambda that the compiler runs",
        _function(f"auto g = [](int k) {{ int d[9] = {_LONG}; return d[k]; }};\nconstexpr int x = g(2);\nreturn x;"),
    ),
    Refuses(
        "a deleter may run after main",
        _function(
            f"{_V}return v[i];", above="int f(int);\nshared_ptr<int> p(new int, [](int* q) { f(1); delete q; });\n"
        ),
    ),
    Refuses(
        "a function runs after main",
        _function(f"{_V}return v[i];", above="int f(int);\n__attribute__((destructor)) void bye() { f(1); }\n"),
    ),
    Refuses(
        "a class is made of it that takes no const",
        _function(
            'vector<string> v = {"a", "b", "c", "d"};\nfor (P p : v) i += p.k;\nreturn i;',
            "struct P { int k; P(string&) : k(1) {} P(const string&) : k(2) {} };\n",
        ),
    ),
    Refuses("not understood", _function(f"{_V}foo(;\nreturn v[i];")),
)

CASES = (RuleCases("MEM15", _APPLIES, _REFUSES),)
