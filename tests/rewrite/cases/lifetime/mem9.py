"""Table for MEM9 (rewrite/rules/lifetime/noexcept_moves.py)."""

from rule_cases import Applies, Refuses, RuleCases

_BUFFER = """
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <string>
#include <utility>
#include <vector>
int alive = 0;
class Buffer {
    int* data;
    std::size_t size;
    std::string name;

   public:
    explicit Buffer(std::size_t n) : data(new int[n]()), size(n), name("buffer") {}
    Buffer(const Buffer& other) : data(new int[other.size]), size(other.size), name(other.name) {
        for (std::size_t i = 0; i < size; ++i) data[i] = other.data[i];
    }
    Buffer(Buffer&& other) : data(other.data), size(other.size), name(std::move(other.name)) {
        other.data = nullptr;
        other.size = 0;
    }
    ~Buffer() { delete[] data; }
    std::size_t length() const { return size + name.size(); }
};
int main() {
    std::vector<Buffer> all;
    for (int i = 0; i < 100; ++i) all.push_back(Buffer(i));
    std::size_t total = 0;
    for (const Buffer& each : all) total += each.length();
    std::printf("%zu\\n", total);
}
"""

_ROW = """
#include <iostream>
#include <utility>
#include <vector>
struct Row {
    std::vector<int> cells;
    double* cache = nullptr;
    Row() {}
    Row(const Row& r) : cells(r.cells) { if (r.cache) cache = new double(*r.cache); }
    Row(Row&& r) : cells(std::move(r.cells)), cache(std::exchange(r.cache, nullptr)) {}
    ~Row() { if (cache) delete cache; }
};
int main() {
    std::vector<Row> rows;
    for (int i = 0; i < 50; ++i) {
        Row r;
        r.cells.assign(3, i);
        if (i % 2) r.cache = new double(i);
        rows.push_back(r);
    }
    std::cout << rows[49].cells[0] << *rows[7].cache << std::endl;
}
"""

_APPLIES = (
    Applies("pointer, number and string", _BUFFER, _BUFFER.replace("(Buffer&& other)", "(Buffer&& other) noexcept")),
    Applies("exchange", _ROW, _ROW.replace("(Row&& r)", "(Row&& r) noexcept")),
)


def _refuses(name: str, old: str, new: str) -> Refuses:
    assert old in _BUFFER
    return Refuses(name, _BUFFER.replace(old, new))


_REFUSES = (
    _refuses("noexcept already", "Buffer(Buffer&& other)", "Buffer(Buffer&& other) noexcept"),
    _refuses("noexcept(false) on purpose", "Buffer(Buffer&& other)", "Buffer(Buffer&& other) noexcept(false)"),
    _refuses("never in a vector", "std::vector<Buffer> all;", "std::list<Buffer> all;"),
    _refuses("both own the memory", "other.data = nullptr;", ""),
    _refuses("a string is copied", "name(std::move(other.name))", "name(other.name)"),
    _refuses("a field is left out", "size(other.size), name(std::move", "name(std::move"),
    _refuses("moving calls a function", "other.size = 0;", "other.size = 0; std::puts(name.c_str());"),
    _refuses("moving counts", "other.size = 0;", "other.size = 0; ++alive;"),
    _refuses("copying counts", "data[i] = other.data[i];", "data[i] = other.data[i]; ++alive;"),
    _refuses("copying prints", "data[i] = other.data[i];", 'data[i] = other.data[i]; std::printf("copy");'),
    _refuses("destroying counts", "delete[] data;", "delete[] data; --alive;"),
    _refuses("a copy has another name", "name(other.name) {", 'name("copy") {'),
    _refuses("a copy leaves a field out", "size(other.size), name(other.name) {", "size(other.size) {"),
    _refuses("the destructor is elsewhere", "~Buffer() { delete[] data; }", "~Buffer();"),
    _refuses("no copy constructor", "Buffer(const Buffer& other)", "Buffer(int, const Buffer& other)"),
    _refuses(
        "copy is deleted", "Buffer(const Buffer& other) :", "Buffer(const Buffer&) = delete; Buffer(Buffer& other) :"
    ),
    _refuses("a base class", "class Buffer {", "class Base {}; class Buffer : Base {"),
    _refuses("a field of the program's own class", "std::string name;", "struct N { std::string s; }; N name;"),
    _refuses("a field that may throw when moved", "std::string name;", "std::list<int> name;"),
    _refuses("another swap or move", "int alive = 0;", "template <class T> T&& move(T& t) { return t; }"),
    _refuses("under #if", "explicit Buffer", "\n#ifdef X\nint extra;\n#endif\nexplicit Buffer"),
    Refuses(
        "a first value may throw",
        _ROW.replace("cache = nullptr;", "cache = new double(0);").replace(
            "cache(std::exchange(r.cache, nullptr)) {}", "cells() { std::swap(cache, r.cache); }"
        ),
    ),
    _refuses("it may throw", "other.size = 0;", "if (other.size) throw 1; other.size = 0;"),
    _refuses("a static in copying", "data[i] = other.data[i];", "{ static int n; ++n; } data[i] = other.data[i];"),
    _refuses("a local elsewhere has the counter's name", "data[i] = other.data[i];", "{ int alive; } ++alive;"),
    _refuses("the capacity is asked for", "return size + name.size();", "return size + name.capacity();"),
    _refuses("it is asked for", "return size + name.size();", "return size + noexcept(Buffer(Buffer(3)));"),
    Refuses("C", "struct Buffer { int* data; };\n", suffix=".c"),
)

CASES = (RuleCases("MEM9", _APPLIES, _REFUSES),)
