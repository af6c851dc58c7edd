/* Uses what descriptors it was left: there are three, none of which leads anywhere. */
#include "attack.h"

static void attack(void) {
    DIR *open_files = opendir("/proc/self/fd");
    for (struct dirent *entry; open_files && (entry = readdir(open_files));) {
        int fd = atoi(entry->d_name);
        must_fail(fd > 2 && fd != dirfd(open_files), "an inherited descriptor");
        char path[64], target[512] = "";
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        readlink(path, target, sizeof target - 1);
        must_fail(*entry->d_name != '.' && fd < 3 && strncmp(target, "pipe:", 5) && strncmp(target, "/memfd:", 7), target);
        must_fail(openat(fd, "..", O_RDONLY) >= 0 && fd != dirfd(open_files), "a way up");
    }
    must_fail(isatty(0) || isatty(1) || isatty(2), "a terminal");
    must_fail(open("/dev/tty", O_RDWR) >= 0, "the terminal");
}
