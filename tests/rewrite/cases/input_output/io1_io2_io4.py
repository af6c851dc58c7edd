"""Tables for IO1 and IO2 (rewrite/rules/input_output/synchronization.py) and IO4 (buffered.py)."""

from rule_cases import Applies, Refuses, RuleCases

_IO1_APPLIES = (
    Applies(
        "reading and printing",
        """
#include <iostream>
using namespace std;
int main() {
    int n, s = 0;
    while (cin >> n) s += n;
    cout << s << endl;
}
""",
        """
#include <iostream>
using namespace std;
int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n, s = 0;
    while (cin >> n) s += n;
    cout << s << endl;
}
""",
        stdin="1 2 3",
    ),
    Applies(
        "printing only, main on one line",
        """
#include <iostream>
int main() { for (int i = 0; i < 9; i++) std::cout << i << '\\n'; }
""",
        """
#include <iostream>
int main() { std::ios::sync_with_stdio(false); for (int i = 0; i < 9; i++) std::cout << i << '\\n'; }
""",
    ),
    Applies(
        "streams used in a function that main calls",
        """
#include <iostream>
long read() {
    long x;
    std::cin >> x;
    return x;
}
int main()
{
\tstd::cout << read() + read();
}
""",
        """
#include <iostream>
long read() {
    long x;
    std::cin >> x;
    return x;
}
int main()
{
\tstd::ios::sync_with_stdio(false);
\tstd::cin.tie(nullptr);
\tstd::cout << read() + read();
}
""",
        stdin="3 4",
    ),
)

_IO1_REFUSES = (
    Refuses(
        "main is a try block",
        "#include <iostream>\nint main() try { std::cout << 1; } catch (...) { return 1; }",
    ),
    Refuses("no stream at all", "int main() { return 0; }"),
    Refuses(
        "stdio on the same output",
        '#include <cstdio>\n#include <iostream>\nint main() { std::cout << 1; printf("2"); }',
    ),
    Refuses(
        "stdio on the input",
        '#include <cstdio>\n#include <iostream>\nint main() { int n; scanf("%d", &n); std::cout << n; }',
    ),
    Refuses("only cerr", "#include <iostream>\nint main() { std::cerr << 1; }"),
    Refuses(
        "unsynchronised already",
        "#include <iostream>\nint main() { std::ios::sync_with_stdio(false); std::cout << 1; }",
    ),
    Refuses(
        "unsynchronised by a macro",
        "#include <iostream>\nusing namespace std;\n#define FAST ios_base::sync_with_stdio(0)\n"
        "int main() { FAST; cout << 1; }",
    ),
    Refuses(
        "printing before main starts, in a constructor",
        "#include <iostream>\nstruct S { S() { std::cout << 1; } } s;\nint main() { std::cout << 2; }",
    ),
    Refuses(
        "printing before main starts, in an initialiser",
        "#include <iostream>\nint f() { std::cout << 1; return 1; }\nint x = f();\nint main() { std::cout << x; }",
    ),
    Refuses(
        "reading before main starts, in a lambda",
        "#include <iostream>\nint x = [] { int n; std::cin >> n; return n; }();\nint main() { std::cin >> x; }",
    ),
    Refuses(
        "reading before main starts, in what a constructor calls",
        "#include <iostream>\nstruct S { int n; S() { read(); } void read() { std::cin >> n; } } s;\n"
        "int main() { std::cin >> s.n; }",
    ),
    Refuses(
        "reading by a function of stdio that takes its arguments as a list",
        "#include <cstdarg>\n#include <cstdio>\n#include <iostream>\n"
        "void scan(const char* f, ...) { va_list a; va_start(a, f); vscanf(f, a); va_end(a); }\n"
        'int main() { int n; std::cin >> n; scan("%d", &n); }',
    ),
    Refuses(
        "threads print",
        "#include <iostream>\n#include <thread>\n"
        "int main() { std::thread t([] { std::cout << 1; }); std::cout << 2; t.join(); }",
    ),
    Refuses(
        "a child process",
        "#include <iostream>\n#include <unistd.h>\nint main() { if (fork() == 0) std::cout << 1; std::cout << 2; }",
    ),
    Refuses("no main", "#include <iostream>\nvoid f() { std::cout << 1; }"),
    Refuses("a header of its own", '#include <iostream>\n#include "mine.h"\nint main() { std::cout << 1; }'),
    Refuses(
        "stdout in a way that is not understood",
        "#include <cstdio>\n#include <iostream>\nvoid f(FILE *);\nint main() { f(stdout); std::cout << 1; }",
    ),
)

