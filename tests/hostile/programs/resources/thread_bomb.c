/* Starts threads until it may not: a few times the limit on processes would be an escape. */
#include "attack.h"

static void *wait_for_ever(void *nothing) {
    pause();
    return nothing;
}

static void attack(void) {
    int made = 0;
    pthread_attr_t small;
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 65536);
    for (pthread_t thread; made < 64 && !pthread_create(&thread, &small, wait_for_ever, NULL);) made++;
    must_fail(made >= 64, "started 64 threads");
}
