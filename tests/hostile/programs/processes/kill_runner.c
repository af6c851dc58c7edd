/* Kills its parent, process 1 and everybody, by every call and signal. */
#include "attack.h"

static void attack(void) {
    struct sched_param none = {0};
    for (int number = 1; number < 65; number++) {
        kill(1, number);
        kill(getppid(), number);
        kill(-getppid(), number);
        syscall(SYS_tgkill, 1, 1, number);
        syscall(SYS_tkill, 1, number);
        sigqueue(1, number, (union sigval){0});
        syscall(424 /* pidfd_send_signal */, syscall(434 /* pidfd_open */, 1, 0), number, NULL, 0);
    }
    int input_ends[2];
    if (pipe(input_ends) == 0) { /* signals by way of descriptors */
        fcntl(input_ends[0], F_SETOWN, 1);
        fcntl(input_ends[0], F_SETSIG, SIGKILL);
        fcntl(input_ends[0], F_SETFL, O_ASYNC | O_NONBLOCK);
        write(input_ends[1], "x", 1);
    }
    kill(-1, SIGKILL);
    must_fail(getppid() != 1 || kill(1, 0) != 0, "killed the runner");
    must_fail(setpgid(1, getpgrp()) == 0, "took the runner into its group");
}
