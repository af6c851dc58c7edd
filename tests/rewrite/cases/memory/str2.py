"""Table for STR2 (rewrite/rules/memory/prepending.py)."""

from programs import program
from rule_cases import Applies, Refuses, RuleCases

_APPLIES = (
    Applies(
        "digits of numbers, nested loops, a size, several shapes",
        """
#include <iostream>
#include <string>
using namespace std;

string binary(unsigned n) {
    string s;
    while (n > 0) {
        s = char('0' + n % 2) + s;
        n /= 2;
    } // digits
    return s;
}

int main() {
    for (int i = 0; i < 20; i++) {
        string s = "", t, u;
        cout << binary(i) << ' ';
        for (int j = i; j > 0; j /= 3) {
            if (s.size() == 2) s = "," + s;
            s = (j % 2 ? 'x' : 'y') + s;
            if (j == 7) break;
        }
        do { t.insert(t.begin(), i % 10 + '0'); } while (t.length() < 3);
        for (char c : t)
            for (int k = 0; k < 2; k++) u.insert(0, 1, c), u = string(1, c) + u;
        for (char c : t) { s = c + s; }
        cout << s << t << u << endl;
    }
}
""",
        """
#include <iostream>
#include <string>
#include <algorithm>
using namespace std;

string binary(unsigned n) {
    string s;
    while (n > 0) {
        s.push_back(char('0' + n % 2));
        n /= 2;
    } // digits
    reverse(s.begin(), s.end());
    return s;
}

int main() {
    for (int i = 0; i < 20; i++) {
        string s = "", t, u;
        cout << binary(i) << ' ';
        for (int j = i; j > 0; j /= 3) {
            if (s.size() == 2) s.push_back(',');
            s.push_back(j % 2 ? 'x' : 'y');
            if (j == 7) break;
        }
        reverse(s.begin(), s.end());
        do { t.push_back(i % 10 + '0'); } while (t.length() < 3);
        reverse(t.begin(), t.end());
        for (char c : t)
            for (int k = 0; k < 2; k++) u.insert(0, 1, c), u = string(1, c) + u;
        for (char c : t) { s = c + s; }
        cout << s << t << u << endl;
    }
}
""",
    ),
    Applies(
        "std::, insertions, a return from the loop",
        """
#include <iostream>
#include <string>
static bool spell(long n, std::string& out) {
\tstd::string digits;
\tfor (;;) {
\t\tif (digits.length() > 3) return false;
\t\tdigits.insert(digits.begin(), "0123456789abcdef"[n % 16]);
\t\tn /= 16;
\t\tif (!n) break;
\t\tdigits.insert(0, 1, '.');
\t}
\tout = digits;
\treturn true;
}
int main() {
\tstd::string s;
\tfor (long n : {0L, 255L, 65535L, 7L}) std::cout << spell(n, s) << s << '\\n';
}
""",
        """
#include <iostream>
#include <string>
#include <algorithm>
static bool spell(long n, std::string& out) {
\tstd::string digits;
\tfor (;;) {
\t\tif (digits.length() > 3) return false;
\t\tdigits.push_back("0123456789abcdef"[n % 16]);
\t\tn /= 16;
\t\tif (!n) break;
\t\tdigits.push_back('.');
\t}
\tstd::reverse(digits.begin(), digits.end());
\tout = digits;
\treturn true;
}
int main() {
\tstd::string s;
\tfor (long n : {0L, 255L, 65535L, 7L}) std::cout << spell(n, s) << s << '\\n';
}
""",
    ),
)


def _loop(body: str, *, start: str = "string s;", above: str = "", after: str = "cout << s;") -> str:
    return program(f"char c = 'a';\nint n = 9;\n{start}\nwhile (n--) {{\n    {body}\n}}\n{after}", above=above)


