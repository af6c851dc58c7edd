// timed: 3000 60
// checked: 4 2 | 1 1
#include <cstdlib>
#include <iostream>
#include <set>
using namespace std;

unsigned seed_value = 12345;
unsigned next_random() {
    seed_value = seed_value * 1103515245u + 12345u;
    return (seed_value >> 16) & 0x7fff;
}

int main() {
    int kinds, trials;
    cin >> kinds >> trials;
    long long drawn = 0;
    for (int t = 0; t < trials; t++) {
        set<int> have;
        while (have.size() < kinds) {
            have.insert(next_random() % kinds);
            drawn++;
        }
    }
    cout << drawn << endl;
    cout << (double)drawn / trials << endl;
}
