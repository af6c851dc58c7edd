/* Finds out whose machine it is on: names, users, mounts outside; and prints all of it. */
#include "attack.h"
#include <pwd.h>
#include <sys/utsname.h>

static void attack(void) {
    struct utsname names;
    uname(&names);
    must_fail(strcmp(names.nodename, "sandbox") != 0, names.nodename);
    must_fail(getpwuid(0) != NULL || getpwuid(getuid()) != NULL, "the list of users");
    must_fail(getuid() == 0 || geteuid() == 0 || getgid() == 0, "is root");
    gid_t groups[64];
    int count = getgroups(64, groups);
    for (int i = 0; i < count; i++) must_fail(groups[i] != getgid() && groups[i] != 65534, "a group outside");
    const char *files[] = {"/proc/self/cgroup", "/proc/self/mountinfo", "/proc/self/uid_map", "/proc/self/loginuid",
                           "/proc/sys/kernel/hostname", "/proc/self/attr/current", "/proc/self/sessionid"};
    for (size_t i = 0; i < COUNT(files); i++) print_file(files[i]);
    must_fail(access("/etc/machine-id", F_OK) == 0 || access("/sys/class/dmi/id", F_OK) == 0, "the machine's identity");
    must_fail(access("/etc/resolv.conf", F_OK) == 0 || access("/etc/hosts", F_OK) == 0, "the network's names");
}
