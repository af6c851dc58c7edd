/* Throws the kernel's switches in /proc and /sys. */
#include "attack.h"

static void attack(void) {
    const char *switches[] = {"/proc/sysrq-trigger", "/proc/sys/kernel/core_pattern", "/proc/sys/kernel/sysrq",
                              "/proc/sys/kernel/modprobe", "/proc/sys/kernel/hostname", "/proc/sys/vm/drop_caches",
                              "/proc/sys/vm/overcommit_memory", "/proc/sys/kernel/ns_last_pid", "/proc/sys/fs/binfmt_misc/register",
                              "/proc/sys/user/max_user_namespaces", "/proc/sys/kernel/shmmax", "/proc/sys/kernel/randomize_va_space",
                              "/proc/sys/net/ipv4/ip_forward", "/proc/irq/0/smp_affinity", "/proc/timer_list", "/proc/mtrr",
                              "/sys/power/state", "/sys/kernel/uevent_helper", "/sys/fs/cgroup/cgroup.procs",
                              "/proc/self/loginuid", "/proc/1/attr/current", "/proc/self/setgroups", "/proc/acpi/wakeup"};
    for (size_t i = 0; i < COUNT(switches); i++) {
        int fd = open(switches[i], O_WRONLY);
        must_fail(fd >= 0 && write(fd, "h\n", 2) > 0, switches[i]);
    }
}
