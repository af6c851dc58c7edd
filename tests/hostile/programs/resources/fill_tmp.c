/* Fills every folder that it can write to. */
#include "attack.h"

static void attack(void) {
    const char *folders[] = {"/tmp", "/var/tmp", "/dev/shm", "/dev", "/run", "/w", "/", ".", "/usr/tmp", "/proc/self",
                             "/dev/mqueue", "/home", "/root", "/dev/pts", tree};
    signal(SIGXFSZ, SIG_IGN);
    for (size_t i = 0; i < COUNT(folders); i++) {
        char path[4200];
        snprintf(path, sizeof path, "%s/%s", folders[i], mark);
        int fd = open(path, O_CREAT | O_WRONLY, 0600);
        must_fail(fd >= 0, path);
        must_fail(open(folders[i], O_TMPFILE | O_WRONLY, 0600) >= 0, folders[i]);
    }
}
