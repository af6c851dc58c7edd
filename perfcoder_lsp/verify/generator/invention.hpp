// The text of the input, byte by byte: numbers, words, lines and what stands between them.

#pragma once

#include <ctype.h>
#include <stdio.h>

#include <algorithm>
#include <cstdint>
#include <deque>
#include <string>
#include <utility>

#include "chance.hpp"
#include "formats.hpp"
#include "numbers.hpp"
#include "parameters.hpp"
#include "words.hpp"

namespace perfcoder_generator {

class Invention {
 public:
  explicit Invention(Parameters parameters)
      : parameters_(std::move(parameters)),
        chance_(parameters_.seed),
        numbers_(parameters_, chance_),
        words_(parameters_, chance_) {}
  Invention(const Invention&) = delete;
  Invention& operator=(const Invention&) = delete;

  const std::string& text() const { return text_; }
  bool glued() const { return glued_; }
  Integer cpu_ms() const { return parameters_.cpu_ms; }

  // The next reads are those of `count` sites, starting with `site`; the last one stays until others are announced.
  void at(int site, int count) {
    first_site_ = site;
    last_site_ = site + std::max(1, count) - 1;
    announced_ = true;
    if (separating_ && position_ == 0) pending_.clear();  // only looked at: what separates depends on what follows
    if (site >= 0 && site < static_cast<int>(parameters_.sites.size())) visit(parameters_.sites[site]);
    for (int i = site + 1; i <= last_site_ && i < static_cast<int>(parameters_.sites.size()); ++i)
      ++parameters_.sites[i].visits;
  }

  int peek() {
    if (position_ == pending_.size()) refill();
    return position_ < pending_.size() ? static_cast<unsigned char>(pending_[position_]) : EOF;
  }

  int take() {
    const int byte = peek();
    if (byte == EOF) return EOF;
    ++position_;
    commit(static_cast<char>(byte));
    return byte;
  }

  // A number is parsed next: what was only looked at so far, and is something else, is forgotten.
  void want_number(bool real) {
    if (ended_) return;
    const bool untouched = pending_is_number_ && position_ == 0 && !pending_.empty();
    if (!untouched) {
      words_.at_most(0);
      line_end_ = false;
      if (glued_) commit(separator());
      pending_ = number(real, 0);
      position_ = 0;
      pending_is_number_ = true;
    } else if (real && pending_.find('.') == std::string::npos) {
      pending_ += fraction();
    }
  }

  void expect(std::deque<Conversion> conversions) { conversions_ = std::move(conversions); }

 private:
  void visit(Site& site) {
    ++site.visits;
    const bool by_cases = site.stop == Stop::end_by_cases || site.stop == Stop::value_by_cases;
    Integer limit = by_cases ? parameters_.cases : parameters_.size;
    // Many programs read on to the end where there is one data set.
    if (site.stop == Stop::end_by_cases && limit < kSeveralCases) limit = 1;
    if (site.stop == Stop::never || site.visits <= limit) return;
    const bool by_value = site.stop == Stop::value_by_cases || site.stop == Stop::value_by_size;
    if (!by_value || site.visits > limit + 1) ended_ = true;
  }

  void commit(char byte) {
    text_ += byte;
    glued_ = !isspace(static_cast<unsigned char>(byte));
    if (static_cast<Integer>(text_.size()) > parameters_.max_bytes) ended_ = true;
  }

  Site* site() {
    const int count = static_cast<int>(parameters_.sites.size());
    return first_site_ >= 0 && first_site_ < count ? &parameters_.sites[first_site_] : nullptr;
  }

  void next_site() {
    last_token_site_ = first_site_;
    announced_ = first_site_ < last_site_;
    if (announced_) ++first_site_;
  }

  char separator() {
    const Site* here = site();
    if (!announced_) return ends_row() ? '\n' : ' ';
    if (here && (here->level == Level::line || here->level >= Level::numbers_line)) return '\n';
    if (here && here->stop != Stop::never) return '\n';
    return here && here->new_line && first_site_ != last_token_site_ ? '\n' : ' ';
  }

  // Whether the line ends with the last token, as far as is known before the next one is announced.
  bool ends_row() const {
    if (last_token_site_ < 0 || last_token_site_ >= static_cast<int>(parameters_.sites.size())) return true;
    const Site& last = parameters_.sites[static_cast<std::size_t>(last_token_site_)];
    return !numbers_.known(last.row) || last.visits % std::max<Integer>(1, numbers_.value_of(last.row)) == 0;
  }

  Level level() {
    const Site* here = site();
    return here && here->level != Level::unknown ? here->level : parameters_.level;
  }

  void refill() {
    pending_.clear();
    position_ = 0;
    pending_is_number_ = false;
    separating_ = false;
    if (words_.unfinished()) {
      pending_ = words_.next();
    } else if (line_end_) {
      line_end_ = false;
      pending_ = "\n";
    } else if (!conversions_.empty() && !(ended_ && !glued_)) {
      refill_for_scanf();
    } else if (glued_) {
      pending_ = separator();
      separating_ = true;
    } else if (!ended_) {
      refill_for_characters();
    }
  }

