"""Table for MT3 (rewrite/rules/concurrency/atomic_sums.py)."""

from rule_cases import Applies, Refuses, RuleCases

_THREADS = ("-std=c++17", "-pthread")
_APPLIES = (
    Applies(
        "a captured and a global number",
        """
#include <atomic>
#include <cstdio>
#include <thread>
#include <vector>
std::atomic<unsigned> odd{0};
bool is_prime(int n) {
    for (int d = 2; d * d <= n; ++d)
        if (n % d == 0) return false;
    return n > 1;
}
void count_odd(const std::vector<int>& v, int begin, int end) {
    for (int i = begin; i < end; ++i)
        if (v[i] % 2) odd.fetch_add(1, std::memory_order_relaxed);
}
int main() {
    std::vector<int> v;
    for (int i = 0; i < 2000; ++i) v.push_back(i * 7 % 1009);
    std::atomic<int> primes(0);
    std::vector<std::thread> threads;
    for (int t = 0; t < 2; ++t) {
        threads.emplace_back([&, t] {
            for (int i = t; i < 2000; i += 2) {
                if (!is_prime(v[i])) continue;
                primes++;
            }
            count_odd(v, t * 1000, t * 1000 + 1000);
        });
    }
    for (auto& each : threads) each.join();
    std::printf("%d %u\\n", primes.load(), odd.load());
}
""",
        """
#include <atomic>
#include <cstdio>
#include <thread>
#include <vector>
std::atomic<unsigned> odd{0};
bool is_prime(int n) {
    for (int d = 2; d * d <= n; ++d)
        if (n % d == 0) return false;
    return n > 1;
}
void count_odd(const std::vector<int>& v, int begin, int end) {
    unsigned odd_here = 0;
    for (int i = begin; i < end; ++i)
        if (v[i] % 2) odd_here += 1;
    odd.fetch_add(odd_here, std::memory_order_relaxed);
}
int main() {
    std::vector<int> v;
    for (int i = 0; i < 2000; ++i) v.push_back(i * 7 % 1009);
    std::atomic<int> primes(0);
    std::vector<std::thread> threads;
    for (int t = 0; t < 2; ++t) {
        threads.emplace_back([&, t] {
            unsigned primes_here = 0;
            for (int i = t; i < 2000; i += 2) {
                if (!is_prime(v[i])) continue;
                ++primes_here;
            }
            primes += primes_here;
            count_odd(v, t * 1000, t * 1000 + 1000);
        });
    }
    for (auto& each : threads) each.join();
    std::printf("%d %u\\n", primes.load(), odd.load());
}
""",
        flags=_THREADS,
    ),
    Applies(
        "up and down in nested loops, by reference",
        """
#include <atomic>
#include <iostream>
void add(std::atomic<long long>& sum, int n) {
    for (int i = 0; i < n; ++i) {
        for (int j = i; j < n; ++j) {
            sum += i * j;
            sum -= j;
        }
        --sum;
    }
}
int main() {
    std::atomic<long long> sum{5};
    add(sum, 40);
    std::cout << sum << std::endl;
}
""",
        """
#include <atomic>
#include <iostream>
void add(std::atomic<long long>& sum, int n) {
    unsigned long long sum_here = 0;
    for (int i = 0; i < n; ++i) {
        for (int j = i; j < n; ++j) {
            sum_here += i * j;
            sum_here -= j;
        }
        --sum_here;
    }
    sum += sum_here;
}
int main() {
    std::atomic<long long> sum{5};
    add(sum, 40);
    std::cout << sum << std::endl;
}
""",
        flags=_THREADS,
    ),
)


def _refuses(name: str, loop: str, before: str = "") -> Refuses:
    head = "#include <bits/stdc++.h>\nusing namespace std;\natomic<int> sum{0}, other{0};\nmutex m;\nint plain;\n"
    return Refuses(name, f"{head}{before}\nvoid f(vector<int>& v, int n) {{ {loop} }}\n")


