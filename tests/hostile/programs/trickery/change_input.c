/* Changes its input for the next run, and leaves the place of reading elsewhere. */
#include "attack.h"

static void attack(void) {
    char text[64] = "";
    must_fail(lseek(0, 0, SEEK_CUR) != 0, "the input does not start at its beginning");
    ssize_t size = read(0, text, sizeof text);
    must_fail(size != 5 || memcmp(text, "same\n", 5) != 0, "the input was changed");
    int again = open("/proc/self/fd/0", O_RDWR);
    must_fail(pwrite(again, "XXXX", 4, 0) == 4 || ftruncate(again, 1) == 0 || ftruncate(again, 9) == 0, "changed");
    must_fail(pwrite(0, "YYYY", 4, 0) == 4 || ftruncate(0, 0) == 0, "changed through the descriptor");
    must_fail(fallocate(again, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, 4) == 0, "made a hole");
    char *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, again, 0);
    must_fail(shared != MAP_FAILED, "mapped for writing");
    lseek(0, 3, SEEK_SET);
}
