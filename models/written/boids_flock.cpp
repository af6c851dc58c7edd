// timed: 700 60
// checked: 5 3 | 20 10
#include <cmath>
#include <cstdio>
#include <iostream>
#include <vector>

struct Vec2 {
    float x = 0, y = 0;
    Vec2() {}
    Vec2(float x, float y) : x(x), y(y) {}
    Vec2 operator+(Vec2 o) const { return Vec2(x + o.x, y + o.y); }
    Vec2 operator-(Vec2 o) const { return Vec2(x - o.x, y - o.y); }
    Vec2 operator*(float k) const { return Vec2(x * k, y * k); }
    double length() const { return std::sqrt(std::pow(x, 2.0) + std::pow(y, 2.0)); }
};

struct Boid {
    Vec2 pos;
    Vec2 vel;
};

typedef std::vector<Boid> Flock;

std::vector<int> neighbours(Flock flock, int me, float radius) {
    std::vector<int> out;
    for (int j = 0; j < (int)flock.size(); j++) {
        if (j != me && (flock[j].pos - flock[me].pos).length() < radius) out.push_back(j);
    }
    return out;
}

Vec2 cohesion(Flock flock, int me, std::vector<int> near) {
    if (near.empty()) return Vec2();
    Vec2 c;
    for (int j : near) c = c + flock[j].pos;
    c = c * (1.0f / near.size());
    return (c - flock[me].pos) * 0.01f;
}

Vec2 alignment(Flock flock, int me, std::vector<int> near) {
    if (near.empty()) return Vec2();
    Vec2 c;
    for (int j : near) c = c + flock[j].vel;
    c = c * (1.0f / near.size());
    return (c - flock[me].vel) * 0.125f;
}

Vec2 separation(Flock flock, int me, std::vector<int> near) {
    Vec2 push;
    for (int j : near) {
        Vec2 d = flock[me].pos - flock[j].pos;
        if (d.length() < 4.0) push = push + d * 0.05f;
    }
    return push;
}

int main() {
    int n, steps;
    std::cin >> n >> steps;
    Flock flock(n);
    for (int i = 0; i < n; i++) {
        flock[i].pos = Vec2((i * 37) % 100, (i * 61) % 100);
        flock[i].vel = Vec2((i % 5) - 2, (i % 7) - 3);
    }
    for (int s = 0; s < steps; s++) {
        Flock next = flock;
        for (int i = 0; i < n; i++) {
            std::vector<int> near = neighbours(flock, i, 15.0f);
            Vec2 v = flock[i].vel + cohesion(flock, i, near) + alignment(flock, i, near) + separation(flock, i, near);
            if (v.length() > 3.0) v = v * (float)(3.0 / v.length());
            next[i].vel = v;
            next[i].pos = flock[i].pos + v * 0.1f;
        }
        flock = next;
    }
    double cx = 0, cy = 0, speed = 0;
    for (Boid b : flock) {
        cx += b.pos.x;
        cy += b.pos.y;
        speed += b.vel.length();
    }
    printf("centre %.2f %.2f mean speed %.3f\n", cx / n, cy / n, speed / n);
}