_IO2_APPLIES = (
    Applies(
        "endl in a loop; cerr keeps its own",
        """
#include <iostream>
using namespace std;
int main() {
    for (int i = 0; i < 9; i++) cout << i << endl;
    cerr << "done" << endl;
    std::cout << "end" << std::endl << std::endl;
}
""",
        """
#include <iostream>
using namespace std;
int main() {
    for (int i = 0; i < 9; i++) cout << i << '\\n';
    cerr << "done" << endl;
    std::cout << "end" << '\\n' << '\\n';
}
""",
    ),
    Applies(
        "in a macro, and flush where nothing is read",
        """
#include <iostream>
using namespace std;
#define show(x) cout << (x) << endl
int main() {
    show(1);
    cout << 2 << flush;
    cout << 3 << endl << flush << 4;
}
""",
        """
#include <iostream>
using namespace std;
#define show(x) cout << (x) << '\\n'
int main() {
    show(1);
    cout << 2;
    cout << 3 << '\\n' << 4;
}
""",
    ),
    Applies(
        "a program that reads",
        """
#include <iostream>
int main() {
    int n;
    while (std::cin >> n) std::cout << n * 2 << std::endl;
}
""",
        """
#include <iostream>
int main() {
    int n;
    while (std::cin >> n) std::cout << n * 2 << '\\n';
}
""",
        stdin="1 2\n3",
    ),
    Applies(
        "all that is thrown is caught",
        """
#include <iostream>
#include <stdexcept>
struct Bad : std::runtime_error { using std::runtime_error::runtime_error; };
int g(int x) { if (x > 2) throw Bad("x"); return x; }
int f(int x) { if (x > 5) throw std::out_of_range("y"); return g(x); }
int main() {
    for (int i = 0; i < 9; i++) try { std::cout << f(i) << std::endl; } catch (const std::exception& e) {}
}
""",
        """
#include <iostream>
#include <stdexcept>
struct Bad : std::runtime_error { using std::runtime_error::runtime_error; };
int g(int x) { if (x > 2) throw Bad("x"); return x; }
int f(int x) { if (x > 5) throw std::out_of_range("y"); return g(x); }
int main() {
    for (int i = 0; i < 9; i++) try { std::cout << f(i) << '\\n'; } catch (const std::exception& e) {}
}
""",
    ),
)


def _thrown(main: str, above: str = "") -> str:
    return f"#include <iostream>\n#include <stdexcept>\n{above}\nint main() {{ std::cout << 1 << std::endl; {main} }}\n"


_CAUGHT = _thrown(
    "for (int i = 0; i < 9; i++) try { std::cout << f(i) << std::endl; } catch (const std::exception& e) {}",
    "struct Bad : std::runtime_error { using std::runtime_error::runtime_error; };\n"
    'int g(int x) { if (x > 2) throw Bad("x"); return x; }\nint f(int x) { if (x > 5) throw 1.5 > x; return g(x); }',
)
_IO2_REFUSES = (
    Refuses("a handler of another type", _thrown('try { throw std::runtime_error("x"); } catch (int) {}')),
    Refuses("one of two has no handler", _CAUGHT),
    Refuses("thrown again", _thrown("try { throw 1; } catch (int x) { throw; }")),
    Refuses("thrown through noexcept", _thrown("try { f(); } catch (int) {}", "void f() noexcept { throw 1; }")),
    Refuses("a call outside of the try", _thrown("try { f(); } catch (int) {} f();", "void f() { throw 1; }")),
    Refuses("a handler of a pointer", _thrown("try { throw 1; } catch (int*) {}")),
    Refuses("a private base", _thrown("try { throw B(); } catch (A&) {}", "struct A {};\nclass B : A {};")),
    Refuses(
        "the program ends by terminate",
        "#include <exception>\n#include <iostream>\nint main() { std::cout << 1 << std::endl; std::terminate(); }",
    ),
    Refuses(
        "the program ends by an exception",
        "#include <iostream>\nint main() { std::cout << 1 << std::endl; throw 1; }",
    ),
    Refuses(
        "perhaps unsynchronised",
        "#include <cstdio>\n#include <iostream>\nint main() {\n    bool on = false;\n"
        "    std::ios::sync_with_stdio(on);\n"
        '    std::cout << 1 << std::endl;\n    printf("2");\n    fclose(stdout);\n}\n',
    ),
    Refuses("no flush at all", "#include <iostream>\nint main() { std::cout << 1 << '\\n'; }"),
    Refuses("endl is a macro", "#include <iostream>\n#define endl '\\n'\nint main() { std::cout << 1 << endl; }"),
    Refuses("cerr only", "#include <iostream>\nint main() { std::cerr << 1 << std::endl; }"),
    Refuses(
        "another stream",
        '#include <fstream>\n#include <iostream>\nint main() { std::ofstream f("x"); f << 1 << std::endl; }',
    ),
    Refuses(
        "a conversation",
        "#include <iostream>\nusing namespace std;\n"
        'int main() { int n; cout << "? 1" << endl << flush; cin >> n; cout << n << endl; }',
    ),
    Refuses(
        "a conversation through fflush",
        "#include <cstdio>\n#include <iostream>\nusing namespace std;\n"
        "int main() { int n; cout << 1 << endl; fflush(stdout); cin >> n; }",
    ),
    Refuses(
        "the flush decides the order of two libraries",
        "#include <cstdio>\n#include <iostream>\nusing namespace std;\n"
        'int main() { ios::sync_with_stdio(false); cout << 1 << endl; puts("2"); }',
    ),
    Refuses(
        "a width that endl ignores",
        "#include <iomanip>\n#include <iostream>\nusing namespace std;\nint main() { cout << setw(5) << endl << 1; }",
    ),
    Refuses(
        "abort would lose the line",
        "#include <cstdlib>\n#include <iostream>\nint main() { std::cout << 1 << std::endl; abort(); }",
    ),
    Refuses("a variable of that name", "#include <iostream>\nint main() { int endl = 1; std::cout << 2 << endl; }"),
    Refuses(
        "a stream parameter",
        "#include <iostream>\nvoid f(std::ostream &o) { o << 1 << std::endl; }\nint main() { f(std::cerr); }",
    ),
)

