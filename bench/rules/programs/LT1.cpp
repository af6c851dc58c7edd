#include <algorithm>
#include <iostream>
#include <numeric>
#include <vector>
using namespace std;

vector<int> ranking(const vector<long long>& score) {
    vector<int> order(score.size());
    iota(order.begin(), order.end(), 0);
    sort(order.begin(), order.end(), [=](int a, int b) { return score[a] != score[b] ? score[a] > score[b] : a < b; });
    return order;
}

int main() {
    int n;
    if (!(cin >> n)) n = 6000;
    vector<long long> score(n);
    unsigned long long state = 12345;
    for (int i = 0; i < n; i++) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        score[i] = state >> 40;
    }
    vector<int> order = ranking(score);
    long long sum = 0;
    for (int i = 0; i < n; i++) sum += (long long)order[i] * (i % 13);
    cout << sum << endl;
    return 0;
}
