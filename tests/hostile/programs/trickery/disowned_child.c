/* Lets a child compute the answer and has the kernel collect it, so that its time is added to nobody's. */
#include "attack.h"

static void attack(void) {
    struct sigaction disown = {.sa_handler = SIG_DFL, .sa_flags = SA_NOCLDWAIT};
    int answer[2];
    char byte;
    if (pipe(answer)) return;
    for (int way = 0; way < 2; way++) {
        if (way == 0) signal(SIGCHLD, SIG_IGN);
        else sigaction(SIGCHLD, &disown, NULL);
        if (fork() == 0) {
            while (clock() < CLOCKS_PER_SEC / 20) {}
            write(answer[1], "x", 1);
            _exit(0);
        }
        read(answer[0], &byte, 1);
        wait(NULL); /* returns when the child has gone, whether or not it was there to be collected */
    }
}
