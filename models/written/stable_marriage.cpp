// timed: 2500
// checked: 3 | 20
#include <algorithm>
#include <iostream>
#include <list>
#include <vector>

typedef std::vector<std::vector<int>> Preferences;

Preferences make(int n, unsigned seed, int popularity) {
    Preferences p(n);
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) p[i].push_back(j);
        for (int j = n - 1; j > 0; j--) {
            seed = seed * 1664525u + 1013904223u;
            int k = (seed >> 10) % (j + 1);
            if ((seed >> 4) % 10 < (unsigned)popularity) std::swap(p[i][j], p[i][k]);
        }
    }
    return p;
}

bool prefers(const Preferences& women, int w, int candidate, int current) {
    auto a = std::find(women[w].begin(), women[w].end(), candidate);
    auto b = std::find(women[w].begin(), women[w].end(), current);
    return a < b;
}

int main() {
    int n;
    std::cin >> n;
    Preferences men = make(n, 1, 3), women = make(n, 77, 9);

    std::vector<int> husband(n, -1), next(n, 0);
    std::list<int> single;
    for (int i = 0; i < n; i++) single.push_back(i);
    long proposals = 0;
    while (!single.empty()) {
        int m = single.front();
        single.pop_front();
        int w = men[m][next[m]++];
        proposals++;
        if (husband[w] < 0) {
            husband[w] = m;
        } else if (prefers(women, w, m, husband[w])) {
            single.push_back(husband[w]);
            husband[w] = m;
        } else {
            single.push_back(m);
        }
    }
    long happiness = 0;
    for (int w = 0; w < n; w++)
        happiness += std::find(women[w].begin(), women[w].end(), husband[w]) - women[w].begin();
    std::cout << proposals << " proposals\n" << happiness << " total rank\n";
    std::cout << "woman 0 gets man " << husband[0] << "\n";
}
