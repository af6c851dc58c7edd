/* Traces, reads and writes the runner and a process outside. */
#include "attack.h"

static void trace(pid_t pid) {
    char text[64], path[64];
    struct iovec ours = {text, sizeof text}, theirs = {(void *)0x400000, sizeof text};
    must_be_closed(ptrace(PTRACE_ATTACH, pid, 0, 0), "attached");
    must_be_closed(ptrace(PTRACE_SEIZE, pid, 0, 0), "seized");
    must_be_closed(process_vm_readv(pid, &ours, 1, &theirs, 1, 0), "read memory");
    must_be_closed(process_vm_writev(pid, &ours, 1, &theirs, 1, 0), "wrote memory");
    must_be_closed(syscall(SYS_kcmp, getpid(), pid, 0, 0, 0), "compared");
    must_be_closed(syscall(SYS_perf_event_open, &(char[128]){0}, pid, -1, -1, 0), "counted its events");
    const char *files[] = {"mem", "environ", "maps", "auxv", "syscall", "stack", "fd/0", "fd/3", "fd/4", "fdinfo/3",
                           "io", "map_files", "cwd/x", "root/w", "exe", "ns/mnt", "clear_refs"};
    for (size_t i = 0; i < COUNT(files); i++) {
        snprintf(path, sizeof path, "/proc/%d/%s", pid, files[i]);
        must_fail(open(path, O_RDONLY) >= 0, path);
        must_fail(open(path, O_WRONLY) >= 0, path);
    }
}

static void attack(void) {
    trace(1);
    trace(victim);
    must_be_closed(ptrace(PTRACE_TRACEME, 0, 0, 0), "asked to be traced");
}
