/* Executes what is no file: from memory, from its input, by descriptor. It stays what it is: limited and locked in. */
#include "attack.h"

static void attack(void) {
    must_be_closed(syscall(SYS_memfd_create, "program", 0), "a program in memory");
    char *const words[] = {"program", NULL}, *const none[] = {NULL};
    must_fail(syscall(SYS_execveat, 0, "", words, none, AT_EMPTY_PATH) == 0, "executed its input");
    must_fail(fexecve(0, words, none) == 0, "executed its input");
    int null = open("/dev/null", O_RDWR), status = 0;
    if (fork() == 0) { /* another program keeps the filter and the limits */
        dup2(null, 2);
        char *const shell[] = {"sh", "-c", "ulimit -n 4096 && echo ESCAPED: raised; unshare -U true && echo ESCAPED: unshared; "
                               "exec 3<>/dev/tcp/127.0.0.1/80 && echo ESCAPED: connected", NULL};
        syscall(SYS_execveat, open("/bin/sh", O_RDONLY), "", shell, none, AT_EMPTY_PATH);
        _exit(1);
    }
    wait(&status);
}
