/* Writes to stdout without end. */
#include "attack.h"

static void attack(void) {
    for (;;) puts("0123456789012345678901234567890");
}
