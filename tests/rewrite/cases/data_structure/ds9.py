"""Table for DS9 (rewrite/rules/data_structure/vector_stack.py)."""

from container_programs import around
from rule_cases import Applies, Refuses, RuleCases

_APPLIES = (
    Applies(
        "brackets, next greater element, a global stack of pairs",
        """
#include <iostream>
#include <stack>
#include <string>
using namespace std;
std::stack<pair<int, char>> open;
int main() {
    string s;
    cin >> s;
    stack<int> st;
    long long sum = 0;
    for (size_t i = 0; i < s.size(); i++) {
        while (!st.empty() && s[st.top()] < s[i]) {
            sum += (long long)st.top() * i;
            st.pop();
        }
        st.push(i);
        if (s[i] == '(') open.push({(int)i, '('});
        else if (!open.empty()) open.pop();
    }
    st.push(st.top());
    st.top() += 3;
    cout << sum << ' ' << st.size() << ' ' << st.top() << ' ' << (open.empty() ? -1 : open.top().first) << endl;
}
""",
        """
#include <iostream>
#include <stack>
#include <string>
#include <vector>
using namespace std;
std::stack<pair<int, char>, std::vector<pair<int, char>>> open;
int main() {
    string s;
    cin >> s;
    stack<int, vector<int>> st;
    long long sum = 0;
    for (size_t i = 0; i < s.size(); i++) {
        while (!st.empty() && s[st.top()] < s[i]) {
            sum += (long long)st.top() * i;
            st.pop();
        }
        st.push(i);
        if (s[i] == '(') open.push({(int)i, '('});
        else if (!open.empty()) open.pop();
    }
    st.push(st.top());
    st.top() += 3;
    cout << sum << ' ' << st.size() << ' ' << st.top() << ' ' << (open.empty() ? -1 : open.top().first) << endl;
}
""",
        stdin="a(c)((zb(",
    ),
)


def _stack(use: str, kind: str = "stack<int> s;", head: str = "") -> str:
    return around(f"s.push(n); {use} cout << s.size();", kind, head)


_REFUSES = (
    Refuses("reference to the top is kept", _stack("int& top = s.top(); s.push(3); cout << top;")),
    Refuses("pointer to the top", _stack("int* top = &s.top(); s.push(3); cout << *top;")),
    Refuses("constant reference to the top", _stack("const auto& top = s.top(); s.push(3); cout << top;")),
    Refuses(
        "a function pushes while it has the top",
        _stack("cout << f(s.top());", "", "stack<int> s;\nint f(const int& x) { s.push(1); return x; }"),
    ),
    Refuses(
        "top is assigned what a function returns that pushes",
        _stack("s.top() += f();", "", "stack<int> s;\nint f() { s.push(1); return 2; }"),
    ),
    Refuses(
        "top is visited while it grows",
        _stack("for (char c : s.top()) s.push(string(1, c));", "stack<string> s;").replace("s.push(n)", 's.push("ab")'),
    ),
    Refuses("passed on", _stack("f(s);", head="void f(stack<int>&);")),
    Refuses("copied", _stack("auto t = s; t.pop();")),
    Refuses("assigned", _stack("stack<int> t; s = t;")),
    Refuses("emptied by assignment", _stack("s = stack<int>();")),
    Refuses("swapped", _stack("stack<int> t; s.swap(t);")),
    Refuses("compared", _stack("stack<int> t; cout << (s == t);")),
    Refuses("starts with elements", _stack("", "deque<int> d; stack<int> s(d);")),
    Refuses("container given", _stack("", "stack<int, deque<int>> s;")),
    Refuses("bits", _stack("", "stack<bool> s;")),
    Refuses("own type", around("s.push(K()); cout << s.size();", "stack<K> s;", "struct K { K(); K(const K&); };")),
    Refuses("alias", _stack("", "S s;", "typedef stack<int> S;")),
    Refuses(
        "stack of the program's own", _stack("", head="template <class T> struct stack { void push(T); int size(); };")
    ),
    Refuses("own vector", _stack("", head="template <class T> struct vector {};")),
    Refuses("returned", around("f();", "", "stack<int> f() { stack<int> s; s.push(1); return s; }")),
    Refuses("captured by value", _stack("auto f = [s] { return s.size(); }; cout << f();")),
    Refuses("array of them", around("s[0].push(n); cout << s[0].size();", "stack<int> s[3];")),
    Refuses("a macro is called like the vector", _stack("", head="#define vector list")),
    Refuses("two declared at once", _stack("", "stack<int> s, t;")),
    Refuses("parameter", around("", "", "int f(stack<int> s) { s.push(1); return s.top(); }")),
    Refuses("macro names it", _stack("SWAP;", head="#define SWAP stack<int> o; o.swap(s)")),
    Refuses("threads", _stack("auto t = async([&] { return s.size(); }); t.get();")),
    Refuses(
        "another file may name it",
        "#include <stack>\nstd::stack<int> s;\n"
        "int f(int n) { while (n--) s.push(n); int t = 0; while (!s.empty()) { t += s.top(); s.pop(); } return t; }\n",
    ),
    Refuses("never pushed to", around("cout << s.size();", "stack<int> s;")),
    Refuses("queue", around("s.push(n); cout << s.front();", "queue<int> s;")),
    Refuses("broken text", _stack("s.push(;")),
    Refuses(
        "an operator pushes while it prints the top",
        """
#include <cstdio>
#include <stack>
std::stack<int> s;
struct Out {};
Out& operator<<(Out& out, const int& x) { for (int i = 0; i < 300; i++) s.push(i); printf("%d", x); return out; }
int main() { Out out; s.push(5); out << s.top(); }
""",
    ),
    Refuses(
        "pointer into the top is kept",
        """
#include <bits/stdc++.h>
using namespace std;
int main() { stack<string> s; vector<const char*> p; for (int i = 0; i < 300; i++) { s.push("ab");
    p.push_back(s.top().c_str()); } cout << p[0]; }
""",
    ),
    Refuses(
        "reference of another name",
        """
#include <bits/stdc++.h>
using namespace std;
int main() { stack<int> s; s.push(1); stack<int>::reference r = s.top(); s.push(3); r = 5; cout << s.size(); }
""",
    ),
    Refuses(
        "a wrapped reference is kept",
        """
#include <bits/stdc++.h>
using namespace std;
int main() { stack<int> s; s.push(1); reference_wrapper<int> r = s.top(); s.push(3); cout << r; }
""",
    ),
    Refuses(
        "a tuple holds a reference",
        """
#include <bits/stdc++.h>
using namespace std;
int main() { stack<int> s; s.push(1); tuple<int&> r(s.top()); s.push(3); cout << get<0>(r); }
""",
    ),
)

CASES = (RuleCases("DS9", _APPLIES, _REFUSES),)
