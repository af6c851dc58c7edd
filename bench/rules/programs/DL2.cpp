#include <cstdio>
#include <queue>
#include <vector>
using namespace std;

int main() {
    const int n = 60000;
    vector<vector<int>> adj(n);
    unsigned state = 12345;
    for (int i = 0; i < 4 * n; i++) {
        state = state * 1664525u + 1013904223u;
        int u = (state >> 8) % n;
        state = state * 1664525u + 1013904223u;
        int v = (state >> 8) % n;
        adj[u].push_back(v);
        adj[v].push_back(u);
    }
    long long total = 0;
    for (int start = 0; start < 3; start++) {
        vector<int> distance(n, -1);
        queue<int> waiting;
        distance[start] = 0;
        waiting.push(start);
        while (!waiting.empty()) {
            int u = waiting.front();
            waiting.pop();
            total += distance[u];
            for (int v : adj[u]) {
                if (distance[v] < 0) {
                    distance[v] = distance[u] + 1;
                    waiting.push(v);
                }
            }
        }
    }
    printf("%lld\n", total);
}
