/* Closes and replaces all descriptors, fills their places, and ends. */
#include "attack.h"

static void attack(void) {
    int saved = dup(1), ends[2];
    syscall(SYS_close_range, 0, saved - 1, 0);
    syscall(SYS_close_range, saved + 1, ~0U, 0);
    while (pipe(ends) == 0) {}
    dup2(saved, 1);
}
