#include <cstdio>
#include <cstdlib>

int compare(const void* a, const void* b) {
    int x = *(const int*)a;
    int y = *(const int*)b;
    if (x < y) return -1;
    if (x > y) return 1;
    return 0;
}

int values[400000];

int main() {
    const int n = 400000;
    unsigned x = 17;
    for (int i = 0; i < n; i++) {
        x = x * 1664525u + 1013904223u;
        values[i] = (int)(x >> 4) - 100000000;
    }
    qsort(values, n, sizeof(int), compare);
    unsigned long long check = 0;
    for (int i = 0; i < n; i += 97) check = check * 3 + values[i];
    printf("%d %d %llu\n", values[0], values[n - 1], check);
    return 0;
}
