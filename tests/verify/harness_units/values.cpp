// Numbers, characters, text, and values around others.
enum Colour { red, green, blue };
enum class Size : unsigned char { small, large };
struct Point {
    int x, y;
    double weight;
};

static double perfcoder_target_(bool a, char b, signed char c, unsigned char d, short e, unsigned f, long g,
                                unsigned long long h, __int128 i, float j, double k, long double l, wchar_t m, Colour n,
                                Size o, std::nullptr_t p, std::string q, std::string_view r, const std::wstring& s,
                                std::pair<int, std::string> t, std::tuple<int, double, std::vector<int>> u,
                                std::optional<int> v, std::variant<int, std::string> w, std::complex<double> x,
                                std::unique_ptr<Point> y, std::shared_ptr<std::vector<int>> z) {
    double sum = a + b + c + d + e + int(f) + double(g) + double(h) + double(i) + j + k + double(l) + m + n + int(o);
    sum += (p == nullptr) + double(q.size() + r.size() + s.size()) + t.first + double(std::get<2>(u).size());
    return sum + v.value_or(3) + double(w.index()) + x.real() + y->weight + double(z->size());
}

namespace perfcoder {
inline const Parameter target_parameters[] = {{nullptr, Role::none, 0, 0, -1, 0}};
inline const std::int64_t target_integers[] = {0};
inline const double target_reals[] = {0};
inline const char* const target_strings[] = {nullptr};
}  // namespace perfcoder
PERFCODER_HARNESS(&::perfcoder_target_)
