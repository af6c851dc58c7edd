/* Opens files without end, and keeps some in flight between sockets. */
#include "attack.h"

static void attack(void) {
    int opened = 0, ends[2];
    struct rlimit more = {1 << 20, 1 << 20};
    must_fail(setrlimit(RLIMIT_NOFILE, &more) == 0, "allowed itself more files");
    socketpair(AF_UNIX, SOCK_DGRAM, 0, ends);
    for (int in_flight = 0; in_flight < 1000; in_flight++) {
        union {
            struct cmsghdr header;
            char bytes[CMSG_SPACE(sizeof(int))];
        } ancillary = {.header = {CMSG_LEN(sizeof(int)), SOL_SOCKET, SCM_RIGHTS}};
        struct iovec vector = {"x", 1};
        memcpy(CMSG_DATA(&ancillary.header), &ends[0], sizeof(int));
        struct msghdr message = {.msg_iov = &vector, .msg_iovlen = 1, .msg_control = &ancillary,
                                 .msg_controllen = sizeof ancillary};
        if (sendmsg(ends[0], &message, MSG_DONTWAIT) < 0) break;
        must_fail(in_flight == 999, "had 1000 files in flight");
    }
    while (opened < 4096 && (dup(0) >= 0 || open("/dev/null", O_RDONLY) >= 0)) opened++;
    must_fail(opened >= 64, "opened 64 files");
    pause();
}
