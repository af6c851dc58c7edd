/* Mounts, unmounts, and changes its root, by the old calls and the new ones. */
#include "attack.h"

static void attack(void) {
    must_be_closed(mount("none", "/w", "tmpfs", 0, ""), "mount");
    must_be_closed(mount(NULL, "/", NULL, MS_REMOUNT | MS_BIND, NULL), "remount for writing");
    must_be_closed(mount("/proc/1/root", "/w", NULL, MS_BIND | MS_REC, NULL), "bind");
    must_be_closed(umount2("/w", MNT_DETACH), "unmount");
    must_be_closed(umount2("/usr", MNT_DETACH), "unmount /usr");
    must_be_closed(chroot("/w"), "chroot");
    must_be_closed(syscall(SYS_pivot_root, "/w", "/w"), "pivot_root");
    int new_calls[] = {428, 429, 430, 431, 432, 433, 442}; /* open_tree ... fspick, mount_setattr */
    for (size_t i = 0; i < COUNT(new_calls); i++) must_be_closed(syscall(new_calls[i], -1, "", 0, 0, 0), "a new mount call");
    must_be_closed(syscall(SYS_swapon, "/usr/bin/env", 0), "swapon");
    must_be_closed(syscall(SYS_quotactl, 0, "/", 0, 0), "quotactl");
    must_fail(unlink("/proc/self/ns/mnt") == 0, "removed a namespace");
}
