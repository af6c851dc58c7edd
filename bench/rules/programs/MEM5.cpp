#include <iostream>
#include <vector>
using namespace std;

struct Node {
    int value;
    Node* next;
    Node(int v, Node* n) : value(v), next(n) {}
};

int main() {
    int n;
    if (!(cin >> n)) n = 4000000;
    const int buckets = 1 << 4;
    vector<Node*> heads(buckets, nullptr);
    unsigned state = 1;
    for (int i = 0; i < n; i++) {
        state = state * 1664525u + 1013904223u;
        int bucket = (state >> 20) % buckets;
        heads[bucket] = new Node(i % 1000, heads[bucket]);
    }
    long long sum = 0;
    for (int i = 0; i < buckets; i++)
        for (Node* node = heads[i]; node != nullptr; node = node->next) sum += node->value;
    cout << sum << endl;
    return 0;
}
