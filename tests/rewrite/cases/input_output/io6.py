"""Table for IO6 (rewrite/rules/input_output/plain_output.py)."""

from rule_cases import Applies, Refuses, RuleCases

_APPLIES = (
    Applies(
        "characters, arrays, strings, without braces",
        """
#include <cstdio>
#include <string>
char names[2][9] = {"one", "two"};
void row(const std::string& s, char end) {
    printf("%s", s.c_str());
    printf("%c,", end);
}
int main() {
    char word[] = "word";
    for (int i = 0; i < 5; i++) {
        if (i % 2) printf("%c ", 'a' + i);
        else std::printf("%s\\t", word);
        printf("%s:", names[i % 2]);
        printf("%c\\n", word[i]);
        printf("%c", '-'), printf("%d ", i);
        row("x%s", '0' + i);
    }
    printf("%s ", word);
}
""",
        """
#include <cstdio>
#include <string>
char names[2][9] = {"one", "two"};
void row(const std::string& s, char end) {
    fputs(s.c_str(), stdout);
    putchar(end), putchar(',');
}
int main() {
    char word[] = "word";
    for (int i = 0; i < 5; i++) {
        if (i % 2) putchar('a' + i), putchar(' ');
        else std::fputs(word, stdout), std::putchar('\\t');
        fputs(names[i % 2], stdout), putchar(':');
        putchar(word[i]), putchar('\\n');
        printf("%c", '-'), printf("%d ", i);
        row("x%s", '0' + i);
    }
    printf("%s ", word);
}
""",
    ),
    Applies(
        "plain C",
        """
#include <stdio.h>
void show(int n) {
    char digits[12];
    sprintf(digits, "%d", n);
    printf("%s", digits);
    printf("%c.", digits[0]);
}
int main(void) {
    show(17);
    show(-4);
}
""",
        """
#include <stdio.h>
void show(int n) {
    char digits[12];
    sprintf(digits, "%d", n);
    fputs(digits, stdout);
    putchar(digits[0]), putchar('.');
}
int main(void) {
    show(17);
    show(-4);
}
""",
        suffix=".c",
    ),
)


def _show(body: str, above: str = "", headers: str = "#include <cstdio>\n") -> str:
    return (
        f'{headers}{above}void show(const char* p, int n) {{\n    char c = n, s[9] = "a";\n    {body}\n}}\n'
        'int main() {\n    for (int i = 0; i < 3; i++) show("a", i);\n}\n'
    )


_REFUSES = (
    Refuses("the compiler does it: a character", _show('printf("%c", c);')),
    Refuses("the compiler does it: a line", _show('printf("%s\\n", s);')),
    Refuses("a pointer may be null", _show('printf("%s ", p);')),
    Refuses("an array parameter is a pointer", '#include <stdio.h>\nvoid show(char s[9]) { printf("%s", s); }\n'),
    Refuses("a conditional pointer", _show('printf("%s", n ? s : 0);')),
    Refuses("the result is used", _show('n += printf("%c ", c);')),
    Refuses("the result is returned", _show('if (printf("%s", s) < 0) return;')),
    Refuses("numbers", _show('printf("%d ", n);')),
    Refuses("a width", _show('printf("%3c ", c);')),
    Refuses("a precision", _show('printf("%.1s ", s);')),
    Refuses("a wide character", _show('printf("%lc ", n);')),
    Refuses("a long is no character", _show('long l = n;\n    printf("%c ", l);')),
    Refuses("two conversions", _show('printf("%c%c", c, c);')),
    Refuses("more text", _show('printf("%c, ", c);')),
    Refuses("a character of two bytes", _show('printf("%cé", c);')),
    Refuses("a percent sign", _show('printf("%c%%", c);')),
    Refuses("a format in a variable", _show('const char* f = "%c ";\n    printf(f, c);')),
    Refuses("a macro as format", _show('printf("%c" SEP, c);', above='#define SEP " "\n')),
    Refuses("another stream", _show('fprintf(stderr, "%c ", c);')),
    Refuses("only once", '#include <cstdio>\nint main() {\n    char s[] = "a";\n    printf("%s", s);\n}\n'),
    Refuses(
        "threads may print",
        _show('printf("%c ", c);', headers="#include <cstdio>\n#include <thread>\n", above="std::thread t;\n"),
    ),
    Refuses(
        "threads of other files may print", _show('printf("%c ", c);', headers='#include <cstdio>\n#include "pool.h"\n')
    ),
    Refuses("another printf", _show('printf("%c ", c);', above="int printf(const char*, char) { return 0; }\n")),
    Refuses("another putchar", _show('printf("%c ", c);', above="#define putchar(c) 0\n")),
    Refuses("a variable of that name", _show('int fputs = 0;\n    printf("%s", s);')),
    Refuses(
        "not of the standard", _show('my::printf("%c ", c);', above="namespace my { int printf(const char*, char); }\n")
    ),
    Refuses("a class's own", _show('struct T { void printf(const char*, char) {} } t;\n    t.printf("%c ", c);')),
    Refuses("no header", _show('printf("%c ", c);', headers="int printf(const char*, ...);\n")),
    Refuses("a comment would be lost", _show('printf("%c ", /* first */ c);')),
    Refuses("a macro's value", _show('printf("%s", TEXT);', above="#define TEXT s\n")),
    Refuses("not understood", _show('printf("%c ", c);\n    foo(;')),
)

CASES = (RuleCases("IO6", _APPLIES, _REFUSES),)
