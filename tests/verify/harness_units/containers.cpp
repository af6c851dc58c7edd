// Sequences of the standard library, by value, by reference and by pointer.
template <class... T> static std::size_t total(const T&... each) { return (std::size_t(each.size()) + ... + 0); }

static std::size_t perfcoder_target_(std::vector<int> a, const std::vector<std::vector<int>>& b, std::deque<double>&& c,
                                     std::list<long>& d, const std::forward_list<short>& e, std::array<int, 5> f,
                                     std::queue<int> g, std::stack<std::string> h, std::bitset<70> i,
                                     const std::valarray<double>& j, std::initializer_list<int> k, std::vector<bool> l,
                                     std::vector<std::pair<int, int>>& m, std::vector<std::unique_ptr<int>> n) {
    d.push_back(7);
    m.emplace_back(1, 2);
    std::size_t moved = std::vector<std::unique_ptr<int>>(std::move(n)).size();
    return total(a, b, c, d, f, g, h, i, j, k, l, m) + moved + std::size_t(std::distance(e.begin(), e.end()));
}

namespace perfcoder {
inline const Parameter target_parameters[] = {{nullptr, Role::none, 0, 0, -1, 0}};
inline const std::int64_t target_integers[] = {0};
inline const double target_reals[] = {0};
inline const char* const target_strings[] = {nullptr};
}  // namespace perfcoder
PERFCODER_HARNESS(&::perfcoder_target_)
