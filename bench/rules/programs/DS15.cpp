#include <algorithm>
#include <cstdio>
#include <vector>
using namespace std;

int main() {
    int n = 2000;
    vector<long long> piles;
    unsigned state = 5;
    for (int i = 0; i < n; i++) {
        state = state * 1664525u + 1013904223u;
        piles.push_back(state >> 16);
    }
    long long cost = 0;
    while (piles.size() > 1) {
        sort(piles.begin(), piles.end());
        long long first = piles.front();
        piles.erase(piles.begin());
        long long second = piles.front();
        piles.erase(piles.begin());
        cost += first + second;
        piles.push_back(first + second);
    }
    printf("%lld %lld\n", cost, piles[0]);
}
