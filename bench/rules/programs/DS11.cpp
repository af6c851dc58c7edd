#include <cstdio>
#include <vector>
using namespace std;

const int LIMIT = 20000;

int main() {
    vector<bool> reachable(LIMIT + 1, false);
    reachable[0] = true;
    unsigned state = 2024;
    for (int i = 0; i < 400; i++) {
        state = state * 1664525u + 1013904223u;
        int weight = (int)(state >> 20) + 1;
        for (int j = LIMIT; j >= weight; j--) {
            if (reachable[j - weight]) reachable[j] = true;
        }
    }
    int count = 0;
    for (int j = 0; j <= LIMIT; j++) {
        if (reachable[j]) count++;
    }
    printf("%d\n", count);
}
