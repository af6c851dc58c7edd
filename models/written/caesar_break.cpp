// timed: 60000
// checked: 40 | 1
#include <cstring>
#include <iostream>
#include <string>

static const double kEnglish[26] = {8.2, 1.5, 2.8, 4.3, 12.7, 2.2, 2.0, 6.1, 7.0, 0.2, 0.8, 4.0, 2.4,
                                    6.7, 7.5, 1.9, 0.1, 6.0, 6.3, 9.1, 2.8, 1.0, 2.4, 0.2, 2.0, 0.1};

std::string shift(const std::string& text, int by) {
    std::string out = "";
    for (size_t i = 0; i < text.length(); i++) {
        char c = text[i];
        if (c >= 'a' && c <= 'z') out = out + (char)('a' + (c - 'a' + by) % 26);
        else out = out + c;
    }
    return out;
}

double distance(const std::string& text) {
    int count[26] = {0};
    int letters = 0;
    for (size_t i = 0; i < strlen(text.c_str()); i++)
        if (text[i] >= 'a' && text[i] <= 'z') {
            count[text[i] - 'a']++;
            letters++;
        }
    double sum = 0;
    for (int i = 0; i < 26; i++) {
        double expected = kEnglish[i] * letters / 100;
        sum += (count[i] - expected) * (count[i] - expected) / (expected + 1);
    }
    return sum;
}

int main() {
    int n;
    std::cin >> n;
    n = n / 4 + 1;
    std::string secret;
    unsigned r = 3;
    for (int i = 0; i < n; i++) {
        r = r * 69069u + 1u;
        secret += (r >> 20) % 6 == 0 ? ' ' : (char)('a' + (r >> 16) % 26);
    }
    int best = 0;
    double least = 1e300;
    for (int by = 0; by < 26; by++) {
        double d = distance(shift(secret, by));
        if (d < least) {
            least = d;
            best = by;
        }
    }
    std::cout << best << std::endl;
}
