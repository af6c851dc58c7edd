// timed: 4000000
// checked: 9 | 1
#include <cstdint>
#include <cstdio>
#include <vector>

std::uint32_t crc32(std::vector<unsigned char> bytes) {
    std::uint32_t crc = 0xFFFFFFFFu;
    for (std::size_t i = 0; i < bytes.size(); i++) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; bit++) {
            if (crc & 1) crc = (crc >> 1) ^ 0xEDB88320u;
            else crc >>= 1;
        }
    }
    return ~crc;
}

int main() {
    int n;
    if (std::scanf("%d", &n) != 1) return 1;
    std::vector<unsigned char> data;
    for (int i = 0; i < n; i++) data.push_back((unsigned char)(i * 31 + (i >> 3)));
    std::printf("%08x\n", crc32(data));
}
