// Which number comes next: by what it means where it is read.

#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <numeric>
#include <set>
#include <utility>
#include <vector>

#include "chance.hpp"
#include "parameters.hpp"

namespace perfcoder_generator {

class Numbers {
 public:
  Numbers(Parameters& parameters, Chance& chance)
      : parameters_(parameters),
        chance_(chance),
        pairs_(parameters.pairs),
        values_(static_cast<std::size_t>(std::max(0, parameters.variables)), -1) {}

  Integer size() const { return size_ > 0 ? size_ : parameters_.size; }

  bool known(int variable) const {
    return variable >= 0 && variable < static_cast<int>(values_.size()) &&
           values_[static_cast<std::size_t>(variable)] >= 0;
  }

  Integer value_of(int variable) const { return values_[static_cast<std::size_t>(variable)]; }

  // The number to read at a site; none is known where nothing was announced.
  Integer pick(Site* here) {
    ++reads_;
    Integer chosen = 0;
    if (!here) {
      chosen = reads_ == 1 ? set_size(parameters_.size) : given(value(nullptr), -kLargest, kLargest);
    } else if (terminating(*here)) {
      chosen = here->terminator;
    } else {
      chosen = by_role(*here);
      if (here->variable >= 0 && here->variable < static_cast<int>(values_.size()))
        values_[static_cast<std::size_t>(here->variable)] = chosen;
    }
    return chosen;
  }

  // A number that means nothing in particular.
  Integer value(Site* here) {
    const bool reuses = parameters_.reuse && parameters_.shape == Shape::random && !earlier_.empty();
    if (reuses && between(0, 1)) return earlier_[random() % earlier_.size()];
    const Integer chosen = fresh_value(here);
    if (earlier_.size() < 64) earlier_.push_back(chosen);
    return chosen;
  }

 private:
  bool terminating(const Site& site) const {
    const bool by_cases = site.stop == Stop::value_by_cases;
    if (!by_cases && site.stop != Stop::value_by_size) return false;
    return site.visits > (by_cases ? parameters_.cases : parameters_.size);
  }

  // The number that this read was told to be, where it lies in low..high; else what was chosen.
  Integer given(Integer chosen, Integer low, Integer high) const {
    const auto told = parameters_.given.find(reads_);
    const bool fits = told != parameters_.given.end() && low <= told->second && told->second <= high;
    return fits ? told->second : chosen;
  }

  std::uint64_t random() { return chance_.random(); }
  Integer between(Integer low, Integer high) { return chance_.between(low, high); }
  Integer set_size(Integer size) { return size_ = size; }

