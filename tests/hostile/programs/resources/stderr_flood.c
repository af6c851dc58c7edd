/* Writes to stderr without end. */
#include "attack.h"

static void attack(void) {
    for (;;) fputs("0123456789012345678901234567890\n", stderr);
}
