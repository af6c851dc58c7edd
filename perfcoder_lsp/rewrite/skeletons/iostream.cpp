//@ reader: skip
struct fast_reader {
    bool at_end = false, failed = false;

    bool good() const { return !at_end && !failed; }
    bool eof() const { return at_end; }
    bool fail() const { return failed; }
    bool bad() const { return false; }
    void clear() { at_end = failed = false; }
    bool operator!() const { return failed; }
    explicit operator bool() const { return !failed; }

    bool start() { // skips white space; false where nothing can be read
        if (!failed && (at_end || fast_skip() < 0))
            at_end = failed = true;
        return !failed;
    }
//@ +read_char: reader

    fast_reader &operator>>(char &c) {
        if (start())
            c = fast_input[fast_at++];
        return *this;
    }
//@ +read_other_char: read_char

    fast_reader &operator>>(signed char &c) { return *this >> reinterpret_cast<char &>(c); }
    fast_reader &operator>>(unsigned char &c) { return *this >> reinterpret_cast<char &>(c); }
//@ +read_word: reader

    __attribute__((always_inline)) fast_reader &operator>>(char *text) {
        if (start()) {
            size_t room = __builtin_object_size(text, 0);
            for (int c; --room > 0 && (c = fast_peek()) >= 0 && !fast_space(c); fast_at++)
                *text++ = c;
            *text = 0;
            at_end = fast_peek() < 0;
        }
        return *this;
    }
//@ +read_string: reader

    fast_reader &operator>>(std::string &text) {
        if (!start())
            return *this;
        text.clear();
        do {
            long from = fast_at;
            while (fast_at < fast_end && !fast_space(fast_input[fast_at]))
                fast_at++;
            text.append(fast_input + from, fast_at - from);
        } while (fast_at == fast_end && fast_refill() >= 0);
        at_end = fast_end < 0;
        return *this;
    }
//@ +read_bool: reader read_integer

    fast_reader &operator>>(bool &value) {
        if (!start())
            return *this;
        long number;
        failed = !(*this >> number) || (number != 0 && number != 1);
        value = number;
        return *this;
    }
//@ +read_integer: reader number

    template <class T> fast_reader &operator>>(T &value) {
        typedef std::numeric_limits<T> limits;
        static_assert(limits::is_integer && limits::digits > 1, "only integers are read here");
        if (!start())
            return *this;
        unsigned long long number;
        int negative, found = fast_number(&number, &negative); //? !width
        int negative, found = fast_number(&number, &negative, 1L << 30); //? width
        unsigned long long most = limits::is_signed && negative ? 0 - (unsigned long long)limits::min() : limits::max();
        failed = found != 1 || number > most;
        if (found == 2 || number > most) {
            number = most;
            negative &= limits::is_signed;
        }
        value = negative ? 0 - number : number;
        at_end = fast_peek() < 0;
        return *this;
    }
//@ +read_float: reader token decimal

    // Reads a floating-point number as `convert` (strtod and the like) understands it, at most `most`.
    template <class T> fast_reader &real(T &value, T convert(const char *, char **), T most) {
        if (!start())
            return *this;
        bool digits = false, dot = false, power = false;
        int c = fast_peek();
        fast_length = 0;
        for (;; c = fast_peek()) {
            bool first = fast_length == 0 || (power && (fast_token[fast_length - 1] | 32) == 'e');
            if (c >= '0' && c <= '9')
                digits = true;
            else if (c == '.' && !dot && !power)
                dot = true;
            else if ((c == 'e' || c == 'E') && digits && !power)
                power = true;
            else if (!(first && (c == '-' || c == '+')))
                break;
            fast_keep(c);
            fast_at++;
        }
        at_end = c < 0;
        fast_keep(0);
        char *end;
        T number = convert(fast_token, &end);
        failed = end == fast_token || *end || number > most || number < -most;
        value = end == fast_token || *end ? 0 : number > most ? most : number < -most ? -most : number;
        return *this;
    }

