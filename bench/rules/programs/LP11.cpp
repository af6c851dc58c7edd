#include <cstdio>
#include <vector>
using namespace std;

bool contains(const vector<int>& values, int wanted) {
    bool found = false;
    for (size_t i = 0; i < values.size(); i++) {
        if (values[i] == wanted) {
            found = true;
        }
    }
    return found;
}

int main() {
    int n = 20000;
    vector<int> values(n);
    for (int i = 0; i < n; i++) values[i] = (int)(i * 7919LL % 30011);
    int hits = 0;
    for (int wanted = 0; wanted < 8000; wanted++)
        if (contains(values, wanted * 3)) hits++;
    printf("%d\n", hits);
    return 0;
}
