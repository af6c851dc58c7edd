/* Reaches TCP listeners outside: on the loopback and on the network, by either protocol. */
#include "attack.h"
#include <arpa/inet.h>

static void attack(void) {
    struct sockaddr_in address = {AF_INET, htons((uint16_t)tcp_port), {htonl(INADDR_LOOPBACK)}};
    struct sockaddr_in6 address6 = {AF_INET6, htons((uint16_t)tcp_port), 0, IN6ADDR_LOOPBACK_INIT};
    const char *others[] = {"0.0.0.0", "127.1.2.3", "1.1.1.1", "169.254.169.254", "10.0.0.1", "255.255.255.255"};
    must_be_closed(socket(AF_INET, SOCK_STREAM, 0), "a socket");
    must_be_closed(socket(AF_INET6, SOCK_STREAM, 0), "a socket of version 6");
    for (int fd = 0; fd < 64; fd++) {
        must_fail(connect(fd, (void *)&address, sizeof address) == 0, "connected");
        must_fail(connect(fd, (void *)&address6, sizeof address6) == 0, "connected by version 6");
        must_fail(bind(fd, (void *)&address, sizeof address) == 0 && listen(fd, 1) == 0, "listened");
    }
    for (size_t i = 0; i < COUNT(others); i++) {
        inet_pton(AF_INET, others[i], &address.sin_addr);
        must_fail(connect(socket(AF_INET, SOCK_STREAM, 0), (void *)&address, sizeof address) == 0, others[i]);
    }
    must_fail(socket(AF_INET, SOCK_STREAM, 262 /* MPTCP */) >= 0, "a multipath socket");
    must_fail(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_TCP) >= 0, "a socket with flags");
}
