"""Table for MEM4 (rewrite/rules/memory/stack_array.py)."""

from rule_cases import Applies, Refuses, RuleCases

_APPLIES = (
    Applies(
        "uninitialised, zeroed and listed, in a loop and in a function",
        """
#include <algorithm>
#include <cstdio>
const int SIZE = 26;
int sum(const int* values, int n) {
    int total = 0;
    for (int i = 0; i < n; ++i) total += values[i];
    return total;
}
int distinct(const char* text) {
    int* counts = new int[SIZE]();
    for (int i = 0; text[i]; ++i) {
        if (text[i] < 'a') continue;
        counts[text[i] - 'a']++;
    }
    int found = SIZE - static_cast<int>(std::count(counts, counts + SIZE, 0));
    delete[] counts;
    return found;
}
int main() {
    int total = 0;
    for (int i = 0; i < 100; ++i) {
        auto digits = new unsigned char[12];
        int length = 0;
        for (int x = i * 977; x > 0; x /= 10) digits[length++] = x % 10;
        std::sort(digits, digits + length);
        total += length ? *digits * 10 + digits[length - 1] : 0;
        delete[] digits;
    }
    int *primes = new int[4]{2, 3, 5};
    total += sum(primes, 4);
    delete [] primes;
    std::printf("%d %d\\n", total, distinct("some words"));
}
""",
        """
#include <algorithm>
#include <cstdio>
const int SIZE = 26;
int sum(const int* values, int n) {
    int total = 0;
    for (int i = 0; i < n; ++i) total += values[i];
    return total;
}
int distinct(const char* text) {
    int counts[SIZE] = {};
    for (int i = 0; text[i]; ++i) {
        if (text[i] < 'a') continue;
        counts[text[i] - 'a']++;
    }
    int found = SIZE - static_cast<int>(std::count(counts, counts + SIZE, 0));
    return found;
}
int main() {
    int total = 0;
    for (int i = 0; i < 100; ++i) {
        unsigned char digits[12];
        int length = 0;
        for (int x = i * 977; x > 0; x /= 10) digits[length++] = x % 10;
        std::sort(digits, digits + length);
        total += length ? *digits * 10 + digits[length - 1] : 0;
    }
    int primes[4] = {2, 3, 5};
    total += sum(primes, 4);
    std::printf("%d %d\\n", total, distinct("some words"));
}
""",
    ),
    Applies(
        "a break that stays inside",
        """
#include <iostream>
int main() {
    for (int k = 0; k < 3; ++k) {
        double* parts = new double[8];
        for (int i = 0; i < 8; ++i) parts[i] = i * 0.5;
        double* last = parts + 7;
        for (int i = 0; i < 8; ++i) {
            if (parts[i] > 2) break;
            *last += parts[i];
        }
        std::cout << *last << std::endl;
        delete[] parts;
    }
}
""",
        """
#include <iostream>
int main() {
    for (int k = 0; k < 3; ++k) {
        double parts[8];
        for (int i = 0; i < 8; ++i) parts[i] = i * 0.5;
        double* last = parts + 7;
        for (int i = 0; i < 8; ++i) {
            if (parts[i] > 2) break;
            *last += parts[i];
        }
        std::cout << *last << std::endl;
    }
}
""",
    ),
)


def _refuses(name: str, body: str, before: str = "") -> Refuses:
    return Refuses(
        name, f"#include <bits/stdc++.h>\nusing namespace std;\n{before}\nint f(int n) {{ {body} return 0; }}\n"
    )


