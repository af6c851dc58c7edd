// timed: 200000 7
// checked: 7 3 | 1 1 | 10 2
#include <cstdio>
#include <list>

int main() {
    int people, step;
    if (scanf("%d %d", &people, &step) != 2) return 1;
    std::list<int> circle;
    for (int i = 1; i <= people; i++) circle.push_back(i);
    std::list<int>::iterator at = circle.begin();
    long long checksum = 0;
    int order = 0;
    while (circle.size() > 1) {
        for (int k = 1; k < step; k++) {
            ++at;
            if (at == circle.end()) at = circle.begin();
        }
        order++;
        checksum = (checksum * 31 + *at + order) % 1000000007LL;
        at = circle.erase(at);
        if (at == circle.end()) at = circle.begin();
    }
    printf("%d %lld\n", circle.front(), checksum);
    return 0;
}
