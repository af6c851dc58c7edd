// What stands for a template argument of which no class is known, only the members that the template asks for.
#pragma once

#include "type_class.hpp"

namespace perfcoder {

/// Its members answer from these numbers, by what they are asked.
struct Placeholder {
    std::vector<double> values;

    template <class... A> double answer(const A&... given) const {
        return values.empty() ? 0 : values[place(given...) % values.size()];
    }
    template <class K> double& operator[](const K& key) {
        if (values.empty()) values.resize(1);
        return values[place(key) % values.size()];
    }
    template <class K> double operator[](const K& key) const { return answer(key); }

private:
    template <class... A> static std::size_t place(const A&... given) {
        std::size_t at = 0;
        ((at = at * 31 + number(given)), ...);
        return at;
    }
    template <class A> static std::size_t number(const A& given) {
        if constexpr (std::is_integral_v<A> || std::is_enum_v<A>) return static_cast<std::size_t>(given);
        else return 0;
    }
};

/// What a placeholder may be made from besides another one of its class.
template <class A, class T> using Other = std::enable_if_t<!std::is_base_of_v<T, A>>;

}  // namespace perfcoder
