#include <iostream>
#include <vector>

int main() {
    int n = 20000, queries = 4000;
    std::cin >> n >> queries;
    std::vector<int> heights(n);
    for (int i = 0; i < n; i++) {
        heights[i] = (i * 7919LL + 13) % 1000;
    }
    long long best = 0, total = 0;
    for (int q = 0; q < queries; q++) {
        int left = q * 31LL % n, right = q * 7907LL % n;
        if (left > right) {
            std::swap(left, right);
        }
        long long sum = 0;
        for (int i = left; i <= right; i++) {
            sum += heights[i];
        }
        if (sum > best) {
            best = sum;
        }
        total += sum % 97;
    }
    std::cout << best << ' ' << total << '\n';
}
