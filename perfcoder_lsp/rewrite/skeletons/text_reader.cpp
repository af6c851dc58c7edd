//@ text_reader
namespace {
class text_reader { // reads from a text what a std::istringstream reads, in the C locale
    std::string text;
    size_t at = 0;
    bool at_end = false, failed = false;

    static bool is_space(char c) { return c == ' ' || ('\t' <= c && c <= '\r'); }

    bool start(bool skips = true) {
        failed = failed || at_end;
        while (skips && at < text.size() && is_space(text[at]))
            at++;
        if (skips && !failed && at == text.size())
            at_end = failed = true;
        return !failed;
    }

public:
    explicit text_reader(const std::string &source) : text(source) {}

    explicit operator bool() const { return !failed; }
    bool operator!() const { return failed; }
    bool good() const { return !failed && !at_end; }
    bool fail() const { return failed; }
    bool eof() const { return at_end; }
//@ +read_integer: text_reader

    template <class T> text_reader &operator>>(T &value) {
        typedef std::numeric_limits<T> limits;
        static_assert(limits::is_integer && limits::digits > 8, "only integers are read here");
        if (!start())
            return *this;
        bool negative = text[at] == '-', overflows = false;
        if (negative || text[at] == '+')
            at++;
        const unsigned long long most =
            negative && limits::is_signed ? 0 - (unsigned long long)limits::min() : limits::max();
        unsigned long long number = 0;
        const size_t first = at;
        for (; at < text.size() && '0' <= text[at] && text[at] <= '9'; at++) {
            const unsigned digit = text[at] - '0';
            overflows = overflows || number > (most - digit) / 10;
            number = number * 10 + digit;
        }
        at_end = at == text.size();
        failed = overflows || at == first;
        if (overflows) {
            number = most;
            negative = negative && limits::is_signed;
        }
        value = negative ? 0 - number : number;
        return *this;
    }
//@ +read_word: text_reader

    text_reader &operator>>(std::string &word) {
        if (!start())
            return *this;
        const size_t first = at;
        while (at < text.size() && !is_space(text[at]))
            at++;
        word.assign(text, first, at - first);
        at_end = at == text.size();
        return *this;
    }
//@ +read_character: text_reader

    text_reader &operator>>(char &c) {
        if (start())
            c = text[at++];
        return *this;
    }
//@ +peek: text_reader

    int peek() {
        at_end = start(false) ? at == text.size() : at_end;
        return failed || at_end ? -1 : (unsigned char)text[at];
    }
//@ +ignore: text_reader

    text_reader &ignore() {
        if (start(false) && !(at_end = at == text.size()))
            at++;
        return *this;
    }
//@ +getline: text_reader

    friend text_reader &getline(text_reader &from, std::string &line, char end = '\n') {
        if (!from.start(false))
            return from;
        const size_t last = from.text.find(end, from.at);
        from.at_end = last == std::string::npos;
        from.failed = from.at_end && from.at == from.text.size();
        line.assign(from.text, from.at, from.at_end ? last : last - from.at);
        from.at = from.at_end ? from.text.size() : last + 1;
        return from;
    }
//@ +end: text_reader
};
} // namespace
