#include <iostream>
#include <vector>
using namespace std;

int main() {
    int n;
    if (!(cin >> n)) n = 60000;
    vector<int> waiting;
    for (int i = 0; i < n; i++) waiting.push_back(i * 7 % 1001);
    long long served = 0;
    int clock = 0;
    while (!waiting.empty()) {
        int next = waiting[0];
        waiting.erase(waiting.begin());
        clock += next % 5;
        served += clock;
    }
    cout << served << endl;
}
