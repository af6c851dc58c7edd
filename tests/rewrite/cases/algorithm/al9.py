"""Table for AL9 (rewrite/rules/algorithm/growing_table.py)."""

from rule_cases import Applies, Refuses, RuleCases


def _program(
    body: str = "long long r = 1;\n    for (int i = 1; i <= n; i++) r = r * i % MOD;\n    return r;",
    *,
    above: str = "",
    head: str = "long long f(int n)",
    use: str = "for (int i = 0; i < 20; i++) cout << f(i);",
) -> str:
    """A function and a program that calls it again and again."""
    top = "#include <iostream>\n#include <vector>\nusing namespace std;\nconst int MOD = 10007;\n"
    return f"{top}{above}\n{head} {{\n    {body}\n}}\nint main() {{\n    int m;\n    cin >> m;\n    {use}\n}}\n"


_APPLIES = (
    Applies(
        "products, counts and floating-point sums",
        """
#include <cstdio>
#include <iostream>
using namespace std;

const long long MOD = 1000000007;

long long factorial(int n) {
    long long r = 1;
    for (int i = 1; i <= n; i++)
        r = r * i % MOD;
    return r;
}

static bool prime(int k) {
    for (int d = 2; d * d <= k; d++)
        if (k % d == 0) return false;
    return k > 1;
}

int primes(int n) {
    if (n < 0) return -1;
    int count = 0;
    for (int i = 0; i < n; ++i) {
        if (prime(i)) count++;
    }
    return count;
}

double harmonic(unsigned n) {
    const double scale = 0.5;
    double sum = 0;
    for (unsigned k = 2; k <= n; k++) {
        double part = scale / k;
        sum += part;
    }
    return sum * n;
}

int main() {
    long long total = 0;
    double all = 0;
    for (int i = 300; i >= -5; i--) {
        total += factorial(i * 37 % 211) * (i % 3 + 4);
        total += primes(i) + primes(300 - i);
        all += harmonic(i < 0 ? 0 : i);
    }
    printf("%lld %.17g\\n", total, all);
}
""",
        """
#include <cstdio>
#include <iostream>
#include <vector>
using namespace std;

const long long MOD = 1000000007;

long long factorial(int n) {
    static vector<long long> r_after(1, 1);
    long long r = r_after.back();
    for (int i = (int)r_after.size(); i <= n; i++) {
        r = r * i % MOD;
        if (r_after.size() <= 1000000) r_after.push_back(r);
    }
    const size_t passes = n > 0 ? n : 0;
    if (passes < r_after.size()) r = r_after[passes];
    return r;
}

static bool prime(int k) {
    for (int d = 2; d * d <= k; d++)
        if (k % d == 0) return false;
    return k > 1;
}

int primes(int n) {
    if (n < 0) return -1;
    static vector<int> count_after(1, 0);
    int count = count_after.back();
    for (int i = (int)count_after.size() - 1; i < n; ++i) {
        if (prime(i)) count++;
        if (count_after.size() <= 1000000) count_after.push_back(count);
    }
    const size_t passes_2 = n > 0 ? n : 0;
    if (passes_2 < count_after.size()) count = count_after[passes_2];
    return count;
}

double harmonic(unsigned n) {
    const double scale = 0.5;
    static vector<double> sum_after(1, 0);
    double sum = sum_after.back();
    for (unsigned k = (unsigned int)sum_after.size() + 1; k <= n; k++) {
        double part = scale / k;
        sum += part;
        if (sum_after.size() <= 1000000) sum_after.push_back(sum);
    }
    const size_t passes_3 = n > 1 ? n - 1 : 0;
    if (passes_3 < sum_after.size()) sum = sum_after[passes_3];
    return sum * n;
}

int main() {
    long long total = 0;
    double all = 0;
    for (int i = 300; i >= -5; i--) {
        total += factorial(i * 37 % 211) * (i % 3 + 4);
        total += primes(i) + primes(300 - i);
        all += harmonic(i < 0 ? 0 : i);
    }
    printf("%lld %.17g\\n", total, all);
}
""",
    ),
    Applies(
        "arguments below 0, and beyond the table's end; a loop with comments around",
        """
#include <iostream>
#include <vector>
#define MOD 998244353

namespace sums {
    // Adds squares up.
    unsigned long long squares(long last) {
        unsigned long long total = 0; // nothing yet
        for (int i = 0; i <= last; i++) {
            const int weight = i % 5;
            total = (total + (unsigned long long)i * i * weight) % MOD;
        } // all
        if (last % 2) total++;
        return total;
    }
}

void show(int from, int to) {
    for (int k = from; k != to; k += from < to ? 1 : -1) std::cout << sums::squares(k) << ' ';
}

int main() {
    show(10, -4);
    show(5, 60);
    std::cout << sums::squares(1003000) << sums::squares(1001000) << std::endl;
}
""",
        """
#include <iostream>
#include <vector>
#define MOD 998244353

namespace sums {
    // Adds squares up.
    unsigned long long squares(long last) {
        static std::vector<unsigned long long> total_after(1, 0);
        unsigned long long total = total_after.back(); // nothing yet
        for (int i = (int)total_after.size() - 1; i <= last; i++) {
            const int weight = i % 5;
            total = (total + (unsigned long long)i * i * weight) % MOD;
            if (total_after.size() <= 1000000) total_after.push_back(total);
        } // all
        const std::size_t passes = last > -1 ? last + 1 : 0;
        if (passes < total_after.size()) total = total_after[passes];
        if (last % 2) total++;
        return total;
    }
}

void show(int from, int to) {
    for (int k = from; k != to; k += from < to ? 1 : -1) std::cout << sums::squares(k) << ' ';
}

int main() {
    show(10, -4);
    show(5, 60);
    std::cout << sums::squares(1003000) << sums::squares(1001000) << std::endl;
}
""",
    ),
    Applies(
        "an unsigned argument, from 0 on",
        """
#include <cstdio>
unsigned f(unsigned n) {
    unsigned r = 1;
    for (unsigned i = 0; i <= n; i++) r = r * 3 + i;
    return r;
}
int main() { for (unsigned k = 9; k > 0; k--) printf("%u ", f(k * 7 % 10)); }
""",
        """
#include <cstdio>
#include <vector>
unsigned f(unsigned n) {
    static std::vector<unsigned int> r_after(1, 1);
    unsigned r = r_after.back();
    for (unsigned i = (unsigned int)r_after.size() - 1; i <= n; i++) {
        r = r * 3 + i;
        if (r_after.size() <= 1000000) r_after.push_back(r);
    }
    const std::size_t passes = n + 1;
    if (passes < r_after.size()) r = r_after[passes];
    return r;
}
int main() { for (unsigned k = 9; k > 0; k--) printf("%u ", f(k * 7 % 10)); }
""",
    ),
)

