/* Executes itself for ever with ever larger arguments and environment. */
#include "attack.h"

static void attack(void) {
    size_t size = getenv("SIZE") ? strtoul(getenv("SIZE"), NULL, 10) * 2 : 1000;
    char **large = calloc(size + 10, sizeof *large), *word = malloc(100000), now[40];
    memset(word, 'a', 99999);
    word[99999] = 0;
    snprintf(now, sizeof now, "SIZE=%zu", size);
    for (size_t i = 0; i < size; i++) large[i] = i < 20 ? word : "x";
    char *environment[] = {now, word, NULL};
    execve("/proc/self/exe", large, environment);
    arguments[0] = "again";
    for (;;) execve("/proc/self/exe", arguments, environment + 1);
}
