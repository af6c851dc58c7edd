#include <cstdint>
#include <cstdio>
#include <vector>

static long long distance(const std::vector<uint64_t>& a, const std::vector<uint64_t>& b) {
    long long differing = 0;
    for (size_t i = 0; i < a.size(); i++) {
        differing += __builtin_popcountll(a[i] ^ b[i]);
    }
    return differing;
}

int main() {
    const int words = 4096;
    std::vector<uint64_t> a(words), b(words);
    uint64_t state = 88172645463325252ull;
    for (int i = 0; i < words; i++) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        a[i] = state;
        b[i] = state * 2862933555777941757ull;
    }
    long long total = 0;
    for (int round = 0; round < 3000; round++) {
        b[round] += a[round] ^ round;
        total += distance(a, b) * (round % 3 + 1);
    }
    printf("%lld\n", total);
    return 0;
}
