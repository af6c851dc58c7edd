// timed: 100000
// checked: 6 | 1
#include <algorithm>
#include <iostream>
#include <vector>
using namespace std;

vector<vector<int>> children;

int depth(int v) {
    int deepest = 0;
    for (int c : children[v]) deepest = max(deepest, depth(c));
    return deepest + 1;
}

int size_of(int v) {
    int size = 1;
    for (int c : children[v]) size += size_of(c);
    return size;
}

int main() {
    int n;
    cin >> n;
    children.resize(n);
    for (int i = 1; i < n; i++) children[(i * 7919LL + i / 3) % i].push_back(i);
    long long heavy = 0;
    for (int v = 0; v < n; v++) heavy = max(heavy, (long long)children[v].size() * 1000 + v % 10);
    cout << depth(0) << endl;
    cout << size_of(0) << endl;
    cout << heavy << endl;
}
