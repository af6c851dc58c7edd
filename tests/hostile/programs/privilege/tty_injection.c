/* Types into the terminal from which it was started, which a shell would execute; also with high bits set. */
#include "attack.h"

static void attack(void) {
    const char *terminals[] = {"/dev/tty", "/dev/console", "/dev/tty0", "/dev/tty1", "/dev/ptmx", "/dev/pts/0",
                               "/proc/1/fd/0", "/proc/1/fd/2", "/dev/stdin"};
    unsigned long requests[] = {TIOCSTI, 0x541C /* TIOCLINUX */, 1UL << 32 | TIOCSTI, 0xffffffff00000000UL | TIOCSTI,
                                1UL << 63 | 0x541C};
    int fds[3 + COUNT(terminals)] = {0, 1, 2};
    for (size_t i = 0; i < COUNT(terminals); i++) fds[3 + i] = open(terminals[i], O_RDWR | O_NONBLOCK);
    for (size_t i = 0; i < COUNT(fds); i++)
        for (size_t j = 0; j < COUNT(requests); j++) must_fail(syscall(SYS_ioctl, fds[i], requests[j], "x") == 0 || errno != EPERM, "typed");
    must_fail(open("/dev/tty", O_RDWR) >= 0 || open("/dev/console", O_RDWR) >= 0, "opened the terminal");
    must_fail(ioctl(0, TIOCSCTTY, 1) == 0, "took a terminal");
}
