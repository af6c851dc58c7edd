// C++20.
#include <concepts>
#include <span>
#include <vector>

template <class T>
concept Number = std::integral<T> || std::floating_point<T>;

template <std::integral T> T twice(T x) { return 2 * x; }
template <Number T> T half(T x) { return x / 2; }
template <class T>
    requires Number<T>
T negated(T x) {
    return -x;
}
template <class T> T trailing_requires(T x) requires std::floating_point<T> { return x; }
auto abbreviated(const auto& a, std::integral auto n) { return a.size() + n; }
int total(std::span<const int> a) {
    int sum = 0;
    for (int x : a) sum += x;
    return sum;
}
struct Ordered {
    int key;
    auto operator<=>(const Ordered&) const = default;
    bool less(const Ordered& other) const { return *this < other; }
};
template <auto V> int constant(int x) { return x + V; }
consteval int compile_time(int x) { return x; }
