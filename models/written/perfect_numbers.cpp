// timed: 4000
// checked: 30 | 500
#include <cmath>
#include <iostream>
using namespace std;

int sum_of_divisors(int n) {
    int sum = 0;
    for (int d = 1; d < n; d++)
        if (n % d == 0) sum += d;
    return sum;
}

bool is_square(int n) {
    int root = (int)sqrt((double)n);
    return pow(root, 2) == n;
}

int main() {
    int limit;
    cin >> limit;
    int perfect = 0, abundant = 0, squares = 0;
    for (int n = 2; n <= limit; n++) {
        if (sum_of_divisors(n) == n) perfect++;
        if (sum_of_divisors(n) > n) abundant++;
        if (is_square(n)) squares++;
    }
    cout << perfect << ' ' << abundant << ' ' << squares << endl;
}
