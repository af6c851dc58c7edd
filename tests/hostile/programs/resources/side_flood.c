/* Makes the file of descriptor 3, which is ours, huge: by writing, far away, by truncating, by reserving. */
#include "attack.h"

static void attack(void) {
    signal(SIGXFSZ, SIG_IGN);
    must_fail(ftruncate(3, 1L << 40) == 0, "truncated to a terabyte");
    must_fail(fallocate(3, 0, 0, 1L << 33) == 0, "reserved 8 GiB");
    must_fail(pwrite(3, "x", 1, 1L << 40) == 1, "wrote at a terabyte");
    must_fail(mmap(NULL, 1UL << 40, PROT_WRITE, MAP_SHARED, 3, 0) != MAP_FAILED, "mapped a terabyte");
    static char data[65536];
    size_t total = 0;
    for (ssize_t size; total < 64 * MIB && (size = write(3, data, sizeof data)) > 0;) total += (size_t)size;
    must_fail(total >= 64 * MIB, "wrote 64 MB");
    must_fail(fcntl(3, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_SEAL) == 0 && ftruncate(3, 1L << 40) == 0, "sealed it");
}
