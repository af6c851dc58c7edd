// timed: 12 160000
// checked: 3 10 | 6 500
#include <cmath>
#include <iostream>
#include <vector>

struct Point {
    double x;
    double y;
};

double factorial(int n) {
    if (n <= 1) return 1.0;
    return n * factorial(n - 1);
}

double binomial(int n, int k) { return factorial(n) / (factorial(k) * factorial(n - k)); }

Point curve(std::vector<Point> control, double t) {
    Point p = {0, 0};
    int n = control.size() - 1;
    for (int i = 0; i <= n; i++) {
        double b = binomial(n, i) * std::pow(t, i) * std::pow(1 - t, n - i);
        p.x += b * control[i].x;
        p.y += b * control[i].y;
    }
    return p;
}

double distance(Point a, Point b) { return std::sqrt(std::pow(a.x - b.x, 2) + std::pow(a.y - b.y, 2)); }

int main() {
    int points, segments;
    std::cin >> points >> segments;
    std::vector<Point> control;
    for (int i = 0; i < points; i++) {
        Point p = {i * 10.0, (i * 7 % 5) * 8.0 - 10.0};
        control.push_back(p);
    }
    double length = 0;
    double highest = -1e9;
    for (int i = 0; i < segments; i++) {
        Point a = curve(control, (double)i / segments);
        Point b = curve(control, (double)(i + 1) / segments);
        length += distance(a, b);
        if (b.y > highest) highest = b.y;
    }
    std::cout << "length " << length << std::endl;
    std::cout << "highest " << highest << std::endl;
    return 0;
}
