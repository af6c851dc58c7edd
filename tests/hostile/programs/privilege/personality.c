/* Changes how the kernel treats it: bug-compatible, with readable implies executable, and pages at zero. */
#include "attack.h"
#include <sys/personality.h>

static void attack(void) {
    unsigned long personas[] = {PER_LINUX32, READ_IMPLIES_EXEC, MMAP_PAGE_ZERO, ADDR_COMPAT_LAYOUT, PER_SVR4, UNAME26,
                                1UL << 32 | PER_LINUX32};
    for (size_t i = 0; i < COUNT(personas); i++) must_be_closed(personality(personas[i]), "a personality");
    must_fail(mmap(NULL, 4096, PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) != MAP_FAILED, "memory at zero");
    must_fail(personality(0xffffffff) != ADDR_NO_RANDOMIZE, "runs with a personality of its own");
}
