/* Takes and uses memory until there is no more. */
#include "attack.h"

static void attack(void) {
    while (used_memory(MIB)) {}
    must_fail(1, "ran out of addresses before it was ended");
}
