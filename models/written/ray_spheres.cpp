// timed: 900 700 20
// checked: 8 6 3 | 30 20 5
#include <cmath>
#include <iostream>
#include <memory>
#include <vector>
using namespace std;

struct V {
    double x, y, z;
    V operator+(const V& b) const { return {x + b.x, y + b.y, z + b.z}; }
    V operator-(const V& b) const { return {x - b.x, y - b.y, z - b.z}; }
    V operator*(double k) const { return {x * k, y * k, z * k}; }
    double dot(const V& b) const { return x * b.x + y * b.y + z * b.z; }
    V unit() const { return *this * (1 / sqrt(dot(*this))); }
};

struct Thing {
    virtual ~Thing() {}
    virtual double hit(const V& o, const V& d) const = 0;
    virtual V normal(const V& p) const = 0;
};

struct Sphere : Thing {
    V c;
    double r;
    Sphere(V c, double r) : c(c), r(r) {}
    double hit(const V& o, const V& d) const override {
        V oc = o - c;
        double b = oc.dot(d), q = b * b - (oc.dot(oc) - r * r);
        if (q < 0) return -1;
        double t = -b - sqrt(q);
        return t > 1e-4 ? t : -1;
    }
    V normal(const V& p) const override { return (p - c).unit(); }
};

struct Floor : Thing {
    double hit(const V& o, const V& d) const override { return d.y < -1e-6 ? -(o.y + 2) / d.y : -1; }
    V normal(const V&) const override { return {0, 1, 0}; }
};

double trace(const vector<unique_ptr<Thing>>& world, V o, V d, int depth) {
    const Thing* best = nullptr;
    double t = 1e9;
    for (const auto& thing : world) {
        double h = thing->hit(o, d);
        if (h > 0 && h < t) {
            t = h;
            best = thing.get();
        }
    }
    if (!best) return 0.2 + 0.3 * (d.y + 1);
    V p = o + d * t, n = best->normal(p);
    double light = max(0.0, n.dot(V{0.577, 0.577, -0.577}));
    if (depth == 0) return light;
    return 0.6 * light + 0.4 * trace(world, p + n * 1e-4, d - n * (2 * d.dot(n)), depth - 1);
}

int main() {
    int w, h, spheres;
    cin >> w >> h >> spheres;
    vector<unique_ptr<Thing>> world;
    world.push_back(make_unique<Floor>());
    for (int i = 0; i < spheres; i++)
        world.push_back(make_unique<Sphere>(V{i * 1.3 - spheres * 0.6, (i * 5 % 3) - 1.0, 6.0 + i % 4}, 0.9));
    double sum = 0, brightest = 0;
    for (int y = 0; y < h; y++)
        for (int x = 0; x < w; x++) {
            V d = V{(x - w / 2.0) / w * 2, (h / 2.0 - y) / w * 2, 1.2}.unit();
            double c = trace(world, V{0, 0, 0}, d, 3);
            sum += c;
            brightest = max(brightest, c);
        }
    cout << sum / (w * h) << " " << brightest << endl;
}
