// timed: 900
// checked: 8 | 1
#include <cmath>
#include <complex>
#include <iostream>
#include <vector>

typedef std::complex<double> Complex;

std::vector<Complex> transform(std::vector<Complex> in) {
    std::vector<Complex> out;
    size_t n = in.size();
    for (size_t k = 0; k < n; k++) {
        Complex sum(0, 0);
        for (size_t t = 0; t < n; t++) {
            double angle = 2 * M_PI * t * k / n;
            sum = sum + in[t] * Complex(cos(angle), -sin(angle));
        }
        out.push_back(sum);
    }
    return out;
}

int main() {
    size_t n;
    std::cin >> n;
    std::vector<Complex> signal;
    for (size_t i = 0; i < n; i++) signal.push_back(Complex((double)(i * i % 17), 0));
    std::vector<Complex> spectrum = transform(signal);
    double power = 0;
    for (size_t i = 0; i < spectrum.size(); i++) power += pow(abs(spectrum[i]), 2);
    std::cout << (long long)(power + 0.5) << std::endl;
}
