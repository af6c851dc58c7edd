// timed: 400 1500 10
// checked: 3 5 2 | 10 40 3
#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

struct Entry {
    std::string player;
    int score;
    int level;
};

bool better(Entry a, Entry b) {
    if (a.score != b.score) return a.score > b.score;
    return a.player < b.player;
}

class Leaderboard {
public:
    void submit(const Entry& e) { entries.push_back(e); }

    std::vector<Entry> top(int k) {
        std::vector<Entry> copy = entries;
        std::sort(copy.begin(), copy.end(), better);
        if ((int)copy.size() > k) copy.resize(k);
        return copy;
    }

private:
    std::vector<Entry> entries;
};

int main() {
    int rounds, players, k;
    std::cin >> rounds >> players >> k;
    Leaderboard board;
    unsigned s = 2024;
    long long sum = 0;
    int perRound = players / rounds + 1;
    int id = 0;
    for (int r = 0; r < rounds; r++) {
        for (int p = 0; p < perRound; p++) {
            s ^= s << 13;
            s ^= s >> 17;
            s ^= s << 5;
            Entry e;
            e.player = "player_number_" + std::to_string(id++);
            e.score = s % 5000;
            e.level = e.score / 100;
            board.submit(e);
        }
        std::vector<Entry> best = board.top(k);
        for (const Entry& e : best) sum += e.score;
    }
    for (const Entry& e : board.top(k)) std::cout << e.player << ' ' << e.score << ' ' << e.level << '\n';
    std::cout << sum << '\n';
}
