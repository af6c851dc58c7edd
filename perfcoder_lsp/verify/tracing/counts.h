/* Read before the text of a program whose statements are counted: its marks, of which counts.c keeps the account. */
#ifdef __cplusplus
extern "C" unsigned long long *perfcoder_counts;
#else
extern unsigned long long *perfcoder_counts;
#endif
#define PERFCODER_COVER(number) (void)(perfcoder_counts[number]++)
