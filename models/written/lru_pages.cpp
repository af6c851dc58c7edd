// timed: 400000 800
// checked: 10 3 | 1 1
#include <algorithm>
#include <cstdio>
#include <deque>

int main() {
    int requests, frames;
    if (std::scanf("%d %d", &requests, &frames) != 2) return 1;
    std::deque<int> memory;
    unsigned state = 99;
    long faults = 0;
    for (int i = 0; i < requests / 6 + 1; i++) {
        state = state * 1664525u + 1013904223u;
        int page = (state >> 20) % 3 == 0 ? (state >> 10) % (4 * frames) : (state >> 10) % (frames / 2 + 1);
        std::deque<int>::iterator it = std::find(memory.begin(), memory.end(), page);
        if (it != memory.end()) {
            memory.erase(it);
        } else {
            faults++;
            if ((int)memory.size() >= frames) memory.pop_front();
        }
        memory.push_back(page);
    }
    std::printf("%ld\n", faults);
}
