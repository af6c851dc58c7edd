/* Asks the kernel to move its memory to the swap, where it is not resident any more. */
#include "attack.h"

static void attack(void) {
    char *block = mmap(NULL, MIB, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    memset(block, 1, MIB);
    must_be_closed(madvise(block, MIB, 21 /* MADV_PAGEOUT */), "paged out");
    struct iovec vector = {block, MIB};
    int self = (int)syscall(434 /* pidfd_open */, getpid(), 0);
    must_be_closed(syscall(440 /* process_madvise */, self, &vector, 1, 21, 0), "paged out by process_madvise");
}
