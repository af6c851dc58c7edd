/* Kernel interfaces with a history of escapes: all are closed, not only refused for wrong arguments. */
#include "attack.h"

static void attack(void) {
    static char zeros[4096];
    struct { long number; const char *name; } calls[] = {
        {SYS_bpf, "bpf"}, {SYS_perf_event_open, "perf_event_open"}, {SYS_userfaultfd, "userfaultfd"},
        {SYS_keyctl, "keyctl"}, {SYS_add_key, "add_key"}, {SYS_request_key, "request_key"},
        {425, "io_uring_setup"}, {426, "io_uring_enter"}, {427, "io_uring_register"}, {438, "pidfd_getfd"},
        {443, "quotactl_fd"}, {447, "memfd_secret"}, {SYS_fanotify_init, "fanotify_init"}, {SYS_kcmp, "kcmp"},
        {SYS_lookup_dcookie, "lookup_dcookie"}, {SYS_move_pages, "move_pages"}, {SYS_migrate_pages, "migrate_pages"},
        {SYS_vmsplice, "vmsplice"}, {SYS_ptrace, "ptrace"}, {SYS_acct, "acct"}, {SYS_syslog, "syslog"},
        {SYS_vhangup, "vhangup"}, {SYS_sethostname, "sethostname"}, {SYS_setdomainname, "setdomainname"},
#ifdef __x86_64__
        {SYS_modify_ldt, "modify_ldt"}, {SYS_iopl, "iopl"}, {SYS_ioperm, "ioperm"}, {SYS_uselib, "uselib"},
        {SYS__sysctl, "_sysctl"},
#endif
    };
    for (size_t i = 0; i < COUNT(calls); i++)
        must_be_closed(syscall(calls[i].number, zeros, zeros, zeros, zeros, zeros, zeros), calls[i].name);
}
