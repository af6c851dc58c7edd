/* Removes everything through a shell and other programs of the system. */
#include "attack.h"

static void attack(void) {
    char command[9000];
    snprintf(command, sizeof command, "exec >/dev/null 2>&1; rm -rf '%s' '%s' /w/* /usr/bin /usr/sbin /tmp /dev/* /lib; "
             "find / -xdev -maxdepth 2 -delete; rmdir /* /usr/*; mv /w /x; cp /bin/true '%s'; dd if=/dev/null of='%s'; : > '%s'",
             tree, canary, arguments[0], canary, canary);
    if (system(command) < 0) puts("no shell");
    must_fail(access("/usr/bin/env", X_OK) != 0, "removed /usr");
    must_fail(access(arguments[0], X_OK) != 0, "removed itself");
}
