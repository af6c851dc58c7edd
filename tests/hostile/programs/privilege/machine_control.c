/* Reboots, loads kernels and modules, swaps, names the machine; each call in its harmless form. */
#include "attack.h"
#include <linux/reboot.h>

static void attack(void) {
    must_be_closed(syscall(SYS_reboot, LINUX_REBOOT_MAGIC1, LINUX_REBOOT_MAGIC2, LINUX_REBOOT_CMD_CAD_OFF, 0), "reboot");
    must_be_closed(syscall(SYS_kexec_load, 0, 0, NULL, 0), "kexec_load");
    must_be_closed(syscall(SYS_kexec_file_load, -1, -1, 0, "", 0), "kexec_file_load");
    must_be_closed(syscall(SYS_init_module, "", 0, ""), "init_module");
    must_be_closed(syscall(SYS_finit_module, 0, "", 0), "finit_module");
    must_be_closed(syscall(SYS_delete_module, "no_such_module", O_NONBLOCK), "delete_module");
    must_be_closed(syscall(SYS_swapoff, "/none"), "swapoff");
    must_be_closed(syscall(SYS_acct, NULL), "acct");
    must_be_closed(sethostname("hacked", 6), "sethostname");
    must_be_closed(setdomainname("hacked", 6), "setdomainname");
}
