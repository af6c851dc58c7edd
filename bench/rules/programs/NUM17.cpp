#include <iostream>

int main() {
    long long sum = 0;
    for (long long i = 1; i <= 6000; i++) {
        for (long long j = 1; j <= 4000; j++) {
            if (i % j == 0) {
                sum += j;
            }
        }
    }
    std::cout << sum << std::endl;
}
