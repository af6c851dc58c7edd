#include <algorithm>
#include <cstdio>
#include <vector>
using namespace std;

int main() {
    unsigned state = 99;
    vector<int> winners;
    for (int i = 0; i < 3000; i++) {
        state = state * 1664525u + 1013904223u;
        winners.push_back((int)(state >> 12));
    }
    int hits = 0;
    for (int i = 0; i < 9000; i++) {
        state = state * 1664525u + 1013904223u;
        int ticket = (int)(state >> 12);
        if (find(winners.begin(), winners.end(), ticket) != winners.end()) hits++;
    }
    printf("%d\n", hits);
}
