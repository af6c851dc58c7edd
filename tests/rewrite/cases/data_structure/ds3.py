"""Table for DS3 (rewrite/rules/data_structure/array_instead_of_map.py)."""

from container_programs import around
from rule_cases import Applies, Refuses, RuleCases

_APPLIES = (
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
    Applies(
        "no space before the name",
        """
#include <iostream>
#include <map>
using namespace std;
int main() {
    map<int,long>m;
    for (int i = 0; i < 30; i++) m[i % 7] += i;
    cout << m[3];
}
""",
        """
#include <iostream>
#include <map>
using namespace std;
int main() {
    long m[7] = {};
    for (int i = 0; i < 30; i++) m[i % 7] += i;
    cout << m[3];
}
""",
    ),
)

_REFUSES = (
    Refuses("keys from input", around("m[n]++; cout << m[n];")),
    Refuses("absent and zero told apart", around("m['a']++; cout << m.count('b');", "map<char, int> m;")),
    Refuses("size observed", around("m['a']++; cout << m.size();", "map<char, int> m;")),
    Refuses("find", around("m['a']++; cout << (m.find('b') == m.end());", "map<char, int> m;")),
    Refuses("iterated", around("m['a']++; for (auto& p : m) cout << p.first;", "map<char, int> m;")),
    Refuses("erased", around("m['a']++; m.erase('a'); cout << m['a'];", "map<char, int> m;")),
    Refuses("passed on", around("m['a']++; f(m);", "map<char, int> m;", "void f(map<char, int>&);")),
    Refuses("copied", around("m['a']++; auto o = m; cout << o['a'];", "map<char, int> m;")),
    Refuses("assigned", around("m['a']++; m = {}; cout << m['a'];", "map<char, int> m;")),
    Refuses("captured", around("auto f = [&](char c) { return m[c]; }; cout << f('a');", "map<char, int> m;")),
    Refuses("remainder by a variable", around("int k; cin >> k; m[n % k]++; cout << m[0];")),
    Refuses("remainder by a global that changes", around("M = n; m[n % M]++; cout << m[0];", head="int M = 7;")),
    Refuses("loop index that the body moves", around("for (int i = 0; i < 10; i++) { i += n; m[i]++; } cout << m[0];")),
    Refuses("loop bound from input", around("for (int i = 0; i < n; i++) m[i]++; cout << m[0];")),
    Refuses("loop runs away past its bound", around("for (int i = 0; i != 10; i += 3) m[i]++; cout << m[0];")),
    Refuses("unsigned counter runs below zero", around("for (unsigned i = 9; i >= 0; --i) m[i]++; cout << m[0];")),
    Refuses("narrow counter wraps around", around("for (short i = 0; i < 40000; i++) m[i]++; cout << m[0];")),
    Refuses(
        "unsigned difference",
        around("for (unsigned i = 0; i < 9; i++) m[i - 1]++; cout << m[0];", "map<long long, int> m;"),
    ),
    Refuses(
        "unsigned keys below zero",
        around("for (int i = 0; i < 9; i++) m[i - 1]++; cout << m[0];", "map<unsigned, int> m;"),
    ),
    Refuses(
        "counter is changed through a reference",
        around("for (int i = 0; i < 9; i++) { int& r = i; r += n; m[i]++; } cout << m[0];"),
    ),
    Refuses("remainder by zero", around("m[n % 0]++; cout << m[0];")),
    Refuses("octal bound", around("for (int i = 0; i < 0100; i++) m[i % 0100]++; cout << m[0];")),
    Refuses("floating point index", around("double d; cin >> d; m[d]++; cout << m[0];")),
    Refuses("size asked for", around("m['a']++; cout << sizeof(m) << m['b'];", "map<char, int> m;")),
    Refuses("index used after its loop", around("int i; for (i = 0; i < 10; i++) m[i]++; cout << m[i + n];")),
    Refuses("range too large", around("m[n % 100000000]++; cout << m[0];")),
    Refuses("struct values", around("m['a'].x++; cout << m['b'].x;", "map<char, P> m;", "struct P { int x = 5; };")),
    Refuses("string keys", around('m["a"]++; cout << m["b"];', "map<string, int> m;")),
    Refuses(
        "own operator",
        around("m['a']++;", "map<char, int> m;", "template <class K, class V> struct map { V& operator[](K); };"),
    ),
    Refuses(
        "comparator",
        around(
            "m['a']++; cout << m['b'];",
            "map<char, int, Less> m;",
            "struct Less { bool operator()(char, char) const; };",
        ),
    ),
    Refuses("argument evaluated by a macro", around("m[K]++; cout << m[K];", head="#define K next()")),
    Refuses("key has side effects that a macro hides", around("m[KEY(n)]++; cout << m[0];", head="#define KEY(x) (x)")),
    Refuses("hidden by another name", around("m[3]++; { vector<int> m(n); m[n - 1]++; } int k = n; cout << m[k];")),
    Refuses("at() throws for absent keys", around("m['a']++; cout << m.at('b');", "map<char, int> m;")),
    Refuses(
        "recursive local",
        "#include <map>\nint f(int k) { std::map<short, int> m; m[k]++; return k ? f(k - 1) : m[0]; }",
    ),
    Refuses("broken text", around("m['a']++; cout << m['b'; }", "map<char, int> m;")),
    Refuses(
        "a constant of two characters is an int",
        """
#include <bits/stdc++.h>
using namespace std;
int main() { map<int, int> m; m['ab']++; cout << m['ab']; }
""",
    ),
    Refuses(
        "declared elsewhere, too",
        """
#include <bits/stdc++.h>
using namespace std;
extern map<int, int> m; int f() { return m[3]; } map<int, int> m;
int main() { m[3]++; cout << f(); }
""",
    ),
)

CASES = (RuleCases("DS3", _APPLIES, _REFUSES),)
