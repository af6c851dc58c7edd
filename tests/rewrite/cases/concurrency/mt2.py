"""Table for MT2 (rewrite/rules/concurrency/false_sharing.py)."""

from rule_cases import Applies, Refuses, RuleCases

_APPLIES = (
    Applies(
        "a global array and a local one",
        """
#include <cstdio>
#include <thread>
#include <vector>
const int THREADS = 3;
static unsigned long long sums[THREADS];
void work(int id) {
    for (int i = 0; i < 1000; ++i) sums[id] += i * id;
}
int main() {
    int counts[THREADS] = {1, 2};
    std::vector<std::thread> threads;
    for (int t = 0; t < THREADS; ++t) {
        threads.emplace_back([&counts, t] {
            for (int i = 0; i < 100; ++i)
                if (i % (t + 1) == 0) counts[t]++;
            work(t);
        });
    }
    for (auto& each : threads) each.join();
    for (int t = 0; t < THREADS; ++t) std::printf("%llu %d\\n", sums[t], counts[t]);
}
""",
        """
#include <cstdio>
#include <thread>
#include <vector>
const int THREADS = 3;
struct alignas(64) sums_line { unsigned long long value; };
static sums_line sums[THREADS];
void work(int id) {
    for (int i = 0; i < 1000; ++i) sums[id].value += i * id;
}
int main() {
    struct alignas(64) counts_line { int value; };
    counts_line counts[THREADS] = {1, 2};
    std::vector<std::thread> threads;
    for (int t = 0; t < THREADS; ++t) {
        threads.emplace_back([&counts, t] {
            for (int i = 0; i < 100; ++i)
                if (i % (t + 1) == 0) counts[t].value++;
            work(t);
        });
    }
    for (auto& each : threads) each.join();
    for (int t = 0; t < THREADS; ++t) std::printf("%llu %d\\n", sums[t].value, counts[t].value);
}
""",
        flags=("-std=c++17", "-pthread"),
    ),
    Applies(
        "elements of one byte",
        """
#include <iostream>
#include <thread>
unsigned char seen[2];
void mark(int id, int n) {
    for (int i = 0; i < n; ++i) seen[id] = static_cast<unsigned char>(seen[id] * 3 + i);
}
int main() {
    std::thread other(mark, 1, 50);
    mark(0, 60);
    other.join();
    std::cout << seen[0] + seen[1] << std::endl;
}
""",
        """
#include <iostream>
#include <thread>
struct alignas(64) seen_line { unsigned char value; };
seen_line seen[2];
void mark(int id, int n) {
    for (int i = 0; i < n; ++i) seen[id].value = static_cast<unsigned char>(seen[id].value * 3 + i);
}
int main() {
    std::thread other(mark, 1, 50);
    mark(0, 60);
    other.join();
    std::cout << seen[0].value + seen[1].value << std::endl;
}
""",
        flags=("-std=c++17", "-pthread"),
    ),
)


def _refuses(name: str, declared: str, loop: str = "sums[id] += i;", rest: str = "") -> Refuses:
    return Refuses(
        name,
        f"#include <bits/stdc++.h>\nusing namespace std;\n{declared}\n"
        f"void work(int id, int n) {{ for (int i = 0; i < n; ++i) {{ {loop} }} }}\n"
        f"int main() {{ thread a(work, 0, 9); a.join(); {rest} }}\n",
    )


_SUMS = "long long sums[4];"
_REFUSES = (
    _refuses("walked over", _SUMS, rest="for (long long x : sums) cout << x;"),
    _refuses("summed by the library", _SUMS, rest="cout << accumulate(sums, sums + 4, 0LL);"),
    _refuses("its size is asked for", _SUMS, rest="cout << sizeof(sums) / sizeof(sums[0]);"),
    _refuses("cleared by memset", _SUMS, rest="memset(sums, 0, 32);"),
    _refuses("its address", _SUMS, rest="long long* p = sums; cout << p[1];"),
    _refuses("the address of an element", _SUMS, rest="long long* p = &sums[1]; cout << p[1];"),
    _refuses("a reference to an element", _SUMS, "auto& s = sums[id]; s += i;"),
    _refuses("passed by reference", f"{_SUMS}\nvoid add(long long& s) {{ s++; }}", "add(sums[id]); sums[id]++;"),
    _refuses("captured by copy", _SUMS, rest="auto g = [sums = sums] { return sums[0]; }; g();"),
    _refuses(
        "copied by a lambda",
        "",
        rest="int own[2] = {}; auto g = [own](int t) { for (int i = 0; i < 9; ++i) n += own[t]; };",
    ),
    _refuses("the type of an element is asked for", _SUMS, rest="decltype(sums[0]) x = sums[1]; x = 3;"),
    _refuses("many elements", "long long sums[100000];"),
    _refuses("the length is not known", "extern const int N;\nextern long long sums[];"),
    _refuses("extern", "extern long long sums[4];"),
    _refuses("two dimensions", "long long sums[4][4];", "sums[id][0] += i;"),
    _refuses("objects", "struct S { long long v; } ;\nS sums[4];", "sums[id].v += i;"),
    _refuses("atomic", "atomic<long long> sums[4];"),
    _refuses("volatile", "volatile long long sums[4];"),
    _refuses("thread_local", "thread_local long long sums[4];"),
    _refuses("declared with others", "long long total, sums[4];"),
    _refuses("under #if", f"#ifdef X\n{_SUMS}\n#else\nint sums[4];\n#endif"),
    _refuses("in a macro", f"#define ADD(k, x) sums[k] += x\n{_SUMS}", "ADD(id, i); sums[id]++;"),
    _refuses("only read by the threads", f"{_SUMS}\nlong long best;", "best = max(best, sums[id]);"),
    _refuses("no loop", _SUMS, "", rest="sums[0] = 1;"),
    Refuses(
        "no threads", "long long sums[4];\nvoid work(int id, int n) { for (int i = 0; i < n; ++i) sums[id] += i; }"
    ),
    Refuses(
        "a pragma names it",
        "#include <omp.h>\nint main() {\nint sums[4] = {};\n#pragma omp parallel for reduction(+ : sums)\n"
        "for (int i = 0; i < 9; ++i) sums[i % 4] += i;\nreturn sums[0]; }",
    ),
    Refuses(
        "another file may name it",
        "#include <thread>\nlong long sums[4];\nvoid work(int id) { for (int i = 0; i < 9; ++i) sums[id] += i; }\n"
        "void both() { std::thread a(work, 0), b(work, 1); a.join(); b.join(); }",
    ),
    Refuses("C", "long long sums[4];\nvoid work(int id) { for (int i = 0; i < 9; ++i) sums[id] += i; }", suffix=".c"),
)

CASES = (RuleCases("MT2", _APPLIES, _REFUSES),)
