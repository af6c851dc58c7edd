// timed: 24000 60000
// checked: 10 40 | 52 500
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

enum Suit { CLUBS, DIAMONDS, HEARTS, SPADES };

struct Card {
    int rank;
    Suit suit;
};

class Player {
public:
    explicit Player(const std::string& name) : name_(name), wins_(0) {}

    void give(Card c) { deck_.push_back(c); }

    Card draw() {
        Card top = deck_[0];
        deck_.erase(deck_.begin());
        return top;
    }

    bool hasCards() const { return !deck_.empty(); }
    void won() { wins_++; }
    int wins() const { return wins_; }
    std::string getName() const { return name_; }
    int size() const { return (int)deck_.size(); }

private:
    std::string name_;
    std::vector<Card> deck_;
    int wins_;
};

int main() {
    int cards, maxRounds;
    std::cin >> cards >> maxRounds;

    Player alice("Alice"), bob("Bob");
    unsigned int seed = 12345;
    for (int i = 0; i < cards; i++) {
        seed = seed * 1103515245u + 12345u;
        Card c;
        c.rank = 2 + (seed >> 16) % 13;
        c.suit = static_cast<Suit>((seed >> 8) % 4);
        if (i % 2 == 0)
            alice.give(c);
        else
            bob.give(c);
    }

    int rounds = 0, ties = 0;
    while (rounds < maxRounds && alice.hasCards() && bob.hasCards()) {
        Card a = alice.draw();
        Card b = bob.draw();
        if (a.rank > b.rank || (a.rank == b.rank && a.suit > b.suit)) {
            alice.give(a);
            alice.give(b);
            alice.won();
        } else if (a.rank == b.rank && a.suit == b.suit) {
            alice.give(b);
            bob.give(a);
            ties++;
        } else {
            bob.give(b);
            bob.give(a);
            bob.won();
        }
        rounds++;
    }

    std::cout << alice.getName() << ": " << alice.wins() << " wins, " << alice.size() << " cards" << std::endl;
    std::cout << bob.getName() << ": " << bob.wins() << " wins, " << bob.size() << " cards" << std::endl;
    std::cout << "Ties: " << ties << " after " << rounds << " rounds" << std::endl;
    return 0;
}
