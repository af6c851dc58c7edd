/* Ends while a grandchild keeps its stdout and stderr open: who waits for their end waits for ever. */
#include "attack.h"

static void attack(void) {
    if (fork()) return;
    if (fork() == 0)
        for (;;) pause();
    _exit(0);
}
