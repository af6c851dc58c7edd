/* Ignores and blocks every signal, and computes on. */
#include "attack.h"

static void attack(void) {
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    for (int number = 1; number < 65; number++) signal(number, SIG_IGN);
    for (volatile int i = 0;;) i++;
}
