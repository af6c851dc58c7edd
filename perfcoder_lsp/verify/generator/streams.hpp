// std::cin's side: an unbuffered stream buffer, and a facet that says when a number is wanted.

#pragma once

#include <locale>
#include <streambuf>

#include "invention.hpp"

namespace perfcoder_generator {

class InventedBuffer : public std::streambuf {
 public:
  explicit InventedBuffer(Invention& invention) : invention_(invention) {}

 protected:
  int_type underflow() override { return invention_.peek(); }
  int_type uflow() override { return invention_.take(); }
  int_type pbackfail(int_type) override { return traits_type::eof(); }

 private:
  Invention& invention_;
};

class InventedNumbers : public std::num_get<char> {
 public:
  explicit InventedNumbers(Invention& invention) : invention_(invention) {}

 protected:
  using State = std::ios_base::iostate;
  template <class Number>
  iter_type invent(iter_type in, iter_type end, std::ios_base& base, State& state, Number& number) const {
    invention_.want_number(std::is_floating_point<Number>::value);
    return std::num_get<char>::do_get(in, end, base, state, number);
  }
  iter_type do_get(iter_type i, iter_type e, std::ios_base& b, State& s, bool& v) const override { return invent(i, e, b, s, v); }
  iter_type do_get(iter_type i, iter_type e, std::ios_base& b, State& s, long& v) const override { return invent(i, e, b, s, v); }
  iter_type do_get(iter_type i, iter_type e, std::ios_base& b, State& s, unsigned short& v) const override { return invent(i, e, b, s, v); }
  iter_type do_get(iter_type i, iter_type e, std::ios_base& b, State& s, unsigned& v) const override { return invent(i, e, b, s, v); }
  iter_type do_get(iter_type i, iter_type e, std::ios_base& b, State& s, unsigned long& v) const override { return invent(i, e, b, s, v); }
  iter_type do_get(iter_type i, iter_type e, std::ios_base& b, State& s, long long& v) const override { return invent(i, e, b, s, v); }
  iter_type do_get(iter_type i, iter_type e, std::ios_base& b, State& s, unsigned long long& v) const override { return invent(i, e, b, s, v); }
  iter_type do_get(iter_type i, iter_type e, std::ios_base& b, State& s, float& v) const override { return invent(i, e, b, s, v); }
  iter_type do_get(iter_type i, iter_type e, std::ios_base& b, State& s, double& v) const override { return invent(i, e, b, s, v); }
  iter_type do_get(iter_type i, iter_type e, std::ios_base& b, State& s, long double& v) const override { return invent(i, e, b, s, v); }

 private:
  Invention& invention_;
};

}  // namespace perfcoder_generator
