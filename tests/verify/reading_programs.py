"""Programs of every way of reading, and what their invented inputs must look like."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Program:
    """`shape` is the regular expression that every small input matches; `grows`: an input is large enough to time."""

    name: str
    text: str
    shape: str
    outcomes: int = 20
    grows: bool = True


NUMBER = r"-?\d+"
PROGRAMS = (
    Program(
        "sum_cin.cpp",
        """
#include <iostream>
int main() {
    int n;
    std::cin >> n;
    long long sum = 0;
    for (int i = 0; i < n; i++) { int x; std::cin >> x; sum += x; }
    std::cout << sum << std::endl;
}
""",
        rf"\d+(\s+{NUMBER})*\s*",
    ),
    Program(
        "sum_scanf.c",
        """
#include <stdio.h>
int main(void) {
    int n, x, i;
    long long sum = 0;
    scanf("%d", &n);
    for (i = 0; i < n; i++) { scanf("%d", &x); sum += x; }
    printf("%lld\\n", sum);
    return 0;
}
""",
        rf"\d+\n{NUMBER}( {NUMBER})*\n",
    ),
    Program(
        "fixed_array.c",
        """
#include <stdio.h>
int a[1000];
int main(void) {
    int n, i, j, best = 0;
    scanf("%d", &n);
    for (i = 0; i < n; i++) scanf("%d", &a[i]);
    for (i = 0; i < n; i++)
        for (j = 0; j < n; j++)
            if (a[i] % 7 == a[j] % 5) best++;
    printf("%d\\n", best);
    return 0;
}
""",
        rf"\d{{1,4}}(\s+{NUMBER})*\s*",
        grows=False,  # a thousand numbers are all there is room for
    ),
    Program(
        "grid.cpp",
        """
#include <iostream>
#include <string>
#include <vector>
#define rep(i, n) for (int i = 0; i < (n); i++)
using namespace std;
int main() {
    int h, w;
    cin >> h >> w;
    vector<string> s(h);
    rep(i, h) cin >> s[i];
    int count = 0;
    rep(i, h) rep(j, w) if (s[i][j] == '#') count += i ^ j;
    cout << count << "\\n";
}
""",
        r"\d+ \d+(\s+[#.]+)+\s*",
    ),
    Program(
        "edges.cpp",
        """
#include <bits/stdc++.h>
using namespace std;
int main() {
    int n, m;
    cin >> n >> m;
    vector<vector<int>> next(n);
    for (int i = 0; i < m; i++) {
        int u, v;
        cin >> u >> v;
        u--; v--;
        next[u].push_back(v);
        next[v].push_back(u);
    }
    vector<int> distance(n, -1);
    queue<int> todo;
    todo.push(0);
    distance[0] = 0;
    while (!todo.empty()) {
        int u = todo.front();
        todo.pop();
        for (int v : next[u]) if (distance[v] < 0) { distance[v] = distance[u] + 1; todo.push(v); }
    }
    cout << accumulate(distance.begin(), distance.end(), 0LL) << endl;
}
""",
        r"\d+ \d+(\s+\d+ \d+)*\s*",
        outcomes=10,
    ),
    Program(
        "many_tests.cpp",
        """
#include <iostream>
using namespace std;
void solve() {
    int n, k;
    cin >> n >> k;
    int best = 0;
    for (int i = 0; i < n; i++) { int x; cin >> x; if (x % k == 0) best++; }
    cout << best << "\\n";
}
int main() {
    int t;
    cin >> t;
    while (t--) solve();
}
""",
        rf"\d+(\s+{NUMBER})*\s*",
        outcomes=10,
    ),
    Program(
        "lines.cpp",
        """
#include <iostream>
#include <string>
using namespace std;
int main() {
    string line;
    long long vowels = 0, lines = 0;
    while (getline(cin, line)) {
        lines++;
        for (char c : line) if (string("aeiou").find(c) != string::npos) vowels++;
    }
    cout << lines << ' ' << vowels << endl;
}
""",
        r"([a-z ]+\n)+",
    ),
    Program(
        "fgets.c",
        """
#include <stdio.h>
#include <string.h>
int main(void) {
    char line[200];
    int n;
    scanf("%d", &n);
    fgets(line, sizeof line, stdin);
    while (n-- > 0 && fgets(line, sizeof line, stdin)) printf("%d\\n", (int)strlen(line));
    return 0;
}
""",
        r"\d+\n([a-z ]+\n)*",
        outcomes=8,
        grows=False,
    ),
    Program(
        "own_reader.cpp",
        """
#include <cstdio>
template <class T> void read(T &x) {
    int c = getchar(), sign = 1;
    while (c != '-' && (c < '0' || c > '9')) c = getchar();
    if (c == '-') { sign = -1; c = getchar(); }
    for (x = 0; c >= '0' && c <= '9'; c = getchar()) x = x * 10 + (c - '0');
    x *= sign;
}
int values[200005];
int main() {
    int n;
    read(n);
    long long weighted = 0;
    for (int i = 1; i <= n; i++) { read(values[i]); weighted += 1LL * i * values[i] % 1000003; }
    printf("%lld\\n", weighted);
}
""",
        rf"\d+(\s+{NUMBER})*\s*",
    ),
    Program(
        "buffered_reader.cpp",
        """
