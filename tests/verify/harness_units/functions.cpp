// Functions and function objects as arguments, streams and files, and other values of the library.
struct Point {
    int x, y;
};
struct Square {
    int operator()(int value) const { return value * value; }
};

static double perfcoder_target_(std::function<int(int)> call, int (*function)(int, int),
                                bool (*less)(const Point&, const Point&), int (*compare)(const void*, const void*),
                                std::less<> order, Square square, std::istream& in, std::ostream& out,
                                std::stringstream& both, FILE* file, std::atomic<int>& counter,
                                std::chrono::milliseconds pause, std::monostate, std::vector<Point> points) {
    int number = 0;
    double sum = 0;
    while (in >> number) sum += number;
    out << sum << ' ';
    counter += 3;
    std::fputs("written", file);
    both << "more";
    std::sort(points.begin(), points.end(), less);
    for (const Point& a : points)
        for (const Point& b : points) sum += less(a, b) + less(b, a) <= 1;
    std::qsort(points.data(), points.size(), sizeof(Point), compare);
    return sum + call(3) + function(2, 3) + order(1, 2) + square(4) + double(pause.count());
}

namespace perfcoder {
inline const Parameter target_parameters[] = {{nullptr, Role::none, 0, 0, -1, 0}};
inline const std::int64_t target_integers[] = {0};
inline const double target_reals[] = {0};
inline const char* const target_strings[] = {nullptr};
}  // namespace perfcoder
PERFCODER_HARNESS(&::perfcoder_target_)
