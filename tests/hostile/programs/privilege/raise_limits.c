/* Raises its limits, and sets those of the runner and of others. */
#include "attack.h"

static void attack(void) {
    int kinds[] = {RLIMIT_CPU, RLIMIT_AS, RLIMIT_FSIZE, RLIMIT_NOFILE, RLIMIT_CORE, RLIMIT_NPROC, RLIMIT_STACK};
    for (size_t i = 0; i < COUNT(kinds); i++) {
        struct rlimit endless = {RLIM_INFINITY, RLIM_INFINITY}, now, none = {0, 0};
        getrlimit(kinds[i], &now);
        must_fail(now.rlim_max == RLIM_INFINITY, "was not limited");
        must_fail(setrlimit(kinds[i], &endless) == 0, "raised a limit");
        now.rlim_max++;
        must_fail(prlimit(0, kinds[i], &now, NULL) == 0, "raised a limit by one");
        must_fail(prlimit(1, kinds[i], &none, NULL) == 0, "limited the runner");
        must_fail(prlimit(1, kinds[i], NULL, &now) == 0, "read the runner's limits");
        must_fail(prlimit(victim, kinds[i], &none, NULL) == 0, "limited a process outside");
        must_fail(syscall(SYS_prlimit64, 1L << 32 | 1, kinds[i], &none, NULL) == 0, "limited the runner, by high bits");
    }
}
