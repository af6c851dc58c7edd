/* Queues signals and timers as fast and as many as it can, at itself and at the runner. */
#include "attack.h"

static void nothing(int signal) {}

static void attack(void) {
    struct itimerval often = {{0, 1}, {0, 1}};
    timer_t timer;
    signal(SIGALRM, nothing);
    setitimer(ITIMER_REAL, &often, NULL);
    for (int i = 0; i < 1000; i++) {
        struct itimerspec soon = {{0, 1000}, {0, 1000}};
        if (timer_create(CLOCK_MONOTONIC, NULL, &timer) == 0) timer_settime(timer, 0, &soon, NULL);
    }
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    int queued = 0;
    while (queued < 100000 && sigqueue(getpid(), SIGRTMIN, (union sigval){0}) == 0) queued++;
    must_fail(queued >= 20000, "queued 20000 signals");
    for (int i = 0; i < 10000; i++) kill(1, SIGRTMIN + i % 30);
    for (;;) pause();
}
