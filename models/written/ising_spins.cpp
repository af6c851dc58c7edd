// timed: 128 700 23
// checked: 6 10 20 | 16 40 30
#include <cmath>
#include <cstdint>
#include <iostream>
#include <vector>

class Lattice {
    int L;
    double beta;
    std::vector<std::vector<int>> spin;
    std::uint64_t state = 0x9E3779B97F4A7C15ULL;

    double uniform() {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        return ((state * 0x2545F4914F6CDD1DULL) >> 11) / 9007199254740992.0;
    }

public:
    Lattice(int size, double temperature) : L(size), beta(1.0 / temperature), spin(size, std::vector<int>(size, 1)) {
        for (auto& row : spin)
            for (auto& s : row) s = uniform() < 0.7 ? 1 : -1;
    }

    int neighbours(int i, int j) const {
        return spin[(i + 1) % L][j] + spin[(i - 1 + L) % L][j] + spin[i][(j + 1) % L] + spin[i][(j - 1 + L) % L];
    }

    void sweep() {
        for (int j = 0; j < L; j++)
            for (int i = 0; i < L; i++) {
                int dE = 2 * spin[i][j] * neighbours(i, j);
                if (uniform() < std::exp(-beta * dE)) spin[i][j] *= -1;
            }
    }

    double magnetization() const {
        double m = 0;
        for (int j = 0; j < L; j++)
            for (int i = 0; i < L; i++) m += spin[i][j];
        return m / (L * L);
    }
};

int main() {
    int size, sweeps, tenths;
    std::cin >> size >> sweeps >> tenths;
    Lattice lattice(size, tenths / 10.0);
    double mean = 0;
    for (int s = 0; s < sweeps; s++) {
        lattice.sweep();
        mean += std::abs(lattice.magnetization());
    }
    std::cout << "m = " << lattice.magnetization() << "\n<|m|> = " << mean / sweeps << "\n";
}
