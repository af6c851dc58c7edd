// timed: 3000 3000
// checked: 3 4 | 1 1
#include <cmath>
#include <iostream>
#include <vector>

struct Point {
    double x, y;
    double distanceTo(Point other) { return std::sqrt(std::pow(x - other.x, 2) + std::pow(y - other.y, 2)); }
};

int main() {
    int shops, homes;
    std::cin >> shops >> homes;
    std::vector<Point> shop, home;
    for (int i = 0; i < shops; i++) shop.push_back({i * 37 % 1000 * 1.0, i * 91 % 1000 * 1.0});
    for (int i = 0; i < homes; i++) home.push_back({i * 53 % 1000 * 1.0, i * 17 % 1000 * 1.0});
    double total = 0;
    for (auto h : home) {
        double least = 1e18;
        for (auto s : shop) {
            if (h.distanceTo(s) < least) least = h.distanceTo(s);
        }
        total += least;
    }
    std::cout << (long long)(total * 1000) << std::endl;
}
