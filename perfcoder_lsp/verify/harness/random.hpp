// Numbers that are the same in every build: a random stream (splitmix64) and a hash.
// Both are written out here, since the standard library's distributions and hashes differ between versions.
#pragma once

namespace perfcoder {

inline std::uint64_t scrambled(std::uint64_t value) {
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9u;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebu;
    return value ^ (value >> 31);
}

// What a floating-point number is, by its bits: under -ffast-math, compilers take all of them for finite.
inline constexpr std::uint64_t sign_bit = std::uint64_t(1) << 63, infinity_bits = std::uint64_t(0x7ff) << 52;

inline std::uint64_t bits_of(double value) {
    std::uint64_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    return bits;
}
inline bool is_infinite(double value) { return (bits_of(value) & ~sign_bit) == infinity_bits; }
inline bool is_nan(double value) { return (bits_of(value) & ~sign_bit) > infinity_bits; }

struct Random {
    std::uint64_t state;

    std::uint64_t bits() { return scrambled(state += 0x9e3779b97f4a7c15u); }

    bool one_in(std::uint64_t times) { return bits() % times == 0; }

    /// A number from `low` to `high`, both included; `low` where there is none between them.
    std::int64_t between(std::int64_t low, std::int64_t high) {
        std::uint64_t number = bits();
        if (high <= low) return low;
        std::uint64_t width = std::uint64_t(high) - std::uint64_t(low) + 1;
        return std::int64_t(width ? std::uint64_t(low) + number % width : number);
    }

    /// A number of [0, 1).
    double fraction() { return double(bits() >> 11) * 0x1.0p-53; }
};

struct Hash {
    std::uint64_t value = 0xcbf29ce484222325u;

    void mix(std::uint64_t next) {
        value = (value ^ next) * 0x100000001b3u;
        value ^= value >> 29;
    }

    void mix(const void* bytes, std::size_t count) {
        auto* each = static_cast<const unsigned char*>(bytes);
        mix(count);
        for (std::size_t i = 0; i < count; i++) mix(each[i]);
    }
};

}  // namespace perfcoder