    fast_reader &operator>>(double &value) {
        if (start() && fast_decimal(&value))
            return *this;
        return failed ? *this : real(value, strtod, std::numeric_limits<double>::max());
    }
//@ +read_other_float: read_float
    fast_reader &operator>>(float &value) { return real(value, strtof, std::numeric_limits<float>::max()); }
    fast_reader &operator>>(long double &value) { return real(value, strtold, std::numeric_limits<long double>::max()); }
//@ +read_get: reader

    int get() {
        if (failed || at_end || fast_peek() < 0) {
            at_end |= !failed;
            failed = true;
            return -1;
        }
        return (unsigned char)fast_input[fast_at++];
    }

    fast_reader &get(char &c) {
        int next = get();
        if (next >= 0)
            c = next;
        return *this;
    }
//@ +read_peek: reader

    int peek() {
        failed |= !good();
        if (failed)
            return -1;
        at_end = fast_peek() < 0;
        return fast_peek();
    }
//@ +read_ignore: reader

    fast_reader &ignore(long count = 1, int stop = -1) {
        bool all = count == std::numeric_limits<long>::max();
        failed |= !good();
        while (!failed && !at_end && (all || count-- > 0)) {
            int c = fast_peek();
            at_end = c < 0;
            fast_at++;
            if (c == stop)
                break;
        }
        return *this;
    }
//@ +read_ws: reader

    fast_reader &operator>>(void (*skip)(fast_reader &)) {
        skip(*this);
        return *this;
    }
//@ +reader_end: reader
};
static fast_reader fast_in;
//@ ws: read_ws

static void fast_ws(fast_reader &from) {
    from.failed |= !from.good();
    if (!from.failed)
        from.at_end = fast_skip() < 0;
}
//@ getline: reader

static fast_reader &fast_getline(fast_reader &from, std::string &line, char stop = '\n') {
    from.failed |= !from.good();
    if (from.failed)
        return from;
    line.clear();
    while (fast_peek() >= 0) {
        const char *first = fast_input + fast_at;
        const char *last = (const char *)memchr(first, stop, fast_end - fast_at);
        line.append(first, last ? last : fast_input + fast_end);
        fast_at = last ? last + 1 - fast_input : fast_end;
        if (last)
            return from;
    }
    from.at_end = true;
    from.failed = line.empty();
    return from;
}
//@ state
static int fast_decimals = 6; //? precision
static char fast_style = 'g'; //? style
static long fast_width; //? padded
static char fast_filling = ' '; //? padded
static bool fast_to_left; //? padded
static bool fast_words; //? boolalpha
//@ fixed: style
static void fast_fixed() { fast_style = 'f'; }
//@ scientific: style
static void fast_scientific() { fast_style = 'e'; }
//@ defaultfloat: style
static void fast_defaultfloat() { fast_style = 'g'; }
//@ left: padded
static void fast_left() { fast_to_left = true; }
//@ right: padded
static void fast_right() { fast_to_left = false; }
//@ boolalpha
static void fast_boolalpha() { fast_words = true; }
//@ noboolalpha: boolalpha
static void fast_noboolalpha() { fast_words = false; }
//@ setprecision: precision
struct fast_setprecision {
    int digits;
    explicit fast_setprecision(int digits) : digits(digits) {}
};
//@ setw: padded
struct fast_setw {
    int width;
    explicit fast_setw(int width) : width(width) {}
};
//@ setfill: padded
struct fast_setfill {
    char filling;
    explicit fast_setfill(char filling) : filling(filling) {}
};
//@ writer: text state
struct fast_writer {
    // Every number, character and string that is written passes here.
    fast_writer &field(const char *text, size_t size) {
        fast_text(text, size); //? !padded
        long padding = fast_width - (long)size; //? padded
        if (fast_to_left) //? padded
            fast_text(text, size); //? padded
        for (; padding > 0; padding--) //? padded
            fast_text(&fast_filling, 1); //? padded
        if (!fast_to_left) //? padded
            fast_text(text, size); //? padded
        fast_width = 0; //? padded
        return *this;
    }

