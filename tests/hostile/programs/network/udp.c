/* Sends datagrams outside, and asks for names. */
#include "attack.h"
#include <arpa/inet.h>
#include <netdb.h>

static void attack(void) {
    struct sockaddr_in address = {AF_INET, htons((uint16_t)udp_port), {htonl(INADDR_LOOPBACK)}};
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    must_be_closed(fd, "a socket");
    must_fail(sendto(fd, "x", 1, 0, (void *)&address, sizeof address) == 1, "sent a datagram");
    struct addrinfo *found = NULL, wanted = {.ai_family = AF_INET};
    must_fail(getaddrinfo("example.com", "80", &wanted, &found) == 0, "resolved a name");
    must_fail(socket(AF_INET, SOCK_RAW, IPPROTO_ICMP) >= 0, "a raw socket");
    must_fail(socket(AF_INET, SOCK_DGRAM, IPPROTO_ICMP) >= 0, "a ping socket");
    for (int other = 3; other < 64; other++)
        must_fail(sendto(other, "x", 1, 0, (void *)&address, sizeof address) == 1, "sent by a descriptor");
}