_REFUSES = (
    _refuses("the size is no constant", "int* p = new int[n]; p[0] = 1; delete[] p;"),
    _refuses("large", "int* p = new int[100000]; p[0] = 1; delete[] p;"),
    _refuses("a constant without a known value", "int* p = new int[K]; delete[] p;", "extern const int K;"),
    _refuses("recursive", "int* p = new int[16]; p[0] = n ? f(n - 1) : 0; delete[] p;"),
    _refuses(
        "recursive by way of another function",
        "int* p = new int[16]; p[0] = n ? g(n - 1) : 0; delete[] p;",
        "int f(int n);\nint g(int n) { return f(n); }",
    ),
    _refuses("a return in between", "int* p = new int[16]; if (n) return 1; delete[] p;"),
    _refuses("a break in between", "while (n) { int* p = new int[16]; if (--n > 3) break; delete[] p; }"),
    _refuses("a continue in between", "while (n) { int* p = new int[16]; if (--n > 3) continue; delete[] p; }"),
    _refuses("a throw in between", "int* p = new int[16]; if (n) throw 1; delete[] p;"),
    _refuses("released under a condition", "int* p = new int[16]; if (n) { delete[] p; }"),
    _refuses("released twice in the text", "int* p = new int[16]; if (n) { delete[] p; return 1; } delete[] p;"),
    _refuses("never released", "int* p = new int[16]; p[0] = 1;"),
    _refuses("released by another function", "int* p = new int[16]; drop(p);", "void drop(int* p) { delete[] p; }"),
    _refuses("the pointer moves", "int* p = new int[16]; int* q = p; *p++ = 1; p = q; delete[] p;"),
    _refuses("set to null after", "int* p = new int[16]; p[0] = 1; delete[] p; p = nullptr;"),
    _refuses("swapped", "int* p = new int[16]; int* q = p; swap(p, q); delete[] p;"),
    _refuses("bound to a reference", "int* p = new int[16]; auto& q = p; q[0] = 1; delete[] p;"),
    _refuses("passed by reference", "int* p = new int[16]; g(p); delete[] p;", "void g(int*& p) { p[0] = 1; }"),
    _refuses(
        "passed to a template",
        "int* p = new int[16]; g(p); delete[] p;",
        "template <class T> void g(T& p) { p[0] = 1; }",
    ),
    _refuses("its size is asked for", "int* p = new int[16]; n = sizeof(p) + sizeof p; delete[] p;"),
    _refuses("its address", "int* p = new int[16]; int** q = &p; (*q)[0] = 1; delete[] p;"),
    _refuses("captured", "int* p = new int[16]; auto g = [=] { p[0] = 1; }; g(); delete[] p;"),
    _refuses("one object", "int* p = new int(16); n = *p; delete p;"),
    _refuses("pointers", "int** p = new int*[16]; p[0] = &n; delete[] p;"),
    _refuses("objects", "S* p = new S[16]; p[0].n = 1; delete[] p;", 'struct S { int n; S() { puts("S"); } };'),
    _refuses("two dimensions", "auto p = new int[4][4]; p[0][0] = 1; delete[] p;"),
    _refuses("placement", "char* b = new char[64]; int* p = new (b) int[4]; p[0] = 1; delete[] p;"),
    _refuses("nothrow", "int* p = new (nothrow) int[4]; p[0] = 1; delete[] p;"),
    _refuses(
        "own operator new",
        "int* p = new int[4]; p[0] = 1; delete[] p;",
        'void* operator new[](size_t n) { puts("new"); return malloc(n); }',
    ),
    _refuses("several declared", "int *p = new int[4], *q = p; q[0] = 1; delete[] p;"),
    _refuses("const elements", "const int* p = new int[4]{1, 2}; n = p[0]; delete[] p;"),
    _refuses("a goto", "int* p = new int[4]; if (n) goto end; p[0] = 1; delete[] p; end:;"),
    _refuses("a derived element type", "char* p = (char*)new int[4]; p[0] = 1; delete[] p;"),
    _refuses("in a lambda", "auto g = [] { int* p = new int[4]; p[0] = 1; delete[] p; }; g();"),
    Refuses(
        "looked at after an exception",
        "#include <cstdio>\nint* g;\nvoid keep(int* p) { g = p; throw 1; }\n"
        "void f() { int* p = new int[4]; p[0] = 5; keep(p); delete[] p; }\n"
        'int main() { try { f(); } catch (int) { printf("%d", g[0]); } }\n',
    ),
    Refuses(
        "taken for aligned memory",
        "#include <new>\nlong use(unsigned char* p) { return *new (p) long(3); }\n"
        "int main() { unsigned char* p = new unsigned char[33]; long r = use(p); delete[] p; return r; }\n",
    ),
    Refuses("C", "void f(void) { int* p = make(16); p[0] = 1; }", suffix=".c"),
)

CASES = (RuleCases("MEM4", _APPLIES, _REFUSES),)
