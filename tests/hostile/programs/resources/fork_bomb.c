/* Doubles itself without end. The number of processes is bounded, and all are gone at the end. */
#include "attack.h"

static void attack(void) {
    for (;;) fork();
}
