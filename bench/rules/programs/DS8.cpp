#include <cstdio>
#include <vector>
using namespace std;

int main() {
    int n = 30000;
    vector<int> newest;
    for (int i = 0; i < n; i++) {
        newest.insert(newest.begin(), i * 31 % 1009);
    }
    long long checksum = 0;
    for (int i = 0; i < n; i++) checksum += (long long)newest[i] * i;
    printf("%lld\n", checksum);
}
