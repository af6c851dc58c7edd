// timed: 3000
// checked: 3 | 20
#include <iostream>
#include <map>
#include <string>
#include <vector>
#include <algorithm>
using namespace std;

struct Node {
    long long weight;
    vector<int> symbols;
};

int main() {
    int symbols;
    cin >> symbols;
    symbols = symbols / 4 + 2;
    vector<Node> nodes;
    vector<int> length(symbols, 0);
    for (int i = 0; i < symbols; i++) {
        Node n;
        n.weight = 1 + i * 7919LL % 1009;
        n.symbols.push_back(i);
        nodes.push_back(n);
    }
    while (nodes.size() > 1) {
        sort(nodes.begin(), nodes.end(), [](const Node& a, const Node& b) {
            return a.weight != b.weight ? a.weight > b.weight : a.symbols[0] < b.symbols[0];
        });
        Node a = nodes.back();
        nodes.pop_back();
        Node b = nodes.back();
        nodes.pop_back();
        Node joined;
        joined.weight = a.weight + b.weight;
        for (int s : a.symbols) joined.symbols.push_back(s), length[s]++;
        for (int s : b.symbols) joined.symbols.push_back(s), length[s]++;
        nodes.push_back(joined);
    }
    map<int, int> histogram;
    for (int i = 0; i < symbols; i++) histogram[length[i]]++;
    for (auto bar : histogram) cout << bar.first << ": " << bar.second << endl;
}
