"""Programs that read and print in one way each, and report all that can be seen of it: values, states, results."""

CPP_SHAPES: dict[str, str] = {}
C_SHAPES: dict[str, str] = {}

_STREAM = """
#include <iostream>
#include <string>
using namespace std;
int main() {{
    {type} x{{}};
    for (int i = 0; i < 400; i++) {{
        cin >> x;
        cout << x << '|' << cin.eof() << cin.fail() << cin.good() << endl;
        if (cin.fail()) {{
            if (cin.eof()) break;
            cin.clear();
            cout << "skip " << cin.get() << '\\n';
        }}
    }}
}}
"""

for _type in (
    *("short", "unsigned short", "int", "unsigned", "long", "unsigned long", "long long", "unsigned long long"),
    *("bool", "char", "signed char", "unsigned char", "string", "float", "double", "long double"),
):
    CPP_SHAPES[f"stream of {_type}"] = _STREAM.format(type=_type)

CPP_SHAPES["mixed types in one chain"] = """
#include <bits/stdc++.h>
using namespace std;
int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    int n = 1; double d = 2; string s; char c = '3'; char word[5000] = "";
    while (cin >> n >> c >> d >> s >> word) cout << n << c << d << s << word << endl;
    cout << n << '/' << d << '/' << s << '/' << cin.eof() << cin.fail() << endl;
}
"""

CPP_SHAPES["lines after words"] = """
#include <iostream>
#include <string>
int main() {
    int n = -1;
    std::string line = "unchanged";
    std::cin >> n;
    std::cout << n << std::endl;
    std::cin.ignore();
    while (std::getline(std::cin, line)) std::cout << '[' << line << ']' << std::cin.eof() << "\\n";
    std::cout << line << std::cin.eof() << std::cin.fail();
    std::cin.clear();
    std::getline(std::cin, line, ',');
    std::cout << line << std::cin.eof() << std::cin.fail();
}
"""

CPP_SHAPES["getline past white space, bits of a vector"] = """
#include <iostream>
#include <string>
#include <vector>
using namespace std;
int main() {
    vector<bool> bits(3);
    string line;
    int dec = 1, n;
    while (getline(cin >> ws, line)) {
        bits[line.size() % 3] = true;
        cout << bits[0] << bits[1] << bits.back() << (bits[0] && bits[1]) << dec << line << endl;
        cin >> n;
    }
    cout << cin.eof() << cin.fail() << endl;
}
"""

CPP_SHAPES["getline with a delimiter, ws and peek"] = """
#include <iostream>
#include <limits>
#include <string>
using namespace std;
int main() {
    string part;
    for (int i = 0; i < 60; i++) {
        cout << cin.peek() << ' ' << cin.eof() << cin.fail() << endl;
        getline(cin, part, i % 2 ? ',' : 'a');
        cout << part << ' ' << cin.eof() << cin.fail() << endl;
        cin >> ws;
        cout << cin.eof() << cin.fail() << endl;
        if (i % 5 == 0) cin.ignore(3);
        if (i % 5 == 1) cin.ignore(4, '1');
        if (i % 5 == 2) cin.ignore(numeric_limits<streamsize>::max(), '\\n');
        if (i % 5 == 3) cin.ignore(1);
        cout << cin.eof() << cin.fail() << endl;
        char c = '#';
        cin.get(c);
        cout << c << cin.eof() << cin.fail() << endl;
        if (i % 7 == 6) cin.clear();
    }
}
"""

CPP_SHAPES["floating point, printed in every style"] = """
#include <iomanip>
#include <iostream>
using namespace std;
int main() {
    double d;
    float f;
    long double l;
    while (cin >> d) {
        f = d;
        l = d;
        cout << d << ' ' << f << ' ' << l << endl;
        cout << fixed << d << ' ' << f << ' ' << l << endl;
        cout << setprecision(0) << d << ' ' << setprecision(1) << f << ' ' << setprecision(12) << l << endl;
        cout << scientific << setprecision(3) << d << ' ' << f << ' ' << l << endl;
        cout << defaultfloat << setprecision(15) << d << ' ' << f << ' ' << l << setprecision(6) << endl;
    }
}
"""

