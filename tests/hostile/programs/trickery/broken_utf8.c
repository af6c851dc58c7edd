/* Prints what is no text: broken and overlong UTF-8, surrogates, bytes of all values, and zeros. */
#include "attack.h"

static void attack(void) {
    unsigned char all[256];
    for (int i = 0; i < 256; i++) all[i] = (unsigned char)i;
    write(1, all, sizeof all);
    write(2, all, sizeof all);
    write(1, "\xff\xfe\xc0\x80\xed\xa0\x80\xf4\x90\x80\x80\xe2\x80\xae", 14);
}
