#include <iostream>
#include <map>
using namespace std;

int main() {
    int n;
    if (!(cin >> n)) n = 300000;
    map<long long, int> seen;
    unsigned long long state = 7;
    int most = 0;
    for (int i = 0; i < n; i++) {
        state = state * 6364136223846793005ull + 1442695040888963407ull;
        long long key = (state >> 33) % 200003 * 1000003;
        seen[key]++;
        if (seen[key] > most) most = seen[key];
    }
    cout << most << ' ' << seen.size() << endl;
}
