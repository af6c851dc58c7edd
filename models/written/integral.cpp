// timed: 3000000
// checked: 10 | 333
#include <cmath>
#include <iomanip>
#include <iostream>
#include <functional>

double integrate(std::function<double(double)> f, double from, double to, int steps) {
    double sum = 0, width = (to - from) / steps;
    for (int i = 0; i < steps; i++) {
        double x = from + i * (to - from) / steps;
        sum += (f(x) + f(x + width)) / 2 * width;
    }
    return sum;
}

int main() {
    int steps;
    std::cin >> steps;
    double area = integrate([](double x) { return pow(x, 2) + 3 * x + 1; }, 0, 5, steps);
    std::cout << std::setprecision(10) << area << std::endl;
}
