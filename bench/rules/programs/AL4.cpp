#include <iostream>
#include <vector>

int main() {
    int n = 12000;
    std::cin >> n;
    std::vector<int> values(n);
    unsigned state = 12345;
    for (int i = 0; i < n; i++) {
        state = state * 1664525u + 1013904223u;
        values[i] = static_cast<int>(state >> 8);
    }
    for (int i = 0; i < n - 1; i++) {
        for (int j = 0; j < n - i - 1; j++) {
            if (values[j] > values[j + 1]) {
                int temp = values[j];
                values[j] = values[j + 1];
                values[j + 1] = temp;
            }
        }
    }
    long long sum = 0;
    for (int i = 0; i < n; i++) {
        sum += static_cast<long long>(values[i]) * i % 1000;
    }
    std::cout << sum << '\n';
}
