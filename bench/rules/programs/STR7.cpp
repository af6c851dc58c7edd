#include <iostream>
#include <regex>
#include <string>
#include <vector>

bool isDate(const std::string& text) {
    std::regex date("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    return std::regex_match(text, date);
}

int main() {
    int n;
    if (!(std::cin >> n)) n = 1500;
    int dates = 0;
    for (int i = 0; i < n; i++) {
        std::string text = std::to_string(1900 + i % 200) + (i % 3 ? "-0" : "-1") + std::to_string(i % 10) + "-11";
        if (isDate(text)) dates++;
    }
    std::cout << dates << std::endl;
    return 0;
}
