"""Tables for DS1, DS3 and DS7 (rewrite/rules/data_structure/faster_containers.py)."""

from rule_cases import Applies, Refuses, RuleCases

_DS1_APPLIES = (
    Applies(
        "counting map and membership set",
        """
#include <bits/stdc++.h>
using namespace std;
int main() {
    int n;
    cin >> n;
    map<long long, int> seen;
    set<string> names;
    long long pairs = 0;
    for (int i = 0; i < n; i++) {
        long long x;
        string s;
        cin >> x >> s;
        if (seen.count(x)) pairs += seen[x];
        seen[x]++;
        if (names.find(s) == names.end()) names.insert(s);
        else seen.erase(x);
    }
    cout << pairs << ' ' << names.size() << ' ' << seen.empty() << endl;
}
""",
        """
#include <bits/stdc++.h>
using namespace std;
int main() {
    int n;
    cin >> n;
    unordered_map<long long, int> seen;
    unordered_set<string> names;
    long long pairs = 0;
    for (int i = 0; i < n; i++) {
        long long x;
        string s;
        cin >> x >> s;
        if (seen.count(x)) pairs += seen[x];
        seen[x]++;
        if (names.find(s) == names.end()) names.insert(s);
        else seen.erase(x);
    }
    cout << pairs << ' ' << names.size() << ' ' << seen.empty() << endl;
}
""",
        stdin="6 5 a 5 b 7 a 5 c 7 d 5 a",
    ),
    Applies(
        "global, std:: prefix, header added, iterator types",
        """
#include <cstdio>
#include <map>
#include <string>
std::map<int, std::string> names;
const char* name(int id) {
    std::map<int, std::string>::iterator it = names.find(id);
    if (it == names.end()) return "?";
    return it->second.c_str();
}
int main() {
    int id;
    char word[20];
    while (scanf("%d %19s", &id, word) == 2) names.insert(std::make_pair(id, std::string(word)));
    printf("%s %s %d\\n", name(1), name(9), (int)names.size());
}
""",
        """
#include <cstdio>
#include <map>
#include <string>
#include <unordered_map>
std::unordered_map<int, std::string> names;
const char* name(int id) {
    std::unordered_map<int, std::string>::iterator it = names.find(id);
    if (it == names.end()) return "?";
    return it->second.c_str();
}
int main() {
    int id;
    char word[20];
    while (scanf("%d %19s", &id, word) == 2) names.insert(std::make_pair(id, std::string(word)));
    printf("%s %s %d\\n", name(1), name(9), (int)names.size());
}
""",
        stdin="1 one 2 two 1 uno",
    ),
    Applies(
        "alias as key type, found entry kept while nothing is inserted",
        """
#include <cstdio>
#include <set>
#include <unordered_set>
typedef long long ll;
using namespace std;
int main() {
    set<ll> s;
    ll x, hits = 0;
    while (scanf("%lld", &x) == 1) {
        auto it = s.find(x);
        if (it != s.end()) hits += *it;
        s.insert(x * 2);
    }
    s.clear();
    printf("%lld %d\\n", hits, (int)s.size());
}
""",
        """
#include <cstdio>
#include <set>
#include <unordered_set>
typedef long long ll;
using namespace std;
int main() {
    unordered_set<ll> s;
    ll x, hits = 0;
    while (scanf("%lld", &x) == 1) {
        auto it = s.find(x);
        if (it != s.end()) hits += *it;
        s.insert(x * 2);
    }
    s.clear();
    printf("%lld %d\\n", hits, (int)s.size());
}
""",
        stdin="1 2 4 3 8",
    ),
)


def _map(use: str, kind: str = "map<int, int> m;", head: str = "") -> str:
    return f"""
#include <bits/stdc++.h>
using namespace std;
{head}
int main() {{
    int n;
    cin >> n;
    {kind}
    {use}
}}
"""


