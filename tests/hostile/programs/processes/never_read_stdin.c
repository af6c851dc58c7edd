/* Never reads its large input: who writes it into a pipe hangs. */
#include "attack.h"

static void attack(void) {
    must_fail(lseek(0, 0, SEEK_CUR) != 0, "was not at the start of its input");
}
