#include <cmath>
#include <iostream>
using namespace std;

int main() {
    int rounds;
    if (!(cin >> rounds)) rounds = 3;
    long long found = 0;
    for (int round = 0; round < rounds; round++)
        for (int a = 1; a <= 900; a++)
            for (int b = a; b <= 900; b++) {
                int sum = (int)pow(a, 3) + (int)pow(b, 2);
                if (sum % 25 == round) found++;
            }
    cout << found << endl;
}
