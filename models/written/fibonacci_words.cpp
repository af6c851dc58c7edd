// timed: 29
// checked: 4 | 10
#include <iostream>
#include <string>

long long fibonacci(int n) {
    if (n < 2) return n;
    return fibonacci(n - 1) + fibonacci(n - 2);
}

std::string word(int n) {
    if (n == 0) return "0";
    if (n == 1) return "01";
    return word(n - 1) + word(n - 2);
}

int main() {
    int n;
    std::cin >> n;
    std::string w = word(n < 24 ? n : 24);
    long long ones = 0;
    for (size_t i = 0; i < w.size(); i++) ones += w[i] == '1';
    std::cout << fibonacci(n) << " " << ones << std::endl;
}
