// timed: 8000
// checked: 3 | 40
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

bool is_vowel(char c) {
    std::string vowels = "aeiouAEIOU";
    return vowels.find(c) != std::string::npos;
}

int main() {
    int lines;
    std::cin >> lines;
    std::ostringstream report;
    long total = 0;
    for (int i = 0; i < lines; i++) {
        std::string line;
        for (int k = 0; k < 40; k++) line += static_cast<char>('a' + (i * 7 + k * k) % 26);
        int vowels = 0;
        for (std::size_t k = 0; k < line.size(); k++)
            if (is_vowel(line[k])) vowels++;
        total += vowels;
        report << i << " " << vowels << std::endl;
    }
    std::cout << report.str() << total << std::endl;
}
