/* Leaves things in shared memory, where the next run, or another program, would find them. */
#include "attack.h"

static void attack(void) {
    must_fail(access("/dev/shm/left", F_OK) == 0, "found what was left");
    must_fail(shm_open("/left", O_CREAT | O_RDWR, 0600) >= 0, "shm_open");
    must_fail(open("/dev/shm/left", O_CREAT | O_RDWR, 0600) >= 0, "a file in /dev/shm");
    must_fail(mkdir("/dev/shm/left", 0700) == 0, "a folder in /dev/shm");
    must_fail(shmget(IPC_KEY, 4096, 0) >= 0, "found a segment");
    must_be_closed(shmget(IPC_KEY, 4096, IPC_CREAT | 0600), "a segment");
    must_be_closed(syscall(SYS_memfd_create, "left", 0), "a file in memory");
}
