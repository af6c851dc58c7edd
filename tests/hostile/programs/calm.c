/* An honest program that is run before and after an attack, and prints all that one could have changed for it. */
#include "attack.h"

static void print_names(const char *path) {
    struct dirent **names;
    int count = scandir(path, &names, NULL, alphasort);
    for (int i = 0; i < count; i++) dprintf(1, "%s/%s\n", path, names[i]->d_name);
}

static void print_process(void) {
    sigset_t blocked;
    cpu_set_t processors;
    sigprocmask(SIG_BLOCK, NULL, &blocked);
    for (int number = 1; number < 65; number++) {
        struct sigaction action = {0};
        sigaction(number, NULL, &action);
        if (sigismember(&blocked, number) == 1 || action.sa_handler != SIG_DFL) dprintf(1, "signal %d\n", number);
    }
    for (int kind = 0; kind < RLIM_NLIMITS; kind++) {
        struct rlimit limit;
        getrlimit(kind, &limit);
        dprintf(1, "limit %d: %lu %lu\n", kind, limit.rlim_cur, limit.rlim_max);
    }
    sched_getaffinity(0, sizeof processors, &processors);
    dprintf(1, "processors %d, policy %d, nice %d, io %ld\n", CPU_COUNT(&processors), sched_getscheduler(0),
            getpriority(PRIO_PROCESS, 0), syscall(SYS_ioprio_get, 1, 0));
    dprintf(1, "mask %o, slack %d, runner's io %ld\n", umask(0), prctl(PR_GET_TIMERSLACK), syscall(SYS_ioprio_get, 1, 1));
}

static void attack(void) {
    extern char **environ;
    const char *folders[] = {"/", "/w", "/dev", "/dev/shm", "/run", "/proc/sysvipc"};
    char text[4096], here[4096];
    int processes = 0;
    ssize_t size = read(0, text, sizeof text);
    if (size > 0) write(1, text, (size_t)size);
    for (size_t i = 0; i < COUNT(folders); i++) print_names(folders[i]);
    DIR *proc = opendir("/proc");
    for (struct dirent *entry; proc && (entry = readdir(proc));) processes += atoi(entry->d_name) > 0;
    dprintf(1, "%d processes, in %s\n", processes, getcwd(here, sizeof here));
    print_file("/proc/sysvipc/shm");
    print_file("/proc/sysvipc/msg");
    print_file("/proc/sysvipc/sem");
    print_file("/proc/net/unix");
    for (char **entry = environ; *entry; entry++) dprintf(1, "%s\n", *entry);
    for (char **word = arguments; *word; word++) dprintf(1, "%s\n", *word);
    print_process();
}
