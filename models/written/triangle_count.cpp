// timed: 1400 90000
// checked: 6 30 | 40 300
#include <cstdint>
#include <iostream>
#include <set>
#include <vector>

class Graph {
public:
    explicit Graph(int n) : adj_(n) {}

    void connect(int a, int b) {
        if (a == b) return;
        adj_[a].insert(b);
        adj_[b].insert(a);
    }

    bool linked(int a, int b) const { return adj_[a].find(b) != adj_[a].end(); }
    int size() const { return static_cast<int>(adj_.size()); }
    const std::set<int>& around(int v) const { return adj_[v]; }

private:
    std::vector<std::set<int>> adj_;
};

long triangles(const Graph& g) {
    long found = 0;
    for (int v = 0; v < g.size(); ++v)
        for (int a : g.around(v))
            for (int b : g.around(v))
                if (v < a && a < b && g.linked(a, b)) ++found;
    return found;
}

int main() {
    int n, m;
    std::cin >> n >> m;
    Graph g(n);
    std::uint32_t s = 362436069u;
    for (int i = 0; i < m; ++i) {
        s = s * 69069u + 1234567u;
        int a = (s >> 12) % n;
        s = s * 69069u + 1234567u;
        int b = (s >> 12) % n;
        g.connect(a, b);
    }
    std::size_t degree = 0;
    for (int v = 0; v < n; ++v)
        if (g.around(v).size() > degree) degree = g.around(v).size();
    std::cout << "triangles " << triangles(g) << " max degree " << degree << "\n";
}
