#include <cstdio>
#include <set>

int main() {
    int n = 60000;
    unsigned state = 12345;
    std::set<unsigned> blocked;
    for (int i = 0; i < n; i++) {
        state = state * 1664525u + 1013904223u;
        blocked.insert(state >> 8);
    }
    int hits = 0;
    for (int i = 0; i < n; i++) {
        state = state * 1664525u + 1013904223u;
        unsigned wanted = state >> 8;
        if (blocked.count(wanted)) hits++;
    }
    printf("%d\n", hits);
    return 0;
}
