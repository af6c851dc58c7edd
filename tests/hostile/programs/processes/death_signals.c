/* Plays with signals that come at a parent's death, and hands its children to the runner at birth. */
#include "attack.h"

static void attack(void) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    int ready[2];
    char byte;
    if (pipe(ready)) return;
    for (int i = 0; i < 2; i++) {
        long child = syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0);
        if (child) continue;
        prctl(PR_SET_PDEATHSIG, 0);
        write(ready[1], "x", 1);
        for (;;) pause();
    }
    for (int i = 0; i < 2; i++) read(ready[0], &byte, 1);
    long silent = syscall(SYS_clone, 0 /* no signal at its end */, 0, 0, 0, 0);
    if (silent == 0)
        for (;;) pause();
}
