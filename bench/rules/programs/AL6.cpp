#include <iostream>
#include <vector>

int main() {
    int n = 9000;
    std::cin >> n;
    std::vector<int> colors(n);
    unsigned state = 1;
    for (int i = 0; i < n; i++) {
        state = state * 1103515245u + 12345u;
        colors[i] = (state >> 16) % 60;
    }
    long long pairs = 0;
    for (int i = 0; i < n; i++) {
        for (int j = i + 1; j < n; j++) {
            if (colors[i] == colors[j]) {
                pairs++;
            }
        }
    }
    int target = 40, sums = 0;
    for (int i = 0; i < n; i++) {
        for (int j = i + 1; j < n; j++) {
            if (colors[i] + colors[j] == target) {
                sums++;
            }
        }
    }
    std::cout << pairs << ' ' << sums << '\n';
}