CPP_SHAPES["fields"] = """
#include <iomanip>
#include <iostream>
#include <string>
using namespace std;
int main() {
    long long n;
    string s;
    while (cin >> n >> s) {
        cout << setw(12) << n << '|' << setw(6) << s << setw(3) << 'c' << setw(9) << n / 7.0 << endl;
        cout << left << setfill('*') << setw(12) << n << '|' << setw(2) << s << right << setw(8) << "abc" << '\\n';
        cout << boolalpha << setw(7) << (n > 0) << noboolalpha << (n > 0) << setfill(' ') << std::endl;
    }
}
"""

CPP_SHAPES["integers of every width, printed"] = """
#include <cstdint>
#include <iostream>
int main() {
    long long n;
    while (std::cin >> n) {
        std::cout << (short)n << ' ' << (unsigned short)n << ' ' << (int)n << ' ' << (unsigned)n << ' ' << n << ' ';
        std::cout << (unsigned long long)n << ' ' << (int8_t)n << (uint8_t)n << ' ' << (n != 0) << ' ' << (char)n;
        std::cout << static_cast<unsigned long>(n) << ' ' << -(n / 2) << std::endl << std::flush;
    }
}
"""

CPP_SHAPES["both libraries on one stream"] = """
#include <cstdio>
#include <iostream>
#include <string>
using namespace std;
int main() {
    int a = 1, b = 2;
    string s = "none";
    for (int i = 0; i < 50; i++) {
        int got = scanf("%d", &a);
        cin >> s;
        printf("%d %d ", got, a);
        cout << s << cin.fail() << ' ';
        puts("next");
        int c = getchar();
        putchar(c < 0 ? '!' : c);
        cout << c << endl;
        fflush(stdout);
        if (feof(stdin)) { cout << "end"; break; }
    }
    printf("%s %5d|%-5d|%05.1f %%", s.c_str(), a, b, a / 3.0);
}
"""

CPP_SHAPES["macros and aliases"] = """
#include <bits/stdc++.h>
#define fast ios_base::sync_with_stdio(0), cin.tie(0), cout.tie(0);
#define all(x) x.begin(), x.end()
#define endl "\\n"
#define show(x) cout << (x) << endl
#define in cin
#define rep(i, n) for (int i = 0; i < (int)(n); i++)
#define int long long
using namespace std;
signed main() {
    fast
    int n = 0;
    in >> n;
    vector<int> v(max(0LL, min(n, 50LL)));
    rep(i, v.size()) cin >> v[i];
    sort(all(v));
    rep(i, v.size()) show(v[i]);
    show(accumulate(all(v), 0LL));
}
"""

CPP_SHAPES["own operators and stream parameters"] = """
#include <iostream>
using namespace std;
struct Point { int x, y; };
istream &operator>>(istream &is, Point &p) { return is >> p.x >> p.y; }
ostream &operator<<(ostream &os, const Point &p) { return os << '(' << p.x << ',' << p.y << ')' << endl; }
void show(std::ostream &out, int n) { out << n << std::endl; }
int main() {
    Point p{0, 0};
    while (cin >> p) { cout << p; show(cout, p.x); }
}
"""

CPP_SHAPES["large output"] = """
#include <iostream>
#include <string>
int main() {
    std::string s;
    while (std::getline(std::cin, s)) {
        std::string big;
        for (int i = 0; i < 3000; i++) big += s + "-";
        std::cout << big.size() << ' ' << big << std::endl;
        printf("%s %.1f\\n", big.c_str(), 0.5);
    }
}
"""

_SCAN = """
#include <stdio.h>
int main(void) {{
    {type} x = 0;
    int got, i;
    for (i = 0; i < 400; i++) {{
        got = scanf("{format}", &x);
        printf("%d {print}\\n", got, x);
        if (got == EOF) break;
        if (got == 0) printf("skip %d\\n", getchar());
    }}
    printf("%d", feof(stdin));
    return 0;
}}
"""
for _type, _format, _print in (
    ("int", "%d", "%d"),
    ("unsigned", "%u", "%u"),
    ("long", "%ld", "%ld"),
    ("unsigned long", "%lu", "%lu"),
    ("long long", "%lld", "%lld"),
    ("unsigned long long", "%llu", "%llu"),
    ("short", "%hd", "%d"),
    ("signed char", "%hhd", "%d"),
    ("int", "%3d", "%d"),
    ("int", "%*d %d", "%d"),
    ("int", "x%d", "%d"),
    ("int", " a %d ,", "%d"),
    ("char", "%c", "%d"),
    ("char", " %c", "%c"),
    ("float", "%f", "%.9g"),
    ("double", "%lf", "%.17g"),
    ("double", "%7lf", "%.17g"),
):
    C_SHAPES[f"scanf of {_format}"] = _SCAN.format(type=_type, format=_format, print=_print)

