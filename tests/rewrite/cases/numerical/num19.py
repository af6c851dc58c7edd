"""Table for NUM19 (rewrite/rules/numerical/integer_logarithms.py)."""

from rule_cases import Applies, Refuses, RuleCases


def _program(line: str, *, above: str = "", headers: str = "#include <cmath>\n#include <string>\n") -> str:
    """A line of `main` that asks how long a number is."""
    return (
        f"{headers}#include <iostream>\nusing namespace std;\n{above}int main() {{\n    int n, x = 0;\n"
        f"    unsigned u;\n    long long w;\n    cin >> n >> u >> w;\n    {line}\n    cout << x;\n}}\n"
    )


_APPLIES = (
    Applies(
        "logarithms and texts, of numbers above 0 and of any",
        """
#include <cmath>
#include <iostream>
#include <string>
using namespace std;

int table(int left, int right) {
    int level = log2(right - left + 1);
    return level;
}

unsigned long digits(long long value) {
    unsigned long sum = 0;
    for (int i = 1; i < 100000; i = i * 3 + 1) {
        sum = sum * 7 + (int)log10(i) + to_string(i).size();
        sum += static_cast<int>(floor(std::log10((double)(i + 1))));
        int few = i % 12;
        if (to_string(few).length() - 1 > 0) sum++;
        sum += to_string(few - 10).size() * 2;
    }
    return sum + value;
}

int main() {
    long long total = 0;
    for (int i = 1; i <= 300000; i += 7) {
        total = total * 3 % 1000003 + (int)log2(i);
        total += int(floor(log2(i * 7)));
    }
    for (int k = 0; k < 31; k++) {
        for (int d = -1; d < 2; d++) {
            int x = (1 << k) + d;
            total += (int)log10(x);
            total += 5 * (int)log2(x) + to_string(-x).size();
        }
    }
    for (unsigned p = 1; p <= 1000000000; p *= 10) {
        total = total * 5 % 1000003 + (int)log10(p);
        total += (int)log10(p - 1) % 7;
    }
    cout << total << ' ' << table(3, 70) << ' ' << table(3, 66) << ' ' << digits(4) << endl;
}
""",
        """
#include <cmath>
#include <iostream>
#include <string>
#include <climits>
using namespace std;

int table(int left, int right) {
    int level = 31 - __builtin_clz(right - left + 1);
    return level;
}

// How many decimal digits a number has.
constexpr static unsigned long decimal_digits(unsigned x) {
    return 1ul + (x >= 10) + (x >= 100) + (x >= 1000) + (x >= 10000) + (x >= 100000) + (x >= 1000000) +
           (x >= 10000000) + (x >= 100000000) + (x >= 1000000000);
}

unsigned long digits(long long value) {
    unsigned long sum = 0;
    for (int i = 1; i < 100000; i = i * 3 + 1) {
        sum = sum * 7 + (int)(decimal_digits(i) - 1) + decimal_digits(i);
        sum += static_cast<int>(decimal_digits(i + 1) - 1);
        int few = i % 12;
        if (decimal_digits(few) - 1 > 0) sum++;
        sum += (decimal_digits((few - 10) < 0 ? 0u - (few - 10) : (few - 10)) + ((few - 10) < 0)) * 2;
    }
    return sum + value;
}

int main() {
    long long total = 0;
    for (int i = 1; i <= 300000; i += 7) {
        total = total * 3 % 1000003 + (int)(31 - __builtin_clz(i));
        total += int(31 - __builtin_clz(i * 7));
    }
    for (int k = 0; k < 31; k++) {
        for (int d = -1; d < 2; d++) {
            int x = (1 << k) + d;
            total += (int)(x > 0 ? (int)(decimal_digits(x) - 1) : INT_MIN);
            total += 5 * (int)(x > 0 ? 31 - __builtin_clz(x) : INT_MIN) + to_string(-x).size();
        }
    }
    for (unsigned p = 1; p <= 1000000000; p *= 10) {
        total = total * 5 % 1000003 + (int)(p > 0 ? (int)(decimal_digits(p) - 1) : INT_MIN);
        total += (int)((p - 1) > 0 ? (int)(decimal_digits(p - 1) - 1) : INT_MIN) % 7;
    }
    cout << total << ' ' << table(3, 70) << ' ' << table(3, 66) << ' ' << digits(4) << endl;
}
""",
    ),
    Applies(
        "C, and numbers that are read",
        """
#include <math.h>
#include <stdio.h>
int main(void) {
    int n;
    long sum = 0;
    while (scanf("%d", &n) == 1) {
        int bits = log2(n);
        int digits = floor(log10((double)n));
        sum = sum * 3 % 1009 + bits + digits;
    }
    printf("%ld", sum);
}
""",
        """
#include <math.h>
#include <stdio.h>
#include <limits.h>
// How many decimal digits a number has.
static unsigned long decimal_digits(unsigned x) {
    return 1ul + (x >= 10) + (x >= 100) + (x >= 1000) + (x >= 10000) + (x >= 100000) + (x >= 1000000) +
           (x >= 10000000) + (x >= 100000000) + (x >= 1000000000);
}

int main(void) {
    int n;
    long sum = 0;
    while (scanf("%d", &n) == 1) {
        int bits = n > 0 ? 31 - __builtin_clz(n) : INT_MIN;
        int digits = n > 0 ? (int)(decimal_digits(n) - 1) : INT_MIN;
        sum = sum * 3 % 1009 + bits + digits;
    }
    printf("%ld", sum);
}
""",
        stdin="1 2 3 4 7 8 9 10 11 99 100 1000 65535 65536 999999999 1000000000 2147483647",
        suffix=".c",
    ),
)

