"""Table for DS1 (rewrite/rules/data_structure/hash_instead_of_tree.py)."""

from container_programs import around
from rule_cases import Applies, Refuses, RuleCases

_APPLIES = (
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


_REFUSES = (
    Refuses("printed in the order of iteration", around("m[n]++; for (auto& p : m) cout << p.first;")),
    Refuses(
        "iterated with iterators", around("m[n]++; for (auto it = m.begin(); it != m.end(); ++it) cout << it->first;")
    ),
    Refuses("smallest key", around("m[n]++; cout << m.begin()->first;")),
    Refuses("largest key", around("m[n]++; cout << m.rbegin()->first;")),
    Refuses("last element", around("m[n]++; cout << prev(m.end())->first;")),
    Refuses("lower_bound", around("m[n]++; cout << m.lower_bound(3)->first;")),
    Refuses("upper_bound", around("m[n]++; cout << (m.upper_bound(3) == m.end());")),
    Refuses("found iterator is advanced", around("m[n]++; auto it = m.find(n); ++it; cout << (it == m.end());")),
    Refuses(
        "found iterator is held over an insertion",
        around("auto it = m.find(n); m[n + 1] = 2; cout << (it == m.end());"),
    ),
    Refuses("erased by iterator", around("m[n]++; auto it = m.find(n); m.erase(it); cout << m.size();")),
    Refuses("comparator given", around("m[n]++; cout << m.size();", "map<int, int, greater<int>> m;")),
    Refuses("pair keys", around("m[{n, n}]++; cout << m.size();", "map<pair<int, int>, int> m;")),
    Refuses("floating-point keys", around("m[n / 3.0]++; cout << m.size();", "map<double, int> m;")),
    Refuses("vector keys", around("m[{n}]++; cout << m.size();", "map<vector<int>, int> m;")),
    Refuses("keys of a type of the program", around("m.insert(K()); cout << m.size();", "set<K> m;", "struct K {};")),
    Refuses("passed to a function", around("cout << f(m);", head="int f(map<int, int>& m) { return m.size(); }")),
    Refuses("copied", around("m[n]++; auto c = m; for (auto& p : c) cout << p.first;")),
    Refuses("assigned", around("map<int, int> o; o = m; m[n]++; cout << o.begin()->first;").replace("o;", "o = {};")),
    Refuses("reference to it", around("auto& r = m; r[n]++; cout << r.begin()->first;")),
    Refuses("address taken", around("auto* p = &m; cout << p->begin()->first;")),
    Refuses("captured by a lambda", around("auto f = [&] { return m.begin()->first; }; m[n]++; cout << f();")),
    Refuses("compared", around("map<int, int> o; o[n]++; cout << (m < o);")),
    Refuses("swapped", around("map<int, int> o; o[n]++; m.swap(o); cout << m.begin()->first;")),
    Refuses(
        "range insert from elsewhere, then range read",
        around("vector<int> v(s.begin(), s.end()); cout << v[0];", "set<int> s = {n, 1};"),
    ),
    Refuses(
        "returned",
        around("cout << f().begin()->first;", head="map<int, int> f() { map<int, int> r; r[1] = 2; return r; }"),
    ),
    Refuses("an own map", around("m[n]++;", head="template <class K, class V> struct map { V& operator[](K); };")),
    Refuses("multiset", around("s.insert(n); cout << s.count(n);", "multiset<int> s;")),
    Refuses("made by a macro", around("m[n]++; cout << m.size();", "MAP m;", "#define MAP map<int, int>")),
    Refuses(
        "used inside a macro", around("m[n]++; SHOW(m);", head="#define SHOW(c) for (auto& p : c) cout << p.first")
    ),
    Refuses("macro that names it", around("m[n]++; SHOW;", head="#define SHOW cout << m.begin()->first")),
    Refuses("namespace std is not opened", "#include <map>\nint main() { map<int, int> m; m[1]++; return m.size(); }"),
    Refuses(
        "parallel loop", around("\n#pragma omp parallel for\nfor (int i = 0; i < n; i++) m[i]++;\ncout << m.size();")
    ),
    Refuses(
        "template key", "#include <map>\ntemplate <class K> int f(K k) { std::map<K, int> m; m[k]++; return m.size(); }"
    ),
    Refuses("threads", around("auto t = async([&] { m[n]++; }); t.get(); cout << m.size();")),
    Refuses("broken text", around("m[n]++; cout << m.size(; }")),
    Refuses("what() of at() is printed", around("try { cout << m.at(n); } catch (exception& e) { cout << e.what(); }")),
    Refuses(
        "unordered_map is a macro", around("m[n]++; cout << m.size();", head="#define unordered_map gp_hash_table")
    ),
    Refuses("result of an insertion is kept", around("auto p = s.insert(n); cout << *p.first;", "set<int> s;")),
    Refuses("another container's iterator", around("map<int, int> o; auto it = o.begin(); cout << (m.find(n) == it);")),
    Refuses(
        "a function inserts while the iterator is in use",
        around("auto it = g.find(n); add(); cout << it->second;", head="map<int, int> g;\nvoid add() { g[7] = 1; }"),
    ),
    Refuses("128-bit keys", around("m[n]++; cout << m.size();", "map<__int128, int> m;")),
    Refuses(
        "initialised from another map", around("m[n]++; cout << m.size();", "map<int, int> o; map<int, int> m = o;")
    ),
    Refuses("never used", around("cout << n;")),
    Refuses(
        "copied from another map in braces",
        """
#include <bits/stdc++.h>
using namespace std;
int main() { map<int, int> o, m{o}; map<int, int> k{o}; k[3]++; cout << k[3]; }
""",
    ),
    Refuses(
        "captured under another name",
        """
#include <bits/stdc++.h>
using namespace std;
int main() { map<int, int> m; m[9]++; auto f = [c = m] { for (auto& p : c) cout << p.first; }; f(); }
""",
    ),
    Refuses(
        "destroying the values prints them",
        """
#include <bits/stdc++.h>
using namespace std;
struct N { int i; ~N() { cout << i; } };
int main() { map<int, N> m; m[9].i = 3; m[1].i = 4; }
""",
    ),
    Refuses(
        "destroying what the values own prints it",
        """
#include <bits/stdc++.h>
using namespace std;
struct N { int i; ~N() { cout << i; } };
int main() { map<int, unique_ptr<N>> m; m[9] = make_unique<N>(); }
""",
    ),
    Refuses(
        "declared elsewhere, too",
        """
#include <bits/stdc++.h>
using namespace std;
extern map<int, int> m; void f() { cout << m.size(); } map<int, int> m;
int main() { m[3]++; f(); }
""",
    ),
    Refuses(
        "named by a using declaration",
        """
#include <bits/stdc++.h>
using namespace std;
namespace a { map<int, int> m; void g() { m[1]++; } }
int main() { using a::m; m[3]++; for (auto& p : m) cout << p.first; }
""",
    ),
)

CASES = (RuleCases("DS1", _APPLIES, _REFUSES),)
