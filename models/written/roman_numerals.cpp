// timed: 60000
// checked: 9 | 400
#include <iostream>
#include <map>
#include <string>

std::string to_roman(int n) {
    std::map<int, std::string, std::greater<int>> table = {
        {1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"},
        {40, "XL"},  {10, "X"},   {9, "IX"},  {5, "V"},    {4, "IV"},  {1, "I"}};
    std::string text;
    for (auto row : table)
        while (n >= row.first) {
            text = text + row.second;
            n -= row.first;
        }
    return text;
}

int value_of(std::string roman) {
    std::map<char, int> value;
    value['I'] = 1; value['V'] = 5; value['X'] = 10; value['L'] = 50;
    value['C'] = 100; value['D'] = 500; value['M'] = 1000;
    int sum = 0;
    for (size_t i = 0; i < roman.size(); i++) {
        if (i + 1 < roman.size() && value[roman[i]] < value[roman[i + 1]]) sum -= value[roman[i]];
        else sum += value[roman[i]];
    }
    return sum;
}

int main() {
    int count;
    std::cin >> count;
    long long letters = 0, back = 0;
    for (int i = 1; i <= count / 4 + 1; i++) {
        std::string roman = to_roman(i % 3999 + 1);
        letters += roman.size();
        back += value_of(roman);
    }
    std::cout << letters << ' ' << back << std::endl;
}
