#include <cstdio>
#include <vector>

static void accumulate(float* out, const float* in, const float* weight, int n, int taps) {
    for (int t = 0; t < taps; t++) {
        for (int i = 0; i < n; i++) {
            out[i] += in[i + t] * weight[t];
        }
    }
}

int main() {
    const int n = 40000, taps = 64;
    std::vector<float> out(n), in(n + taps), weight(taps);
    for (int i = 0; i < n + taps; i++) in[i] = i % 17 * 0.5f;
    for (int t = 0; t < taps; t++) weight[t] = 1.0f / (t + 2);
    for (int round = 0; round < 15; round++) accumulate(out.data(), in.data(), weight.data(), n, taps);
    double total = 0;
    for (int i = 0; i < n; i++) total += out[i];
    printf("%.6f\n", total);
    return 0;
}
