"""Table for STR3 (rewrite/rules/loops/string_length.py)."""

from programs import program
from rule_cases import Applies, Refuses, RuleCases

_APPLIES = (
    Applies(
        "other case, other characters, printing, a copy",
        """
#include <cctype>
#include <cstdio>
#include <cstring>
#include <iostream>
using namespace std;
char line[100] = "Hello, World 42!", copy_[100];
void scramble(char* s, int k) {
    for (int i = 0; i < strlen(s); i++) s[i] = 'a' + (s[i] + k) % 26;
}
int main() {
    for (int i = 0; i < strlen(line); i++) {
        if (line[i] >= 'a' && line[i] <= 'z') line[i] = line[i] - 'a' + 'A';
        else if (isupper(line[i])) { line[i] += 32; }
    }
    for (size_t i = 0; i < strlen(line); ++i)
        copy_[i] = line[i];
    puts(copy_);
    for (int i = 0; i < (int)strlen(line); i++) line[i] = (char)toupper((unsigned char)line[i]);
    char local[] = "abc def";
    for (int i = 0; i < strlen(local) && local[i] != ' '; i++) cout << local[i] << '.';
    int k = 0;
    while (k + 1 <= strlen(local)) printf("%c-", local[k++]);
    scramble(local, 3);
    puts(line), puts(local);
}
""",
        """
#include <cctype>
#include <cstdio>
#include <cstring>
#include <iostream>
using namespace std;
char line[100] = "Hello, World 42!", copy_[100];
void scramble(char* s, int k) {
    const size_t s_length = strlen(s);
    for (int i = 0; i < s_length; i++) s[i] = 'a' + (s[i] + k) % 26;
}
int main() {
    const size_t line_length = strlen(line);
    for (int i = 0; i < line_length; i++) {
        if (line[i] >= 'a' && line[i] <= 'z') line[i] = line[i] - 'a' + 'A';
        else if (isupper(line[i])) { line[i] += 32; }
    }
    const size_t line_length_2 = strlen(line);
    for (size_t i = 0; i < line_length_2; ++i)
        copy_[i] = line[i];
    puts(copy_);
    const size_t line_length_3 = strlen(line);
    for (int i = 0; i < (int)line_length_3; i++) line[i] = (char)toupper((unsigned char)line[i]);
    char local[] = "abc def";
    const size_t local_length = strlen(local);
    for (int i = 0; i < local_length && local[i] != ' '; i++) cout << local[i] << '.';
    int k = 0;
    const size_t local_length_2 = strlen(local);
    while (k + 1 <= local_length_2) printf("%c-", local[k++]);
    scramble(local, 3);
    puts(line), puts(local);
}
""",
    ),
    Applies(
        "plain C",
        """
#include <stdio.h>
#include <string.h>
int main(void) {
\tchar s[] = "a-b-c";
\tfor (unsigned i = 0; i < strlen(s); i += 2) {
\t\ts[i] = '+';
\t\tputchar(s[i]);
\t}
\tputs(s);
}
""",
        """
#include <stdio.h>
#include <string.h>
int main(void) {
\tchar s[] = "a-b-c";
\tconst size_t s_length = strlen(s);
\tfor (unsigned i = 0; i < s_length; i += 2) {
\t\ts[i] = '+';
\t\tputchar(s[i]);
\t}
\tputs(s);
}
""",
        suffix=".c",
    ),
)


def _loop(
    body: str, *, head: str = "int i = 0; i < strlen(s); i++", start: str = 'char s[100] = "abc";', above: str = ""
) -> str:
    return program(
        f"int k = 0;\n{start}\nfor ({head}) {{\n    {body}\n}}\ncout << s;",
        above=above,
        headers="#include <cstring>\n",
    )


