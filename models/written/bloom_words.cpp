// timed: 22 90000*word
// checked: 4 6*word | 10 100*word
#include <cstdint>
#include <iostream>
#include <string>
#include <vector>

class BloomFilter {
public:
    BloomFilter(unsigned log2_bits, int hashes)
        : mask_((std::uint64_t{1} << log2_bits) - 1), hashes_(hashes), bits_((mask_ >> 6) + 1) {}

    bool add(const std::string& key) {
        std::uint64_t h = hash(key), step = (h >> 32) | 1;
        bool fresh = false;
        for (int i = 0; i < hashes_; ++i, h += step) {
            std::uint64_t& cell = bits_[(h & mask_) >> 6];
            const std::uint64_t bit = std::uint64_t{1} << (h & 63);
            if (!(cell & bit)) fresh = true;
            cell |= bit;
        }
        return fresh;
    }

    int population() const {
        int n = 0;
        for (std::uint64_t cell : bits_)
            for (int b = 0; b < 64; ++b)
                if (cell >> b & 1) ++n;
        return n;
    }

private:
    static std::uint64_t hash(const std::string& s) {
        std::uint64_t h = 14695981039346656037ULL;
        for (unsigned char c : s) h = (h ^ c) * 1099511628211ULL;
        return h ^ (h >> 29);
    }

    std::uint64_t mask_;
    int hashes_;
    std::vector<std::uint64_t> bits_;
};

int main() {
    unsigned bits;
    std::cin >> bits;
    std::vector<std::string> words;
    std::string word;
    while (std::cin >> word) words.push_back(word);
    BloomFilter filter(bits, 5);
    long fresh = 0;
    for (const std::string& a : words)
        if (filter.add(a)) ++fresh;
    for (std::size_t i = 0; i + 1 < words.size(); ++i)
        for (int tail = 0; tail < 26; ++tail)
            if (filter.add(words[i] + words[i + 1] + char('a' + tail))) ++fresh;
    std::cout << words.size() << ' ' << fresh << ' ' << filter.population() << '\n';
}
