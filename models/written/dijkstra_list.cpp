// timed: 700 6000
// checked: 5 8 | 1 1
#include <climits>
#include <iostream>
#include <list>
#include <map>
#include <vector>
using namespace std;

int main() {
    int n, m;
    cin >> n >> m;
    map<int, list<pair<int, int>>> graph;
    for (int i = 0; i < m; i++) {
        int a = i * 7919 % n, b = (i * 104729 + i / 5) % n;
        graph[a].push_back({b, 1 + i % 100});
        graph[b].push_back({a, 1 + i % 100});
    }
    vector<long long> dist(n, LLONG_MAX);
    vector<bool> fixed(n, false);
    dist[0] = 0;
    for (int round = 0; round < n; round++) {
        int at = -1;
        for (int v = 0; v < n; v++)
            if (!fixed[v] && dist[v] != LLONG_MAX && (at == -1 || dist[v] < dist[at])) at = v;
        if (at == -1) break;
        fixed[at] = true;
        for (auto edge : graph[at])
            if (dist[at] + edge.second < dist[edge.first]) dist[edge.first] = dist[at] + edge.second;
    }
    long long sum = 0;
    for (int v = 0; v < n; v++)
        if (dist[v] != LLONG_MAX) sum += dist[v];
    cout << sum << endl;
}
