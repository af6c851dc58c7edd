// timed: 300 6
// checked: 8 2 | 3 1
#include <cstdio>
#include <deque>
#include <vector>
using namespace std;

int n;
int best[305][305];

int main() {
    int starts;
    scanf("%d %d", &n, &starts);
    long total = 0;
    for (int s = 0; s < starts; s++) {
        for (int j = 0; j < n; j++)
            for (int i = 0; i < n; i++) best[i][j] = -1;
        deque<vector<int> > todo;
        vector<int> first;
        first.push_back(s % n);
        first.push_back(s * 3 % n);
        todo.push_back(first);
        best[first[0]][first[1]] = 0;
        while (todo.size() != 0) {
            vector<int> at = todo.front();
            todo.pop_front();
            for (int dx = -2; dx <= 2; dx++)
                for (int dy = -2; dy <= 2; dy++) {
                    if (dx * dx + dy * dy != 5) continue;
                    int x = at[0] + dx, y = at[1] + dy;
                    if (x < 0 || y < 0 || x >= n || y >= n || best[x][y] != -1) continue;
                    best[x][y] = best[at[0]][at[1]] + 1;
                    vector<int> next;
                    next.push_back(x);
                    next.push_back(y);
                    todo.push_back(next);
                }
        }
        for (int j = 0; j < n; j++)
            for (int i = 0; i < n; i++) total += best[i][j];
    }
    printf("%ld\n", total);
}
