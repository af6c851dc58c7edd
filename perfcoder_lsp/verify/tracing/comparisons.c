/* What a program compares with what: some pairs of integers that were not equal, and in which orders each comparison
 * has seen its two sides. Never compiled with what calls it, or it would call itself.
 *
 * Compilers call the functions below for each comparison of integers (-fsanitize-coverage=trace-cmp): a number of the
 * input that is one side of a comparison can be replaced by the other side, which leads to where the two are equal
 * (Redqueen, Aschermann et al., NDSS 2019). */

#include <stdint.h>
#include <string.h>

enum { SITES = 8192, KEPT = 4 };
enum { LESS = 1, EQUAL = 2, GREATER = 4 };

struct comparisons {
    unsigned char orders[SITES];      /* which orders of its two sides each comparison has seen */
    int64_t unequal[SITES][KEPT][2];  /* some pairs of sides that were not equal */
};

static struct comparisons own;
static struct comparisons *comparisons = &own;
extern char __executable_start;

static inline void compared(int64_t left, int64_t right, void *caller) {
    uint64_t place = (uint64_t)((char *)caller - &__executable_start);
    uint64_t site = place * 0x9e3779b97f4a7c15u >> 51;
    comparisons->orders[site] |= left == right ? EQUAL : left < right ? LESS : GREATER;
    if (left == right) return;
    int64_t *pair = comparisons->unequal[site][((uint64_t)left * 31 + (uint64_t)right * 17) % KEPT];
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

/* Forgets all that was compared. */
void perfcoder_forget_comparisons(void) { memset(comparisons, 0, sizeof *comparisons); }

/* Writes down pairs of comparisons that were never equal since then, at most so many; returns how many. */
int perfcoder_unequal(int64_t (*pairs)[2], int most) {
    int count = 0;
    for (int site = 0; site < SITES; site++) {
        if (!comparisons->orders[site] || comparisons->orders[site] & EQUAL) continue;
        for (int i = 0; i < KEPT && count < most; i++) {
            const int64_t *pair = comparisons->unequal[site][i];
            if (pair[0] == pair[1]) continue;
            memcpy(pairs[count++], pair, sizeof *pairs);
        }
    }
    return count;
}
