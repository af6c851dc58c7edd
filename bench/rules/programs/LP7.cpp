#include <cstdio>
#include <string>
#include <vector>

int longest(const std::vector<std::string>& words) {
    int best = 0;
    for (size_t i = 0; i < words.size(); i++) {
        if ((int)words[i].size() > best) best = (int)words[i].size();
    }
    return best;
}

int main() {
    std::vector<std::string> words;
    for (int i = 0; i < 2000; i++) words.push_back(std::string(i % 1990 + 3, 'a' + i % 26));
    std::vector<int> histogram(4096);
    for (int length = 0; length <= longest(words); length++) {
        histogram[length] = 0;
        for (size_t i = 0; i < words.size(); i += 7) histogram[length] += (int)words[i].size() == length;
    }
    long long total = 0;
    for (int length = 0; length < 4096; length++) total += histogram[length] * (long long)length;
    printf("%lld\n", total);
    return 0;
}
