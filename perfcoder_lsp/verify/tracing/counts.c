/* Linked with a program whose statements are counted: how often each ran. Threads may lose some.
 *
 * The account lies in a file that descriptor 3 names, mapped, so that it survives any end of the program. Without such
 * a file it is kept all the same, and nobody reads it. counts.py knows the layout. */

#include <sys/mman.h>
#include <unistd.h>

enum { MOST_MARKS = 65536 };

static unsigned long long unread[MOST_MARKS];
unsigned long long *perfcoder_counts = unread;

__attribute__((constructor(101))) static void open_account(void) {
    if (ftruncate(3, sizeof unread) != 0) return;
    void *account = mmap(0, sizeof unread, PROT_READ | PROT_WRITE, MAP_SHARED, 3, 0);
    close(3);
    if (account != MAP_FAILED) perfcoder_counts = account;
}
