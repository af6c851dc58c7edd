/* Read before the text of a traced program: its marks, of which trace.c keeps the account. */
#ifdef __cplusplus
extern "C" unsigned char *perfcoder_reached;
#else
extern unsigned char *perfcoder_reached;
#endif
#define PERFCODER_COVER(number) (void)(perfcoder_reached[number] = 1)
