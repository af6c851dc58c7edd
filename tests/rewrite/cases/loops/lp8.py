"""Table for LP8 (rewrite/rules/loops/unrolling.py)."""

from functools import partial

from programs import program
from rule_cases import Applies, Refuses, RuleCases

_program = partial(program, headers="#include <vector>\n")
_DATA = """int n = 103, t = 7, s = 0;
unsigned hash = 1;
double sum = 0.1;
vector<int> a(n + 1);
vector<double> w(n, 0.3);
for (int i = 0; i < n; i++) a[i] = i * 37 % 19;
"""
_BODY = """for (int i = 0; i < n; i++) s += a[i] > t;
for (std::size_t k = 0; k < w.size(); ++k) {
    // product
    sum += w[k] *
        (k + 1);
}
for (long long j = 0; j <= n - 1; j += 1) { hash ^= 31 * a[j]; }
for (int j = 0; j < t - 9; j++) s += a[j];
for (int m = 0; m < n; m++)
    hash = hash * m;
"""
_BODY_AFTER = """int i_4 = 0;
for (; n - i_4 >= 4; i_4 += 4) {
    s += a[i_4] > t;
    s += a[i_4 + 1] > t;
    s += a[i_4 + 2] > t;
    s += a[i_4 + 3] > t;
}
for (int i = i_4; i < n; i++) s += a[i] > t;
std::size_t k_4 = 0;
for (; w.size() - k_4 >= 4; k_4 += 4) {
    sum += w[k_4] * (k_4 + 1);
    sum += w[k_4 + 1] * ((k_4 + 1) + 1);
    sum += w[k_4 + 2] * ((k_4 + 2) + 1);
    sum += w[k_4 + 3] * ((k_4 + 3) + 1);
}
for (std::size_t k = k_4; k < w.size(); ++k) {
    // product
    sum += w[k] *
        (k + 1);
}
long long j_4 = 0;
for (; (n - 1) - j_4 >= 3; j_4 += 4) {
    hash ^= 31 * a[j_4];
    hash ^= 31 * a[j_4 + 1];
    hash ^= 31 * a[j_4 + 2];
    hash ^= 31 * a[j_4 + 3];
}
for (long long j = j_4; j <= n - 1; j += 1) { hash ^= 31 * a[j]; }
int j_4_2 = 0;
for (; (t - 9) - j_4_2 >= 4; j_4_2 += 4) {
    s += a[j_4_2];
    s += a[j_4_2 + 1];
    s += a[j_4_2 + 2];
    s += a[j_4_2 + 3];
}
for (int j = j_4_2; j < t - 9; j++) s += a[j];
int m_4 = 0;
for (; n - m_4 >= 4; m_4 += 4) {
    hash = hash * m_4;
    hash = hash * (m_4 + 1);
    hash = hash * (m_4 + 2);
    hash = hash * (m_4 + 3);
}
for (int m = m_4; m < n; m++)
    hash = hash * m;
"""


def _loop(loop: str = "for (int i = 0; i < n; i++) s += a[i];", data: str = _DATA, above: str = "") -> str:
    return _program(f"{data}{loop}\ncout << s << ' ' << sum << ' ' << hash;", above=above)


def _step(step: str, **others: str) -> str:
    return _loop(f"for (int i = 0; i < n; i++) {{ {step} }}", **others)


_APPLIES = (Applies("sums", _loop(_BODY), _loop(_BODY_AFTER)),)
_REFUSES = (
    Refuses("nothing is added up", _step("a[i] = t;")),
    Refuses("the counter takes no part", _step("s += t;")),
    Refuses("two steps", _step("s += a[i]; t++;")),
    Refuses("a step under a condition", _step("if (a[i]) s += a[i];")),
    Refuses("it ends early", _step("if (s > 7) break; s += a[i];")),
    Refuses("a call", _step("s += f(i);", above="int f(int x) { return x; }\n")),
    Refuses("the counter is changed", _step("s += i++;")),
    Refuses("the bound is changed", _step("n -= a[i];")),
    Refuses("by two", _loop("for (int i = 0; i < n; i += 2) s += a[i];")),
    Refuses("downwards", _loop("for (int i = n - 1; i >= 0; i--) s += a[i];")),
    Refuses("not from 0", _loop("for (int i = 1; i < n; i++) s += a[i];")),
    Refuses("from a variable", _loop("for (int i = t; i < n; i++) s += a[i];")),
    Refuses("unequal", _loop("for (int i = 0; i != n; i++) s += a[i];")),
    Refuses("up to an unsigned number", _loop("unsigned m = 3;\nfor (int i = 0; i <= m; i++) s += a[i];")),
    Refuses("up to a size", _loop("for (size_t i = 0; i <= w.size(); i++) s += a[i];")),
    Refuses("an unsigned counter may wrap", _loop("for (unsigned i = 0; i < n; i++) s += a[i];")),
    Refuses("a bound with a fraction", _loop("for (int i = 0; i < sum; i++) s += a[i];")),
    Refuses("few passes", _loop("for (int i = 0; i < 8; i++) s += a[i];")),
    Refuses("the counter outlives the loop", _loop("int i;\nfor (i = 0; i < n; i++) s += a[i];")),
    Refuses("a pragma speaks of the loop", _loop("#pragma GCC unroll 2\nfor (int i = 0; i < n; i++) s += a[i];")),
    Refuses("part of an if", _loop("if (n > 3)\nfor (int i = 0; i < n; i++) s += a[i];")),
    Refuses("a label", _loop("again:\nfor (int i = 0; i < n; i++) s += a[i];")),
    Refuses("a volatile number", _step("v += a[i];", above="volatile int v;\n")),
    Refuses("a macro", _step("s += AT(i);", above="#define AT(x) a[x]\n")),
    Refuses("text is put together", _step("text += a[i];", above="string text;\n")),
    Refuses("a tabulator in quotes", _step("s += text[i] == '\t';", above="string text(200, '\t');\n")),
    Refuses("a line that goes on", _step("s += a[i] \\\n + t;")),
    Refuses("a comment in the step", _step("s += a[i] /* here */ * t;")),
)
CASES = (RuleCases("LP8", _APPLIES, _REFUSES),)
