/* Holds memory that no process has resident: shared pages stay when the process lets go of its view of them. */
#include "attack.h"

enum { BLOCKS = 32 };

static void hold(int flags, int fd, const char *what) {
    static volatile char *blocks[BLOCKS];
    int held = 0;
    for (; held < BLOCKS; held++) {
        blocks[held] = mmap(NULL, 8 * MIB, PROT_READ | PROT_WRITE, flags, fd, 0);
        if (blocks[held] == MAP_FAILED) break;
        memset((char *)blocks[held], 7, 8 * MIB);
        madvise((char *)blocks[held], 8 * MIB, MADV_DONTNEED);
    }
    int kept = 0;
    for (int i = 0; i < held; i++) {
        kept += blocks[i][5 * MIB] == 7;
        munmap((char *)blocks[i], 8 * MIB);
    }
    must_fail(kept == BLOCKS, what);
}

static void attack(void) {
    hold(MAP_SHARED | MAP_ANONYMOUS, -1, "held 256 MB of shared memory");
    hold(MAP_SHARED_VALIDATE | MAP_ANONYMOUS, -1, "held 256 MB of shared memory, validated");
    int zero = open("/dev/zero", O_RDWR);
    if (zero >= 0) hold(MAP_SHARED, zero, "held 256 MB of /dev/zero");
}
