// timed: 60000
// checked: 4 | 30
#include <algorithm>
#include <iostream>
#include <vector>

struct Event {
    int time;
    int kind;
};

bool later(Event a, Event b) { return a.time > b.time || (a.time == b.time && a.kind > b.kind); }

int main() {
    int n;
    std::cin >> n;
    n = n / 60 + 2;
    std::vector<Event> events;
    for (int i = 0; i < n; i++) events.push_back({i * 37 % 1009, i % 5});
    long long handled = 0, clock = 0;
    while (!events.empty() && handled < 6LL * n) {
        std::sort(events.begin(), events.end(), later);
        Event e = events.back();
        events.pop_back();
        clock = e.time;
        handled++;
        if (e.kind != 0) events.push_back({e.time + e.kind * 11 + 1, e.kind - 1});
    }
    std::cout << handled << " " << clock << std::endl;
}
