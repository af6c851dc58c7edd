#include <cstdio>
#include <vector>

int main() {
    int n;
    if (scanf("%d", &n) != 1) return 0;
    std::vector<int> heights(n);
    for (int i = 0; i < n; i++) scanf("%d", &heights[i]);
    int highest = 0;
    for (int i = 0; i < n; i++) {
        if (heights[i] > heights[highest]) highest = i;
        printf("%d\n", heights[highest] - heights[i]);
    }
}
