/* Read before the text of a traced program: its marks, of which trace.c keeps the account; none where the compiler runs
 * a function itself. */
#ifdef __cplusplus
extern "C" unsigned char *perfcoder_reached;
#define PERFCODER_COVER(number) \
    (__builtin_is_constant_evaluated() ? (void)0 : (void)(perfcoder_reached[number] = 1))
#else
extern unsigned char *perfcoder_reached;
#define PERFCODER_COVER(number) (void)(perfcoder_reached[number] = 1)
#endif
