/* Waits without end, and takes no CPU time. */
#include "attack.h"

static void attack(void) {
    for (;;) pause();
}