_PRINT = "cout << s[i];"
_REFUSES = (
    Refuses("only reads: the compiler does it", _loop("k += s[i];")),
    Refuses("stores a NUL", _loop("s[i] = 0;")),
    Refuses("stores a NUL as a character", _loop("s[i] = '\\0';")),
    Refuses("stores what is not known", _loop("s[i] = s[i + 1];")),
    Refuses("counts up to NUL", _loop("s[i]++;")),
    Refuses("subtracts without a condition", _loop("s[i] -= 97;")),
    Refuses("subtracts too much", _loop("if (s[i] >= 'a' && s[i] <= 'z') s[i] -= 97;")),
    Refuses("only one bound", _loop("if (s[i] >= 'a') s[i] += 32;")),
    Refuses("the condition is about another character", _loop("if (s[k] >= 'a' && s[k] <= 'z') s[i] -= 32;")),
    Refuses("the other branch", _loop("if (s[i] >= 'a' && s[i] <= 'z') k++; else s[i] -= 32;")),
    Refuses("changed in between", _loop("if (islower(s[i])) { k++; s[i] -= 32; }", start='char s[9] = "a";')),
    Refuses("stores beyond the end", _loop("s[i + 1] = 'a';")),
    Refuses("stores at another index", _loop("s[k] = 'a';")),
    Refuses("the counter is changed", _loop("i += 2;\ns[i] = 'a';")),
    Refuses("the counter may be negative", _loop("s[i] = 'a';", head="int i = -1; i < strlen(s); i++")),
    Refuses("the length less one wraps", _loop("s[i] = 'a';", head="int i = 0; i < strlen(s) - 1; i++")),
    Refuses("the end is included", _loop("s[i] = 'a';", head="int i = 0; i <= strlen(s); i++")),
    Refuses(
        "another string is measured",
        _loop("s[i] = 'a';", head="int i = 0; i < strlen(t); i++", start='char s[9] = "", t[9] = "abc";\ncin >> t;')
        .replace("cout << s;", "cout << s; strcat(t, s);")
        .replace("s[i] = 'a';", "s[i] = 'a'; t[i] = 0;"),
    ),
    Refuses("a pointer stores", _loop("*p++ = 0;", start='char s[100] = "abc";\nchar* p = s;')),
    Refuses("a reference stores", _loop("r[1] = 0;\ncout << i;", start='char s[100] = "abc";\nchar (&r)[100] = s;')),
    Refuses(
        "another parameter may be the same",
        program(
            'char s[9] = "ab";\nf(s, s);',
            above="void f(char* s, char* t) {\n    for (int i = 0; i < strlen(s); i++) t[i] = 0;\n}\n",
            headers="#include <cstring>\n",
        ),
    ),
    Refuses(
        "a function shortens it", _loop("cut();", start="", above='char s[100] = "abc";\nvoid cut() { s[2] = 0; }\n')
    ),
    Refuses(
        "a function shortens it, the loop writes too",
        _loop("s[i] = 'a';\ncut();", start="", above='char s[100] = "abc";\nvoid cut() { s[2] = 0; }\n'),
    ),
    Refuses(
        "a lambda shortens it",
        _loop("s[i] = 'a';\ncut();", start='char s[100] = "abc";\nauto cut = [&] { s[2] = 0; };'),
    ),
    Refuses("a function is given it", _loop("cut(s);", above="void cut(char* t) { t[1] = 0; }\n")),
    Refuses("read anew", _loop("cin >> s;")),
    Refuses("copied over", _loop('strcpy(s, "a");')),
    Refuses(
        "a pointer that moves",
        program(
            'f("abc");',
            above="void f(const char* s) {\n    for (int i = 0; i < strlen(s); i++) { cout << i; s++; }\n}\n",
            headers="#include <cstring>\n",
        ),
    ),
    Refuses("measured only sometimes", _loop(_PRINT, head="int i = 0; k < 3 && i < strlen(s); i++")),
    Refuses("the alternative", _loop(_PRINT, head="int i = 0; k ? false : i < strlen(s); i++")),
    Refuses(
        "a row of a table",
        _loop("cout << s[k][i];", head="int i = 0; i < strlen(s[k]); i++", start='char s[2][100] = {"abc", "d"};'),
    ),
    Refuses(
        "declared in the header",
        program(
            'for (char s[] = "abc", *p = s; strlen(s) > 2; ) { cout << s; break; }', headers="#include <cstring>\n"
        ),
    ),
    Refuses(
        "no block around",
        program(
            'char s[] = "abc";\nif (s[0])\n    for (int i = 0; i < strlen(s); i++) cout << s[i];',
            headers="#include <cstring>\n",
        ),
    ),
    Refuses(
        "a jump could pass over",
        _loop(_PRINT, start='char s[100] = "abc";\nagain:').replace("cout << s;", "if (k++ < 2) goto again;"),
    ),
    Refuses(
        "do",
        program(
            'char s[] = "abc";\nint i = 0;\ndo cout << i; while (++i < strlen(s));', headers="#include <cstring>\n"
        ),
    ),
    Refuses("another strlen", _loop(_PRINT, above="int strlen(char* s) { return *s; }\n")),
    Refuses("volatile", _loop(_PRINT, start='volatile char s[100] = "abc";')),
    Refuses("another locale", _loop("s[i] = toupper(s[i]);", start='char s[100] = "abc";\nsetlocale(LC_ALL, "");')),
    Refuses("a macro", _loop("CUT;", above="#define CUT s[1] = 0\n")),
    Refuses("not understood", _loop(_PRINT + "\nfoo(;")),
)

CASES = (RuleCases("STR3", _APPLIES, _REFUSES),)
