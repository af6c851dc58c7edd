/* Runs a unit that was built as a shared object: host OBJECT ARGS... calls its perfcoder_main with ARGS. The exit status
 * is 70 where it can't be loaded; stderr then tells what it lacks. Built with PERFCODER_COUNTED, it counts what is
 * allocated, and can hold back what is freed, at some cost. */
#include <dlfcn.h>
#include <stdio.h>

#ifdef PERFCODER_COUNTED
#include <errno.h>
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

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

/* What was freed while this was on. It is spoilt, and held until the next time: nothing else comes to lie there. */
#define MOST_HELD (1L << 16)
#define MOST_HELD_BYTES (64L << 20)
static uintptr_t held[MOST_HELD];
static long held_count, held_bytes;
static int watching, in_order;

static int hold(void *block) {
    if (!__atomic_load_n(&watching, __ATOMIC_RELAXED) || !block) return 0;
    long bytes = (long)malloc_usable_size(block);
    if (__atomic_add_fetch(&held_bytes, bytes, __ATOMIC_RELAXED) > MOST_HELD_BYTES) return 0;
    long at = __atomic_fetch_add(&held_count, 1, __ATOMIC_RELAXED);
    if (at >= MOST_HELD) return 0;
    held[at] = (uintptr_t)block;
    in_order = 0;
    memset(block, 0xdd, (size_t)bytes);
    return 1;
}

static int ascending(const void *one, const void *other) {
    uintptr_t first = *(const uintptr_t *)one, second = *(const uintptr_t *)other;
    return (first > second) - (first < second);
}

static long held_in_order(void) {
    if (held_count > MOST_HELD) held_count = MOST_HELD;
    if (!in_order) qsort(held, (size_t)held_count, sizeof *held, ascending);
    in_order = 1;
    return held_count;
}

void perfcoder_watch(int on) {
    long count = held_in_order();
    for (long i = 0; on && i < count; i++) __libc_free((void *)held[i]);
    if (on) held_count = held_bytes = 0;
    for (long i = 1; !on && i < count; i++)
        if (held[i] == held[i - 1]) abort(); /* it was freed twice */
    watching = on;
}

/* Whether an address is in a block that is held back. */
int perfcoder_is_held(const void *address) {
    long low = 0, high = held_in_order(); /* the last one that begins before or at the address is in [low, high) */
    if (!high || (uintptr_t)address < held[0]) return 0;
    while (high - low > 1) {
        long middle = low + (high - low) / 2;
        if (held[middle] <= (uintptr_t)address) low = middle;
        else high = middle;
    }
    return (uintptr_t)address - held[low] < malloc_usable_size((void *)held[low]);
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
void free(void *block) {
    uncounted(block);
    if (!hold(block)) __libc_free(block);
}
void *realloc(void *block, size_t size) {
    if (block && size && watching) { /* never in place, as under a sanitizer */
        size_t kept = malloc_usable_size(block);
        void *moved = malloc(size);
        if (!moved) return NULL;
        memcpy(moved, block, kept < size ? kept : size);
        free(block);
        return moved;
    }
    uncounted(block);
    void *made = __libc_realloc(block, size);
    return counted(made || !size ? made : block) == made ? made : NULL; /* one that failed leaves the block */
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
