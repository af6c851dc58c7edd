// What a scanf format asks for.

#pragma once

#include <ctype.h>
#include <string.h>

#include <deque>
#include <string>

namespace perfcoder_generator {

struct Conversion {
  enum Kind { space, literal, integer, real, word, character, line };
  explicit Conversion(Kind kind, char text = 0) : kind(kind), text(text) {}
  Kind kind;
  char text;            // of a literal
  int width = 0;        // 0: unlimited
  bool stored = false;  // has an argument, and so a site
};

inline std::deque<Conversion> conversions_of(const std::string& format) {
  std::deque<Conversion> found;
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (isspace(static_cast<unsigned char>(format[i]))) {
      found.push_back(Conversion(Conversion::space));
      continue;
    }
    if (format[i] != '%' || (i + 1 < format.size() && format[i + 1] == '%')) {
      i += format[i] == '%';
      found.push_back(Conversion(Conversion::literal, format[i]));
      continue;
    }
    Conversion next(Conversion::word);
    next.stored = format[++i] != '*';
    i += !next.stored;
    for (; isdigit(static_cast<unsigned char>(format[i])); ++i) next.width = next.width * 10 + (format[i] - '0');
    while (i < format.size() && strchr("hlqjztLmI", format[i])) ++i;
    if (i >= format.size() || format[i] == 'n') continue;
    if (strchr("diuxXop", format[i])) next.kind = Conversion::integer;
    if (strchr("aAeEfFgG", format[i])) next.kind = Conversion::real;
    if (format[i] == 'c') next.kind = Conversion::character;
    if (format[i] == '[') {
      std::size_t close = format.find(']', i + (format[i + 1] == '^' ? 3 : 2));
      if (close == std::string::npos) close = format.size() - 1;
      if (format.substr(i, close - i).find("^\n") != std::string::npos) next.kind = Conversion::line;
      i = close;
    }
    found.push_back(next);
  }
  return found;
}

}  // namespace perfcoder_generator
