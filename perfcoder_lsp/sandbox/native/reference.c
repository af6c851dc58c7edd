/* The program that a machine compares with itself before its numbers are believed: arithmetic, branches and memory
 * traffic within the caches, about 10 ms on a machine of 2020. */
#include <stdio.h>

enum { STEPS = 4000000, CELLS = 1 << 14 };

int main(void) {
    static unsigned cells[CELLS];
    unsigned n = 7;
    for (unsigned i = 0; i < STEPS; i++) {
        n = n * 1664525u + 1013904223u;
        if (n & 1u << 20) n ^= i;
        cells[n % CELLS] += i;
    }
    printf("%u\n", cells[n % CELLS]);
    return 0;
}
