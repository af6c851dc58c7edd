/* Lets a child compute the answer, and never waits for it, so that its time would count nowhere. */
#include "attack.h"

static void attack(void) {
    int answer[2];
    char byte;
    if (pipe(answer)) return;
    if (fork() == 0) {
        if (fork()) _exit(0); /* whose parent ends first */
        while (clock() < CLOCKS_PER_SEC / 20) {}
        write(answer[1], "x", 1);
        _exit(0);
    }
    read(answer[0], &byte, 1);
}