_DS1_REFUSES = (
    Refuses("printed in the order of iteration", _map("m[n]++; for (auto& p : m) cout << p.first;")),
    Refuses(
        "iterated with iterators", _map("m[n]++; for (auto it = m.begin(); it != m.end(); ++it) cout << it->first;")
    ),
    Refuses("smallest key", _map("m[n]++; cout << m.begin()->first;")),
    Refuses("largest key", _map("m[n]++; cout << m.rbegin()->first;")),
    Refuses("last element", _map("m[n]++; cout << prev(m.end())->first;")),
    Refuses("lower_bound", _map("m[n]++; cout << m.lower_bound(3)->first;")),
    Refuses("upper_bound", _map("m[n]++; cout << (m.upper_bound(3) == m.end());")),
    Refuses("found iterator is advanced", _map("m[n]++; auto it = m.find(n); ++it; cout << (it == m.end());")),
    Refuses(
        "found iterator is held over an insertion", _map("auto it = m.find(n); m[n + 1] = 2; cout << (it == m.end());")
    ),
    Refuses("erased by iterator", _map("m[n]++; auto it = m.find(n); m.erase(it); cout << m.size();")),
    Refuses("comparator given", _map("m[n]++; cout << m.size();", "map<int, int, greater<int>> m;")),
    Refuses("pair keys", _map("m[{n, n}]++; cout << m.size();", "map<pair<int, int>, int> m;")),
    Refuses("floating-point keys", _map("m[n / 3.0]++; cout << m.size();", "map<double, int> m;")),
    Refuses("vector keys", _map("m[{n}]++; cout << m.size();", "map<vector<int>, int> m;")),
    Refuses("keys of a type of the program", _map("m.insert(K()); cout << m.size();", "set<K> m;", "struct K {};")),
    Refuses("passed to a function", _map("cout << f(m);", head="int f(map<int, int>& m) { return m.size(); }")),
    Refuses("copied", _map("m[n]++; auto c = m; for (auto& p : c) cout << p.first;")),
    Refuses("assigned", _map("map<int, int> o; o = m; m[n]++; cout << o.begin()->first;").replace("o;", "o = {};")),
    Refuses("reference to it", _map("auto& r = m; r[n]++; cout << r.begin()->first;")),
    Refuses("address taken", _map("auto* p = &m; cout << p->begin()->first;")),
    Refuses("captured by a lambda", _map("auto f = [&] { return m.begin()->first; }; m[n]++; cout << f();")),
    Refuses("compared", _map("map<int, int> o; o[n]++; cout << (m < o);")),
    Refuses("swapped", _map("map<int, int> o; o[n]++; m.swap(o); cout << m.begin()->first;")),
    Refuses(
        "range insert from elsewhere, then range read",
        _map("vector<int> v(s.begin(), s.end()); cout << v[0];", "set<int> s = {n, 1};"),
    ),
    Refuses(
        "returned",
        _map("cout << f().begin()->first;", head="map<int, int> f() { map<int, int> r; r[1] = 2; return r; }"),
    ),
    Refuses("an own map", _map("m[n]++;", head="template <class K, class V> struct map { V& operator[](K); };")),
    Refuses("multiset", _map("s.insert(n); cout << s.count(n);", "multiset<int> s;")),
    Refuses("made by a macro", _map("m[n]++; cout << m.size();", "MAP m;", "#define MAP map<int, int>")),
    Refuses("used inside a macro", _map("m[n]++; SHOW(m);", head="#define SHOW(c) for (auto& p : c) cout << p.first")),
    Refuses("macro that names it", _map("m[n]++; SHOW;", head="#define SHOW cout << m.begin()->first")),
    Refuses("namespace std is not opened", "#include <map>\nint main() { map<int, int> m; m[1]++; return m.size(); }"),
    Refuses(
        "parallel loop", _map("\n#pragma omp parallel for\nfor (int i = 0; i < n; i++) m[i]++;\ncout << m.size();")
    ),
    Refuses(
        "template key", "#include <map>\ntemplate <class K> int f(K k) { std::map<K, int> m; m[k]++; return m.size(); }"
    ),
    Refuses("threads", _map("auto t = async([&] { m[n]++; }); t.get(); cout << m.size();")),
    Refuses("broken text", _map("m[n]++; cout << m.size(; }")),
    Refuses("what() of at() is printed", _map("try { cout << m.at(n); } catch (exception& e) { cout << e.what(); }")),
    Refuses("unordered_map is a macro", _map("m[n]++; cout << m.size();", head="#define unordered_map gp_hash_table")),
    Refuses("result of an insertion is kept", _map("auto p = s.insert(n); cout << *p.first;", "set<int> s;")),
    Refuses("another container's iterator", _map("map<int, int> o; auto it = o.begin(); cout << (m.find(n) == it);")),
    Refuses(
        "a function inserts while the iterator is in use",
        _map("auto it = g.find(n); add(); cout << it->second;", head="map<int, int> g;\nvoid add() { g[7] = 1; }"),
    ),
    Refuses("128-bit keys", _map("m[n]++; cout << m.size();", "map<__int128, int> m;")),
    Refuses("initialised from another map", _map("m[n]++; cout << m.size();", "map<int, int> o; map<int, int> m = o;")),
    Refuses("never used", _map("cout << n;")),
)

