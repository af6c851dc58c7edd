/* Forges what the runner reports: on every descriptor, and in the output. */
#include "attack.h"

static void attack(void) {
    char report[256] = "";
    for (int fd = 3; fd < 4096; fd++) {
        must_fail(write(fd, report, sizeof report) >= 0 || send(fd, report, sizeof report, 0) >= 0, "wrote a report");
        must_fail(pwrite(fd, report, sizeof report, 0) >= 0, "wrote into the output");
    }
    dprintf(1, "status=ok cpu_s=0\n");
    exit(5);
}
