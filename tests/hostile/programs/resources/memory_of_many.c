/* Spreads memory over processes, each of which stays below the limit. */
#include "attack.h"

static void attack(void) {
    for (int i = 0; i < 8; i++) {
        if (fork()) continue;
        used_memory(40 * MIB);
        for (;;) pause();
    }
    for (;;) pause();
}
