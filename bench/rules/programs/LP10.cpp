#include <cstdio>
#include <vector>
using namespace std;

static void blend(vector<int>& image, const vector<int>& layer, int n, bool invert, int strength) {
    for (int i = 0; i < n; i++) {
        if (invert) {
            image[i] = 255 - (image[i] + layer[i] * strength) / 2;
        } else {
            image[i] = image[i] + layer[i] * strength;
        }
        image[i] &= 255;
    }
}

int main() {
    int n = 200000;
    vector<int> image(n), layer(n);
    for (int i = 0; i < n; i++) {
        image[i] = i % 251;
        layer[i] = i * 7 % 239;
    }
    for (int round = 0; round < 300; round++) blend(image, layer, n, round % 3 == 0, round);
    long long total = 0;
    for (int i = 0; i < n; i++) total += image[i];
    printf("%lld\n", total);
    return 0;
}
