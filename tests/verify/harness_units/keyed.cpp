// Sets, maps and heaps.
template <class... T> static std::size_t total(const T&... each) { return (std::size_t(each.size()) + ... + 0); }

static std::size_t perfcoder_target_(std::set<int> a, const std::map<std::string, int>& b, std::multiset<char> c,
                                     std::multimap<int, double> d, std::unordered_set<int> e,
                                     std::unordered_map<std::string, std::vector<int>>& f,
                                     std::unordered_multiset<long> g, std::unordered_multimap<int, int>&& h,
                                     std::priority_queue<int> i,
                                     std::priority_queue<int, std::vector<int>, std::greater<>> j,
                                     std::map<int, std::set<int>>* k) {
    f["new"].push_back(3);
    k->erase(k->begin(), k->end());
    return total(a, b, c, d, e, f, g, h, i, j, *k);
}

namespace perfcoder {
inline const Parameter target_parameters[] = {{nullptr, Role::none, 0, 0, -1, 0}};
inline const std::int64_t target_integers[] = {0};
inline const double target_reals[] = {0};
inline const char* const target_strings[] = {nullptr};
}  // namespace perfcoder
PERFCODER_HARNESS(&::perfcoder_target_)
