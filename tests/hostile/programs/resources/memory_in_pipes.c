/* Lets the kernel hold memory in pipes and sockets, by copying and by giving pages away. */
#include "attack.h"

enum { HUGE = 2 << 20 };

/* Gives one small page of each huge one away: the whole huge page stays as long as the pipe keeps the small one. */
static size_t give_away(int pipe_end, size_t pages) {
    size_t given = 0;
    for (; given < pages; given++) {
        char *at = mmap(NULL, 2 * HUGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (at == MAP_FAILED) break;
        char *huge = (char *)(((uintptr_t)at + HUGE - 1) & ~(uintptr_t)(HUGE - 1));
        madvise(huge, HUGE, MADV_HUGEPAGE);
        memset(huge, 1, HUGE);
        struct iovec page = {huge, 4096};
        ssize_t size = syscall(SYS_vmsplice, pipe_end, &page, 1, SPLICE_F_NONBLOCK);
        munmap(at, 2 * HUGE);
        if (size <= 0) break;
    }
    return given * HUGE;
}

static size_t fill(int fd) {
    static char data[65536];
    size_t total = 0;
    fcntl(fd, F_SETPIPE_SZ, 1 << 20);
    setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &(int){1 << 30}, sizeof(int));
    fcntl(fd, F_SETFL, O_NONBLOCK);
    for (ssize_t size; (size = write(fd, data, sizeof data)) > 0;) total += (size_t)size;
    return total;
}

static void attack(void) {
    int ends[2];
    if (pipe(ends) == 0) must_fail(give_away(ends[1], 128) >= 200 * MIB, "gave away 200 MB of huge pages");
    size_t total = 0;
    while (pipe(ends) == 0) total += fill(ends[1]);
    must_fail(total >= 100 * MIB, "filled pipes with 100 MB");
    for (int fd = 3; fd < 64; fd++) close(fd);
    total = 0;
    while (socketpair(AF_UNIX, SOCK_DGRAM, 0, ends) == 0) total += fill(ends[0]) + fill(ends[1]);
    must_fail(total >= 100 * MIB, "filled sockets with 100 MB");
}
