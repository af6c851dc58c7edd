// timed: 160 60 15000
// checked: 20 8 50 | 10 5 200
#include <iostream>
#include <map>
#include <string>

int escape(double cr, double ci, int limit) {
    double zr = 0, zi = 0, r2 = 0, i2 = 0;
    int n = 0;
    while (n < limit && r2 + i2 <= 4.0) {
        zi = 2 * zr * zi + ci;
        zr = r2 - i2 + cr;
        r2 = zr * zr;
        i2 = zi * zi;
        ++n;
    }
    return n;
}

std::string shade(int n, int limit) {
    std::map<int, std::string> shades;
    shades[0] = ".";
    shades[1] = ":";
    shades[2] = "+";
    shades[3] = "*";
    shades[4] = "@";
    if (n == limit) return " ";
    return shades[n % 5];
}

int main() {
    int width, height, limit;
    std::cin >> width >> height >> limit;
    long inside = 0;
    for (int y = 0; y < height; y++) {
        std::string line;
        for (int x = 0; x < width; x++) {
            int n = escape(-2.2 + 3.2 * x / width, -1.2 + 2.4 * y / height, limit);
            int again = escape(-2.2 + 3.2 * (x + 0.5) / width, -1.2 + 2.4 * (y + 0.5) / height, limit);
            line = line + shade(n, limit);
            if (n == limit) inside++;
            if (again == limit) inside++;
        }
        std::cout << line << std::endl;
    }
    std::cout << inside << std::endl;
}
