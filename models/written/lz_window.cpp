// timed: 40000 700 12000*word
// checked: 40 16 8*word | 100 8 30*word
#include <iostream>
#include <string>
#include <vector>

struct Token {
    int offset;
    int length;
    char next;
};

static std::vector<Token> compress(const std::string& text, int window) {
    std::vector<Token> tokens;
    size_t pos = 0;
    while (pos < text.size()) {
        Token best{0, 0, text[pos]};
        size_t begin = pos > (size_t)window ? pos - window : 0;
        for (size_t start = begin; start < pos; start++) {
            int len = 1;
            while (pos + len < text.size() && start + len <= pos &&
                   text.substr(start, len) == text.substr(pos, len))
                len++;
            len--;
            if (len > best.length) best = Token{int(pos - start), len, text[pos + len]};
        }
        tokens.push_back(best);
        pos += best.length + 1;
    }
    return tokens;
}

static std::string expand(const std::vector<Token>& tokens) {
    std::string out;
    for (const Token& t : tokens) {
        size_t from = out.size() - t.offset;
        for (int i = 0; i < t.length; i++) out = out + out[from + i];
        out = out + t.next;
    }
    return out;
}

int main() {
    int length, window;
    std::cin >> length >> window;
    std::string text, word;
    while ((int)text.size() < length && std::cin >> word) text += word + " ";
    std::vector<Token> tokens = compress(text, window);
    std::string again = expand(tokens);
    std::cout << text.size() << " -> " << tokens.size() << " tokens\n";
    int literals = 0;
    for (const Token& t : tokens)
        if (t.length == 0) literals++;
    std::cout << literals << " literals, " << (again == text ? "ok" : "DIFFERENT") << "\n";
}