  Integer by_role(Site& here) {
    const Integer current = size();
    const Integer known_bound = known(here.bound) ? value_of(here.bound) : current;
    const Integer bound = here.limit > 0 ? std::min(known_bound, here.limit) : known_bound;
    const Integer limit = here.bits >= 40 ? 1000000000000000000 : 1000000000;
    switch (here.role) {
      case Role::size: {
        Integer size = parameters_.size;
        if (parameters_.sizes == Sizes::random) size = between(1, size);
        if (parameters_.sizes == Sizes::first_exact && !here.primary) size = between(1, size);
        if (parameters_.sizes == Sizes::below_first && !here.primary) size = between(1, size_ - 1);
        if (parameters_.sizes == Sizes::smallest) size = 1;
        if (known(here.bound)) size = std::min(size, bound);
        size = std::min(size, here.limit > 0 ? here.limit : limit);
        size = given(size, 1, std::min(known(here.bound) || here.limit > 0 ? bound : kLargestSize, kLargestSize));
        if (here.primary || size_ == 0) set_size(size);
        return size;
      }
      case Role::edges:
        pairs_ = here.terminator == 1 || (here.terminator == 2 && between(0, 3)) ? Pairs::forest : parameters_.pairs;
        return edges_ = here.limit > 0 ? std::min(edges(known_bound), here.limit) : edges(known_bound);
      case Role::at_least: {
        const Integer chosen = std::min(limit, value(&here)), low = known(here.bound) ? value_of(here.bound) : chosen;
        return chosen < low ? std::min(2 * low - chosen, std::max(low, limit)) : chosen;
      }
      case Role::label: {
        const Integer chosen = std::min(limit, value(&here));
        if (parameters_.shape == Shape::equal || parameters_.shape == Shape::steps) return chosen;
        return here.taken.insert(chosen).second ? chosen : *here.taken.insert(*here.taken.rbegin() + 1).first;
      }
      case Role::cases:
        return parameters_.cases;
      case Role::index_from_one:
        return given(shaped(&here, 1, std::max<Integer>(1, bound), bound), 1, bound);
      case Role::index_from_zero:
        return given(shaped(&here, 0, std::max<Integer>(0, bound - 1), bound), 0, bound - 1);
      case Role::tree_parent:
        return tree_parent(here, current);
      case Role::tree_child:
        return tree_child(here, current);
      case Role::range_first:
      case Role::range_last: {
        const bool first = here.role == Role::range_first;
        if (pairs_ != Pairs::forest) return pair_end(here, first, bound) - here.terminator;
        if (first) new_range(known(here.bound) ? bound : here.limit > 0 ? here.limit : limit);
        return (first ? pair_.first : pair_.second) - here.terminator;
      }
      case Role::pair_first:
      case Role::pair_second:
        return pair_end(here, here.role == Role::pair_first, bound) - here.terminator;
      case Role::exponent: {
        Integer exponent = parameters_.size;
        for (Integer size = parameters_.size; size > 12; size /= 2) exponent = exponent > 12 ? 13 : exponent + 1;
        if (parameters_.sizes == Sizes::random) exponent = between(1, exponent);
        return set_size(exponent);
      }
      case Role::choice:
        return std::strtoll(here.choices[random() % here.choices.size()].c_str(), nullptr, 10);
      default:
        if (!here.choices.empty() && between(0, 3) == 0)
          return std::strtoll(here.choices[random() % here.choices.size()].c_str(), nullptr, 10);
        return given(std::min(limit, std::max(-limit, value(&here))), -limit, limit);
    }
  }

  Integer tree_parent(const Site& here, Integer vertices) {
    return between(1, (here.visits - 1) % std::max<Integer>(1, vertices - 1) + 1);
  }

  static Integer tree_child(const Site& here, Integer vertices) {
    return std::min(vertices, (here.visits - 1) % std::max<Integer>(1, vertices - 1) + 2);
  }

  // How many pairs of 1..vertices there are.
  Integer edges(Integer vertices) {
    pairs_seen_.clear();
    const Integer all = vertices < 3000000 ? vertices * (vertices - 1) / 2 : parameters_.size;
    Integer most = parameters_.size;
    if (pairs_ == Pairs::forest) most = vertices - 1;
    if (pairs_ == Pairs::distinct) most = std::min(all, 2 * vertices);
    if (parameters_.sizes == Sizes::exact) return std::min(most, std::max(parameters_.size, vertices - 1));
    return between(std::min<Integer>(1, most), most);
  }

  Integer pair_end(Site& here, bool first, Integer bound) {
    if (pairs_ == Pairs::forest) return first ? tree_parent(here, bound) : tree_child(here, bound);
    if (pairs_ == Pairs::any) return shaped(&here, 1, bound, bound);
    if (first) new_pair(bound);
    return first ? pair_.first : pair_.second;
  }

  // A short range in 1..high behind the last one, as long as there is room.
  void new_range(Integer high) {
    Integer first = pair_.second + between(1, 3);
    if (first > high) first = 1;
    pair_ = {first, std::min(high, first + between(0, 4))};
  }

