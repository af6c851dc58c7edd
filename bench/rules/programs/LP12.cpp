#include <cstdio>
#include <vector>

const int samples = 2400, features = 1200;
static double data[samples][features];
static double mean[features];
static double deviation[features];

int main() {
    for (int i = 0; i < samples; i++)
        for (int j = 0; j < features; j++)
            data[i][j] = (i * 31 + j * 17) % 101 / 7.0;

    for (int j = 0; j < features; j++) {
        mean[j] = 0.0;
        for (int i = 0; i < samples; i++)
            mean[j] += data[i][j];
        mean[j] /= samples;
    }
    for (int j = 0; j < features; j++) {
        double total = 0.0;
        for (int i = 0; i < samples; i++) {
            total += (data[i][j] - mean[j]) * (data[i][j] - mean[j]);
        }
        deviation[j] = total;
    }
    double checksum = 0;
    for (int j = 0; j < features; j++) checksum += mean[j] * 3 + deviation[j];
    printf("%.9f\n", checksum);
    return 0;
}
