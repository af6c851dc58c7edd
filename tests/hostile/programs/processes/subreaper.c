/* Makes itself the one to whom orphans fall, and leaves a tree of them. */
#include "attack.h"

static void attack(void) {
    int ready[2];
    char byte;
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    if (pipe(ready)) return;
    for (int i = 0; i < 3; i++) {
        if (fork()) continue;
        prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
        if (fork()) _exit(0);
        write(ready[1], "x", 1);
        for (;;) pause();
    }
    for (int i = 0; i < 3; i++) read(ready[0], &byte, 1);
}
