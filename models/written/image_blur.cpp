// timed: 500 350
// checked: 6 5 | 1 1
#include <iostream>
#include <vector>

class Image {
public:
    Image(int width, int height) : width(width), height(height), pixels(width * height) {}
    virtual ~Image() {}
    virtual int at(int x, int y) const {
        if (x < 0 || y < 0 || x >= width || y >= height) return 0;
        return pixels[y * width + x];
    }
    void set(int x, int y, int value) { pixels[y * width + x] = value; }
    int width, height;

private:
    std::vector<int> pixels;
};

Image blur(Image image) {
    Image result(image.width, image.height);
    for (int x = 0; x < image.width; x++)
        for (int y = 0; y < image.height; y++) {
            int sum = 0;
            for (int dx = -2; dx <= 2; dx++)
                for (int dy = -2; dy <= 2; dy++) sum += image.at(x + dx, y + dy);
            result.set(x, y, sum / 25);
        }
    return result;
}

int main() {
    int width, height;
    std::cin >> width >> height;
    Image picture(width, height);
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++) picture.set(x, y, (x * x + y * 3) % 256);
    Image soft = blur(blur(picture));
    long sum = 0;
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++) sum = (sum * 31 + soft.at(x, y)) % 1000003;
    std::cout << sum << std::endl;
}
