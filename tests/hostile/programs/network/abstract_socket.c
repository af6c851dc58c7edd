/* Connects to an abstract Unix socket outside: these have no file, and only a network namespace hides them. */
#include "attack.h"

static void attack(void) {
    struct sockaddr_un name = {AF_UNIX};
    int size = snprintf(name.sun_path + 1, sizeof name.sun_path - 1, "%s", abstract_name);
    int kinds[] = {SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET};
    for (size_t i = 0; i < COUNT(kinds); i++) {
        int fd = socket(AF_UNIX, kinds[i], 0);
        must_fail(connect(fd, (void *)&name, (socklen_t)(sizeof(sa_family_t) + 1 + size)) == 0, "connected");
        must_fail(sendto(fd, "x", 1, 0, (void *)&name, (socklen_t)(sizeof(sa_family_t) + 1 + size)) == 1, "sent");
    }
    FILE *list = fopen("/proc/net/unix", "r");
    char line[512];
    while (list && fgets(line, sizeof line, list)) must_fail(strstr(line, abstract_name) != NULL, "saw the socket");
}
