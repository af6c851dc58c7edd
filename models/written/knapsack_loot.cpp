// timed: 900 300000 900*[1..900] 900*[1..5000]
// checked: 3 10 4 5 6 7 8 9 | 8 40 8*[1..20] 8*[1..100]
#include <algorithm>
#include <iostream>
#include <list>
#include <string>
#include <vector>
using namespace std;

struct Loot {
    string name;
    int weight;
    int value;
};

int main() {
    int n, capacity;
    cin >> n >> capacity;
    list<Loot> chest;
    vector<int> w(n);
    for (int i = 0; i < n; i++) cin >> w[i];
    for (int i = 0; i < n; i++) {
        int v;
        cin >> v;
        chest.push_back(Loot{"item" + to_string(i), w[i], v});
    }

    vector<int> best(capacity + 1, 0);
    int total = 0;
    for (Loot item : chest) {
        total = min(capacity, total + item.weight);
        for (int c = total; c >= item.weight; c--) {
            best[c] = max(best[c], best[c - item.weight] + item.value);
        }
        for (int c = total + 1; c <= capacity; c++) best[c] = best[total];
    }
    cout << "best value " << best[capacity] << endl;

    string report = "";
    for (Loot item : chest) {
        if (item.value > 30 * item.weight) report = report + item.name + " ";
    }
    cout << "bargains: " << report << endl;
    return 0;
}
