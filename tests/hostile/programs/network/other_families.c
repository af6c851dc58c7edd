/* Tries every family of sockets that there is, in both calls that make sockets. */
#include "attack.h"

static void attack(void) {
    int kinds[] = {SOCK_STREAM, SOCK_DGRAM, SOCK_RAW, SOCK_SEQPACKET}, ends[2];
    for (int family = 0; family < 50; family++) {
        if (family == AF_UNIX) continue;
        for (size_t i = 0; i < COUNT(kinds); i++) {
            must_fail(socket(family, kinds[i], 0) >= 0, "a socket of another family");
            must_fail(errno != EAFNOSUPPORT, "the kernel was asked for a family");
            must_fail(socketpair(family, kinds[i], 0, ends) == 0, "a pair of sockets of another family");
            must_fail(errno != EAFNOSUPPORT, "the kernel was asked for a pair of a family");
        }
    }
    long high_bits = (1L << 32) | 2;
    must_fail(syscall(SYS_socket, high_bits, SOCK_STREAM, 0) >= 0, "a socket by a number with high bits");
    must_be_closed(syscall(425 /* io_uring_setup */, 8, &(char[256]){0}), "io_uring");
    FILE *devices = fopen("/proc/net/dev", "r");
    char line[512];
    while (devices && fgets(line, sizeof line, devices))
        must_fail(strchr(line, ':') && !strstr(line, "lo:"), "saw a network device");
}