_REFUSES = (
    _refuses("an access that may throw", "for (int i = 0; i < n; ++i) { sum += i; v.at(i) = 3; }"),
    _refuses(
        "a part that may throw", "string s; for (int i = 0; i < n; ++i) { sum += i; plain += s.substr(i).size(); }"
    ),
    _refuses(
        "a function whose access may throw",
        "for (int i = 0; i < n; ++i) { sum += i; plain = g(i); }",
        "vector<int> u;\nint g(int i) { return u.at(i); }",
    ),
    _refuses("a text that may not be a number", "for (int i = 0; i < n; ++i) { sum += stoi(t); }", "string t;"),
    _refuses("bits of a set", "for (int i = 0; i < n; ++i) { sum += b.test(i); }", "bitset<9> b;"),
    _refuses("read in the loop", "for (int i = 0; i < n; ++i) { sum += i; if (sum > 9) plain = i; }"),
    _refuses("the loop ends by it", "for (int i = 0; sum < n; ++i) sum += i;"),
    _refuses("the result is used", "for (int i = 0; i < n; ++i) v[i] = sum++;"),
    _refuses("the result of fetch_add is used", "for (int i = 0; i < n; ++i) v[sum.fetch_add(1)] = i;"),
    _refuses("set in the loop", "for (int i = 0; i < n; ++i) { sum += i; sum = 0; }"),
    _refuses("another atomic", "for (int i = 0; i < n; ++i) { sum += i; other = i; }"),
    _refuses("a lock", "for (int i = 0; i < n; ++i) { lock_guard<mutex> g(m); sum += i; }"),
    _refuses(
        "a function with a lock",
        "for (int i = 0; i < n; ++i) { g(); sum += i; }",
        "void g() { m.lock(); plain++; m.unlock(); }",
    ),
    _refuses(
        "a function that reads it", "for (int i = 0; i < n; ++i) { plain = g(); sum += i; }", "int g() { return sum; }"
    ),
    _refuses("a function elsewhere", "for (int i = 0; i < n; ++i) { g(i); sum += i; }", "void g(int);"),
    _refuses(
        "a destructor reads it",
        "for (int i = 0; i < n; ++i) { W w; sum += i; }",
        "struct W { ~W() { plain = sum; } };",
    ),
    _refuses(
        "a constructor reads it",
        "for (int i = 0; i < n; ++i) { W w; sum += i; }",
        "struct W { W() { plain = sum; } };",
    ),
    _refuses(
        "a member's first value reads it",
        "for (int i = 0; i < n; ++i) { W w; sum += i; }",
        "struct W { int v = sum; };",
    ),
    _refuses("a callback", "for (int i = 0; i < n; ++i) { h(i); sum += i; }", "function<void(int)> h;"),
    _refuses("progress is printed", "for (int i = 0; i < n; ++i) { sum += i; cout << i; }"),
    _refuses("printed in C's way", 'for (int i = 0; i < n; ++i) { sum += i; printf("%d", i); }'),
    _refuses("waits", "for (int i = 0; i < n; ++i) { sum += i; this_thread::yield(); }"),
    _refuses("volatile", "for (int i = 0; i < n; ++i) { sum += flag; }", "volatile int flag;"),
    _refuses("forever", "while (true) sum++;"),
    _refuses("a loop without a counter", "while (plain < n) { plain++; sum++; }"),
    _refuses("left by a return", "for (int i = 0; i < n; ++i) { sum += i; if (v[i] == 7) return; }"),
    _refuses("left by a break", "for (int i = 0; i < n; ++i) { sum += i; if (v[i] == 7) break; }"),
    _refuses("left by a throw", "for (int i = 0; i < n; ++i) { sum += i; if (v[i] == 7) throw 1; }"),
    _refuses("the counter wraps", "for (unsigned i = 0; i < w; ++i) sum += 1;", "long long w = 1;"),
    _refuses("floating values", "for (int i = 0; i < n; ++i) sum += 0.5 * i;"),
    _refuses("values of unknown type", "for (auto x : h()) sum += x;", "vector<int> h();"),
    _refuses("multiplied", "for (int i = 0; i < n; ++i) sum = sum * 2;"),
    _refuses("or", "for (int i = 0; i < n; ++i) sum |= i;"),
    _refuses("exchanged", "for (int i = 0; i < n; ++i) sum.exchange(i);"),
    _refuses(
        "orders differ", "for (int i = 0; i < n; ++i) { sum.fetch_add(1, memory_order_relaxed); sum.fetch_add(2); }"
    ),
    _refuses("no loop", "sum += n;"),
    _refuses("a new one in each pass", "for (int i = 0; i < n; ++i) { atomic<int> a(0); a += i; plain = a; }"),
    _refuses("OpenMP", "\n#pragma omp parallel for\nfor (int i = 0; i < n; ++i) sum += i;"),
    _refuses("a macro", "for (int i = 0; i < n; ++i) { ADD(i); }", "#define ADD(x) sum += x"),
    _refuses("in the header", "for (int i = 0; i < n; ++i, ++sum) plain = i;"),
    Refuses(
        "an atomic of the program's own",
        "template <class T> struct atomic { void operator+=(T); };\natomic<int> sum;\n"
        "void f(int n) { for (int i = 0; i < n; ++i) sum += i; }",
    ),
    Refuses("a plain number", "int sum;\nvoid f(int n) { for (int i = 0; i < n; ++i) sum += i; }"),
    Refuses("C", "_Atomic int sum;\nvoid f(int n) { for (int i = 0; i < n; ++i) sum += i; }", suffix=".c"),
)

CASES = (RuleCases("MT3", _APPLIES, _REFUSES),)
