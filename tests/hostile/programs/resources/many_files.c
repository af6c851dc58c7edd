/* Makes as many files, folders, links, fifos and sockets as it can. */
#include "attack.h"

static void attack(void) {
    const char *folders[] = {"/tmp", "/var/tmp", "/dev/shm", "/dev", "/run", "/w", ".", "/"};
    int made = 0;
    for (size_t i = 0; i < COUNT(folders); i++) {
        for (int number = 0; number < 300; number++) {
            char path[300];
            snprintf(path, sizeof path, "%s/%s-%d", folders[i], mark, number);
            made += mkdir(path, 0700) == 0 || creat(path, 0600) >= 0 || symlink("/", path) == 0 ||
                    mkfifo(path, 0600) == 0 || mknod(path, S_IFREG | 0600, 0) == 0;
        }
    }
    must_fail(made > 0, "made files");
}