_IO4_APPLIES = (
    Applies(
        "a C program that copies lines",
        """
#include <stdio.h>
int main(void) {
    int c;
    while ((c = getchar()) != EOF)
        putchar(c);
    return 0;
}
""",
        """
#include <stdio.h>
#include <unistd.h>

/* Buffered input and output; generated by PerfCoder LSP. */
static char fast_output[1 << 16];
static size_t fast_used;

__attribute__((destructor)) static void fast_flush(void) {
    size_t done = 0;
    long count;
    while (done < fast_used && (count = write(1, fast_output + done, fast_used - done)) > 0)
        done += count;
    fast_used = 0;
}

static inline int fast_putchar(int c) {
    if (fast_used == sizeof fast_output)
        fast_flush();
    fast_output[fast_used++] = c;
    return (unsigned char)c;
}

static char fast_input[1 << 16];
static long fast_at, fast_end;

static int fast_refill(void) {
    fast_flush();
    fast_at = 0;
    if (fast_end >= 0 && (fast_end = read(0, fast_input, sizeof fast_input)) <= 0)
        fast_end = -1;
    return fast_end < 0 ? -1 : (unsigned char)fast_input[0];
}

static inline int fast_peek(void) {
    return fast_at < fast_end ? (unsigned char)fast_input[fast_at] : fast_refill();
}

static inline int fast_getchar(void) {
    int c = fast_peek();
    fast_at++;
    return c;
}

int main(void) {
    int c;
    while ((c = fast_getchar()) != EOF)
        fast_putchar(c);
    return 0;
}
""",
        stdin="two\nlines",
        suffix=".c",
        flags=("-std=c17",),
    ),
)


def _main(body: str, before: str = "", includes: str = "<cstdio> <iostream>") -> str:
    lines = "".join(f"#include {name}\n" for name in includes.split())
    return f"{lines}using namespace std;\n{before}\nint main() {{ {body} }}\n"


