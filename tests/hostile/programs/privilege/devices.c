/* Opens and makes devices: disks, memory, input, graphics, virtual machines, loops, timers. */
#include "attack.h"
#include <sys/sysmacros.h>

static void attack(void) {
    const char *harmless[] = {"null", "full", "random", "urandom", "fd", "stdin", "stdout", "stderr", ".", ".."};
    DIR *devices = opendir("/dev");
    for (struct dirent *entry; devices && (entry = readdir(devices));) {
        int known = 0;
        for (size_t i = 0; i < COUNT(harmless); i++) known |= strcmp(entry->d_name, harmless[i]) == 0;
        must_fail(!known, entry->d_name);
    }
    const char *wanted[] = {"/dev/mem", "/dev/kmsg", "/dev/sda", "/dev/vda", "/dev/nvme0n1", "/dev/loop0", "/dev/loop-control",
                            "/dev/fuse", "/dev/kvm", "/dev/dri/card0", "/dev/input/event0", "/dev/cpu/0/msr", "/dev/hpet",
                            "/dev/net/tun", "/dev/vsock", "/dev/uinput", "/dev/watchdog", "/dev/udmabuf", "/dev/userfaultfd",
                            "/dev/snd/timer", "/dev/vhost-net", "/dev/console"};
    for (size_t i = 0; i < COUNT(wanted); i++) must_fail(open(wanted[i], O_RDONLY | O_NONBLOCK) >= 0, wanted[i]);
    const char *folders[] = {"/w", "/dev", "/tmp", "/dev/shm", "."};
    for (size_t i = 0; i < COUNT(folders); i++) {
        char path[300];
        snprintf(path, sizeof path, "%s/%s", folders[i], mark);
        must_fail(mknod(path, S_IFCHR | 0666, makedev(1, 1)) == 0, "made a device of memory");
        must_fail(mknod(path, S_IFBLK | 0666, makedev(8, 0)) == 0, "made a device of a disk");
    }
}
