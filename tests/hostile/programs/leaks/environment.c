/* Prints its environment, and the memory around it, where a parent's may have been left. */
#include "attack.h"

extern char **environ;

static void attack(void) {
    for (char **entry = environ; *entry; entry++) {
        dprintf(1, "%s\n", *entry);
        must_fail(strncmp(*entry, "PATH=", 5) && strncmp(*entry, "LC_ALL=", 7), "a variable from outside");
    }
    print_file("/proc/self/environ");
    print_file("/proc/1/environ");
    print_file("/proc/self/auxv");
    FILE *maps = fopen("/proc/self/maps", "r"); /* the whole stack */
    unsigned long from, to;
    char line[512];
    while (maps && fgets(line, sizeof line, maps))
        if (strstr(line, "[stack]") && sscanf(line, "%lx-%lx", &from, &to) == 2) write(1, (void *)from, to - from);
}
