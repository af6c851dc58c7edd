/* Takes every process that it may have and holds them, also as zombies and threads: the next program must start. */
#include "attack.h"

static void *wait_for_ever(void *nothing) {
    for (;;) pause();
}

static void attack(void) {
    int made = 0;
    for (int i = 0; i < 40; i++) {
        pid_t child = fork();
        if (child < 0) break;
        if (child == 0 && i % 2) _exit(0);
        if (child == 0) {
            setsid();
            for (;;) pause();
        }
        made++;
    }
    for (pthread_t thread; made < 64 && !pthread_create(&thread, NULL, wait_for_ever, NULL);) made++;
    must_fail(made >= 40, "held 40 processes");
    for (;;) pause();
}
