/* Calls itself until the stack ends; has first tried to make it endless. */
#include "attack.h"

static int deeper(volatile char *above) {
    volatile char room[4096];
    room[0] = 1;
    return deeper(room) + above[0];
}

static void attack(void) {
    struct rlimit endless = {RLIM_INFINITY, RLIM_INFINITY};
    must_fail(setrlimit(RLIMIT_STACK, &endless) == 0, "an endless stack");
    volatile char top = 0;
    deeper(&top);
}
