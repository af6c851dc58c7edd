// timed: 3000 4000
// checked: 5 6 | 1 2
#include <iostream>
#include <string>
#include <vector>

struct Item {
    int id;
    std::string name;
    double price;
    int stock;
};

class Inventory {
    std::vector<Item> items;

public:
    void add(Item item) { items.push_back(item); }
    Item find(int id) const {
        for (auto item : items)
            if (item.id == id) return item;
        return Item{-1, "", 0, 0};
    }
    double worth() const {
        double sum = 0;
        for (auto item : items) sum += item.price * item.stock;
        return sum;
    }
};

int main() {
    int count, queries;
    std::cin >> count >> queries;
    Inventory store;
    for (int i = 0; i < count; i++) {
        Item item;
        item.id = i * 13 % 10007;
        item.name = "a fairly long name of product number " + std::to_string(i);
        item.price = (i % 100) / 4.0;
        item.stock = i % 7;
        store.add(item);
    }
    long hits = 0;
    for (int q = 0; q < queries / 20 + 1; q++) {
        Item found = store.find(q * 29 % 10007);
        if (found.id != -1) hits += found.name.size();
    }
    std::cout << hits << " " << store.worth() << std::endl;
}
