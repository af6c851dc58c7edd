#include <iostream>
using namespace std;

int main() {
    int n;
    cin >> n;
    long long sum = 0;
    for (int i = 1; i <= n; i++) {
        sum += (long long)i * i % 97;
        cout << sum << endl;
    }
    return 0;
}
