#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

static std::string letters(std::string text) {
    std::sort(text.begin(), text.end());
    return text;
}

int main() {
    int n = 0;
    if (std::scanf("%d", &n) != 1) n = 50000;
    unsigned seed = 5;
    unsigned long long total = 0;
    for (int round = 0; round < 40; ++round) {
        std::vector<int> marks;
        std::string text;
        for (int i = 0; i < n; ++i) {
            seed = seed * 1664525u + 1013904223u;
            marks.push_back((seed >> 10) % 1000);
            text += (char)('a' + (seed >> 20) % 26);
        }
        std::sort(marks.begin(), marks.end());
        for (int i = 0; i < n; i += 100) total += marks[i];
        const std::string sorted = letters(text);
        for (int i = 0; i < n; i += 97) total = total * 3 + sorted[i];
    }
    std::printf("%llu\n", total);
}
