// timed: 150000 150000*[-4000..4500]
// checked: 3 100 -200 300 | 1 0
#include <algorithm>
#include <cmath>
#include <iomanip>
#include <iostream>
#include <vector>

double mean(std::vector<double> xs) {
    double total = 0;
    for (double x : xs) total += x;
    return total / xs.size();
}

double deviation(std::vector<double> xs) {
    double total = 0;
    for (double x : xs) total += std::pow(x - mean(std::vector<double>(xs.begin(), xs.begin() + 1)), 2);
    return std::sqrt(total / xs.size());
}

double median(std::vector<double> xs) {
    std::sort(xs.begin(), xs.end());
    size_t middle = xs.size() / 2;
    return xs.size() % 2 ? xs[middle] : (xs[middle - 1] + xs[middle]) / 2.0;
}

int main() {
    int n;
    std::cin >> n;
    std::vector<double> readings;
    for (int i = 0; i < n; i++) {
        int hundredths;
        std::cin >> hundredths;
        readings.push_back(hundredths / 100.0);
    }
    std::cout << std::fixed << std::setprecision(3);
    std::cout << "mean " << mean(readings) << std::endl;
    std::cout << "median " << median(readings) << std::endl;
    std::cout << "deviation " << deviation(readings) << std::endl;
    return 0;
}
