// timed: 180 60000
// checked: 6 30 | 12 400
#include <iostream>
#include <vector>
using namespace std;

struct Point {
    int x, y;
    bool operator==(const Point& p) const { return x == p.x && y == p.y; }
};

class Game {
private:
    int size;
    vector<Point> snake;
    Point food;
    unsigned rng;
    int eaten;

    bool onSnake(Point p) {
        bool found = false;
        for (size_t i = 0; i < snake.size(); i++) {
            if (snake[i] == p) found = true;
        }
        return found;
    }

    void placeFood() {
        do {
            rng = rng * 1103515245u + 12345u;
            food.x = (rng >> 16) % size;
            rng = rng * 1103515245u + 12345u;
            food.y = (rng >> 16) % size;
        } while (onSnake(food));
        }

public:
    Game(int n) : size(n), rng(99), eaten(0) {
        snake.push_back(Point{0, 0});
        placeFood();
    }

    // the snake sweeps the whole board so that it never bites itself
    Point nextCell(Point h) {
        if (h.x == 0) {
            if (h.y == 0) return Point{1, 0};
            return Point{0, h.y - 1};
        }
        if (h.y % 2 == 0) {
            if (h.x < size - 1) return Point{h.x + 1, h.y};
            return Point{h.x, h.y + 1};
        }
        if (h.x > 1) return Point{h.x - 1, h.y};
        if (h.y == size - 1) return Point{0, h.y};
        return Point{1, h.y + 1};
    }

    bool tick() {
        Point head = nextCell(snake[0]);
        if ((int)snake.size() >= size * size / 2 || onSnake(head)) return false;
        snake.insert(snake.begin(), head);
        if (head == food) {
            eaten++;
            for (int g = 0; g < 25; g++) snake.push_back(snake.back());
            placeFood();
        } else {
            snake.pop_back();
        }
        return true;
    }

    int score() { return eaten; }
    int length() { return snake.size(); }
};

int main() {
    int n, ticks;
    cin >> n >> ticks;
    Game game(n);
    int t = 0;
    long long checks = 0;
    while (t < ticks * 10 && game.tick()) {
        t++;
        checks += game.length();
    }
    cout << "Score: " << game.score() << endl;
    cout << "Length: " << game.length() << " after " << t << " ticks" << endl;
    cout << checks << endl;
}
