// Random numbers that are the same for the same seed everywhere.

#pragma once

#include <cstdint>

#include "parameters.hpp"

namespace perfcoder_generator {

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed * 0x9e3779b97f4a7c15u + 77) {}

  std::uint64_t random() {  // splitmix64 (Steele, Lea, Flood 2014)
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }

  Integer between(Integer low, Integer high) {
    if (high <= low) return low;
    return low + static_cast<Integer>(random() % (static_cast<std::uint64_t>(high - low) + 1));
  }

 private:
  std::uint64_t state_;
};

}  // namespace perfcoder_generator
