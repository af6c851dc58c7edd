// Functions that are awkward to call from outside; every one must become a unit that compiles.
#include <algorithm>
#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#define int long long
#define all(x) (x).begin(), (x).end()
#define N 100
#define private public
using namespace std;
typedef vector<vector<int>> Matrix;

// Names that the standard library has too, and overloads.
int gcd(int a, int b) { return b ? gcd(b, a % b) : a; }
int max(int a, int b, int c) { return std::max(a, std::max(b, c)); }
template <class T> T lcm(T a, T b) { return a / __gcd(a, b) * b; }
static int distance(const vector<int>& a, const vector<int>& b) {
    int s = 0;
    for (size_t i = 0; i < a.size(); i++) s += abs(a[i] - b[i]);
    return s;
}
int over(int a) { return a; }
int over(const string& s) { return s.size(); }

// Namespaces, unnamed ones, C linkage.
namespace { namespace deep { int hidden(vector<int> v) { return v.size(); } } }
namespace outer::inner {
struct Box {
    int w;
    Box(int w) : w(w) {}
    int area() const { return w * w; }
    static int twice(int x) { return 2 * x; }
    operator bool() const { return w != 0; }
    Box operator+(const Box& o) const { return Box(w + o.w); }
    friend bool operator==(const Box& a, const Box& b) { return a.w == b.w; }
    friend int open(const Box& b);
};
int open(const Box& b) { return b.w; }
bool operator<(const Box& a, const Box& b) { return a.w < b.w; }
}  // namespace outer::inner
extern "C" {
int c_linkage(int a, const char* s) { return a + s[0]; }
}
extern "C" int c_linkage_alone(double d) { return d; }

// Class templates, their members outside of them, specializations.
template <class T, class Alloc = std::allocator<T>> class Stack {
    struct Node {
        T value;
        Node* next;
    };
    Node* head = nullptr;
    std::vector<T, Alloc> data;

  public:
    void push(const T& x) { data.push_back(x); }
    T top() const;
    template <class U> U as(U start) const {
        for (auto& x : data) start += x;
        return start;
    }
    struct Iter {
        T* p;
        T& get() { return *p; }
    };
    static int count(const Stack& s) { return s.data.size(); }
    Node* make(T v) { return new Node{v, nullptr}; }
};
template <class U, class A> U Stack<U, A>::top() const { return data.back(); }
template <> struct std::hash<outer::inner::Box> {
    size_t operator()(const outer::inner::Box& b) const { return b.w; }
};
template <class T> struct Trait {
    static int size_of(T) { return 1; }
};
template <class T> struct Trait<T*> {
    static int size_of_pointer(T* p) { return p ? 2 : 0; }
};
template <> struct Trait<double> {
    static int size_of_double(double) { return 3; }
};

// Classes: virtual, without default constructor, nested types in signatures, members of all sorts.
struct Shape {
    virtual double area() const = 0;
    virtual ~Shape() {}
};
struct Square : Shape {
    double s = 1;
    double area() const override { return s * s; }
};
class Graph {
  public:
    explicit Graph(int n);
    Graph(const Graph&) = default;
    void add_edge(int u, int v);
    int degree(int) const;
    struct Edge {
        int to;
        double w;
    };
    Edge make(int to, Edge other) const;
    static Graph* create(int n);

  private:
    vector<vector<int>> adj;
    int n;
};
Graph::Graph(int n) : adj(n), n(n) {}
void Graph::add_edge(int u, int v) {
    adj[u].push_back(v);
    adj[v].push_back(u);
}
int Graph::degree(int u) const { return adj[u].size(); }
Graph::Edge Graph::make(int to, Edge other) const { return {to + other.to, other.w}; }
Graph* Graph::create(int n) { return new Graph(n); }
struct Outer {
    class Nested {
        int secret;