_REFUSES = (
    Refuses(
        "the header hands on another number",
        _program("long long r = 0;\n    for (int i = 0, j = 1; i < n; i++) { r += j; j = j * 2 % 7; }\n    return r;"),
    ),
    Refuses(
        "called before a constant has got its value",
        _program(
            "long long r = 0;\n    for (int i = 0; i < n; i++) r += k;\n    return r;",
            above='long long f(int n);\nlong long early = f(5);\nconst int k = atoi("7");',
        ),
    ),
    Refuses(
        "called when static objects are gone",
        _program(above="long long f(int n);\nvoid bye() { cout << f(9); }\nint late = atexit(bye);"),
    ),
    Refuses("called by a destructor", _program(above="long long f(int n);\nstruct S { ~S() { cout << f(9); } } s;")),
    Refuses("called once", _program(use="cout << f(m);")),
    Refuses("never called", _program(use="")),
    Refuses(
        "a pass depends on the argument",
        _program("long long r = 1;\n    for (int i = 1; i <= n; i++) r = r * n % MOD;\n    return r;"),
    ),
    Refuses(
        "the result begins with the argument",
        _program("long long r = n;\n    for (int i = 1; i <= n; i++) r = r * i % MOD;\n    return r;"),
    ),
    Refuses(
        "the loop begins with the argument",
        _program("long long r = 1;\n    for (int i = n / 2; i <= n; i++) r = r * i % MOD;\n    return r;"),
    ),
    Refuses(
        "the loop ends elsewhere",
        _program("long long r = 1;\n    for (int i = 1; i * i <= n; i++) r = r * i % MOD;\n    return r;"),
    ),
    Refuses(
        "down to 1", _program("long long r = 1;\n    for (int i = n; i >= 1; i--) r = r * i % MOD;\n    return r;")
    ),
    Refuses(
        "two numbers are handed on",
        _program(
            "int a = 0, b = 1;\n    for (int i = 0; i < n; i++) { int c = (a + b) % MOD; a = b; b = c; }\n    return a;"
        ),
    ),
    Refuses(
        "two results",
        _program(
            "int a = 0;\n    int b = 1;\n    for (int i = 0; i < n; i++) { a += i; b = b * i % MOD; }\n    "
            "return a + b;"
        ),
    ),
    Refuses(
        "an array is handed on",
        _program(
            "int a[100] = {};\n    int r = 0;\n    for (int i = 0; i < n; i++) { a[i % 100]++; r += a[i % "
            "100]; }\n    return r;"
        ),
    ),
    Refuses(
        "left early",
        _program(
            "long long r = 1;\n    for (int i = 1; i <= n; i++) { r = r * i % MOD; if (r > 5000) break; }\n "
            "   return r;"
        ),
    ),
    Refuses(
        "returns early",
        _program(
            "long long r = 1;\n    for (int i = 1; i <= n; i++) { r = r * i % MOD; if (r == 0) return 0; "
            "}\n    return r;"
        ),
    ),
    Refuses(
        "passes are skipped",
        _program(
            "long long r = 1;\n    for (int i = 1; i <= n; i++) { if (i % 7 == 0) continue; r = r * i % "
            "MOD; }\n    return r;"
        ),
    ),
    Refuses(
        "the counter is changed",
        _program("long long r = 1;\n    for (int i = 1; i <= n; i++) { r = r * i % MOD; i += r % 2; }\n    return r;"),
    ),
    Refuses(
        "the argument is changed",
        _program("long long r = 1;\n    for (int i = 1; i <= n; i++) { r = r * i % MOD; n--; }\n    return r;"),
    ),
    Refuses(
        "the argument is changed before",
        _program("n /= 2;\n    long long r = 1;\n    for (int i = 1; i <= n; i++) r = r * i % MOD;\n    return r;"),
    ),
    Refuses(
        "the result is changed before the loop",
        _program("long long r = 1;\n    r += n;\n    for (int i = 1; i <= n; i++) r = r * i % MOD;\n    return r;"),
    ),
    Refuses(
        "a reference to the result",
        _program(
            "long long r = 1;\n    long long& s = r;\n    s = n;\n    for (int i = 1; i <= n; i++) r = r * "
            "i % MOD;\n    return r;"
        ),
    ),
    Refuses(
        "another local variable takes part",
        _program(
            "int k = n % 3;\n    long long r = 1;\n    for (int i = 1; i <= n; i++) r = (r * i + k) % "
            "MOD;\n    return r;"
        ),
    ),
    Refuses(
        "a constant made of the argument",
        _program(
            "const int k = n % 3;\n    long long r = 1;\n    for (int i = 1; i <= n; i++) r = (r * i + k) % "
            "MOD;\n    return r;"
        ),
    ),
    Refuses(
        "prints",
        _program("long long r = 1;\n    for (int i = 1; i <= n; i++) { r = r * i % MOD; cout << i; }\n    return r;"),
    ),
    Refuses(
        "counts its calls",
        _program(
            "calls++;\n    long long r = 1;\n    for (int i = 1; i <= n; i++) r = r * i % MOD;\n    return r;",
            above="int calls;",
        ),
    ),
    Refuses(
        "a global that changes",
        _program(
            "long long r = 1;\n    for (int i = 1; i <= n; i++) r = r * i % p;\n    return r;",
            above="int p = 7;",
            use="for (int i = 0; i < 9; i++) { cin >> p; cout << f(i); }",
        ),
    ),
    Refuses(
        "an array that is read from the input",
        _program(
            "long long r = 0;\n    for (int i = 0; i < n; i++) r += a[i];\n    return r;",
            above="int a[100];",
            use="for (int i = 0; i < 9; i++) { cin >> a[i]; cout << f(i); }",
        ),
    ),
    Refuses(
        "random numbers", _program("long long r = 0;\n    for (int i = 0; i < n; i++) r += rand() % 6;\n    return r;")
    ),
    Refuses(
        "a static variable",
        _program("static int k = 0;\n    long long r = 0;\n    for (int i = 0; i < n; i++) r += k++;\n    return r;"),
    ),
    Refuses(
        "a function out of sight",
        _program(
            "long long r = 0;\n    for (int i = 0; i < n; i++) r += weight(i);\n    return r;", above="int weight(int);"
        ),
    ),
    Refuses(
        "calls itself",
        _program("long long r = 1;\n    for (int i = 1; i < n; i++) r = (r + f(i)) % MOD;\n    return r;"),
    ),
    Refuses(
        "calls itself through another",
        _program(
            "long long r = 1;\n    for (int i = 1; i < n; i++) r = (r + g(i)) % MOD;\n    return r;",
            above="long long f(int n);\nlong long g(int k) { return k > 2 ? f(k / 2) : 1; }",
        ),
    ),
    Refuses("two parameters", _program(head="long long f(int n, int k = 2)")),
    Refuses(
        "a reference parameter",
        _program(head="long long f(int& n)", use="for (int i = 0; i < 20; i++) { int j = i; cout << f(j); }"),
    ),
    Refuses("a floating-point parameter", _program(head="long long f(double n)")),
    Refuses(
        "an unsigned counter and a signed argument",
        _program("long long r = 1;\n    for (unsigned i = 1; i <= n; i++) r = r * i % MOD;\n    return r;"),
    ),
    Refuses(
        "a counter that lives longer",
        _program("long long r = 1;\n    int i;\n    for (i = 1; i <= n; i++) r = r * i % MOD;\n    return r + i;"),
    ),
    Refuses("a template", _program(head="template <class T> T f(T n)")),
    Refuses("constexpr", _program(head="constexpr long long f(int n)")),
    Refuses("overloaded", _program(above="long long f(double x) { return 7; }")),
    Refuses(
        "a method",
        "#include <iostream>\nstruct S { int f(int n) { int r = 0; for (int i = 0; i < n; i++) r += i; "
        "return r; } };\nint main() { S s; for (int i = 0; i < 9; i++) std::cout << s.f(i); }\n",
    ),
    Refuses(
        "operators of the program",
        _program(above="struct P { int x; };\nP operator*(P a, P b) { return {a.x * b.x}; }"),
    ),
    Refuses(
        "a macro that acts",
        _program(
            "long long r = 1;\n    for (int i = 1; i <= n; i++) STEP;\n    return r;",
            above="#define STEP r = r * n % MOD",
        ),
    ),
    Refuses("a header of the project", _program(above='#include "mine.h"')),
    Refuses("threads", _program(above="#include <thread>\nvoid run() { std::thread t([] {}); t.join(); }")),
    Refuses(
        "a comment would be lost",
        _program("long long r = 1;\n    for (int i = 1; i <= n; i++) /* slow */ r = r * i % MOD;\n    return r;"),
    ),
    Refuses(
        "the loop stands under a condition",
        _program(
            "long long r = 1;\n    if (n > 3)\n        for (int i = 1; i <= n; i++) r = r * i % MOD;\n    return r;"
        ),
    ),
    Refuses(
        "C",
        "int f(int n) { int r = 0; for (int i = 0; i < n; i++) r += i; return r; }\nint main(void) { "
        "int s = 0; for (int i = 0; i < 9; i++) s += f(i); return s; }\n",
        suffix=".c",
    ),
)

CASES = (RuleCases("AL9", _APPLIES, _REFUSES),)
