/* Runs a unit that was built as a shared object: host OBJECT ARGS... calls its perfcoder_main with ARGS. The exit status
 * is 70 where it can't be loaded; stderr then tells what it lacks. Built with PERFCODER_COUNTED, it counts what is
 * allocated, at some cost. */
#include <dlfcn.h>
#include <stdio.h>

#ifdef PERFCODER_COUNTED
#include <errno.h>
#include <malloc.h>

extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t), __libc_free(void *);

static long in_use, peak; /* bytes, since the reset */

static void *counted(void *block) {
    if (!block) return block;
    long now = __atomic_add_fetch(&in_use, (long)malloc_usable_size(block), __ATOMIC_RELAXED);
    long highest = __atomic_load_n(&peak, __ATOMIC_RELAXED);
    while (now > highest && !__atomic_compare_exchange_n(&peak, &highest, now, 0, __ATOMIC_RELAXED, __ATOMIC_RELAXED)) {
    }
    return block;
}

static void uncounted(void *block) {
    if (block) __atomic_sub_fetch(&in_use, (long)malloc_usable_size(block), __ATOMIC_RELAXED);
}

void *malloc(size_t size) { return counted(__libc_malloc(size)); }
void *calloc(size_t count, size_t size) { return counted(__libc_calloc(count, size)); }
void *memalign(size_t alignment, size_t size) { return counted(__libc_memalign(alignment, size)); }
void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }
int posix_memalign(void **block, size_t alignment, size_t size) {
    void *made = memalign(alignment, size);
    if (made) *block = made;
    return made ? 0 : ENOMEM;
}
void *realloc(void *block, size_t size) {
    uncounted(block);
    void *made = __libc_realloc(block, size);
    return counted(made || !size ? made : block) == made ? made : NULL; /* one that failed leaves the block */
}
void free(void *block) {
    uncounted(block);
    __libc_free(block);
}

void perfcoder_heap_reset(void) { in_use = peak = 0; }
size_t perfcoder_heap_peak(void) { return (size_t)peak; }
#endif

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
