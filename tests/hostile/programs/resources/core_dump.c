/* Wants a core dump of a large memory, in every way it can ask for one. */
#include "attack.h"

static void attack(void) {
    struct rlimit large = {64 * MIB, RLIM_INFINITY};
    must_fail(setrlimit(RLIMIT_CORE, &large) == 0, "allowed itself core dumps");
    prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
    int filter = open("/proc/self/coredump_filter", O_WRONLY);
    if (filter >= 0 && write(filter, "0xff", 4) < 0) close(filter);
    used_memory(16 * MIB);
    int signals[] = {SIGQUIT, SIGSEGV, SIGBUS, SIGTRAP, SIGSYS};
    for (size_t i = 0; i < COUNT(signals); i++) {
        int status = 0;
        if (fork() == 0) {
            raise(signals[i]);
            _exit(0);
        }
        wait(&status);
        must_fail(WIFSIGNALED(status) && WCOREDUMP(status), "dumped core");
    }
    abort();
}
