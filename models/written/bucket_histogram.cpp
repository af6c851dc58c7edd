// timed: 12000000
// checked: 20 | 1000
#include <cstdio>
#include <cstring>

int bucket_count = 1021;
unsigned histogram[2048];

unsigned next(unsigned x) { return x * 747796405u + 2891336453u; }

int main(void) {
    int n;
    if (scanf("%d", &n) != 1) return 1;
    memset(histogram, 0, sizeof histogram);
    unsigned x = 1;
    for (int i = 0; i < n; i++) {
        x = next(x);
        histogram[x % bucket_count]++;
    }
    unsigned most = 0;
    for (int i = 0; i < bucket_count; i++)
        if (histogram[i] > most) most = histogram[i];
    printf("%u\n", most);
    return 0;
}
