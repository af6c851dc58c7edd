/* Closes its output, so that it looks as if it had ended, and computes on. */
#include "attack.h"

static void attack(void) {
    for (int fd = 0; fd < 3; fd++) close(fd);
    for (volatile int i = 0;;) i++;
}
