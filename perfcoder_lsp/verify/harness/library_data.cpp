// For shared objects that hold a project's static library: copies of variables of the C library.
//
// Static libraries are mostly built for programs, and address such variables in a way in which no shared object may
// address what lies outside of it. The copies lie inside; each gets the value that the C library's own variable has
// when this is loaded.
#include <dlfcn.h>
#include <unistd.h>

#include <cstdio>

#undef stdin
#undef stdout
#undef stderr

extern "C" {
__attribute__((visibility("default"))) FILE* stdin;
__attribute__((visibility("default"))) FILE* stdout;
__attribute__((visibility("default"))) FILE* stderr;
__attribute__((visibility("default"))) char** environ;
}

namespace {

template <class T> void take(void* library, T*& copy, const char* name) {
    if (void* own = library ? dlsym(library, name) : nullptr) copy = *static_cast<T**>(own);
}

__attribute__((constructor(101))) void take_all() {
    void* library = dlopen("libc.so.6", RTLD_LAZY | RTLD_NOLOAD);  // a search in all libraries would find the copies
    take(library, stdin, "stdin");
    take(library, stdout, "stdout");
    take(library, stderr, "stderr");
    take(library, environ, "environ");
}

}  // namespace
