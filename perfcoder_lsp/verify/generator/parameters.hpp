// What one run of the generator is told: sizes, values, and the table of read sites. The numbers are those of sites.py
// and parameters.py.

#pragma once

#include <cstdint>
#include <istream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace perfcoder_generator {

using Integer = long long;

enum class Role {
  value, size, cases, index_from_one, index_from_zero, tree_parent, tree_child, exponent, choice,
  pair_first, pair_second, edges, at_least, label, range_first, range_last
};
enum class Level { unknown, number, word, line, character, numbers_line, command_line };
enum class Stop { never, end_by_size, end_by_cases, value_by_size, value_by_cases };
enum class Sizes { exact, first_exact, random, smallest, below_first };
enum class Pairs { any, ordered, distinct, forest };  // of indices: ranges, edges
enum class Values {
  up_to_size, up_to_100, up_to_billion, below_size, binary, signed_small, digit, constants, wide, signed_billion
};
enum class Shape { random, equal, ascending, descending, permutation, steps };

struct Site {
  Role role = Role::value;
  Level level = Level::unknown;
  int variable = -1;       // whose value is read; others may be bounded by it
  int bound = -1;          // the variable that bounds this one: an index below it, a word of its length
  int bits = 31;           // of the variable, without the sign
  Integer limit = 0;       // what fixed arrays have room for, 0: not known
  bool primary = false;    // the first size of a data set
  bool new_line = false;   // the first read of its statement
  int row = -1;             // the variable that says how many values of this site stand on one line
  Stop stop = Stop::never;  // how the loop around this read ends
  // The value that ends it; of an index pair: 1 if counted from zero; of edges: 1 of a forest, 2 mostly; of a word: how
  // many times its bound it is long.
  Integer terminator = 0;
  std::vector<std::string> choices;
  Integer visits = 0;
  Integer previous = -1;  // value, of Shape::equal and Shape::steps
  std::vector<Integer> permutation;
  std::set<Integer> taken;  // of labels
};

struct Parameters {
  std::uint64_t seed = 1;
  Integer size = 8, cases = 1, cpu_ms = 1000, max_bytes = 1 << 20;
  Values values = Values::up_to_size;
  Shape shape = Shape::random;
  Sizes sizes = Sizes::exact;
  Pairs pairs = Pairs::any;
  bool reuse = false;         // half of the numbers that mean nothing in particular repeat an earlier one
  Level level = Level::word;  // of character reads that no site speaks for
  std::string alphabet = "abcdefghijklmnopqrstuvwxyz";
  std::vector<Integer> constants;
  std::vector<std::string> words;
  int variables = 0;
  std::vector<Site> sites;
  std::map<Integer, Integer> given;  // by the ordinal of the number read: what it shall be, where it may
};

inline std::string from_hex(const std::string& text) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2)
    bytes += static_cast<char>(std::stoi(text.substr(i, 2), nullptr, 16));
  return bytes;
}

template <class Enum>
std::istream& read_enum(std::istream& in, Enum& value) {
  int number = 0;
  in >> number;
  value = static_cast<Enum>(number);
  return in;
}

inline Parameters parameters_of(const std::string& told) {
  std::istringstream in(told);
  Parameters p;
  std::string hex;
  std::size_t count = 0;
  if (!(in >> p.seed >> p.size >> p.cases >> p.cpu_ms >> p.max_bytes)) return Parameters{};
  read_enum(in, p.values), read_enum(in, p.shape), read_enum(in, p.sizes), read_enum(in, p.level);
  read_enum(in, p.pairs);
  in >> p.reuse >> hex >> count;
  p.alphabet = from_hex(hex);
  p.constants.resize(count);
  for (Integer& constant : p.constants) in >> constant;
  in >> count;
  for (std::size_t i = 0; i < count && in >> hex; ++i) p.words.push_back(from_hex(hex));
  in >> p.variables >> count;
  p.sites.resize(count);
  for (Site& site : p.sites) {
    read_enum(in, site.role), read_enum(in, site.level);
    in >> site.variable >> site.bound >> site.bits >> site.limit >> site.primary >> site.new_line >> site.row;
    read_enum(in, site.stop);
    in >> site.terminator >> count;
    for (std::size_t i = 0; i < count && in >> hex; ++i) site.choices.push_back(from_hex(hex));
  }
  in >> count;
  for (Integer ordinal = 0, value = 0; count > 0 && in >> ordinal >> value; --count) p.given[ordinal] = value;
  return p;
}

}  // namespace perfcoder_generator
