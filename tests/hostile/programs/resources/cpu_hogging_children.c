/* Lets children compute while it sleeps itself: their time counts as its own. */
#include "attack.h"

static void attack(void) {
    for (int i = 0; i < 4; i++)
        if (fork() == 0)
            for (volatile int j = 0;;) j++;
    for (;;) pause();
}