_IO4_REFUSES = (
    Refuses("neither reads nor prints", _main("return 0;")),
    Refuses("only cerr", _main("cerr << 1;")),
    Refuses("no main", "#include <iostream>\nvoid f() { std::cout << 1; }"),
    Refuses("a header of its own", _main("cout << 1;", includes='<iostream> "mine.h"')),
    Refuses("abort", _main("cout << 1; abort();")),
    Refuses("_exit", _main("cout << 1; _exit(0);", includes="<iostream> <unistd.h>")),
    Refuses("quick_exit", _main("cout << 1; std::quick_exit(0);")),
    Refuses("fork", _main("cout << 1; fork();", includes="<iostream> <unistd.h>")),
    Refuses("system", _main('cout << 1; system("ls");')),
    Refuses("popen", _main('popen("ls", "r"); puts("x");')),
    Refuses("a thread", _main("thread t([] {}); std::thread u; cout << 1;", includes="<iostream> <thread>")),
    Refuses(
        "a thread without qualification",
        _main("thread t(f); t.join();", "void f() { cout << 1; }", "<iostream> <thread>"),
    ),
    Refuses("threads in a vector", _main("vector<thread> t; cout << 1;", includes="<bits/stdc++.h>")),
    Refuses(
        "a parallel algorithm", _main("for_each(execution::par, v, v + 3, [](int x) { cout << x; });", "int v[3];")
    ),
    Refuses("pthreads", _main("pthread_create(0, 0, 0, 0); cout << 1;", includes="<iostream> <pthread.h>")),
    Refuses("OpenMP", _main("\n#pragma omp parallel\n{ cout << 1; }")),
    Refuses("a signal handler", _main("signal(2, 0); cout << 1;", includes="<csignal> <iostream>")),
    Refuses("longjmp", _main("jmp_buf b; if (!setjmp(b)) longjmp(b, 1); cout << 1;", includes="<csetjmp> <iostream>")),
    Refuses(
        "own reads of descriptor 0", _main("char c; ::read(0, &c, 1); cout << c;", includes="<iostream> <unistd.h>")
    ),
    Refuses("rdbuf", _main("cout << cin.rdbuf();")),
    Refuses("a locale", _main("cout.imbue(locale()); cout << 1;", includes="<iostream> <locale>")),
    Refuses("setlocale", _main('setlocale(0, ""); printf("%f", 1.5);')),
    Refuses("errno", _main('errno = 0; scanf("%d"); printf("%d", errno);')),
    Refuses("exceptions", _main("int n; cin.exceptions(ios::failbit); cin >> n;")),
    Refuses("the device of the input", _main('FILE *f = fopen("/dev/stdin", "r"); puts("x");')),
    Refuses("a function that runs at exit", _main("cout << 1;", before="__attribute__((destructor)) void f() {}")),
    Refuses("fread from stdin", _main("char b[9]; fread(b, 1, 9, stdin);")),
    Refuses("stdin handed on", _main("f(stdin); getchar();", before="void f(FILE *);")),
    Refuses("a file opened over stdin", _main('freopen("a.txt", "r", stdin); getchar();')),
    Refuses("ungetc", _main("ungetc(getchar(), stdin);")),
    Refuses("cin.putback", _main("cin.putback('x'); int n; cin >> n;")),
    Refuses("numbers in hexadecimal", _main("int n = 31; cout << n << hex << n << std::dec << n;")),
    Refuses("padding inside", _main("cout << setw(5) << internal << -3;", includes="<iomanip> <iostream>")),
    Refuses("a base that is read", _main("int n; cin >> hex >> n;")),
    Refuses("a width for reading", _main("char s[4]; cin >> setw(4) >> s;", includes="<iomanip> <iostream>")),
    Refuses("cin.read", _main("char b[9]; cin.read(b, 9);")),
    Refuses("a scanf format that is no literal", _main('const char *f = "%d"; int n; scanf(f, &n);')),
    Refuses("%n in scanf", _main('int a, n; scanf("%d%n", &a, &n);')),
    Refuses("%i in scanf", _main('int a; scanf("%i", &a);')),
    Refuses("%I64d in scanf", _main('long long a; scanf("%I64d", &a);')),
    Refuses("%m in scanf", _main('char *s; scanf("%ms", &s);')),
    Refuses("a pointer to scanf", _main('auto f = scanf; int n; f("%d", &n);')),
    Refuses("a pointer to printf", _main('auto f = &printf; f("x");')),
    Refuses("its own printf", _main('printf("x");', before="void printf(const char *) {}", includes="<cstddef>")),
    Refuses(
        "files under the names of the streams",
        _main('ifstream cin("a"); ofstream cout("b"); int n; cin >> n; cout << n;', includes="<fstream> <iostream>"),
    ),
    Refuses("stream iterators", _main("istream_iterator<int> it(cin);", includes="<iostream> <iterator>")),
    Refuses("unbuffered output", _main('setvbuf(stdout, 0, _IONBF, 0); printf("x");')),
    Refuses("wide output", _main('wcout << L"x";')),
    Refuses(
        "two libraries print without synchronisation",
        _main('ios::sync_with_stdio(false); cout << 1; printf("2");'),
    ),
    Refuses(
        "two libraries read without synchronisation", _main("ios::sync_with_stdio(0); int n; cin >> n; getchar();")
    ),
    Refuses("a width that endl ignores", _main("cout << setw(5) << endl;", includes="<iomanip> <iostream>")),
    Refuses("the stream that cin was tied to", _main("auto *o = cin.tie(nullptr); *o << 1; int n; cin >> n;")),
    Refuses("a pointer", _main("int* p = 0; cout << p;")),
    Refuses("a complex number", _main("complex<double> c; cout << c;", includes="<complex> <iostream>")),
    Refuses(
        "a class that turns into a character", _main("cout << N();", "struct N { operator char() { return 65; } };")
    ),
    Refuses(
        "a class that turns into a reference",
        _main("N n; cin >> n;", "struct N { int v; operator int&() { return v; } };"),
    ),
    Refuses(
        "a C program's own read would replace the system's",
        '#include <stdio.h>\nint read(void) { int n; scanf("%d", &n); return n; }\nint main(void) { return read(); }\n',
        suffix=".c",
    ),
)

CASES = (
    RuleCases("IO1", _IO1_APPLIES, _IO1_REFUSES),
    RuleCases("IO2", _IO2_APPLIES, _IO2_REFUSES),
    RuleCases("IO4", _IO4_APPLIES, _IO4_REFUSES),
)
