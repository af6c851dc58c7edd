// timed: 3000000
// checked: 10 | 5000
#include <cstdio>
#include <functional>
#include <iostream>
#include <vector>

using State = std::vector<double>;
using Derivative = std::function<State(double, State)>;

State add(State a, State b, double k) {
    State r;
    for (size_t i = 0; i < a.size(); i++) r.push_back(a[i] + k * b[i]);
    return r;
}

State rk4(Derivative f, double t, State y, double h) {
    State k1 = f(t, y);
    State k2 = f(t + h / 2, add(y, k1, h / 2));
    State k3 = f(t + h / 2, add(y, k2, h / 2));
    State k4 = f(t + h, add(y, k3, h));
    State out(y.size());
    for (size_t i = 0; i < y.size(); i++) out[i] = y[i] + h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
    return out;
}

int main() {
    int steps;
    std::cin >> steps;
    steps /= 4;
    double alpha = 1.1, beta = 0.4, delta = 0.1, gamma = 0.4;
    Derivative lotka = [=](double, State y) {
        return State{alpha * y[0] - beta * y[0] * y[1], delta * y[0] * y[1] - gamma * y[1]};
    };
    State y = {10.0, 10.0};
    double t = 0, h = 0.002, peak = 0;
    for (int i = 0; i < steps; i++) {
        y = rk4(lotka, t, y, h);
        t += h;
        if (y[0] > peak) peak = y[0];
    }
    printf("t=%.2f prey %.4f predators %.4f peak %.3f\n", t, y[0], y[1], peak);
}
