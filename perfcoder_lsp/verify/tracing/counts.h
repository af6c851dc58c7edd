/* Read before the text of a program whose statements are counted: its marks, of which counts.c keeps the account;
 * none where the compiler runs a function itself. */
#ifdef __cplusplus
extern "C" unsigned long long *perfcoder_counts;
#define PERFCODER_COVER(number) (__builtin_is_constant_evaluated() ? (void)0 : (void)(perfcoder_counts[number]++))
#else
extern unsigned long long *perfcoder_counts;
#define PERFCODER_COVER(number) (void)(perfcoder_counts[number]++)
#endif
