/* Reads what the kernel tells: its log, its memory, and what it keeps for others. */
#include "attack.h"

static void attack(void) {
    const char *files[] = {"/proc/kmsg", "/proc/kcore", "/dev/kmsg", "/dev/mem", "/dev/kmem", "/dev/port", "/proc/kpagecount",
                           "/proc/kpageflags", "/sys/kernel/debug", "/sys/kernel/tracing", "/sys/kernel/notes",
                           "/sys/fs/cgroup", "/proc/slabinfo", "/proc/vmallocinfo", "/boot", "/sys/firmware"};
    char text[65536];
    for (size_t i = 0; i < COUNT(files); i++) {
        int fd = open(files[i], O_RDONLY | O_NONBLOCK);
        must_fail(fd >= 0 && (read(fd, text, sizeof text) > 0 || errno == EISDIR), files[i]);
        if (fd >= 0) close(fd);
    }
    must_be_closed(syscall(SYS_syslog, 3, text, sizeof text), "the kernel's log");
}
