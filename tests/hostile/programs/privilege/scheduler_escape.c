/* Takes more of the processor than it should: real time, priority, input and output first, and on behalf of others. */
#include "attack.h"

static void attack(void) {
    struct sched_param first = {.sched_priority = 1}, idle = {0};
    pid_t others[] = {1, victim};
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(0, &one);
    must_fail(sched_setscheduler(0, SCHED_FIFO, &first) == 0, "real time");
    must_fail(sched_setscheduler(0, SCHED_RR, &first) == 0, "real time, round robin");
    uint32_t deadline[12] = {48, 6 /* SCHED_DEADLINE */, 0, 0, 0, 0, 1000000, 0, 2000000, 0, 2000000, 0};
    must_fail(syscall(SYS_sched_setattr, 0, deadline, 0) == 0, "deadline");
    must_fail(setpriority(PRIO_PROCESS, 0, -20) == 0 || nice(-1) != -1, "priority");
    must_fail(setpriority(PRIO_USER, getuid(), 19) == 0, "the user's priority");
    must_fail(syscall(SYS_ioprio_set, 1, 0, 1 << 13) == 0, "input and output in real time");
    for (size_t i = 0; i < COUNT(others); i++) {
        must_fail(sched_setscheduler(others[i], SCHED_IDLE, &idle) == 0, "idled another");
        must_fail(sched_setparam(others[i], &idle) == 0, "set another's parameters");
        must_fail(sched_setaffinity(others[i], sizeof one, &one) == 0, "bound another");
        must_fail(setpriority(PRIO_PROCESS, others[i], 19) == 0, "slowed another");
        must_fail(syscall(SYS_ioprio_set, 1, others[i], 3 << 13) == 0, "slowed another's input and output");
    }
    must_fail(syscall(SYS_ioprio_set, 3, getuid(), 3 << 13) == 0, "slowed all of the user's input and output");
    const char *files[] = {"/proc/1/autogroup", "/proc/1/oom_score_adj", "/proc/1/sched"};
    for (size_t i = 0; i < COUNT(files); i++) must_fail(open(files[i], O_WRONLY) >= 0, files[i]);
    int slack = open("/proc/1/timerslack_ns", O_WRONLY);
    must_fail(slack >= 0 && write(slack, "1000000000", 10) > 0, "made the runner's timers late");
    int score = open("/proc/self/oom_score_adj", O_WRONLY);
    must_fail(score >= 0 && write(score, "-1000", 5) > 0, "will never be killed for memory");
}
