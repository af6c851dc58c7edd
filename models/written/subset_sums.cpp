// timed: 60 30000
// checked: 3 10 | 5 40
#include <cstring>
#include <iostream>
using namespace std;

bool reach[205][30005];

int main() {
    int n, limit;
    cin >> n >> limit;
    memset(reach, 0, sizeof(reach));
    reach[0][0] = true;
    for (int i = 1; i <= n; i++) {
        int weight = 17 * i % 231 + i;
        for (int s = 0; s <= limit; s++) {
            reach[i][s] = reach[i - 1][s];
            if (s >= weight && reach[i - 1][s - weight]) reach[i][s] = true;
        }
    }
    int total = 0;
    for (int s = 0; s <= limit; s++)
        if (reach[n][s] == true) total++;
    cout << total << endl;
}
