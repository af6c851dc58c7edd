/* Filters its own system calls, to lie to programs it starts, and to turn the sandbox's filter off. */
#include "attack.h"
#include <linux/filter.h>
#include <linux/seccomp.h>

static void attack(void) {
    struct sock_filter allow_all[] = {{BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW}};
    struct sock_fprog program = {1, allow_all};
    must_fail(prctl(PR_SET_SECCOMP, SECCOMP_MODE_DISABLED) == 0, "disabled the filter");
    must_fail(prctl(PR_SET_NO_NEW_PRIVS, 0, 0, 0, 0) == 0, "may gain privileges again");
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
    must_be_closed(unshare(CLONE_NEWUSER), "a namespace under its own filter");
    struct sock_filter lie[] = {{BPF_LD | BPF_W | BPF_ABS, 0, 0, 0},
                                {BPF_JMP | BPF_JEQ | BPF_K, 0, 1, SYS_getuid},
                                {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ERRNO},
                                {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW}};
    struct sock_fprog liar = {4, lie};
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &liar);
    must_fail(syscall(SYS_setuid, 0) == 0 || geteuid() == 0, "became root");
    for (int i = 0; i < 20000 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0; i++) {}
}
