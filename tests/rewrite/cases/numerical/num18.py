"""Table for NUM18 (rewrite/rules/numerical/integer_quotients.py)."""

from rule_cases import Applies, Refuses, RuleCases


def _program(line: str, *, above: str = "", headers: str = "#include <cmath>\n") -> str:
    """A line of `main` that divides."""
    return (
        f"{headers}#include <iostream>\nusing namespace std;\n{above}int main() {{\n    int n, d, x = 0;\n"
        f"    unsigned u = 9;\n    long long w;\n    cin >> n >> d >> w;\n    {line}\n    cout << x;\n}}\n"
    )


_APPLIES = (
    Applies(
        "rounded up, down and cut, of numbers of both signs",
        """
#include <cmath>
#include <iostream>
#include <vector>
using namespace std;

int half(int n) { return std::ceil(n / 2.0); }

long long pages(long long items, const vector<int>& sizes) {
    long long sum = 0;
    for (size_t i = 0; i < sizes.size(); i++) {
        int size = sizes[i];
        sum += (int)floor((double)size / 7) + static_cast<int>(ceil(1.0 * size / 9));
        for (int step = 1; step <= 12; step++) {
            sum = sum * 3 % 1000003 + (int)((double)size / step) + int(ceil(size / double(step)));
        }
        unsigned int u = i;
        unsigned v = ceil(static_cast<double>(u) / 4);
        long w = floor(1.0 * (size - 3) / 5);
        sum += v + w + half(size);
    }
    return sum;
}

int main() {
    vector<int> sizes;
    for (int i = -300; i < 300; i++) sizes.push_back(i * 7919);
    sizes.push_back(2147483647);
    sizes.push_back(-2147483647);
    cout << pages(5, sizes) << endl;
    int n = 0;
    for (int i = -50; i < 50; i++) cout << (n = ceil(i / 3.0)) << ' ' << half(i) << ' ';
}
""",
        """
#include <cmath>
#include <iostream>
#include <vector>
using namespace std;

int half(int n) { return n / 2 + (n % 2 > 0); }

long long pages(long long items, const vector<int>& sizes) {
    long long sum = 0;
    for (size_t i = 0; i < sizes.size(); i++) {
        int size = sizes[i];
        sum += (int)(size / 7 - (size % 7 < 0)) + static_cast<int>(size / 9 + (size % 9 > 0));
        for (int step = 1; step <= 12; step++) {
            sum = sum * 3 % 1000003 + (int)(size / step) + int(size / step + (size % step > 0));
        }
        unsigned int u = i;
        unsigned v = u / 4 + (u % 4 > 0);
        long w = (size - 3) / 5 - ((size - 3) % 5 < 0);
        sum += v + w + half(size);
    }
    return sum;
}

int main() {
    vector<int> sizes;
    for (int i = -300; i < 300; i++) sizes.push_back(i * 7919);
    sizes.push_back(2147483647);
    sizes.push_back(-2147483647);
    cout << pages(5, sizes) << endl;
    int n = 0;
    for (int i = -50; i < 50; i++) cout << (n = i / 3 + (i % 3 > 0)) << ' ' << half(i) << ' ';
}
""",
    ),
    Applies(
        "C",
        """
#include <math.h>
#include <stdio.h>
int main(void) {
    long rows = 0;
    for (int i = -20; i < 20; i++) {
        int need = ceil((double)i / 8);
        rows = rows * 3 + need + (int)(i / 4.0) + (int)floor(((i + 1) * 1.0) / 3);
        need += ceil(i / 2.);
        rows += need;
    }
    printf("%ld", rows);
}
""",
        """
#include <math.h>
#include <stdio.h>
int main(void) {
    long rows = 0;
    for (int i = -20; i < 20; i++) {
        int need = i / 8 + (i % 8 > 0);
        rows = rows * 3 + need + (int)(i / 4) + (int)((i + 1) / 3 - ((i + 1) % 3 < 0));
        need += i / 2 + (i % 2 > 0);
        rows += need;
    }
    printf("%ld", rows);
}
""",
        suffix=".c",
    ),
)

