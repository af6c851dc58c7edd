/* Changes what the next run starts with: its arguments, its environment, its limits, its folder, its runner's image. */
#include "attack.h"

static void attack(void) {
    for (char **word = arguments; *word; word++) memset(*word, 'X', strlen(*word));
    setenv("LD_PRELOAD", "/w/evil.so", 1);
    setenv("PATH", "/evil", 1);
    chdir("/");
    umask(0777);
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_NPROC, &none);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    prctl(PR_SET_TIMERSLACK, 1000000000L, 0, 0, 0);
    prctl(26 /* PR_SET_TSC */, 2 /* kill */, 0, 0, 0);
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(0, &one);
    sched_setaffinity(0, sizeof one, &one);
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    for (int number = 1; number < 65; number++) signal(number, SIG_IGN);
}