    fast_writer &operator<<(char c) { return field(&c, 1); } //? padded
    fast_writer &operator<<(char c) { return fast_putchar(c), *this; } //? !padded
    fast_writer &operator<<(signed char c) { return *this << (char)c; }
    fast_writer &operator<<(unsigned char c) { return *this << (char)c; }
    fast_writer &operator<<(const char *text) { return field(text, strlen(text)); }
    fast_writer &operator<<(char *text) { return field(text, strlen(text)); }
    fast_writer &operator<<(bool value) { return *this << (int)value; } //? !boolalpha
    fast_writer &operator<<(const std::string &text) { return field(text.data(), text.size()); } //? string
#if __cplusplus >= 201703L //? string_view
    fast_writer &operator<<(std::string_view text) { return field(text.data(), text.size()); } //? string_view
#endif //? string_view

    template <class T> fast_writer &operator<<(T value) {
        static_assert(std::numeric_limits<decltype(+value)>::is_integer, "only integers are written here");
        unsigned long long rest = value < 0 ? 0 - (unsigned long long)value : value;
        char digits[20], *first = digits + 20;
        do
            *--first = '0' + rest % 10;
        while (rest /= 10);
        if (value < 0)
            *--first = '-';
        return field(first, digits + 20 - first);
    }
//@ +write_bool: writer boolalpha

    fast_writer &operator<<(bool value) {
        if (fast_words)
            return *this << (value ? "true" : "false");
        return *this << (int)value;
    }
//@ +write_bit: writer

    fast_writer &operator<<(std::vector<bool>::reference bit) { return *this << (bool)bit; }
//@ +write_double: writer

    fast_writer &operator<<(double value) {
        char format[] = "%.*g"; //? style
        format[3] = fast_style; //? style
        fast_printf("%g", value); //? !style !precision !padded
        fast_printf("%.*g", fast_decimals, value); //? !style precision !padded
        fast_printf(format, fast_decimals, value); //? style !padded
        return *this; //? !padded
        char text[512]; //? padded
        return field(text, snprintf(text, sizeof text, "%g", value)); //? !style !precision padded
        return field(text, snprintf(text, sizeof text, "%.*g", fast_decimals, value)); //? !style precision padded
        return field(text, snprintf(text, sizeof text, format, fast_decimals, value)); //? style padded
    }
    fast_writer &operator<<(float value) { return *this << (double)value; }
//@ +write_long_double: writer

    fast_writer &operator<<(long double value) {
        char format[] = "%.*Lg"; //? style
        format[4] = fast_style; //? style
        fast_printf("%Lg", value); //? !style !precision !padded
        fast_printf("%.*Lg", fast_decimals, value); //? !style precision !padded
        fast_printf(format, fast_decimals, value); //? style !padded
        return *this; //? !padded
        char text[5120]; //? padded
        return field(text, snprintf(text, sizeof text, "%Lg", value)); //? !style !precision padded
        return field(text, snprintf(text, sizeof text, "%.*Lg", fast_decimals, value)); //? !style precision padded
        return field(text, snprintf(text, sizeof text, format, fast_decimals, value)); //? style padded
    }
//@ +write_action: writer

    fast_writer &operator<<(void (*change)()) { return change(), *this; }
//@ +write_setprecision: writer setprecision

    fast_writer &operator<<(fast_setprecision to) { return fast_decimals = to.digits, *this; }
//@ +write_setw: writer setw

    fast_writer &operator<<(fast_setw to) { return fast_width = to.width, *this; }
//@ +write_setfill: writer setfill

    fast_writer &operator<<(fast_setfill to) { return fast_filling = to.filling, *this; }
//@ +member_precision: writer precision

    int precision(int digits) {
        int before = fast_decimals;
        fast_decimals = digits;
        return before;
    }
//@ +member_put: writer

    fast_writer &put(char c) { return fast_text(&c, 1), *this; }
//@ +member_write: writer

    fast_writer &write(const char *text, long size) { return fast_text(text, size), *this; }
//@ +member_flush: writer

    fast_writer &flush() { return fast_flush(), *this; }
//@ +writer_end: writer
};
static fast_writer fast_out;
