// Standard input of a target that reads it: a pipe, and what the library has read of it ahead.
#pragma once

#include "../reading.hpp"
#include "../target.hpp"

namespace perfcoder {

inline constexpr std::size_t most_input = 60000;  // a pipe holds all of it

inline std::string read_all(int descriptor) {
    std::string all;
    char bytes[4096];
    for (ssize_t count; (count = read(descriptor, bytes, sizeof bytes)) > 0;) all.append(bytes, std::size_t(count));
    return all;
}

/// Makes standard input a new pipe with this text.
inline void set_input(std::string_view text) {
    int ends[2];
    if (pipe(ends)) _exit(71);
    text = text.substr(0, most_input);
    if (write(ends[1], text.data(), text.size()) != ssize_t(text.size())) _exit(71);
    close(ends[1]);
    if (ends[0] != 0) {
        dup2(ends[0], 0);
        close(ends[0]);
    }
}

/// Gives this process its own copy of what is left in the pipe, which it may share with others, and tells it.
inline std::string own_input() {
    int left = 0;
    if (ioctl(0, FIONREAD, &left) || left <= 0) return "";
    std::string text = read_all(0);
    set_input(text);
    return text;
}

/// The characters that a stream's buffer holds.
inline std::string_view buffered(std::streambuf& buffer) {
    struct Inside : std::streambuf {
        using std::streambuf::egptr, std::streambuf::gptr;
    };
    char *begin = (buffer.*&Inside::gptr)(), *end = (buffer.*&Inside::egptr)();
    return begin ? std::string_view(begin, std::size_t(end - begin)) : std::string_view();
}

/// All that is still to be read.
inline std::string unread_input() {
    std::string text(buffered(*std::cin.rdbuf()));
    if (stdin->_IO_read_ptr) text.append(stdin->_IO_read_ptr, stdin->_IO_read_end);
    return text + own_input();
}

/// Numbers or words, more than a function of this size reads: the first is the size, the others mostly not above it.
inline std::string text_to_read(const InputNumber& input) {
    Random random{scrambled(input.seed * 64 + input.size) ^ std::uint64_t(input.profile + 1)};
    std::int64_t size = std::int64_t(std::max<std::size_t>(input.size, 1));
    std::int64_t high = input.profile % 4 == 3 ? 1000000000 : input.profile % 4 == 2 ? 100 : size;
    std::int64_t low = input.profile % 8 == 6 ? -high : input.profile % 3 == 1 ? 0 : 1;
    std::size_t wanted = std::min<std::size_t>(256 + 64 * input.size, most_input / 12);
    std::string text;
    for (std::size_t i = 0; i < wanted; i++) {
        bool is_word = expects_input == Expects::words && (input.profile + i) % 2;
        if (is_word)
            for (std::int64_t left = random.between(1, 8); left > 0; left--) text += char('a' + random.between(0, 25));
        else text += std::to_string(i == 0 && input.profile % 5 < 3 ? size : random.between(low, high));
        text += random.bits() % 4 ? ' ' : '\n';
    }
    return text;
}

}  // namespace perfcoder