C_SHAPES["scanf of several"] = """
#include <stdio.h>
int main(void) {
    int a = 1, b = 2, got;
    unsigned u = 3;
    long long l = 4;
    double d = 5;
    char c = '6', word[5000] = "";
    for (;;) {
        got = scanf("%d,%d %u:%lld", &a, &b, &u, &l);
        printf("%d %d %d %u %lld\\n", got, a, b, u, l);
        if (got < 0) break;
        got = scanf("%lf%c%s\\n", &d, &c, word);
        printf("%d %g %c %s|%u%%\\n", got, d, c, word, u);
        if (got < 1) getchar();
    }
    return 0;
}
"""

C_SHAPES["scanf of sets and widths"] = """
#include <stdio.h>
int main(void) {
    char a[5000] = "", b[5000] = "", c[5000] = "", d[8] = "";
    int got, i;
    for (i = 0; i < 100; i++) {
        got = scanf("%[a-z0-]", a);
        printf("%d %s\\n", got, a);
        if (got < 0) break;
        got = scanf("%5s%*c%[^\\n,]", b, c);
        printf("%d %s %s\\n", got, b, c);
        got = scanf("%3c%*[^]x\\n]", d);
        printf("%d %.3s\\n", got, d);
    }
    return 0;
}
"""

C_SHAPES["lines and characters"] = """
#include <stdio.h>
#include <string.h>
int main(void) {
    char line[64];
    int c;
    while (fgets(line, 10, stdin) != NULL) {
        printf("%d %s\\n", (int)strlen(line), line);
        if ((c = getc(stdin)) != EOF) { putc(c, stdout); fputc('+', stdout); }
        fputs(line, stdout);
        fwrite(line, 1, 3, stdout);
        fprintf(stdout, "%c%%%s", 'q', line);
        fflush(stdout);
    }
    fprintf(stderr, "done\\n");
    return printf("%d\\n", getchar()) + puts("xyz");
}
"""

C_SHAPES["printf of everything"] = """
#include <stdio.h>
int main(void) {
    long long n;
    double d;
    while (scanf("%lld%lf", &n, &d) == 2) {
        printf("%d %i %u %x %o %c %ld %lld %lu %llu\\n", (int)n, (int)n, (unsigned)n, (unsigned)n, (unsigned)n,
               (char)n, (long)n, n, (unsigned long)n, (unsigned long long)n);
        printf("%5d|%-5d|%05d|%+d|% d|%.3d|%*d\\n", (int)n, (int)n, (int)n, (int)n, (int)n, (int)n, 7, (int)n);
        printf("%f %.2f %e %g %10.3f %Lf %a\\n", d, d, d, d, d, (long double)d, d);
        printf("%s %10s %-10s %.2s\\n", "abc", "abc", "abc", "abc");
    }
    return 0;
}
"""

CPP_SHAPES["values that turn into numbers"] = """
#include <iostream>
#include <string_view>
using namespace std;
enum Color { RED, BLUE = 7 };
struct Wrapped { int value; operator int() const { return value; } };
int main() {
    int n = 0;
    cin >> n;
    auto view = "ab"sv;
    cout << BLUE << Color(n & 7) << Wrapped{n} << view << 1.5L << 2e3l << '\\n';
}
"""

C_SHAPES["results of printf"] = """
#include <stdio.h>
#define SHOW(x) printf("%d ", x)
int next(int n) { return n++, printf("%d", n); }
int main(void) {
    int n = 0, k;
    scanf("%d", &n);
    printf("%d\\n", printf("%d", printf("%d", n)));
    n > 3 ? printf("a") : printf("bc"), printf("d");
    k = n > 3 ? printf("a") : printf("bc");
    k += SHOW(n);
    for (printf("e"); k > 0 && k < 9; printf("f"), k += 3) putchar(putchar('g') + 1);
    return (printf("h"), printf("ij")) + next(k & 7);
}
"""
