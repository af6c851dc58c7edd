/* Patches the page from which programs read the time, and stops every clock it has, while it computes. */
#include "attack.h"
#include <sys/auxv.h>

static void attack(void) {
    char *page = (char *)getauxval(AT_SYSINFO_EHDR);
    if (page && mprotect(page, 4096, PROT_READ | PROT_WRITE | PROT_EXEC) == 0) memset(page + 2048, 0x90, 16);
    int memory = open("/proc/self/mem", O_RDWR);
    if (memory >= 0) pwrite(memory, "\xc3", 1, (off_t)(uintptr_t)(page + 3000));
    struct itimerval stop = {0};
    for (int which = ITIMER_REAL; which <= ITIMER_PROF; which++) setitimer(which, &stop, NULL);
    struct timespec none = {0, 0};
    clockid_t clocks[] = {CLOCK_PROCESS_CPUTIME_ID, CLOCK_THREAD_CPUTIME_ID, CLOCK_MONOTONIC};
    for (size_t i = 0; i < COUNT(clocks); i++) must_fail(syscall(SYS_clock_settime, clocks[i], &none) == 0, "set a clock");
    struct rusage usage;
    do syscall(SYS_getrusage, RUSAGE_SELF, &usage);
    while (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec < 50000 && !usage.ru_utime.tv_sec);
}