      public:
        Nested(int s) : secret(s) {}
        Nested(const Nested&) = delete;
        int get() { return secret; }
    };
    union U {
        int a;
        float b;
        int g() { return a; }
    };
};
struct Ref {
    int take() && { return 1; }
    int keep() & { return 2; }
    int vol() volatile { return 3; }
};
struct Func {
    int k;
    int operator()(int x) const { return x * k; }
    int& operator[](int i) { return k; }
    Func& operator++() {
        ++k;
        return *this;
    }
    Func operator++(signed) { return *this; }
};
struct Bits {
    unsigned a : 3, b : 5;
    int c[4];
    const int d = 3;
    int sum() { return a + b + c[0]; }
};

// Parameters of all sorts.
int unnamed(int, const vector<int>&, int (*)(int), int[3], int (&)[4], const char*) { return 1; }
int defaults(int a = 3, string s = "a,b", vector<int> v = {1, 2} /* , */) { return a + s.size() + v.size(); }
int rvalue(vector<int>&& v) { return v.size(); }
unique_ptr<Square> consume(unique_ptr<Square> p) { return p; }
int function_pointer(int (*f)(int, int), int x) { return f(x, x); }
int rows(int a[][10], int n) { return a[0][0] + n; }
int standard(optional<string> s, initializer_list<int> l, pair<int, int> p) { return s.has_value() + l.size(); }
int matrix(Matrix m, int rows, int cols) {
    int s = 0;
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < cols; j++) s += m[i][j];
    return s;
}
const int* find(const int* first, const int* last, int key) {
    while (first != last && *first != key) ++first;
    return first;
}
enum class Color { red, green };
Color next(Color c) { return c == Color::red ? Color::green : Color::red; }
typedef struct {
    int a, b;
} Pair;
int pair_sum(Pair p) { return p.a + p.b; }

// Function templates.
template <class... A> int sum(A... a) { return (0 + ... + a); }
template <class F, class... A> auto call(F&& f, A&&... a) { return f(std::forward<A>(a)...); }
template <int K> int times(int x) { return K * x; }
template <template <class, class> class C> int hold(const C<int, std::allocator<int>>& c) { return c.size(); }
template <class T, std::enable_if_t<std::is_integral<T>::value, int> = 0> T only(T x) { return x; }
template <class T> typename T::value_type first(const T& c) { return *c.begin(); }
template <class T> T make_default() { return T(); }
template <class T> int cells(T grid, int n) { return grid[0][n]; }
template <class It, class Compare> void insertion_sort(It a, It b, Compare less) {
    for (It i = a; i != b; ++i)
        for (It j = i; j != a && less(*j, *(j - 1)); --j) swap(*j, *(j - 1));
}

// What stands around a function's name.
auto trailing(const vector<int>& v) -> decltype(v.size()) { return v.size(); }
[[nodiscard]] inline int attributed([[maybe_unused]] int a) noexcept { return 1; }
__attribute__((noinline)) static int gnu_attributed(int a) { return a; }
int (*returns_function(int a))(int) { return nullptr; }
int try_block(int a) try { return a; } catch (...) { return 0; }
constexpr int fibonacci(int n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }
int operator""_km(unsigned long long v) { return v * 1000; }

// Lambdas and state.
auto square = [](int x) { return x * x; };
static const auto generic = [](const auto& v) { return v.size(); };
int with_lambda(vector<int> v) {
    auto descending = [](int a, int b) {
        return a > b;  // on lines of its own
    };
    std::sort(all(v), descending);
    int k = 3;
    auto shifted = [&](int x) { return x + k; };
    return shifted(v.empty() ? 0 : v[0]);
}
int counted[N], total;
const int LIMIT = 5;
int use(int q) {
    for (int i = 0; i < N; i++) total += counted[i];
    return total + q + LIMIT;
}

namespace app {
int main(int x) { return x; }
}  // namespace app
signed main() {
    Stack<double> s;
    return times<3>(4) + app::main(1);
}
