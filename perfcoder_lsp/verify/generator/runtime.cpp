// Standard input on demand: the program's own reads decide what its input looks like.
//
// Linked into an instrumented copy of a program, this runtime takes the place of whatever feeds std::cin and stdin.
// Each time the program asks for input, the next bytes are invented - a number where it parses a number, a word where
// it wants a word - handed over, and recorded. When the program ends (or crashes, or runs out of time), the recorded
// bytes are written to descriptor 3: a text that the uninstrumented program can read from its real standard input.
//
//   std::cin    gets an unbuffered stream buffer, and a num_get facet that says "a number is wanted now";
//   stdin       becomes a stream whose read function is this runtime; scanf first announces its conversions (--wrap),
//               then the C library's own scanf parses, so that both behave exactly as they would on real input;
//   fread, read are answered with one token at a time.
//
// What a number means at the place where it is read (a size, an index, ...) is said by a table of read sites, which
// arrives on the real standard input together with all other parameters (parameters.hpp). The program announces a site
// through perfcoder_at(), calls of which were inserted before its reads.
//
// The parts, in the order in which each needs the ones before: parameters, chance, numbers, words, formats,
// invention, streams. Compiled with the program's own flags, so plain C++11.

#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/time.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <locale>
#include <string>

#include "invention.hpp"
#include "streams.hpp"

// The linker's --wrap sends the program's calls of f to __wrap_f below; __real_f is the C library's.
extern "C" {
size_t __real_fread(void*, size_t, size_t, FILE*);
ssize_t __real_read(int, void*, size_t);
FILE* __real_freopen(const char*, const char*, FILE*);
void __real__exit(int) __attribute__((noreturn));
}

namespace {

using namespace perfcoder_generator;

std::string read_told() {
  std::string told;
  char chunk[4096];
  for (ssize_t n; (n = __real_read(0, chunk, sizeof chunk)) > 0;) told.append(chunk, static_cast<std::size_t>(n));
  return told;
}

Invention& invention() {
  static Invention& the = *new Invention(parameters_of(read_told()));
  return the;
}

ssize_t read_invented(void*, char* to, size_t wanted) {
  if (wanted == 0) return 0;
  const int byte = invention().take();
  if (byte == EOF) return 0;
  *to = static_cast<char>(byte);
  return 1;
}

// One token and its separator: who reads whole buffers parses them before asking again.
size_t read_token(char* to, size_t room) {
  size_t done = 0;
  while (done < room) {
    const int byte = invention().take();
    if (byte == EOF) break;
    to[done++] = static_cast<char>(byte);
    if (isspace(byte) && done > 1) break;
  }
  return done;
}

void report() {
  static volatile sig_atomic_t reported = 0;
  if (reported) return;
  reported = 1;
  const std::string& text = invention().text();
  for (size_t done = 0; done < text.size();) {
    const ssize_t n = ::write(3, text.data() + done, text.size() - done);
    if (n <= 0) break;
    done += static_cast<size_t>(n);
  }
  if (invention().glued()) (void)!::write(3, "\n", 1);
}

// The program crashed (what it has read until then is told all the same) or computes for too long.
void report_and_end(int signal) {
  report();
  __real__exit(signal == SIGPROF || signal == SIGXCPU ? 99 : 0);
}

struct Takeover {
  Takeover() {
    static std::ios_base::Init iostreams;
    static InventedBuffer buffer(invention());
    const Integer cpu_ms = invention().cpu_ms();
    std::cin.rdbuf(&buffer);
    std::cin.imbue(std::locale(std::locale::classic(), new InventedNumbers(invention())));
    std::cin.tie(nullptr);
    stdin = fopencookie(nullptr, "r", {read_invented, nullptr, nullptr, nullptr});
    setvbuf(stdin, nullptr, _IONBF, 0);
    const int sink = open("/dev/null", O_WRONLY);
    if (sink >= 0) dup2(sink, 1), dup2(sink, 2), close(sink);

    static char stack[1 << 16];
    stack_t alternative{};
    alternative.ss_sp = stack;
    alternative.ss_size = sizeof stack;
    sigaltstack(&alternative, nullptr);
    struct sigaction action {};
    action.sa_handler = report_and_end;
    action.sa_flags = SA_ONSTACK;
    for (int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGXCPU, SIGPROF, SIGTERM})
      sigaction(signal, &action, nullptr);
    const itimerval limit{{0, 0}, {cpu_ms / 1000, (cpu_ms % 1000) * 1000}};
    setitimer(ITIMER_PROF, &limit, nullptr);
    std::atexit(report);
  }
};

__attribute__((init_priority(150))) Takeover takeover;

int scan(const char* format, va_list arguments) {
  std::string trimmed = format;  // white space at the end would read ahead into what no site speaks for yet
  while (!trimmed.empty() && isspace(static_cast<unsigned char>(trimmed.back()))) trimmed.pop_back();
  invention().expect(conversions_of(trimmed));
  const int stored = vfscanf(stdin, trimmed.c_str(), arguments);
  invention().expect({});
  return stored;
}

}  // namespace

// ------------------------------------------------------------------ what the linker puts in the C library's place

#define SCAN(NAME, ...)           \
  va_list arguments;              \
  va_start(arguments, format);    \
  const int stored = __VA_ARGS__; \
  va_end(arguments);              \
  return stored;

extern "C" {
void perfcoder_at(int site, int count) { invention().at(site, count); }

int __wrap_scanf(const char* format, ...) { SCAN(scanf, scan(format, arguments)) }
int __wrap___isoc99_scanf(const char* format, ...) { SCAN(scanf, scan(format, arguments)) }
int __wrap___isoc23_scanf(const char* format, ...) { SCAN(scanf, scan(format, arguments)) }
int __wrap_fscanf(FILE* file, const char* format, ...) {
  SCAN(fscanf, file == stdin ? scan(format, arguments) : vfscanf(file, format, arguments))
}
int __wrap___isoc99_fscanf(FILE* file, const char* format, ...) {
  SCAN(fscanf, file == stdin ? scan(format, arguments) : vfscanf(file, format, arguments))
}
int __wrap___isoc23_fscanf(FILE* file, const char* format, ...) {
  SCAN(fscanf, file == stdin ? scan(format, arguments) : vfscanf(file, format, arguments))
}

size_t __wrap_fread(void* to, size_t size, size_t count, FILE* file) {
  if (file != stdin) return __real_fread(to, size, count, file);
  return size == 0 ? 0 : read_token(static_cast<char*>(to), size * count) / size;
}
size_t __wrap_fread_unlocked(void* to, size_t size, size_t count, FILE* file) {
  return __wrap_fread(to, size, count, file);
}

ssize_t __wrap_read(int descriptor, void* to, size_t room) {
  if (descriptor != 0) return __real_read(descriptor, to, room);
  return static_cast<ssize_t>(read_token(static_cast<char*>(to), room));
}

FILE* __wrap_freopen(const char* path, const char* mode, FILE* file) {
  return file == stdin || file == stdout ? file : __real_freopen(path, mode, file);
}

void __wrap__exit(int status) {
  report();
  __real__exit(status);
}

// std::ios_base::sync_with_stdio(bool): would give std::cin another buffer.
bool __wrap__ZNSt8ios_base15sync_with_stdioEb(bool) { return true; }
}
