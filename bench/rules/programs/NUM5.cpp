#include <cstdio>
using namespace std;

int buckets = 769;

int main() {
    int n = 20000000;
    long long sum = 0;
    for (int i = 0; i < n; i++) {
        sum += (i * 31 + 7) % buckets;
        sum ^= (i * 17) % buckets;
    }
    printf("%lld\n", sum);
}
