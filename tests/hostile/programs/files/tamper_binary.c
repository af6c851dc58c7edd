/* Changes its own program, the other one, the runner and the system's libraries for the next run. */
#include "attack.h"

static void overwrite(const char *path) {
    int fd = open(path, O_RDONLY);
    if (fd < 0) return;
    char again[64];
    snprintf(again, sizeof again, "/proc/self/fd/%d", fd);
    must_fail(open(again, O_WRONLY) >= 0, path);
    must_fail(pwrite(fd, "hacked", 6, 0) == 6 || ftruncate(fd, 0) == 0, path);
    must_fail(fchmod(fd, 0600) == 0 || fsetxattr(fd, "user.x", "x", 1, 0) == 0 || futimens(fd, NULL) == 0, path);
    char *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    must_fail(shared != MAP_FAILED, path);
    char *ours = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, fd, 0);
    int memory = open("/proc/self/mem", O_RDWR); /* writes to read-only pages: into a copy, never into the file */
    if (ours != MAP_FAILED && memory >= 0) pwrite(memory, "hacked", 6, (off_t)(uintptr_t)ours);
    char now[6];
    must_fail(pread(fd, now, 6, 0) == 6 && memcmp(now, "hacked", 6) == 0, path);
    int ends[2];
    loff_t at = 0;
    if (pipe(ends) == 0 && splice(fd, &at, ends[1], NULL, 1, 0) == 1) write(ends[1], "hacked", 6); /* "dirty pipe" */
    must_fail(pread(fd, now, 6, 1) == 6 && memcmp(now, "hacked", 6) == 0, path);
}

static void attack(void) {
    overwrite(arguments[0]);
    overwrite("/proc/self/exe");
    overwrite("/run/runner");
    overwrite("/proc/1/exe");
    overwrite("/usr/bin/env");
    overwrite("/etc/ld.so.cache");
    DIR *folder = opendir("/w");
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        char path[300];
        snprintf(path, sizeof path, "/w/%s", entry->d_name);
        if (*entry->d_name != '.') overwrite(path);
        must_fail(rename(arguments[0], path) == 0 && strcmp(path, arguments[0]), "replaced a program");
    }
}