  // Two numbers in 1..high, in order; for Pairs::distinct they differ, and no pair comes twice if that can be helped.
  // Where there are enough of them, the first ones make up a tree.
  void new_pair(Integer high) {
    if (high != pairs_high_) pairs_seen_.clear(), pairs_high_ = high;
    const Integer drawn = static_cast<Integer>(pairs_seen_.size());
    if (pairs_ == Pairs::distinct && edges_ >= high - 1 && drawn < high - 1) {
      pair_ = {between(1, drawn + 1), drawn + 2};
      pairs_seen_.insert(pair_);
      return;
    }
    for (int tries = 0; tries < 20; ++tries) {
      pair_ = std::minmax({between(1, high), between(1, high)});
      if (pairs_ != Pairs::distinct) return;
      if (pair_.first != pair_.second && pairs_seen_.insert(pair_).second) return;
    }
    if (pair_.first == pair_.second && high > 1) pair_ = {1, high};
  }

  Integer fresh_value(Site* here) {
    const Integer n = std::max<Integer>(1, size());
    switch (parameters_.values) {
      case Values::up_to_size: return shaped(here, 1, n, n);
      case Values::up_to_100: return shaped(here, 1, 100, n);
      case Values::up_to_billion: return shaped(here, 1, 1000000000, n);
      case Values::below_size: return shaped(here, 0, n - 1, n);
      case Values::binary: return shaped(here, 0, 1, n);
      case Values::signed_small: return shaped(here, -10, 10, n);
      case Values::digit: return shaped(here, 1, 9, n);
      case Values::wide: return shaped(here, 1, 1000000000000000000, n);
      case Values::signed_billion: return shaped(here, -1000000000, 1000000000, n);
      case Values::constants: break;
    }
    if (parameters_.constants.empty()) return shaped(here, 1, 10, n);
    return parameters_.constants[random() % parameters_.constants.size()];
  }

  // The next of a sequence of `count` numbers in low..high; scalars, which have no sequence, are the first of one.
  Integer shaped(Site* here, Integer low, Integer high, Integer count) {
    if (!here || parameters_.shape == Shape::random) return between(low, high);
    const Integer step = std::max<Integer>(0, here->visits - 1) % std::max<Integer>(1, count);
    switch (parameters_.shape) {
      case Shape::equal:
        if (here->previous < low || here->previous > high) here->previous = between(low, high);
        return here->previous;
      case Shape::ascending: return spread(low, high, step, count);
      case Shape::steps: return here->previous = between(low, std::min(high, step == 0 ? low : here->previous + 1));
      case Shape::descending: return spread(low, high, count - 1 - step, count);
      default: return permuted(*here, low, high, step, count);
    }
  }

  static Integer spread(Integer low, Integer high, Integer step, Integer count) {
    if (count <= 1) return high;
    return low + static_cast<Integer>(static_cast<__int128>(high - low) * step / (count - 1));
  }

  Integer permuted(Site& here, Integer low, Integer high, Integer step, Integer count) {
    if (high - low + 1 < count || count > 4000000) return between(low, high);
    if (step == 0 || here.permutation.size() != static_cast<std::size_t>(count)) {
      here.permutation.resize(static_cast<std::size_t>(count));
      std::iota(here.permutation.begin(), here.permutation.end(), low);
      for (std::size_t i = here.permutation.size(); i > 1; --i)
        std::swap(here.permutation[i - 1], here.permutation[random() % i]);
    }
    return here.permutation[static_cast<std::size_t>(step)];
  }

  static constexpr Integer kLargest = 1000000000, kLargestSize = 4096;  // that a read may be told to be

  Parameters& parameters_;
  Chance& chance_;
  Pairs pairs_;
  std::vector<Integer> values_;       // of the variables read so far, -1: not yet
  std::vector<Integer> earlier_;      // numbers that may be repeated
  std::pair<Integer, Integer> pair_;  // the last one; both halves are read one after the other
  std::set<std::pair<Integer, Integer>> pairs_seen_;
  Integer pairs_high_ = 0, edges_ = 0;
  Integer size_ = 0;  // the last one read
  Integer reads_ = 0;
};

}  // namespace perfcoder_generator
