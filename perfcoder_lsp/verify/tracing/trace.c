/* Linked with a traced program: which of its statements ran, and what it compared with what.
 *
 * The account lies in a file that descriptor 3 names, mapped, so that it survives any end of the program. Without such
 * a file it is kept all the same, and nobody reads it. trace.py knows the layout.
 *
 * Compilers call the functions below for each comparison of integers (-fsanitize-coverage=trace-cmp): a number of the
 * input that is one side of a comparison can be replaced by the other side, which leads to where the two are equal
 * (Redqueen, Aschermann et al., NDSS 2019). */

#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

enum { MOST_MARKS = 65536, SITES = 8192, KEPT = 4 };
enum { LESS = 1, EQUAL = 2, GREATER = 4 };

struct account {
    unsigned char reached[MOST_MARKS];
    unsigned char orders[SITES];          /* which orders of its two sides each comparison has seen */
    int64_t unequal[SITES][KEPT][2];      /* some pairs of sides that were not equal */
};

static struct account unread;
static struct account *account = &unread;
unsigned char *perfcoder_reached = unread.reached;
extern char __executable_start;

__attribute__((constructor(101))) static void open_account(void) {
    if (ftruncate(3, sizeof(struct account)) != 0) return;
    void *mapped = mmap(0, sizeof(struct account), PROT_READ | PROT_WRITE, MAP_SHARED, 3, 0);
    close(3);
    if (mapped == MAP_FAILED) return;
    account = mapped;
    perfcoder_reached = account->reached;
}

static inline void compared(int64_t left, int64_t right, void *caller) {
    uint64_t place = (uint64_t)((char *)caller - &__executable_start);
    uint64_t site = place * 0x9e3779b97f4a7c15u >> 51;
    account->orders[site] |= left == right ? EQUAL : left < right ? LESS : GREATER;
    if (left == right) return;
    int64_t *pair = account->unequal[site][((uint64_t)left * 31 + (uint64_t)right * 17) % KEPT];
    pair[0] = left;
    pair[1] = right;
}

#define COMPARED(NAME, TYPE) \
    void NAME(TYPE left, TYPE right) { compared(left, right, __builtin_return_address(0)); }

COMPARED(__sanitizer_cov_trace_cmp1, int8_t)
COMPARED(__sanitizer_cov_trace_cmp2, int16_t)
COMPARED(__sanitizer_cov_trace_cmp4, int32_t)
COMPARED(__sanitizer_cov_trace_cmp8, int64_t)
COMPARED(__sanitizer_cov_trace_const_cmp1, int8_t)
COMPARED(__sanitizer_cov_trace_const_cmp2, int16_t)
COMPARED(__sanitizer_cov_trace_const_cmp4, int32_t)
COMPARED(__sanitizer_cov_trace_const_cmp8, int64_t)

/* cases[0] says how many there are, cases[1] how many bits they have; the cases follow. */
void __sanitizer_cov_trace_switch(uint64_t value, const uint64_t *cases) {
    for (uint64_t i = 0; i < cases[0]; i++)
        compared((int64_t)value, (int64_t)cases[2 + i], (char *)__builtin_return_address(0) + i);
}
void __sanitizer_cov_trace_cmpf(float left, float right) { (void)left, (void)right; }
void __sanitizer_cov_trace_cmpd(double left, double right) { (void)left, (void)right; }
void __sanitizer_cov_trace_pc(void) {}
