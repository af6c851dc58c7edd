// timed: 4000 60000
// checked: 3 10 | 1 1
#include <iostream>
#include <map>
#include <string>
#include <vector>

struct Entry {
    std::string account;
    long cents;
};

class Ledger {
public:
    void post(Entry entry) {
        entries_.push_back(entry);
        balances_[entry.account] += entry.cents;
    }
    long balance(std::string account) {
        if (balances_.count(account) == 0) return 0;
        return balances_[account];
    }
    size_t size() { return entries_.size(); }

private:
    std::vector<Entry> entries_;
    std::map<std::string, long> balances_;
};

int main() {
    int accounts, transfers;
    std::cin >> accounts >> transfers;
    Ledger ledger;
    unsigned state = 17;
    for (int i = 0; i < transfers; i++) {
        state = state * 1103515245u + 12345u;
        int from = (state >> 8) % accounts;
        state = state * 1103515245u + 12345u;
        int to = (state >> 8) % accounts;
        long cents = (state >> 4) % 10000;
        Entry out = {"ACC-" + std::to_string(from), -cents};
        Entry in = {"ACC-" + std::to_string(to), cents};
        ledger.post(out);
        ledger.post(in);
    }
    long sum = 0;
    for (int i = 0; i < accounts; i++) {
        long b = ledger.balance("ACC-" + std::to_string(i));
        if (b > 0) sum += b;
    }
    std::cout << ledger.size() << " " << sum << std::endl;
    return 0;
}
