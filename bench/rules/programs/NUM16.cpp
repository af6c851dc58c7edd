#include <iostream>

int bits(unsigned x) {
    int count = 0;
    while (x) {
        count += x & 1;
        x >>= 1;
    }
    return count;
}

int main() {
    unsigned state = 12345;
    long long total = 0;
    for (int i = 0; i < 2000000; i++) {
        state = state * 1664525u + 1013904223u;
        total += bits(state) * (i % 3 + 1);
    }
    std::cout << total << std::endl;
}
