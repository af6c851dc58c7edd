// timed: 2500000
// checked: 200 | 9999
#include <cmath>
#include <iostream>
using namespace std;

int numDigits(int n) {
    int c = 0;
    while (n > 0) {
        n /= 10;
        c++;
    }
    return c;
}

bool isNarcissistic(int n) {
    int sum = 0;
    int copy = n;
    while (copy > 0) {
        int digit = copy % 10;
        sum += pow(digit, numDigits(n));
        copy /= 10;
    }
    return sum == n;
}

int main() {
    int limit;
    cin >> limit;
    int found = 0;
    for (int i = 1; i <= limit; i++) {
        if (isNarcissistic(i)) {
            cout << i << endl;
            found++;
        }
    }
    cout << "Found " << found << " numbers up to " << limit << endl;
    return 0;
}
