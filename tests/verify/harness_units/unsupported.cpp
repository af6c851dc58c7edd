// Parameters of which no values can be made, beside some of which they can.
struct Shape {
    virtual double area() const = 0;
};
struct Hidden;
class Closed {
public:
    explicit Closed(const Hidden& hidden);
};
union Either {
    int number;
    float real;
};
struct Holder {
    Shape& shape;
};

static int perfcoder_target_(int fine, void* memory, const Shape& shape, Hidden* hidden, Closed closed, Either either,
                             std::vector<std::unique_ptr<Shape>>& shapes, std::map<int, Closed*> closeds, Holder holder,
                             std::ifstream& file, int& (*callback)(int), std::unique_ptr<int[]> array) {
    return fine + int(shape.area());
}

namespace perfcoder {
inline const Parameter target_parameters[] = {{nullptr, Role::none, 0, 0, -1, 0}};
inline const std::int64_t target_integers[] = {0};
inline const double target_reals[] = {0};
inline const char* const target_strings[] = {nullptr};
}  // namespace perfcoder
PERFCODER_HARNESS(&::perfcoder_target_)
