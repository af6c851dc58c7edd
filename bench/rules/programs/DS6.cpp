#include <cstdio>
#include <list>

std::list<int> values;

int main() {
    for (int i = 0; i < 60000; i++) values.push_back(i * 37 % 1001);
    long long total = 0;
    for (int round = 0; round < 20; round++) {
        for (std::list<int>::iterator it = values.begin(); it != values.end(); ++it) total += *it ^ round;
    }
    printf("%lld\n", total);
}