_DS3_APPLIES = (
    Applies(
        "characters as keys",
        """
#include <iostream>
#include <map>
#include <string>
using namespace std;
int main() {
    string s;
    cin >> s;
    map<char, int> count;
    for (size_t i = 0; i < s.size(); i++) count[s[i]]++;
    int odd = 0;
    for (char c = 'a'; c <= 'z'; c++) odd += count[c] % 2;
    cout << odd << ' ' << count['e'] << endl;
}
""",
        """
#include <iostream>
#include <map>
#include <string>
using namespace std;
int main() {
    string s;
    cin >> s;
    int count[256] = {};
    for (size_t i = 0; i < s.size(); i++) count[(unsigned char)(s[i])]++;
    int odd = 0;
    for (char c = 'a'; c <= 'z'; c++) odd += count[(unsigned char)(c)] % 2;
    cout << odd << ' ' << count[(unsigned char)('e')] << endl;
}
""",
        stdin="independence",
    ),
    Applies(
        "remainders as keys, negative ones too",
        """
#include <cstdio>
#include <map>
const int M = 7;
std::map<int, long long> sums;
int main() {
    int x;
    while (scanf("%d", &x) == 1) sums[x % M] += x;
    for (int i = 0; i < M; i++) printf("%lld ", sums[i]);
    printf("%lld\\n", sums[-3]);
}
""",
        """
#include <cstdio>
#include <map>
const int M = 7;
long long sums[13] = {};
int main() {
    int x;
    while (scanf("%d", &x) == 1) sums[(x % M) + 6] += x;
    for (int i = 0; i < M; i++) printf("%lld ", sums[(i) + 6]);
    printf("%lld\\n", sums[(-3) + 6]);
}
""",
        stdin="5 -3 12 -10 100",
    ),
    Applies(
        "letters counted from zero, in an unordered_map that lives in a loop",
        """
#include <iostream>
#include <string>
#include <unordered_map>
int main() {
    int t;
    std::cin >> t;
    while (t--) {
        std::string s;
        std::cin >> s;
        std::unordered_map<int, bool> seen;
        int kinds = 0;
        for (char c : s) {
            if (!seen[c - 'a']) kinds++;
            seen[c - 'a'] = true;
        }
        std::cout << kinds << '\\n';
    }
}
""",
        """
#include <iostream>
#include <string>
#include <unordered_map>
int main() {
    int t;
    std::cin >> t;
    while (t--) {
        std::string s;
        std::cin >> s;
        bool seen[384] = {};
        int kinds = 0;
        for (char c : s) {
            if (!seen[(c - 'a') + 225]) kinds++;
            seen[(c - 'a') + 225] = true;
        }
        std::cout << kinds << '\\n';
    }
}
""",
        stdin="3 banana abc zzz",
    ),
)

