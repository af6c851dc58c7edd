// timed: 2000
// checked: 5 | 25
#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

std::vector<int> times(std::vector<int> digits, int factor) {
    std::vector<int> result;
    int carry = 0;
    for (size_t i = 0; i < digits.size(); i++) {
        int value = digits[i] * factor + carry;
        result.push_back(value % 10);
        carry = value / 10;
    }
    while (carry > 0) {
        result.push_back(carry % 10);
        carry /= 10;
    }
    return result;
}

int main() {
    int n;
    std::cin >> n;
    std::vector<int> value(1, 1);
    for (int i = 2; i <= n; i++) value = times(value, i);
    std::string text;
    for (int i = (int)value.size() - 1; i >= 0; i--) text = text + std::to_string(value[i]);
    int sum = 0;
    for (char c : text) sum += c - '0';
    std::cout << text << "\n" << sum << std::endl;
}
