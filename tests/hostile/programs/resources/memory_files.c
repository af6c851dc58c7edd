/* Puts memory into files: in memory, secret, huge pages, shared memory, posix queues. */
#include "attack.h"

static void attack(void) {
    must_be_closed(syscall(SYS_memfd_create, mark, 0), "memfd_create");
    must_be_closed(syscall(447, 0), "memfd_secret");
    must_fail(shm_open("/left", O_CREAT | O_RDWR, 0600) >= 0, "shm_open");
    must_be_closed(shmget(IPC_KEY, 1 << 30, IPC_CREAT | 0600), "shmget");
    must_fail(mmap(NULL, 2 * MIB, PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB, -1, 0) != MAP_FAILED, "huge pages");
    must_fail(open("/dev/hugepages/x", O_CREAT | O_RDWR, 0600) >= 0, "huge file");
    must_fail(open("/tmp", O_TMPFILE | O_RDWR, 0600) >= 0, "nameless file in /tmp");
    must_fail(open("/dev/shm", O_TMPFILE | O_RDWR, 0600) >= 0, "nameless file in /dev/shm");
}