_REFUSES = (
    Refuses("the divisor may be 0 or negative", _program("x = ceil((double)n / d);")),
    Refuses("the divisor is negative", _program("x = ceil((double)n / -2);")),
    Refuses("the divisor is 0", _program("x = (int)((double)n / 0);")),
    Refuses(
        "a negative divisor that is compared as a large one",
        _program(
            "for (int i = n; i > u; i--) {\n        x += (int)ceil((double)d / i);\n        if (x > 99) break;\n    }"
        ),
    ),
    Refuses(
        "a macro returns a negative divisor",
        _program(
            "int k = f(n);\n    x = ceil((double)n / k);",
            above="#define CHECK(y) if (!(y)) return -3\nint f(int y) {\n    CHECK(y > 2);\n    return 3;\n}\n",
        ),
    ),
    Refuses("a fraction", _program("x = ceil(n / 2.5);")),
    Refuses("a divisor below 1", _program("x = ceil(n / 0.5);")),
    Refuses("a product, not a quotient", _program("x = ceil(n * 0.5);")),
    Refuses("a divisor of float", _program("x = ceil(n / 2.0f);")),
    Refuses("a cast to float", _program("x = ceil((float)n / 3);")),
    Refuses("long double", _program("x = ceil((long double)n / 3);")),
    Refuses("more than 53 bits", _program("w = ceil((double)w / 3);")),
    Refuses("a product that a double rounds", _program("x = ceil(1.0 * n * d / 3);")),
    Refuses("a floating-point variable", _program("double y = n;\n    x = ceil(y / 3);")),
    Refuses("integers are divided already", _program("x = ceil(n / 3);")),
    Refuses("the result stays a double", _program("double y = ceil(n / 2.0);\n    x = y;")),
    Refuses("auto", _program("auto y = ceil(n / 2.0);\n    x = y;")),
    Refuses("printed as a double", _program("cout << ceil(n / 2.0);")),
    Refuses("part of a larger expression", _program("x = ceil(n / 2.0) * 0.3;")),
    Refuses("the quotient is multiplied", _program("x = (int)((double)n / 3 * 100);")),
    Refuses("the quotient is added up as a double", _program("x += (double)n / 3;")),
    Refuses("the quotient is subtracted as a double", _program("x -= (n / 2.0);")),
    Refuses("to a bool", _program("bool y = n / 2.0;\n    x = y;")),
    Refuses("to a short", _program("short y = ceil(n / 2.0);\n    x = y;")),
    Refuses("compared", _program("if (ceil(n / 2.0) > 1.5) x = 1;")),
    Refuses("rounded to nearest", _program("x = round(n / 2.0);")),
    Refuses("may be negative and the divisor is unsigned", _program("u = 3;\n    x = (int)((double)n / u);")),
    Refuses("a side effect would come twice", _program("x = ceil(n++ / 2.0);")),
    Refuses(
        "a call would come twice",
        _program("x = ceil(next() / 2.0);", above="int next() { int y; cin >> y; return y; }\n"),
    ),
    Refuses("another ceil", _program("x = ceil(n / 2.0);", above="double ceil(double y) { return y + 1; }\n")),
    Refuses("a macro named ceil", _program("x = ceil(n / 2.0);", above="#define ceil(y) (2 * (y))\n")),
    Refuses("a macro takes part", _program("x = ceil(HALF(n));", above="#define HALF(y) ((y) / 2.0)\n")),
    Refuses("a macro as the divisor", _program("x = ceil((double)n / SIZE);", above="#define SIZE (n - 1)\n")),
    Refuses("int is something else", _program("x = (int)((double)n / 2);", above="#define int long\n")),
    Refuses("a header of the project", _program("x = ceil(n / 2.0);", headers='#include <cmath>\n#include "mine.h"\n')),
    Refuses(
        "a class of the program",
        _program(
            "P p{n};\n    x = (int)(p / 2.0);",
            above="struct P { int v; };\ndouble operator/(P p, double y) { return p.v + y; }\n",
        ),
    ),
    Refuses(
        "a template",
        "#include <cmath>\ntemplate <class T> int f(T n) { return ceil(n / 2.0); }\nint main() { return f(3); }\n",
    ),
    Refuses("a volatile operand would be read twice", _program("volatile int v = n;\n    x = ceil(v / 2.0);")),
    Refuses("a comment would be lost", _program("x = ceil(n /* all */ / 2.0);")),
    Refuses("not understood", _program("x = ceil(n / 2.0)) ;")),
)

CASES = (RuleCases("NUM18", _APPLIES, _REFUSES),)
