/* Kills a process outside that belongs to the same user: by its number, its group, and all numbers there are. */
#include "attack.h"

static void attack(void) {
    int numbers[] = {victim, -victim, victim - 1, victim + 1};
    for (size_t i = 0; i < COUNT(numbers); i++) {
        if (numbers[i] == -1 || abs(numbers[i]) <= getpid() + 1) continue;
        must_fail(kill(numbers[i], SIGSTOP) == 0 || kill(numbers[i], SIGKILL) == 0, "signalled it");
        must_fail(errno != ESRCH, "found it");
    }
    must_fail(syscall(434 /* pidfd_open */, victim, 0) >= 0, "opened it");
    must_fail(sigqueue(victim, SIGKILL, (union sigval){0}) == 0, "queued a signal for it");
    must_fail(syscall(SYS_tgkill, victim, victim, SIGKILL) == 0, "signalled its thread");
    must_fail(getpgid(victim) >= 0 || getsid(victim) >= 0 || sched_getscheduler(victim) >= 0, "saw it");
    must_fail(setpriority(PRIO_PROCESS, victim, 19) == 0, "slowed it");
    for (int pid = getpid() + 1; pid < 40000; pid++) kill(pid, SIGKILL);
}
