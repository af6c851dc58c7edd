/* Becomes a program under limits of its own; for systems without the runner's means. POSIX, on Linux and macOS.
 *
 *   limited REPORT_FD GO_FD SIDE_FD CPU_S ADDRESS STACK FILE OPEN_FILES PROCESSES ARGV0 PROGRAM [ARGUMENT...]
 *
 * It waits for one byte from GO_FD, and ends where none will come: no program starts whose starter has been killed.
 * Sizes are bytes; 0 sets no limit. SIDE_FD (-1: none) becomes descriptor 3. Through REPORT_FD go three numbers before
 * the program starts: the microseconds of CPU time used so far and of CLOCK_MONOTONIC (its own time starts here), and 0;
 * and again with errno in the last place where it can't be started. It can't write there: REPORT_FD is close-on-exec. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/personality.h>
#endif
#ifdef __APPLE__
#include <spawn.h>
#endif

enum { FIRST_LIMIT = 4, ARGV0 = 10, PROGRAM, SAFE_FD = 64, MOST_FDS = 1024 };

extern char **environ;

static void limit(int resource, const char *text) {
    struct rlimit old, wanted;
    rlim_t value = (rlim_t)strtoull(text, NULL, 10);
    if (value == 0 || getrlimit(resource, &old)) return;
    wanted.rlim_max = old.rlim_max == RLIM_INFINITY || value < old.rlim_max ? value : old.rlim_max;
    wanted.rlim_cur = wanted.rlim_max;
    setrlimit(resource, &wanted);
}

static void limit_all(char **texts) {
    static const int resources[] = {RLIMIT_AS, RLIMIT_STACK, RLIMIT_FSIZE, RLIMIT_NOFILE, RLIMIT_NPROC};
    struct rlimit none = {0, 0};
    rlim_t seconds = (rlim_t)strtoull(texts[0], NULL, 10);
    struct rlimit cpu = {seconds, seconds + 1}; /* SIGXCPU first, SIGKILL for who ignores it */
    setrlimit(RLIMIT_CPU, &cpu);
    setrlimit(RLIMIT_CORE, &none);
    for (int i = 0; i < 5; i++) limit(resources[i], texts[i + 1]);
}

static void tell(int report, int error) {
    struct rusage usage;
    struct timespec now;
    getrusage(RUSAGE_SELF, &usage);
    clock_gettime(CLOCK_MONOTONIC, &now);
    int64_t cpu_us = (int64_t)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000 + usage.ru_utime.tv_usec +
                     usage.ru_stime.tv_usec;
    int64_t numbers[3] = {cpu_us, (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000, error};
    if (write(report, numbers, sizeof numbers) != sizeof numbers) _exit(70);
}

/* The same addresses in every run: a layout that changes by chance changes times. Returns errno. */
static int become(const char *program, char **argv) {
#ifdef __APPLE__
    enum { DISABLE_ASLR = 0x0100 }; /* _POSIX_SPAWN_DISABLE_ASLR of XNU's bsd/sys/spawn.h; debuggers use it */
    posix_spawnattr_t attributes;
    if (posix_spawnattr_init(&attributes) == 0 &&
        posix_spawnattr_setflags(&attributes, (short)(POSIX_SPAWN_SETEXEC | DISABLE_ASLR)) == 0)
        posix_spawn(NULL, program, NULL, &attributes, argv, environ);
#endif
#ifdef __linux__
    personality(ADDR_NO_RANDOMIZE);
#endif
    execve(program, argv, environ);
    return errno;
}

int main(int argc, char **argv) {
    if (argc <= PROGRAM) return 64;
    char go;
    if (read(atoi(argv[2]), &go, 1) != 1) return 0;
    int report = fcntl(atoi(argv[1]), F_DUPFD, SAFE_FD), side = atoi(argv[3]);
    if (report < 0 || fcntl(report, F_SETFD, FD_CLOEXEC)) return 70;
    if (side >= 0 && dup2(side, 3) < 0) return 70;
    for (int fd = side >= 0 ? 4 : 3; fd < MOST_FDS; fd++)
        if (fd != report) close(fd);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int number = 1; number < 32; number++) signal(number, SIG_DFL);
    setsid(); /* fails where it leads a session already */
    limit_all(argv + FIRST_LIMIT);
    const char *program = argv[PROGRAM];
    argv[PROGRAM] = argv[ARGV0];
    tell(report, 0);
    tell(report, become(program, argv + PROGRAM));
    return 127;
}
