/* Runs a unit that was built as a shared object: host OBJECT ARGS... calls its perfcoder_main with ARGS. The exit status
 * is 70 where it can't be loaded; stderr then tells what it lacks. */
#include <dlfcn.h>
#include <stdio.h>

int main(int argc, char **argv) {
    int (*run)(int, char **) = NULL;
    void *object = argc > 1 ? dlopen(argv[1], RTLD_LAZY | RTLD_LOCAL) : NULL;
    if (object) *(void **)&run = dlsym(object, "perfcoder_main");
    if (!run) {
        fprintf(stderr, "%s\n", argc > 1 ? dlerror() : "usage: host OBJECT ARGS...");
        return argc > 1 ? 70 : 64;
    }
    return run(argc - 1, argv + 1);
}
