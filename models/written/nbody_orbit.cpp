// timed: 1000000
// checked: 10 | 1000
#include <cmath>
#include <cstdio>
#include <iostream>
#include <map>
#include <string>
#include <vector>

struct Body {
    double x, y, z, vx, vy, vz, mass;
};

void advance(std::vector<Body>& bodies, double dt) {
    const size_t n = bodies.size();
    for (size_t i = 0; i < n; ++i) {
        Body& a = bodies[i];
        for (size_t j = i + 1; j < n; ++j) {
            Body& b = bodies[j];
            const double dx = a.x - b.x, dy = a.y - b.y, dz = a.z - b.z;
            const double d2 = dx * dx + dy * dy + dz * dz + 1e-4;
            const double mag = dt / (d2 * std::sqrt(d2));
            a.vx -= dx * b.mass * mag;
            a.vy -= dy * b.mass * mag;
            a.vz -= dz * b.mass * mag;
            b.vx += dx * a.mass * mag;
            b.vy += dy * a.mass * mag;
            b.vz += dz * a.mass * mag;
        }
    }
    for (Body& b : bodies) {
        b.x += dt * b.vx;
        b.y += dt * b.vy;
        b.z += dt * b.vz;
    }
}

double energy(std::vector<Body> bodies) {
    double e = 0;
    for (size_t i = 0; i < bodies.size(); ++i) {
        Body b = bodies[i];
        e += 0.5 * b.mass * (std::pow(b.vx, 2) + std::pow(b.vy, 2) + std::pow(b.vz, 2));
        for (size_t j = i + 1; j < bodies.size(); ++j) {
            Body c = bodies[j];
            e -= b.mass * c.mass /
                 std::sqrt(std::pow(b.x - c.x, 2) + std::pow(b.y - c.y, 2) + std::pow(b.z - c.z, 2));
        }
    }
    return e;
}

int main() {
    int steps;
    std::cin >> steps;
    std::map<std::string, Body> catalogue;
    catalogue["sun"] = {0, 0, 0, 0, 0, 0, 39.47};
    catalogue["jove"] = {4.84, -1.16, -0.10, 0.606, 2.81, -0.02, 0.037};
    catalogue["saturn"] = {8.34, 4.12, -0.4, -1.01, 1.82, 0.008, 0.011};
    catalogue["uranus"] = {12.89, -15.11, -0.22, 1.08, 0.868, -0.01, 0.0017};
    catalogue["neptune"] = {15.37, -25.9, 0.179, 0.979, 0.594, -0.034, 0.002};
    catalogue["pluto"] = {-9.8, -28.1, 5.8, 1.1, -0.46, -0.2, 0.0001};
    std::vector<Body> bodies;
    for (auto entry : catalogue) bodies.push_back(entry.second);
    printf("%.7f\n", energy(bodies));
    for (int s = 0; s < steps; ++s) advance(bodies, 0.001);
    printf("%.7f\n", energy(bodies));
    for (const Body& b : bodies) printf("%.4f %.4f %.4f\n", b.x, b.y, b.z);
}
