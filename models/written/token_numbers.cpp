// timed: 120000*word 40000*[1..999999]
// checked: 3 abc 7 e | 10*[1..50] 10*word
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

class ParseError : public std::runtime_error {
public:
    explicit ParseError(const std::string& what) : std::runtime_error("not a number: " + what) {}
};

long parse_number(const std::string& token) {
    long value = 0;
    for (char c : token) {
        if (c < '0' || c > '9') throw ParseError(token);
        value = value * 10 + (c - '0');
    }
    return value;
}

}  // namespace

int main() {
    std::vector<std::string> tokens;
    for (std::string token; std::cin >> token;) tokens.push_back(token);

    long sum = 0;
    std::size_t numbers = 0, errors = 0, message_bytes = 0;
    std::vector<int> per_first_letter(256, 0);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        try {
            sum += parse_number(tokens[i]);
            ++numbers;
        } catch (const ParseError& e) {
            ++errors;
            message_bytes += std::string(e.what()).size();
            ++per_first_letter[static_cast<unsigned char>(tokens[i][0])];
        }
    }
    std::cout << "numbers " << numbers << " sum " << sum << '\n';
    std::cout << "errors " << errors << " (" << message_bytes << " bytes)\n";
    for (int c = 0; c < 256; ++c)
        if (per_first_letter[c]) std::cout << char(c) << ' ' << per_first_letter[c] << '\n';
}
