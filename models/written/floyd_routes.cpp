// timed: 800 9000
// checked: 4 6 | 15 40
#include <algorithm>
#include <iostream>
#include <limits>
#include <string>
#include <vector>

constexpr int kFar = 1000000000;

int main() {
    int n, roads;
    std::cin >> n >> roads;
    std::vector<int> dist(static_cast<std::size_t>(n) * n, kFar);
    for (int i = 0; i < n; ++i) dist[i * n + i] = 0;
    unsigned s = 5;
    for (int r = 0; r < roads; ++r) {
        s = s * 1103515245u + 12345u;
        const int a = (s >> 16) % n;
        s = s * 1103515245u + 12345u;
        const int b = (s >> 16) % n;
        const int length = 1 + (s >> 5) % 90;
        dist[a * n + b] = std::min(dist[a * n + b], length);
    }

    for (int k = 0; k < n; ++k) {
        const int* through = &dist[k * n];
        for (int i = 0; i < n; ++i) {
            int* from = &dist[i * n];
            const int first = from[k];
            if (first == kFar) continue;
            for (int j = 0; j < n; ++j) from[j] = std::min(from[j], first + through[j]);
        }
    }

    int diameter = 0, unreachable = 0;
    long long sum = 0;
    for (int j = 0; j < n; ++j) {
        for (int i = 0; i < n; ++i) {
            if (dist[i * n + j] >= kFar) {
                ++unreachable;
            } else {
                sum += dist[i * n + j];
                diameter = std::max(diameter, dist[i * n + j]);
            }
        }
    }
    std::string line;
    for (int j = 0; j < n && j < 8; ++j) line = line + std::to_string(dist[j]) + " ";
    std::cout << line << std::endl << diameter << " " << unreachable << " " << sum << std::endl;
}
