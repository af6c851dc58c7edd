// timed: 2500000
// checked: 20 | 12000
#include <iostream>
#include <set>
#include <utility>
using namespace std;

int main() {
    int steps;
    cin >> steps;
    set<pair<int, int>> black;
    int x = 0, y = 0, dir = 0;
    int dx[4] = {0, 1, 0, -1};
    int dy[4] = {-1, 0, 1, 0};
    int maxBlack = 0;
    for (int i = 0; i < steps; i++) {
        if (black.find(make_pair(x, y)) != black.end()) {
            dir = (dir + 3) % 4;
            black.erase(make_pair(x, y));
        } else {
            dir = (dir + 1) % 4;
            black.insert(make_pair(x, y));
        }
        if ((int)black.size() > maxBlack) maxBlack = black.size();
        x = x + dx[dir];
        y = y + dy[dir];
    }
    int minx = 0, maxx = 0;
    for (auto cell : black) {
        if (cell.first < minx) minx = cell.first;
        if (cell.first > maxx) maxx = cell.first;
    }
    cout << "ant at " << x << "," << y << endl;
    cout << "black " << black.size() << " max " << maxBlack << endl;
    cout << "width " << maxx - minx + 1 << endl;
    return 0;
}