_REFUSES = (
    Refuses("the result stays a double", _program("double y = log2(n);\n    x = y * 10;")),
    Refuses("auto", _program("auto y = log2(n);\n    x = y * 10;")),
    Refuses("printed as a double", _program("cout << log10(n);")),
    Refuses("part of a larger expression", _program("x = (int)(log2(n) * 2);")),
    Refuses("something is added first", _program("x = (int)(log10(n) + 0.5);")),
    Refuses("compared", _program("if (log2(n) > 3) x = 1;")),
    Refuses("added up as a double", _program("x += log2(n);")),
    Refuses("rounded up", _program("x = ceil(log2(n));")),
    Refuses("rounded to nearest", _program("x = round(log10(n));")),
    Refuses("more than 32 bits: rounding counts", _program("x = log2(w);")),
    Refuses("a floating-point number", _program("double y = n / 2.0;\n    x = log2(y);")),
    Refuses("of a float", _program("x = log2((float)n);")),
    Refuses("the natural logarithm", _program("x = log(n);")),
    Refuses("a quotient of logarithms, which is not exact", _program("x = log(n) / log(2);")),
    Refuses("may be 0, and becomes a longer integer", _program("w = log2(n);")),
    Refuses("may be 0, and becomes unsigned", _program("u = log2(n);")),
    Refuses("to a bool", _program("bool y = log2(n);\n    x = y;")),
    Refuses("to a char", _program("char y = log10(n);\n    x = y;")),
    Refuses("an effect would come twice", _program("x = log2(n++);")),
    Refuses(
        "a call would come twice", _program("x = log2(next());", above="int next() { int y; cin >> y; return y; }\n")
    ),
    Refuses("another log2", _program("x = log2(n);", above="double log2(int y) { return y + 1; }\n")),
    Refuses("a macro named log2", _program("x = log2(n);", above="#define log2(y) (2 * (y))\n")),
    Refuses("a macro takes part", _program("x = log2(LENGTH);", above="#define LENGTH n\n")),
    Refuses("errno tells of log2(0)", _program("x = log2(n);\n    x += errno;")),
    Refuses("a header of the project", _program("x = log2(n);", headers='#include <cmath>\n#include "mine.h"\n')),
    Refuses("a volatile number would be read twice", _program("volatile int v = n;\n    x = log2(v);")),
    Refuses("a comment would be lost", _program("x = log2(n /* all */);")),
    Refuses("text of a longer number", _program("x = to_string(w).size();")),
    Refuses("text of a floating-point number", _program("x = to_string(n / 2.0).size();")),
    Refuses("text of a number that is made a double", _program("x = to_string((double)n).size();")),
    Refuses("the text is used", _program("string s = to_string(n);\n    x = s.size();")),
    Refuses("another method", _program("x = to_string(n).find('1');")),
    Refuses(
        "another to_string", _program("x = to_string(n).size();", above='string to_string(int y) { return "a"; }\n')
    ),
    Refuses(
        "a method named to_string",
        _program(
            "P p;\n    x = p.to_string(n).size();", above='struct P { string to_string(int y) { return "a"; } };\n'
        ),
    ),
    Refuses("text of a number with an effect, of any sign", _program("x = to_string(n++).size();")),
    Refuses("the size of an array", _program("int a[(int)log10(1000000)] = {n};\n    x = a[0];")),
    Refuses("known where the file is compiled", _program("constexpr int k = log10(1000000);\n    x = n + k;")),
    Refuses("a constexpr function", _program("x = f(n);", above="constexpr int f(int y) { return log10(y); }\n")),
    Refuses(
        "the header would come too late",
        "#include <cmath>\nint f(int n) { return log2(n); }\n#include <stdio.h>\n"
        "int main(int n, char**) { return f(n); }\n",
    ),
    Refuses("another INT_MIN", _program("x = log2(n);", above="const int INT_MIN = -9;\n")),
    Refuses("a macro is called like the helper's number", _program("n = log10(n);", above="#define x p.y\n")),
    Refuses("only on some machines", _program("\n#ifdef FAST\n    x = log10(n);\n#endif\n")),
    Refuses("not understood", _program("x = log2(n)) ;")),
)

CASES = (RuleCases("NUM19", _APPLIES, _REFUSES),)
