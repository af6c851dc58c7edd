// timed: 20000
// checked: 6 | 1
#include <iostream>
#include <vector>
using namespace std;

int main() {
    int days;
    cin >> days;
    days = days / 2 + 1;
    vector<int> price(days);
    for (int i = 0; i < days; i++) price[i] = i / 3 + (i * 7919) % 100;
    vector<int> span;
    for (int i = 0; i < days; i++) {
        int s = 1;
        for (int j = i - 1; j >= 0 && price[j] <= price[i]; j--) s++;
        span.push_back(s);
    }
    long long bestProfit = 0;
    for (int i = 0; i < days; i++)
        for (int j = i + 1; j < days; j++)
            if (price[j] - price[i] > bestProfit) bestProfit = price[j] - price[i];
    long long sum = 0;
    for (int s : span) sum += s;
    cout << sum << ' ' << bestProfit << endl;
}
