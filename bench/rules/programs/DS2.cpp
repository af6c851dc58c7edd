#include <cstdio>
#include <unordered_map>
using namespace std;

int main() {
    int n = 200000;
    unordered_map<unsigned, int> visits;
    unsigned state = 4711;
    for (int i = 0; i < n; i++) {
        state = state * 1664525u + 1013904223u;
        visits[state]++;
    }
    printf("%d %d\n", (int)visits.size(), visits[state]);
}
