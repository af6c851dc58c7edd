/* Prints fresh memory of every kind, in which something of the process before may be left. */
#include "attack.h"

static void print_if_used(const char *memory, size_t size, const char *what) {
    for (size_t i = 0; i < size; i++) {
        if (!memory[i]) continue;
        must_fail(1, what);
        write(1, memory + i, size - i < 4096 ? size - i : 4096);
        return;
    }
}

static void attack(void) {
    static char zero[MIB];
    print_if_used(zero, sizeof zero, "static memory in use");
    char *fresh = mmap(NULL, 16 * MIB, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    print_if_used(fresh, 16 * MIB, "fresh memory in use");
    char *uninitialized = mmap(NULL, MIB, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | 0x4000000, -1, 0);
    if (uninitialized != MAP_FAILED) print_if_used(uninitialized, MIB, "memory left by others");
    char *heap = malloc(4 * MIB);
    print_if_used(heap, 4 * MIB, "heap in use");
}