_DS3_REFUSES = (
    Refuses("keys from input", _map("m[n]++; cout << m[n];")),
    Refuses("absent and zero told apart", _map("m['a']++; cout << m.count('b');", "map<char, int> m;")),
    Refuses("size observed", _map("m['a']++; cout << m.size();", "map<char, int> m;")),
    Refuses("find", _map("m['a']++; cout << (m.find('b') == m.end());", "map<char, int> m;")),
    Refuses("iterated", _map("m['a']++; for (auto& p : m) cout << p.first;", "map<char, int> m;")),
    Refuses("erased", _map("m['a']++; m.erase('a'); cout << m['a'];", "map<char, int> m;")),
    Refuses("passed on", _map("m['a']++; f(m);", "map<char, int> m;", "void f(map<char, int>&);")),
    Refuses("copied", _map("m['a']++; auto o = m; cout << o['a'];", "map<char, int> m;")),
    Refuses("assigned", _map("m['a']++; m = {}; cout << m['a'];", "map<char, int> m;")),
    Refuses("captured", _map("auto f = [&](char c) { return m[c]; }; cout << f('a');", "map<char, int> m;")),
    Refuses("remainder by a variable", _map("int k; cin >> k; m[n % k]++; cout << m[0];")),
    Refuses("remainder by a global that changes", _map("M = n; m[n % M]++; cout << m[0];", head="int M = 7;")),
    Refuses("loop index that the body moves", _map("for (int i = 0; i < 10; i++) { i += n; m[i]++; } cout << m[0];")),
    Refuses("loop bound from input", _map("for (int i = 0; i < n; i++) m[i]++; cout << m[0];")),
    Refuses("loop runs away past its bound", _map("for (int i = 0; i != 10; i += 3) m[i]++; cout << m[0];")),
    Refuses("unsigned counter runs below zero", _map("for (unsigned i = 9; i >= 0; --i) m[i]++; cout << m[0];")),
    Refuses("narrow counter wraps around", _map("for (short i = 0; i < 40000; i++) m[i]++; cout << m[0];")),
    Refuses(
        "unsigned difference",
        _map("for (unsigned i = 0; i < 9; i++) m[i - 1]++; cout << m[0];", "map<long long, int> m;"),
    ),
    Refuses(
        "unsigned keys below zero",
        _map("for (int i = 0; i < 9; i++) m[i - 1]++; cout << m[0];", "map<unsigned, int> m;"),
    ),
    Refuses(
        "counter is changed through a reference",
        _map("for (int i = 0; i < 9; i++) { int& r = i; r += n; m[i]++; } cout << m[0];"),
    ),
    Refuses("remainder by zero", _map("m[n % 0]++; cout << m[0];")),
    Refuses("octal bound", _map("for (int i = 0; i < 0100; i++) m[i % 0100]++; cout << m[0];")),
    Refuses("floating point index", _map("double d; cin >> d; m[d]++; cout << m[0];")),
    Refuses("size asked for", _map("m['a']++; cout << sizeof(m) << m['b'];", "map<char, int> m;")),
    Refuses("index used after its loop", _map("int i; for (i = 0; i < 10; i++) m[i]++; cout << m[i + n];")),
    Refuses("range too large", _map("m[n % 100000000]++; cout << m[0];")),
    Refuses("struct values", _map("m['a'].x++; cout << m['b'].x;", "map<char, P> m;", "struct P { int x = 5; };")),
    Refuses("string keys", _map('m["a"]++; cout << m["b"];', "map<string, int> m;")),
    Refuses(
        "own operator",
        _map("m['a']++;", "map<char, int> m;", "template <class K, class V> struct map { V& operator[](K); };"),
    ),
    Refuses(
        "comparator",
        _map(
            "m['a']++; cout << m['b'];",
            "map<char, int, Less> m;",
            "struct Less { bool operator()(char, char) const; };",
        ),
    ),
    Refuses("argument evaluated by a macro", _map("m[K]++; cout << m[K];", head="#define K next()")),
    Refuses("key has side effects that a macro hides", _map("m[KEY(n)]++; cout << m[0];", head="#define KEY(x) (x)")),
    Refuses("hidden by another name", _map("m[3]++; { vector<int> m(n); m[n - 1]++; } int k = n; cout << m[k];")),
    Refuses("at() throws for absent keys", _map("m['a']++; cout << m.at('b');", "map<char, int> m;")),
    Refuses(
        "recursive local",
        "#include <map>\nint f(int k) { std::map<short, int> m; m[k]++; return k ? f(k - 1) : m[0]; }",
    ),
    Refuses("broken text", _map("m['a']++; cout << m['b'; }", "map<char, int> m;")),
)

