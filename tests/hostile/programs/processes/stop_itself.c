/* Stops itself and its children, so that they take no CPU time and react to nothing. */
#include "attack.h"

static void attack(void) {
    for (int i = 0; i < 3; i++)
        if (fork() == 0)
            for (;;) raise(SIGSTOP);
    for (;;) raise(SIGSTOP);
}