_REFUSES = (
    Refuses(
        "a macro named reverse",
        "#include <string>\n#define reverse(x) (x)\nstd::string f(int n) {\n    std::string s;\n"
        "    for (char c; n; n /= 10) {\n        c = '0' + n % 10;\n        s = c + s;\n    }\n    return s;\n}\n",
    ),
    Refuses("not empty before", _loop("s = c + s;", start='string s = "x";')),
    Refuses("not known to be empty", _loop("s = c + s;", start="string s(n, 'a');")),
    Refuses("filled before", _loop("s = c + s;", start="string s;\ns += 'a';")),
    Refuses("filled by a second loop", _loop("s = c + s;", start="string s;\nwhile (n--) s += c;")),
    Refuses("printed in the loop", _loop("s = c + s;\ncout << s;")),
    Refuses("its end is looked at", _loop("if (s.back() != c) s = c + s;")),
    Refuses("an element is looked at", _loop("s = c + s;\nif (s[0] == c) c++;")),
    Refuses("appended to as well", _loop("s = c + s;\ns += c;")),
    Refuses("cleared in the loop", _loop("s = c + s;\ns.clear();")),
    Refuses("returned from the loop", _loop("s = c + s;\nif (n == 3) return s.find('b');")),
    Refuses(
        "handed out in the loop", _loop("s = c + s;\nshow(s);", above="void show(const string& s) { cout << s; }\n")
    ),
    Refuses("handed out before", _loop("s = c + s;", start="string s;\nstring* p = &s;")),
    Refuses("a lambda looks at it", _loop("s = c + s;\nf();", start="string s;\nauto f = [&] { cout << s; };")),
    Refuses("a handler sees it", _loop("s = c + s;", start="string s;\ntry { throw 1; } catch (int) { cout << n; }")),
    Refuses("a jump", _loop("s = c + s;\nif (n == 5) goto end;", after="end:\ncout << s;")),
    Refuses("global", _loop("s = c + s;", start="", above="string s;\n")),
    Refuses("static", _loop("s = c + s;", start="static string s;")),
    Refuses("a reference", _loop("s = c + s;", start="string t;\nstring& s = t;")),
    Refuses(
        "a parameter",
        program(
            'string t = "b";\nf(t);', above="void f(string s) { for (int i = 0; i < 3; i++) s = 'a' + s; cout << s; }\n"
        ),
    ),
    Refuses("strings in front", _loop("s = t + s;", start='string s, t = "ab";')),
    Refuses("a literal of two characters", _loop('s = "ab" + s;')),
    Refuses("an escape", _loop('s = "\\n" + s;')),
    Refuses("numbers as text", _loop("s = to_string(n) + s;")),
    Refuses("several copies", _loop("s.insert(0, 2, c);")),
    Refuses("in the middle", _loop("s.insert(s.begin() + 1, c);")),
    Refuses("in front of another string", _loop("s = c + t;", start="string s, t;")),
    Refuses("appended", _loop("s = s + c;")),
    Refuses("in front and behind", _loop("s = c + s + c;")),
    Refuses("the character is taken from it", _loop("s = char(s.size() + n) + s;")),
    Refuses("the result is used", _loop("cout << (s = c + s);")),
    Refuses("outside of a loop", program("string s;\nchar c = 'a';\ns = c + s;\ncout << s;")),
    Refuses(
        "declared outside of the loop's block",
        _loop("for (int k = 0; k < 2; k++) s = c + s;\ncout << n;", start="string s;\nif (n)"),
    ),
    Refuses("wide strings", _loop("s = L'a' + s;", start="wstring s;", after="")),
    Refuses(
        "an operator of the file",
        _loop("s = c + s;", above="struct T {};\nstring operator+(T, const string& s) { return s; }\n"),
    ),
    Refuses("a comment would be lost", _loop("s = /* first */ c + s;")),
    Refuses("a macro", _loop("s = c + s;\nSHOW;", above="#define SHOW cout << s\n")),
    Refuses("not understood", _loop("s = c + s;\nfoo(;")),
)

CASES = (RuleCases("STR2", _APPLIES, _REFUSES),)
