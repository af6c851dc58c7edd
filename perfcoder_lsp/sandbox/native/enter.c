/* Moves itself into control groups, then turns into a command: what the command starts is inside from its first moment.
 *
 *   enter COUNT FD... COMMAND...     each FD is a group's cgroup.procs, opened for writing by who may move us there */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int die(const char *what) {
    fprintf(stderr, "enter: %s: %s\n", what, strerror(errno));
    return 70;
}

int main(int argc, char **argv) {
    int count = argc < 3 ? -1 : atoi(argv[1]);
    if (count < 0 || argc <= 2 + count) return 64;
    for (int i = 0; i < count; i++) {
        int group = atoi(argv[2 + i]);
        if (write(group, "0", 1) != 1) return die("control group");
        close(group);
    }
    execv(argv[2 + count], argv + 2 + count);
    return die(argv[2 + count]);
}
