/* Writes, removes, renames and changes the user's files, the system's and its own. */
#include "attack.h"

static void attack(void) {
    char source[4200];
    snprintf(source, sizeof source, "%s/main.cpp", tree);
    const char *places[] = {source, canary, arguments[0], "/w/new", "/new", "/tmp/new", "/usr/new", "/usr/bin/env",
                            "/dev/new", "/dev/shm/new", "/run/new", "/run/runner", "/etc/passwd", "/etc/ld.so.preload",
                            "/etc/ld.so.cache", "/lib/new", "/proc/1/oom_score_adj", "/proc/self/exe"};
    for (size_t i = 0; i < COUNT(places); i++) {
        must_fail(open(places[i], O_WRONLY | O_CREAT, 0644) >= 0, places[i]);
        must_fail(open(places[i], O_RDWR) >= 0, places[i]);
        must_fail(truncate(places[i], 0) == 0, places[i]);
        must_fail(rename(places[i], "/w/moved") == 0 || rename(arguments[0], places[i]) == 0, places[i]);
        must_fail(chmod(places[i], 0777) == 0 || chown(places[i], getuid(), getgid()) == 0, places[i]);
        must_fail(utimensat(AT_FDCWD, places[i], NULL, 0) == 0, places[i]);
        must_fail(setxattr(places[i], "user.x", "x", 1, 0) == 0, places[i]);
        must_fail(unlink(places[i]) == 0, places[i]);
    }
}
