//@ output
static char fast_output[1 << 16];
static size_t fast_used;
static long fast_flushed; //? count

__attribute__((destructor)) static void fast_flush(void) {
    size_t done = 0;
    long count;
    while (done < fast_used && (count = write(1, fast_output + done, fast_used - done)) > 0)
        done += count;
    fast_flushed += fast_used; //? count
    fast_used = 0;
}
//@ putchar: output
static inline int fast_putchar(int c) {
    if (fast_used == sizeof fast_output)
        fast_flush();
    fast_output[fast_used++] = c;
    return (unsigned char)c;
}
//@ text: output
static void fast_text(const char *text, size_t size) {
    size_t room;
    while (size > (room = sizeof fast_output - fast_used)) {
        memcpy(fast_output + fast_used, text, room);
        fast_used += room;
        fast_flush();
        text += room;
        size -= room;
    }
    memcpy(fast_output + fast_used, text, size);
    fast_used += size;
}
//@ puts: text putchar
static int fast_puts(const char *text) {
    size_t size = strlen(text);
    fast_text(text, size);
    fast_putchar('\n');
    return size + 1;
}
//@ fputs: text
static int fast_fputs(const char *text) {
    fast_text(text, strlen(text));
    return 1;
}
//@ fwrite: text
static size_t fast_fwrite(const void *data, size_t size, size_t count) {
    fast_text((const char *)data, size * count);
    return size ? count : 0;
}
//@ integer: text
static void fast_integer(unsigned long long value, int negative) {
    char digits[20], *first = digits + 20;
    do
        *--first = '0' + value % 10;
    while (value /= 10);
    if (negative)
        *--first = '-';
    fast_text(first, digits + 20 - first);
}
//@ signed: integer
static void fast_signed(long long value) {
    fast_integer(value < 0 ? 0 - (unsigned long long)value : value, value < 0);
}
//@ print: putchar
/* printf for formats with nothing but text and the plain conversions below. */
__attribute__((format(printf, 1, 2))) static void fast_print(const char *format, ...) { //? !count
__attribute__((format(printf, 1, 2))) static int fast_print(const char *format, ...) { //? count
    long before = fast_flushed + fast_used; //? count
    va_list args;
    va_start(args, format);
    for (; *format; format++) {
        if (*format != '%') {
            fast_putchar(*format);
            continue;
        }
        switch (*++format) {
//@ +print_c: print
        case 'c':
            fast_putchar(va_arg(args, int));
            break;
//@ +print_s: print text
        case 's': {
            const char *text = va_arg(args, const char *);
            fast_text(text, strlen(text));
            break;
        }
//@ +print_d: print signed
        case 'd':
            fast_signed(va_arg(args, int));
            break;
//@ +print_u: print integer
        case 'u':
            fast_integer(va_arg(args, unsigned), 0);
            break;
//@ +print_l: print signed
        case 'l': {
            int longs = 1 + (format[1] == 'l');
            format += longs;
            if (*format == 'd')
                fast_signed(longs == 1 ? va_arg(args, long) : va_arg(args, long long));
            else
                fast_integer(longs == 1 ? va_arg(args, unsigned long) : va_arg(args, unsigned long long), 0);
            break;
        }
//@ +print_end: print
        default:
            fast_putchar('%');
        }
    }
    va_end(args);
    return fast_flushed + fast_used - before; //? count
}
//@ printf: text
/* printf for every other format. */
__attribute__((format(printf, 1, 2))) static int fast_printf(const char *format, ...) {
    size_t size, room;
    va_list args;
    do {
        room = sizeof fast_output - fast_used;
        va_start(args, format);
        size = vsnprintf(fast_output + fast_used, room, format, args);
        va_end(args);
        if (size < room) {
            fast_used += size;
            return size;
        }
        fast_flush();
    } while (size < sizeof fast_output);
    {
        char *text = (char *)malloc(size + 1);
        va_start(args, format);
        vsnprintf(text, size + 1, format, args);
        va_end(args);
        fast_text(text, size);
        free(text);
        return size;
    }
}
//@ input
static char fast_input[1 << 16];
static long fast_at, fast_end;

static int fast_refill(void) {
    fast_flush(); //? output
    fast_at = 0;
    if (fast_end >= 0 && (fast_end = read(0, fast_input, sizeof fast_input)) <= 0)
        fast_end = -1;
    return fast_end < 0 ? -1 : (unsigned char)fast_input[0];
}

static inline int fast_peek(void) {
    return fast_at < fast_end ? (unsigned char)fast_input[fast_at] : fast_refill();
}
//@ next: input
static inline int fast_next(void) {
    fast_at++;
    return fast_peek();
}
//@ getchar: input
static inline int fast_getchar(void) {
    int c = fast_peek();
    fast_at++;
    return c;
}
//@ feof: input
static int fast_feof(void) {
    return fast_end < 0;
}
//@ fgets: input
static char *fast_fgets(char *line, int size) {
    int length = 0, c = 0;
    while (length < size - 1 && c != '\n' && (c = fast_peek()) >= 0) {
        line[length++] = c;
        fast_at++;
    }
    if (size < 1 || (c < 0 && length == 0))
        return NULL;
    line[length] = 0;
    return line;
}
//@ gets: input
static char *fast_gets(char *line) {
    char *end = line;
    int c;
    for (; (c = fast_peek()) >= 0 && c != '\n'; fast_at++)
        *end++ = c;
    fast_at++;
    if (c < 0 && end == line)
        return NULL;
    *end = 0;
    return line;
}
//@ skip: next
static inline int fast_space(int c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline int fast_skip(void) {
    int c = fast_peek();
    while (fast_space(c))
        c = fast_next();
    return c;
}
//@ number: skip
/* Reads a sign and digits: 0 where there is no digit, 2 where the value does not fit. */
static int fast_number(unsigned long long *value, int *negative) { //? !width
static int fast_number(unsigned long long *value, int *negative, long width) { //? width
    unsigned long long number = 0;
    int c = fast_peek(), found = 0;
    *negative = c == '-';
    if (c == '-' || c == '+') {
        c = fast_next(); //? !width
        width--; //? width
        fast_at++; //? width
    }
    for (; c >= '0' && c <= '9'; c = fast_next()) { //? !width
    for (; width-- > 0 && (c = fast_peek()) >= '0' && c <= '9'; fast_at++) { //? width
        if (number >= ~0ULL / 10 && (number > ~0ULL / 10 || c > '5'))
            found = 2;
        else
            number = number * 10 + (c - '0');
        found |= 1;
    }
    *value = number;
    return found > 1 ? 2 : found;
}
//@ scan_signed: number
/* Reads what %d takes; 0 where there is no number. */
static int fast_scan_signed(long long *value) { //? !width
static int fast_scan_signed(long long *value, long width) { //? width
    unsigned long long number;
    int negative, found = fast_number(&number, &negative); //? !width
    int negative, found = fast_number(&number, &negative, width); //? width
    if (found == 2 || number > (~0ULL >> 1) + negative)
        number = (~0ULL >> 1) + negative;
    *value = negative ? 0 - number : number;
    return found;
}
//@ scan_unsigned: number
/* Reads what %u takes; 0 where there is no number. */
static int fast_scan_unsigned(unsigned long long *value) { //? !width
static int fast_scan_unsigned(unsigned long long *value, long width) { //? width
    int negative, found = fast_number(value, &negative); //? !width
    int negative, found = fast_number(value, &negative, width); //? width
    if (found == 2)
        *value = ~0ULL;
    else if (negative)
        *value = 0 - *value;
    return found;
}
//@ token: input
static char *fast_token;
static size_t fast_length, fast_room;

static void fast_keep(char c) {
    if (fast_length == fast_room)
        fast_token = (char *)realloc(fast_token, fast_room = 2 * fast_room + 64);
    fast_token[fast_length++] = c;
}
//@ decimal: input
/* Reads a plain decimal that one exact division gives, and that ends at a blank; 0 for all others. */
static int fast_decimal(double *value) {
    static const double powers[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                    1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    const char *p = fast_input + fast_at, *end = fast_input + fast_end;
    int negative = *p == '-', digits = 0, decimals = 0, dot = 0;
    long long number = 0;
    for (p += negative; p < end && digits < 16; p++) {
        if (*p >= '0' && *p <= '9') {
            number = number * 10 + (*p - '0');
            digits++;
            decimals += dot;
        } else if (*p == '.' && !dot)
            dot = 1;
        else
            break;
    }
    if (__FLT_EVAL_METHOD__ != 0 || digits < 1 || digits > 15 || p == end || (*p != ' ' && *p != '\n'))
        return 0;
    *value = (negative ? -(double)number : (double)number) / powers[decimals];
    fast_at = p - fast_input;
    return 1;
}
//@ float: token skip
static int fast_take(long *width) {
    fast_keep(fast_input[fast_at++]);
    return --*width > 0 ? fast_peek() : -1;
}

/* Reads what %lf takes, which stays in fast_token as well; 0 where that is no number. */
static int fast_float(double *value, long width) {
    int c = fast_peek(), sign = c == '-' || c == '+', digits = 0, dot = 0, hex = 0, power = 0, i;
    char *end;
    fast_length = 0;
    if (sign && (c = fast_take(&width)) < 0)
        return 0;
    if (c == 'n' || c == 'N' || c == 'i' || c == 'I') {
        const char *word = c == 'n' || c == 'N' ? "nan" : "infinity";
        for (i = 0; word[i] && (c | 32) == word[i]; i++)
            c = fast_take(&width);
        fast_keep(0);
        *value = strtod(fast_token, &end);
        if (word[i] && !(i == 3 && word[0] == 'i')) {
            fast_at += c >= 0; /* the C library takes the first wrong character too */
            return 0;
        }
        return 1;
    }
    if (c == '0') {
        c = fast_take(&width);
        hex = (c | 32) == 'x';
        digits = !hex;
        if (hex)
            c = fast_take(&width);
    }
    for (; c >= 0; c = fast_take(&width)) {
        int lower = c | 32, last = fast_length ? fast_token[fast_length - 1] | 32 : 0;
        if ((c >= '0' && c <= '9') || (hex && !power && lower >= 'a' && lower <= 'f'))
            digits = 1;
        else if (power && last == (hex ? 'p' : 'e') && (c == '-' || c == '+'))
            continue;
        else if (!power && digits && lower == (hex ? 'p' : 'e'))
            power = dot = 1;
        else if (!dot && c == '.')
            dot = 1;
        else
            break;
    }
    if ((int)fast_length == sign + 2 * hex)
        return 0;
    fast_keep(0);
    *value = strtod(fast_token, &end);
    return end != fast_token;
}
//@ scan: skip
__attribute__((format(scanf, 1, 2))) static int fast_scanf(const char *format, ...) {
    int count = 0, c = 0;
    va_list args;
    va_start(args, format);
    for (; *format; format++) {
        if (fast_space(*format)) {
            fast_skip();
            continue;
        }
        if (*format != '%') {
            if ((c = fast_peek()) != (unsigned char)*format)
                goto end;
            fast_at++;
            continue;
        }
        format++;
        if (*format != 'c') //? scan_c
            fast_skip(); //? scan_c
        fast_skip(); //? !scan_c
        if ((c = fast_peek()) < 0)
            goto end;
        switch (*format) {
//@ +scan_c: scan
        case 'c':
            *va_arg(args, char *) = fast_input[fast_at++];
            break;
//@ +scan_s: scan
        case 's': {
            char *text = va_arg(args, char *);
            do {
                long from = fast_at, to = from;
                while (to < fast_end && !fast_space(fast_input[to]))
                    to++;
                memcpy(text, fast_input + from, to - from);
                text += to - from;
                fast_at = to;
            } while (fast_at == fast_end && (c = fast_refill()) >= 0);
            *text = 0;
            break;
        }
//@ +scan_d: scan scan_signed
        case 'd': {
            long long value;
            if (!fast_scan_signed(&value))
                goto end;
            *va_arg(args, int *) = value;
            break;
        }
//@ +scan_u: scan scan_unsigned
        case 'u': {
            unsigned long long value;
            if (!fast_scan_unsigned(&value))
                goto end;
            *va_arg(args, unsigned *) = value;
            break;
        }
//@ +scan_f: scan float
        case 'f': {
            double value;
            if (!fast_float(&value, 1L << 30))
                goto end;
            sscanf(fast_token, "%f", va_arg(args, float *));
            break;
        }
//@ +scan_l: scan
        case 'l': {
//@ +scan_lf: scan_l float decimal
            if (format[1] == 'f') {
                double number;
                format++;
                if (!fast_decimal(&number) && !fast_float(&number, 1L << 30))
                    goto end;
                *va_arg(args, double *) = number;
                break;
            }
//@ +scan_lu: scan_l scan_unsigned
            if (format[1 + (format[1] == 'l')] == 'u') {
                int longs = 1 + (format[1] == 'l');
                unsigned long long value;
                format += longs;
                if (!fast_scan_unsigned(&value))
                    goto end;
                if (longs == 1)
                    *va_arg(args, unsigned long *) = value;
                else
                    *va_arg(args, unsigned long long *) = value;
                break;
            }
//@ +scan_ld: scan_l scan_signed
            int longs = 1 + (format[1] == 'l');
            long long value;
            format += longs;
            if (!fast_scan_signed(&value))
                goto end;
            if (longs == 1)
                *va_arg(args, long *) = value;
            else
                *va_arg(args, long long *) = value;
            break;
//@ +scan_l_end: scan_l
        }
//@ +scan_end: scan
        }
        count++;
    }
end:
    va_end(args);
    return count == 0 && c < 0 ? -1 : count;
}
//@ set: input
/* Whether c is in the set that follows %[ of a format. */
static int fast_in_set(const char *set, int c) {
    int invert = *set == '^', found = 0;
    const char *first = set += invert;
    for (; set == first || *set != ']'; set++) {
        if (*set == '-' && set > first && set[1] != ']' && set[-1] <= set[1])
            found |= (unsigned char)set[-1] <= c && c <= (unsigned char)set[1];
        else
            found |= (unsigned char)*set == c;
    }
    return found != invert;
}
//@ scan_full: set float scan_signed scan_unsigned
__attribute__((format(scanf, 1, 2))) static int fast_scanf(const char *format, ...) {
    int count = 0, c = 0;
    va_list args;
    va_start(args, format);
    for (; *format; format++) {
        int longs = 0, keep = 1;
        long width = 0;
        long long value;
        double number;
        char *text;
        if (fast_space(*format)) {
            fast_skip();
            continue;
        }
        if (*format != '%') {
            if ((c = fast_peek()) != (unsigned char)*format)
                goto end;
            fast_at++;
            continue;
        }
        if (*++format == '*') {
            keep = 0;
            format++;
        }
        while (*format >= '0' && *format <= '9')
            width = 10 * width + *format++ - '0';
        if (width == 0)
            width = *format == 'c' ? 1 : 1L << 30;
        for (; *format == 'l' || *format == 'h'; format++)
            longs += *format == 'l' ? 1 : -1;
        if (*format != 'c' && *format != '[')
            fast_skip();
        if ((c = fast_peek()) < 0)
            goto end;
        switch (*format) {
        case 'c':
            for (text = keep ? va_arg(args, char *) : NULL; width-- > 0 && fast_peek() >= 0; fast_at++)
                if (keep)
                    *text++ = fast_input[fast_at];
            break;
        case 's':
        case '[':
            if (*format == '[' && !fast_in_set(format + 1, c))
                goto end;
            for (text = keep ? va_arg(args, char *) : NULL; width-- > 0 && (c = fast_peek()) >= 0; fast_at++) {
                if (*format == '[' ? !fast_in_set(format + 1, c) : fast_space(c))
                    break;
                if (keep)
                    *text++ = c;
            }
            if (keep)
                *text = 0;
            if (*format == '[') {
                format += format[1] == '^' ? 2 : 1;
                while (*++format != ']')
                    ;
            }
            c = 0;
            break;
        case 'f':
            if (!fast_float(&number, width))
                goto end;
            if (keep && longs)
                *va_arg(args, double *) = number;
            else if (keep)
                sscanf(fast_token, "%f", va_arg(args, float *));
            break;
        default:
            if (*format == 'd' ? !fast_scan_signed(&value, width)
                               : !fast_scan_unsigned((unsigned long long *)&value, width))
                goto end;
            if (!keep)
                break;
            if (longs > 1)
                *va_arg(args, long long *) = value;
            else if (longs > 0)
                *va_arg(args, long *) = value;
            else if (longs == 0)
                *va_arg(args, int *) = value;
            else if (longs == -1)
                *va_arg(args, short *) = value;
            else
                *va_arg(args, char *) = value;
        }
        count += keep;
    }
end:
    va_end(args);
    return count == 0 && c < 0 ? -1 : count;
}
