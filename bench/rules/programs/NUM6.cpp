#include <iostream>

const int MOD = 1000000007;
int ways[2000];

int main() {
    ways[0] = 1;
    long long total = 0;
    for (int round = 0; round < 3000; round++) {
        for (int i = 1; i < 2000; i++) {
            ways[i] = (ways[i] + ways[i - 1]) % MOD;
        }
    }
    for (int i = 0; i < 2000; i++) {
        total += ways[i];
    }
    std::cout << total << std::endl;
}
