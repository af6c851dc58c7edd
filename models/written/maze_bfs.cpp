// timed: 400 9
// checked: 8 1 | 3 2
#include <cstdio>
#include <queue>
#include <set>
#include <utility>
#include <vector>
using namespace std;

int main() {
    int side, seed;
    if (scanf("%d %d", &side, &seed) != 2) return 1;
    vector<vector<char> > wall(side, vector<char>(side));
    unsigned state = seed;
    for (int y = 0; y < side; y++)
        for (int x = 0; x < side; x++) {
            state = state * 1664525u + 1013904223u;
            wall[y][x] = (state >> 24) % 4 == 0;
        }
    wall[0][0] = 0;
    queue<pair<int, int> > todo;
    set<pair<int, int> > visited;
    vector<vector<int> > distance(side, vector<int>(side, -1));
    todo.push(make_pair(0, 0));
    visited.insert(make_pair(0, 0));
    distance[0][0] = 0;
    int farthest = 0;
    while (!todo.empty()) {
        pair<int, int> here = todo.front();
        todo.pop();
        int dy[] = {0, 1, 0, -1}, dx[] = {1, 0, -1, 0};
        for (int d = 0; d < 4; d++) {
            int y = here.first + dy[d], x = here.second + dx[d];
            if (y < 0 || x < 0 || y >= side || x >= side || wall[y][x]) continue;
            if (visited.find(make_pair(y, x)) != visited.end()) continue;
            visited.insert(make_pair(y, x));
            distance[y][x] = distance[here.first][here.second] + 1;
            farthest = max(farthest, distance[y][x]);
            todo.push(make_pair(y, x));
        }
    }
    printf("%d %d\n", farthest, (int)visited.size());
}