  void refill_for_characters() {
    switch (level()) {
      case Level::number:
        pending_ = number(false, 0);
        pending_is_number_ = true;
        break;
      case Level::numbers_line:
        pending_ = numbers_line();
        break;
      case Level::command_line:
        pending_ = command_line();
        break;
      case Level::line:
      case Level::character:
        start_word(level() == Level::line);
        line_end_ = true;
        break;
      default:
        start_word(false);
    }
  }

  void refill_for_scanf() {
    const Conversion next = conversions_.front();
    const bool skips_space = next.kind != Conversion::literal && next.kind != Conversion::character &&
                             next.kind != Conversion::line;
    if (glued_ && skips_space && !after_literal_) {
      pending_ = separator();
      return;
    }
    conversions_.pop_front();
    after_literal_ = next.kind == Conversion::literal;
    switch (next.kind) {
      case Conversion::space:
        refill();
        break;
      case Conversion::literal:
        pending_ = next.text;
        break;
      case Conversion::integer:
      case Conversion::real:
        pending_ = number(next.kind == Conversion::real, next.width);
        break;
      case Conversion::character:
        pending_ = single_character();
        break;
      case Conversion::word:
      case Conversion::line:
        start_word(next.kind == Conversion::line);
        line_end_ = next.kind == Conversion::line;
        if (next.width > 0) {
          pending_ = pending_.substr(0, static_cast<std::size_t>(next.width));
          words_.at_most(next.width - static_cast<Integer>(pending_.size()));
        }
        break;
    }
  }

  // ---------------------------------------------------------------- text

  std::string single_character() {
    const Site* here = site();
    std::string found(1, here && here->choices.empty() ? '\n' : words_.letter());
    if (here && !here->choices.empty()) found = here->choices[chance_.random() % here->choices.size()];
    next_site();
    return found.substr(0, 1);
  }

  void start_word(bool in_line) {
    const Site* here = site();
    if (here && here->role == Role::choice && !here->choices.empty()) {
      pending_ = here->choices[chance_.random() % here->choices.size()];
      next_site();
      return;
    }
    const bool exact = here && numbers_.known(here->bound);
    const Integer longest = here ? here->limit : 0;
    const Integer shortest = parameters_.sizes == Sizes::exact ? parameters_.size : std::min<Integer>(3, parameters_.size);
    Integer length = chance_.between(shortest, parameters_.size);
    const Integer times = here && here->stop == Stop::never ? std::max<Integer>(1, here->terminator) : 1;
    if (exact) length = times * numbers_.value_of(here->bound);
    if (longest > 0) length = std::min(length, longest);
    next_site();
    if (!in_line) pending_ = words_.again(exact ? length : 0, longest);
    if (!pending_.empty()) return;
    words_.begin(std::max<Integer>(length, 1), in_line);
    pending_ = words_.next();
  }

  std::string numbers_line() {
    std::string line;
    for (Integer i = 0; i < numbers_.size(); ++i) line += (i ? " " : "") + std::to_string(numbers_.value(site()));
    next_site();
    return line + "\n";
  }

  std::string command_line() {
    if (parameters_.words.empty()) return numbers_line();
    const std::size_t chosen = chance_.random() % parameters_.words.size();
    const std::size_t arguments = parameters_.seed % 2 ? 1 : (chosen + parameters_.seed / 2) % 3;
    std::string line = parameters_.words[chosen];
    for (std::size_t i = 0; i < arguments; ++i) line += " " + std::to_string(numbers_.value(site()));
    next_site();
    return line + "\n";
  }

  std::string fraction() {
    const Integer digits = chance_.between(0, 3) ? chance_.between(0, 99) : 50;
    return digits < 10 ? ".0" + std::to_string(digits) : "." + std::to_string(digits);
  }

  std::string number(bool real, int width) {
    Site* here = site();
    const Integer chosen = numbers_.pick(here);
    next_site();
    std::string text = std::to_string(chosen);
    if (width > 0 && static_cast<int>(text.size()) > width) text = text.substr(text.size() - width);
    return real && chance_.between(0, 2) ? text + fraction() : text;
  }

  static constexpr Integer kSeveralCases = 4;

  Parameters parameters_;
  Chance chance_;
  Numbers numbers_;
  Words words_;
  std::string text_;                     // handed over
  std::string pending_;                  // invented; bytes before position_ are handed over
  std::size_t position_ = 0;
  std::deque<Conversion> conversions_;   // what the scanf in progress still wants
  int first_site_ = -1, last_site_ = -1, last_token_site_ = -1;
  bool announced_ = false;               // a site was announced since the last token
  bool glued_ = false;                   // the last byte handed over belongs to a token
  bool line_end_ = false, pending_is_number_ = false;
  bool separating_ = false;              // pending_ is white space between tokens
  bool after_literal_ = false;           // the last bytes were a literal of a scanf format
  bool ended_ = false;                   // end of input
};

}  // namespace perfcoder_generator
