/* Makes and enters namespaces, in which it would be root. */
#include "attack.h"

static void attack(void) {
    int kinds[] = {CLONE_NEWUSER, CLONE_NEWNS, CLONE_NEWPID, CLONE_NEWNET, CLONE_NEWIPC, CLONE_NEWUTS, CLONE_NEWCGROUP};
    for (size_t i = 0; i < COUNT(kinds); i++) {
        must_be_closed(unshare(kinds[i]), "unshare");
        must_be_closed(unshare(kinds[i] | CLONE_NEWUSER), "unshare with a user namespace");
        long child = syscall(SYS_clone, kinds[i] | SIGCHLD, 0, 0, 0, 0);
        if (child == 0) _exit(0);
        must_be_closed(child, "clone");
        uint64_t arguments_of_clone3[8] = {(uint64_t)kinds[i], 0, 0, 0, SIGCHLD};
        child = syscall(435 /* clone3 */, arguments_of_clone3, sizeof arguments_of_clone3);
        if (child == 0) _exit(0);
        must_be_closed(child, "clone3");
    }
    const char *names[] = {"user", "mnt", "pid", "net", "ipc", "uts"};
    for (size_t i = 0; i < COUNT(names); i++) {
        char path[64];
        snprintf(path, sizeof path, "/proc/%d/ns/%s", i % 2 ? 1 : getpid(), names[i]);
        must_be_closed(setns(open(path, O_RDONLY), 0), "setns");
    }
    must_be_closed(setns((int)syscall(434 /* pidfd_open */, 1, 0), CLONE_NEWNS), "setns by process");
    int map = open("/proc/self/uid_map", O_WRONLY);
    must_fail(map >= 0 && write(map, "0 0 1\n", 6) > 0, "mapped root");
    must_fail(setuid(0) == 0 || setgid(0) == 0 || setresuid(0, 0, 0) == 0 || setfsuid(0) == 0, "became root");
    must_fail(syscall(SYS_setgroups, 0, NULL) == 0, "left its groups");
}
