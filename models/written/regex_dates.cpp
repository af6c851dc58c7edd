// timed: 2600 40
// checked: 6 3 | 50 7
#include <iostream>
#include <map>
#include <regex>
#include <sstream>
#include <string>

std::string make_line(int i) {
    std::ostringstream out;
    if (i % 4 == 1) {
        out << "note " << i << " without any date";
    } else {
        out << "order " << i * 13 << " shipped " << 1990 + i % 31 << "-" << (i % 12 < 9 ? "0" : "") << i % 12 + 1
            << "-" << 10 + i % 18 << " to customer " << i % 97;
    }
    return out.str();
}

bool parse(const std::string& line, int& year, int& month, int& day) {
    std::regex date("(\\d{4})-(\\d{2})-(\\d{2})");
    std::smatch match;
    if (!std::regex_search(line, match, date)) return false;
    year = std::stoi(match[1].str());
    month = std::stoi(match[2].str());
    day = std::stoi(match[3].str());
    return true;
}

int main() {
    int lines, step;
    std::cin >> lines >> step;
    std::map<int, int> per_year;
    int missing = 0;
    long checksum = 0;
    for (int i = 0; i < lines; ++i) {
        int y, m, d;
        if (parse(make_line(i * step + i % 5), y, m, d)) {
            per_year[y]++;
            checksum += m * 31 + d;
        } else {
            missing++;
        }
    }
    for (const auto& entry : per_year) std::cout << entry.first << ": " << entry.second << "\n";
    std::cout << missing << " without, checksum " << checksum << "\n";
    return 0;
}
