/* Reaches the socket on which the runner is asked and answers, and the files into which it writes. */
#include "attack.h"

static void attack(void) {
    int runner = (int)syscall(434 /* pidfd_open */, 1, 0);
    for (int fd = 0; fd < 64; fd++) {
        char path[64], text[256];
        must_be_closed(syscall(438 /* pidfd_getfd */, runner, fd, 0), "took a descriptor of the runner");
        snprintf(path, sizeof path, "/proc/1/fd/%d", fd);
        must_fail(open(path, O_RDWR) >= 0 || open(path, O_WRONLY) >= 0 || open(path, O_RDONLY) >= 0, path);
        must_fail(readlink(path, text, sizeof text) >= 0, path);
        if (fd < 3) continue;
        must_fail(recv(fd, text, sizeof text, MSG_DONTWAIT | MSG_PEEK) >= 0, "read a request");
        must_fail(shutdown(fd, SHUT_RDWR) == 0, "closed the runner's socket");
    }
    must_be_closed(syscall(440 /* process_madvise */, runner, NULL, 0, 8, 0), "advised on the runner's memory");
    must_be_closed(syscall(448 /* process_mrelease */, runner, 0), "released the runner's memory");
}
