/* Linked with a traced program: which of its statements ran, and what it compared with what (comparisons.c).
 *
 * The account lies in a file that descriptor 3 names, mapped, so that it survives any end of the program. Without such
 * a file it is kept all the same, and nobody reads it. trace.py knows the layout. */

#include "comparisons.c"

#include <sys/mman.h>
#include <unistd.h>

enum { MOST_MARKS = 65536 };

struct account {
    unsigned char reached[MOST_MARKS];
    struct comparisons comparisons;
};

static unsigned char unread[MOST_MARKS];
unsigned char *perfcoder_reached = unread;

__attribute__((constructor(101))) static void open_account(void) {
    if (ftruncate(3, sizeof(struct account)) != 0) return;
    struct account *account = mmap(0, sizeof(struct account), PROT_READ | PROT_WRITE, MAP_SHARED, 3, 0);
    close(3);
    if (account == MAP_FAILED) return;
    perfcoder_reached = account->reached;
    comparisons = &account->comparisons;
}
