/* A chain of vforks: each parent hangs, not to be interrupted, until its child ends. */
#include "attack.h"

static void attack(void) {
    static volatile int depth;
    for (; depth < 1000; depth++)
        if (vfork() < 0) break;
    must_fail(depth >= 64, "64 processes in a chain");
    for (;;) pause();
}
