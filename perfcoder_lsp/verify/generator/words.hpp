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

  // The letters of a new word, or of a line (words with single spaces between them), are made one by one: many words
  // are only looked at, where a number is parsed in the end.
  void begin(Integer length, bool in_line) {
    remaining_ = length;
    in_line_ = in_line;
    made_.clear();
  }

  bool unfinished() const { return remaining_ > 0; }
  void at_most(Integer length) { remaining_ = std::min(remaining_, length); }

  char next() {
    --remaining_;
    char made = letter();
    if (made_.empty() && made == '0' && remaining_ > 0 && parameters_.alphabet.size() == 10) made = '1';
    const bool inside = in_line_ && !made_.empty() && made_.back() != ' ' && remaining_ > 0;
    if (inside && chance_.between(0, 5) == 0) made = ' ';
    made_ += made;
    const bool keeps = !in_line_ && remaining_ == 0 && made_.size() > 1 && made_.size() <= kKept;
    if (keeps && earlier_.size() < kKept) earlier_.push_back(made_);
    return made;
  }

  // What is compared is often alike: an earlier word, a part of it, with another letter, or backwards. Empty: none.
  // It has `length` letters (0: any number), and not more than `longest` (0: any number).
  std::string again(Integer length, Integer longest) {
    if (!parameters_.reuse || earlier_.empty() || chance_.between(0, 3) == 0) return "";
    std::string found = earlier_[chance_.random() % earlier_.size()];
    const Integer last = static_cast<Integer>(found.size()) - 1;
    switch (chance_.between(0, 7)) {
      case 0:
      case 1: break;
      case 2: found[static_cast<std::size_t>(chance_.between(0, last))] = letter(); break;
      case 3: std::reverse(found.begin(), found.end()); break;
      default: {  // mostly short, so that several such parts are found in one word
        const Integer first = chance_.between(0, last), longest_part = chance_.between(1, last + 1 - first);
        found = found.substr(static_cast<std::size_t>(first), static_cast<std::size_t>((longest_part + 1) / 2));
      }
    }
    const Integer size = static_cast<Integer>(found.size());
    return (length > 0 && size != length) || (longest > 0 && size > longest) ? "" : found;
  }

 private:
  static constexpr std::size_t kKept = 200;

  const Parameters& parameters_;
  Chance& chance_;
  std::vector<std::string> earlier_;
  std::string made_;  // of the word in progress
  Integer remaining_ = 0;
  bool in_line_ = false;
};

}  // namespace perfcoder_generator
