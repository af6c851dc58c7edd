/* Leaves symlinks, hard links, fifos and sockets for someone outside to follow. */
#include "attack.h"

static void attack(void) {
    const char *folders[] = {"/w", ".", "/tmp", "/dev/shm", "/dev", "/run", "/", "/usr", tree};
    for (size_t i = 0; i < COUNT(folders); i++) {
        struct sockaddr_un name = {AF_UNIX};
        char path[4200];
        snprintf(path, sizeof path, "%s/%.12s", folders[i], mark);
        snprintf(name.sun_path, sizeof name.sun_path, "%.90s", path);
        must_fail(symlink(canary, path) == 0, path);
        must_fail(link(canary, path) == 0 || link(arguments[0], path) == 0 || link("/usr/bin/env", path) == 0, path);
        must_fail(linkat(0, "", AT_FDCWD, path, AT_EMPTY_PATH) == 0, path);
        must_fail(linkat(AT_FDCWD, "/proc/self/fd/0", AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0, path);
        must_fail(mkfifo(path, 0666) == 0 || mknod(path, S_IFCHR | 0666, 0x103) == 0, path);
        must_fail(bind(socket(AF_UNIX, SOCK_STREAM, 0), (void *)&name, sizeof name) == 0, path);
    }
}
