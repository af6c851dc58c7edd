#include <cstdio>
#include <vector>
using namespace std;

struct Particle {
    double x, y, z;
    double vx, vy, vz;
    double mass;
    int id;
};

int main() {
    const int n = 300000;
    vector<Particle> particles(n);
    unsigned state = 1;
    for (int i = 0; i < n; i++) {
        state = state * 1664525u + 1013904223u;
        particles[i].x = state % 1000;
        particles[i].y = state % 77;
        particles[i].z = state % 13;
        particles[i].vx = state % 7;
        particles[i].vy = particles[i].vz = 1;
        particles[i].mass = 1 + state % 5;
        particles[i].id = i;
    }
    for (int step = 0; step < 100; step++) {
        for (int i = 0; i < n; i++) particles[i].x += particles[i].vx * 0.01;
    }
    double sum = 0;
    for (int i = 0; i < n; i++) sum += particles[i].x * particles[i].mass + particles[i].y - particles[i].z;
    printf("%.6f %d\n", sum, particles[n / 2].id);
}
