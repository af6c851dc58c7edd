#include <cmath>
#include <cstdio>

float wave(float x) {
    float y = sin(x);
    float z = exp(y);
    return z;
}

int main() {
    float total = 0;
    for (int i = 0; i < 1000000; i++) {
        total += wave(i % 1000 * 0.001f) > 1.5f ? 1 : 0;
    }
    std::printf("%.0f\n", total);
}
