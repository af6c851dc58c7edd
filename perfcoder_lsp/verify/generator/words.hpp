// Which word or line comes next.

#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "chance.hpp"
#include "parameters.hpp"

namespace perfcoder_generator {

class Words {
 public:
  Words(const Parameters& parameters, Chance& chance) : parameters_(parameters), chance_(chance) {}

  char letter() {
    const std::string& letters = parameters_.alphabet;
    if (parameters_.shape == Shape::equal) return letters[parameters_.seed % letters.size()];
    Integer used = static_cast<Integer>(letters.size());
    if (parameters_.values == Values::binary) used = std::min<Integer>(used, 2);
    if (parameters_.values == Values::digit) used = std::min<Integer>(used, 4);
    return letters[static_cast<std::size_t>(chance_.between(0, used - 1))];
  }

  // A word of `length` letters; unless it has to be so long, any other one of at most `longest` (0: any number).
  std::string word(Integer length, bool exact, Integer longest) {
    std::string made = again(exact ? length : 0, longest);
    if (made.empty()) {
      const std::size_t letters = static_cast<std::size_t>(std::min(length, parameters_.max_bytes + 1));
      while (made.size() < letters) made += letter();
      if (made[0] == '0' && made.size() > 1 && parameters_.alphabet.size() == 10) made[0] = '1';
    }
    if (made.size() <= kKept && earlier_.size() < kKept) earlier_.push_back(made);
    return made;
  }

  // Words with single spaces between them.
  std::string line(Integer length) {
    const std::size_t letters = static_cast<std::size_t>(std::min(length, parameters_.max_bytes + 1));
    std::string made;
    while (made.size() < letters) {
      const bool inside = !made.empty() && made.back() != ' ' && made.size() + 1 < letters;
      made += inside && chance_.between(0, 5) == 0 ? ' ' : letter();
    }
    return made;
  }

 private:
  static constexpr std::size_t kKept = 200;

  // What is compared is often alike: an earlier word, a part of it, with another letter, or backwards. Empty: none.
  std::string again(Integer length, Integer longest) {
    if (!parameters_.reuse || earlier_.empty() || chance_.between(0, 1)) return "";
    std::string found = earlier_[chance_.random() % earlier_.size()];
    const Integer last = static_cast<Integer>(found.size()) - 1;
    switch (chance_.between(0, 4)) {
      case 0: found[static_cast<std::size_t>(chance_.between(0, last))] = letter(); break;
      case 1: std::reverse(found.begin(), found.end()); break;
      case 2:
      case 3: {
        const Integer first = chance_.between(0, last), count = chance_.between(1, last + 1 - first);
        found = found.substr(static_cast<std::size_t>(first), static_cast<std::size_t>(count));
        break;
      }
      default: break;
    }
    const Integer size = static_cast<Integer>(found.size());
    return (length > 0 && size != length) || (longest > 0 && size > longest) ? "" : found;
  }

  const Parameters& parameters_;
  Chance& chance_;
  std::vector<std::string> earlier_;
};

}  // namespace perfcoder_generator