_DS7_APPLIES = (
    Applies(
        "vector used as a queue",
        """
#include <algorithm>
#include <cstdio>
#include <vector>
using namespace std;
int main() {
    int n, s = 0;
    scanf("%d", &n);
    vector<int> q;
    for (int i = 0; i < n; i++) q.push_back(i * 7 % 11);
    sort(q.begin(), q.end());
    while (!q.empty()) {
        s = s * 3 % 1009 + q[0] + q.back();
        q.erase(q.begin());
        if (s % 5 == 0 && q.size() > 1) q[1] += 2;
    }
    printf("%d\\n", s);
}
""",
        """
#include <algorithm>
#include <cstdio>
#include <vector>
#include <deque>
using namespace std;
int main() {
    int n, s = 0;
    scanf("%d", &n);
    deque<int> q;
    for (int i = 0; i < n; i++) q.push_back(i * 7 % 11);
    sort(q.begin(), q.end());
    while (!q.empty()) {
        s = s * 3 % 1009 + q[0] + q.back();
        q.pop_front();
        if (s % 5 == 0 && q.size() > 1) q[1] += 2;
    }
    printf("%d\\n", s);
}
""",
        stdin="40",
    ),
)

_POP = "while (v.size() > 1) v.erase(v.begin());"


def _vector(use: str, kind: str = "vector<int> v(n);", head: str = "") -> str:
    return _map(use + " cout << v[0];", kind, head)


_DS7_REFUSES = (
    Refuses("erased once", _vector("v.erase(v.begin());")),
    Refuses("another element is erased", _vector("while (v.size() > 1) v.erase(v.begin() + 1);")),
    Refuses("data() is asked for", _vector(_POP + " int* p = v.data(); cout << p[1];")),
    Refuses("pointer to an element", _vector(_POP + " int* p = &v[0]; cout << p[1];")),
    Refuses("address of the first elements", _vector(_POP + " memset(&v[0], 0, 2 * sizeof(int)); cout << v[1];")),
    Refuses("address of the first elements by an iterator", _vector(_POP + " fill_n(&*v.begin(), 2, 0);")),
    Refuses("capacity is used", _vector("v.reserve(9); " + _POP)),
    Refuses("passed on", _vector(_POP + " f(v);", head="void f(vector<int>&);")),
    Refuses("copied", _vector(_POP + " vector<int> w = v; cout << w[0];")),
    Refuses("assigned", _vector("vector<int> w(3); v = w; " + _POP)),
    Refuses("compared", _vector("vector<int> w(3); cout << (v == w); " + _POP)),
    Refuses("swapped", _vector("vector<int> w(3); swap(v, w); " + _POP)),
    Refuses("started as a copy", _vector(_POP, "vector<int> w(3); vector<int> v(w);")),
    Refuses("result of erase is used", _vector("auto it = v.begin(); while (v.size() > 1) it = v.erase(v.begin());")),
    Refuses("iterator is kept", _vector("auto it = v.begin(); cout << *it; " + _POP)),
    Refuses("bool elements", _vector(_POP, "vector<bool> v(n);")),
    Refuses("alias of the type", _vector(_POP, "vi v(n);", "typedef vector<int> vi;")),
    Refuses(
        "erased front of another vector", _vector("vector<int> w(3); while (w.size() > 1) w.erase(v.begin()); f(w);")
    ),
    Refuses("the program's own deque", _vector(_POP, head="template <class T> struct deque {};")),
    Refuses("macro names it", _vector(_POP + " SHOW;", head="#define SHOW cout << v.data()[0]")),
    Refuses("broken text", _vector(_POP + " v[; }}")),
)

CASES = (
    RuleCases("DS1", _DS1_APPLIES, _DS1_REFUSES),
    RuleCases("DS3", _DS3_APPLIES, _DS3_REFUSES),
    RuleCases("DS7", _DS7_APPLIES, _DS7_REFUSES),
)
