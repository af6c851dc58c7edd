/* Makes folders that are hard to remove: very deep, without permissions, with odd names, immutable. */
#include "attack.h"
#include <linux/fs.h>

static void attack(void) {
    const char *folders[] = {"/w", "/tmp", "/var/tmp", "/dev/shm", "/dev", "/run", "/", tree};
    for (size_t i = 0; i < COUNT(folders); i++) {
        if (chdir(folders[i])) continue;
        char odd[300];
        snprintf(odd, sizeof odd, "%s\n\033[2J\xff-rf *", mark);
        must_fail(mkdir(odd, 0) == 0, "made a folder with an odd name");
        for (int depth = 0; depth < 3000 && mkdir(mark, 0700) == 0 && chdir(mark) == 0; depth++)
            must_fail(depth == 0, folders[i]);
        int here = open(".", O_RDONLY), flags = FS_IMMUTABLE_FL | FS_APPEND_FL;
        must_fail(here >= 0 && ioctl(here, FS_IOC_SETFLAGS, &flags) == 0, "made a folder immutable");
        must_fail(here >= 0 && fchmod(here, 0) == 0, "took a folder's permissions");
    }
}
