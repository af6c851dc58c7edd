/* Reads the secret: by its path, through other processes' views, through descriptors, links and old mounts. */
#include "attack.h"

static void attack(void) {
    const char *roots[] = {"", "/proc/1/root", "/proc/self/root", "/proc/1/cwd/..", "/proc/self/cwd/..", "/oldroot",
                           "/newroot", "/proc/self/task/../root", "/proc/1/fd/3/..", "/dev/fd/0/..", "/..", "/w/..",
                           "/usr/..", "/proc/thread-self/root/.."};
    char path[8400];
    for (size_t i = 0; i < COUNT(roots); i++) {
        snprintf(path, sizeof path, "%s%s", roots[i], canary);
        print_file(path);
        snprintf(path, sizeof path, "%s/etc/shadow", roots[i]);
        must_fail(open(path, O_RDONLY) >= 0, path);
    }
    snprintf(path, sizeof path, "/proc/%d/root%s", victim, canary);
    print_file(path);
    for (int fd = 0; fd < 64; fd++) must_fail(openat(fd, canary + 1, O_RDONLY) >= 0, "read it from a descriptor");
    must_fail(access(canary, F_OK) == 0, "saw that it is there");
    const char *private[] = {"/etc/passwd", "/etc/shadow", "/root", "/home", "/var", "/boot", "/sys", "/mnt", "/media",
                             "/etc/hostname", "/etc/ssh"};
    for (size_t i = 0; i < COUNT(private); i++) must_fail(open(private[i], O_RDONLY) >= 0, private[i]);
}
