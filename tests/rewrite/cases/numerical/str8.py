"""Table for STR8 (rewrite/rules/numerical/digit_sum.py)."""

from programs import program
from rule_cases import Applies, Refuses, RuleCases

_APPLIES = (
    Applies(
        "with and without a variable, squares, unsigned and long",
        """
#include <iostream>
#include <string>
using namespace std;
unsigned long long cubes(unsigned long long n) {
    unsigned long long total = 0;
    for (auto c : to_string(n)) { total += (c - '0') * (c - '0') * (c - '0'); }
    return total;
}
int main() {
    long best = 0;
    for (int i = 0; i < 3000; i += 7) {
        string s = to_string(i);
        int sum = 0, squares = 0;
        for (char c : to_string(i)) sum += c - '0';
        for (const char& c : std::to_string(i * 2ull)) squares = squares + (c - 48) * (c - '0');
        std::string text = to_string(i % 1000);
        for (char c : text)
            best += (c - '0');
        cout << sum << squares << s.size() << cubes(i) << ' ';
    }
    cout << best << cubes(-1);
}
""",
        """
#include <iostream>
#include <string>
using namespace std;
unsigned long long cubes(unsigned long long n) {
    unsigned long long total = 0;
    for (auto rest = n; rest > 0; rest /= 10) total += (rest % 10) * (rest % 10) * (rest % 10);
    return total;
}
int main() {
    long best = 0;
    for (int i = 0; i < 3000; i += 7) {
        string s = to_string(i);
        int sum = 0, squares = 0;
        for (auto rest_2 = i; rest_2 > 0; rest_2 /= 10) sum += rest_2 % 10;
        for (auto rest_3 = i * 2ull; rest_3 > 0; rest_3 /= 10) squares += (rest_3 % 10) * (rest_3 % 10);
        for (auto rest_4 = i % 1000; rest_4 > 0; rest_4 /= 10) best += rest_4 % 10;
        cout << sum << squares << s.size() << cubes(i) << ' ';
    }
    cout << best << cubes(-1);
}
""",
    ),
)


def _sum(
    body: str, *, head: str = "char c : to_string(n)", number: str = "unsigned n = 0;\ncin >> n;", above: str = ""
) -> str:
    return program(f"int sum = 0;\n{number}\nfor ({head}) {body}\ncout << sum;", above=above)


_REFUSES = (
    Refuses("a sign", _sum("sum += c - '0';", number="int n = 0;\ncin >> n;")),
    Refuses(
        "a parameter may be negative",
        program(
            "int k;\ncin >> k;\ncout << f(k);",
            above="int f(int n) {\n    int s = 0;\n    for (char c : to_string(n)) s += c - '0';\n    return s;\n}\n",
        ),
    ),
    Refuses("floating point", _sum("sum += c - '0';", number="double n = 1.5;")),
    Refuses("another base of the character", _sum("sum += c - 'a';")),
    Refuses("the character itself", _sum("sum += c;")),
    Refuses("a product of digits", _sum("sum *= c - '0';")),
    Refuses("a number of digits", _sum("sum = sum * 10 + (c - '0');")),
    Refuses("alternating signs", _sum("sum = c - '0' - sum;")),
    Refuses("a weight", _sum("sum += k++ * (c - '0');", above="int k = 1;\n")),
    Refuses("a difference", _sum("sum -= c - '0';")),
    Refuses("a floating sum", _sum("d += c - '0';", above="float d = 0;\n")),
    Refuses("an element", _sum("v[0] += c - '0';", above="int v[3];\n")),
    Refuses("a condition", _sum("if (c != '1') sum += c - '0';")),
    Refuses("two statements", _sum("{ sum += c - '0'; cout << c; }")),
    Refuses("a text", _sum("sum += c - '0';", head="char c : s", number='string s = "12a";')),
    Refuses("more text", _sum("sum += c - '0';", head='char c : to_string(n) + "1"')),
    Refuses(
        "the text is used again",
        _sum(
            "sum += c - '0';\ncout << s;",
            head="char c : s",
            number="unsigned n = 0;\ncin >> n;\nstring s = to_string(n);",
        ),
    ),
    Refuses(
        "the text is changed before",
        _sum(
            "sum += c - '0';",
            head="char c : s",
            number="unsigned n = 0;\ncin >> n;\nstring s = to_string(n);\ns += '1';",
        ),
    ),
    Refuses(
        "something in between",
        _sum("sum += c - '0';", head="char c : s", number="unsigned n = 0;\nstring s = to_string(n);\ncin >> n;"),
    ),
    Refuses("the first digit for ever", _sum("sum += c - '0';", head="static char c : to_string(n)")),
    Refuses("a volatile sum", _sum("w += c - '0';", above="volatile int w;\n")),
    Refuses("another to_string", _sum("sum += c - '0';", above='string to_string(unsigned n) { return "7"; }\n')),
    Refuses(
        "another namespace",
        _sum(
            "sum += c - '0';",
            head="char c : my::to_string(n)",
            above='namespace my { string to_string(unsigned n) { return "7"; } }\n',
        ),
    ),
    Refuses(
        "a class of the file", _sum("sum += c - '0';", number="B n;", above="struct B {};\nstring to_string(B);\n")
    ),
    Refuses(
        "a comment would be lost",
        _sum("sum += c - '0'; // digits\nfor (char c : to_string(n)) /* again */ sum += c - '0';").replace(
            "for (char c : to_string(n)) sum += c - '0'; // digits\n", ""
        ),
    ),
    Refuses("a macro", _sum("sum += DIGIT;", above="#define DIGIT c - '0'\n")),
    Refuses("not understood", _sum("sum += c - '0';\nfoo(;")),
)

CASES = (RuleCases("STR8", _APPLIES, _REFUSES),)