#include <cstdio>
static char buffer[1 << 16], *at = buffer, *end = buffer;
#define next() (at == end && (end = (at = buffer) + fread(buffer, 1, sizeof buffer, stdin), at == end) ? EOF : *at++)
inline int number() {
    int x = 0, c = next();
    while (c != EOF && (c < '0' || c > '9')) c = next();
    while (c >= '0' && c <= '9') { x = x * 10 + c - '0'; c = next(); }
    return x;
}
int main() {
    int n = number(), odd = 0;
    for (int i = 0; i < n; i++) odd += number() & 1;
    printf("%d %d\\n", n, odd);
}
""",
        r"\d+(\s+-?\d+)*\s*",
    ),
    Program(
        "until_end.cpp",
        """
#include <iostream>
int main() {
    long long x, sum = 0, count = 0;
    while (std::cin >> x) { sum += x; count++; }
    std::cout << count << ' ' << sum << std::endl;
}
""",
        rf"({NUMBER}\s+)+",
    ),
    Program(
        "until_zero.c",
        """
#include <stdio.h>
int main(void) {
    int n, i, x;
    while (scanf("%d", &n) != EOF && n != 0) {
        int largest = 0;
        for (i = 0; i < n; i++) { scanf("%d", &x); if (x > largest) largest = x; }
        printf("%d\\n", largest);
    }
    return 0;
}
""",
        rf"(\d+(\s+{NUMBER})*\s+)*0\s*",
    ),
    Program(
        "doubles.cpp",
        """
#include <cstdio>
int main() {
    int n;
    double x, sum = 0;
    scanf("%d", &n);
    for (int i = 0; i < n; i++) { scanf("%lf", &x); sum += x / (i + 1); }
    printf("%.6f\\n", sum);
}
""",
        r"\d+(\s+-?\d+(\.\d+)?)*\s*",
    ),
    Program(
        "commands.cpp",
        """
#include <iostream>
#include <string>
#include <vector>
using namespace std;
int main() {
    int q;
    cin >> q;
    vector<int> stack;
    while (q--) {
        string command;
        cin >> command;
        if (command == "push") { int x; cin >> x; stack.push_back(x); }
        else if (command == "pop") { if (!stack.empty()) stack.pop_back(); }
        else if (command == "top") cout << (stack.empty() ? -1 : stack.back()) << "\\n";
    }
    cout << stack.size() << "\\n";
}
""",
        rf"\d+(\s+(push\s+{NUMBER}|pop|top))*\s*",
    ),
    Program(
        "command_lines.c",
        """
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int main(void) {
    char line[80], *word;
    long total = 0;
    while (fgets(line, sizeof line, stdin)) {
        word = strtok(line, " \\n");
        if (!word) continue;
        if (strcmp(word, "add") == 0 && (word = strtok(NULL, " \\n"))) total += atoi(word) % 1000;
        else if (word && strcmp(word, "double") == 0) total = total * 2 % 1000003;
    }
    printf("%ld\\n", total);
    return 0;
}
""",
        rf"((add|double)( {NUMBER})*\n)+",
    ),
    Program(
        "time_of_day.c",
        """
#include <stdio.h>
int main(void) {
    int h, m;
    char half;
    scanf("%d:%d %c", &h, &m, &half);
    if (half == 'p') h += 12;
    else if (half != 'a') h = -1;
    printf("%d %d\\n", h % 24, m % 60);
    return 3;
}
""",
        r"-?\d+:-?\d+\s+[ap]\s*",
        grows=False,
    ),
    Program(
        "table.cpp",
        """
#include <iostream>
#include <vector>
using namespace std;
typedef long long ll;
int main() {
    ios::sync_with_stdio(false);
    int n, m;
    cin >> n >> m;
    vector<vector<ll>> a(n, vector<ll>(m));
    for (auto &row : a) for (auto &x : row) cin >> x;
    ll best = a[0][0];
    for (int j = 0; j < m; j++) { ll sum = 0; for (int i = 0; i < n; i++) sum += a[i][j]; best = max(best, sum); }
    cout << best << '\\n';
}
""",
        rf"\d+ \d+(\s+{NUMBER})+\s*",
    ),
    Program(
        "divisors.cpp",
        """
#include <iostream>
int main() {
    long long n, count = 0;
    std::cin >> n;
    for (long long i = 1; i * i <= n; i++) if (n % i == 0) count += i * i == n ? 1 : 2;
    std::cout << n << ' ' << count << std::endl;
}
""",
        r"\d+\s*",
    ),
)


def text_of(name: str) -> str:
    return next(program.text for program in PROGRAMS if program.name == name)
