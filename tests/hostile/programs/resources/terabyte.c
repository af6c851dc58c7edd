/* Reserves a terabyte of addresses, at once, by growing, and in pieces. */
#include "attack.h"

static void *reserve(size_t size) {
    return mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
}

static void attack(void) {
    must_fail(reserve(1UL << 40) != MAP_FAILED, "reserved a terabyte");
    void *small = reserve(MIB);
    must_fail(mremap(small, MIB, 1UL << 40, MREMAP_MAYMOVE) != MAP_FAILED, "grew to a terabyte");
    must_fail(brk((char *)sbrk(0) + (1UL << 40)) == 0, "moved the break by a terabyte");
    size_t pieces = 0;
    while (pieces < 64 && reserve(1UL << 30) != MAP_FAILED) pieces++;
    must_fail(pieces == 64, "reserved 64 GiB in pieces");
}
