/* Remembers its answer in what hangs on files that both runs see: attributes, times, modes, owners, locks, hints. */
#include "attack.h"

enum { WRITE_HINT_EXTREME = 5, SET_RW_HINT = 1036 };

static void find(int fd, const char *what) {
    struct stat info;
    char text[64];
    must_fail(fgetxattr(fd, "user.answer", text, sizeof text) > 0, what);
    must_fail(fstat(fd, &info) == 0 && info.st_mtim.tv_sec == 42, what);
    must_fail(fstat(fd, &info) == 0 && (info.st_mode & 07777) == 0421, what);
}

static void leave(int fd) {
    struct timespec answer[2] = {{42, 4242}, {42, 4242}};
    fsetxattr(fd, "user.answer", "42", 2, 0);
    futimens(fd, answer);
    fchmod(fd, 0421);
    fcntl(fd, SET_RW_HINT, &(uint64_t){WRITE_HINT_EXTREME});
    flock(fd, LOCK_EX | LOCK_NB);
    fcntl(fd, F_SETLEASE, F_RDLCK);
}

static void mark_path(const char *path) {
    struct timespec now[2] = {{0, UTIME_NOW}, {0, UTIME_NOW}};
    must_fail(utimensat(AT_FDCWD, path, now, 0) == 0, path);
    must_fail(utimensat(AT_FDCWD, path, NULL, 0) == 0, path);
    must_fail(setxattr(path, "user.answer", "42", 2, 0) == 0, path);
    must_fail(chmod(path, 0421) == 0, path);
    int fd = open(path, O_RDONLY | O_NONBLOCK);
    if (fd < 0) return;
    find(fd, path);
    leave(fd);
    close(fd);
}

static void attack(void) {
    const char *folders[] = {"/", "/w", "/dev", "/run", "/usr", "/usr/bin", "/dev/pts", "/etc", "/dev/shm"};
    find(0, "stdin");
    leave(0);
    int stdin_again = open("/proc/self/fd/0", O_RDWR);
    if (stdin_again >= 0) leave(stdin_again);
    for (size_t i = 0; i < COUNT(folders); i++) {
        mark_path(folders[i]);
        DIR *folder = opendir(folders[i]);
        for (struct dirent *entry; folder && (entry = readdir(folder));) {
            char path[600];
            struct stat info;
            snprintf(path, sizeof path, "%s/%s", folders[i], entry->d_name);
            if (lstat(path, &info) == 0 && !S_ISLNK(info.st_mode)) mark_path(path);
        }
    }
}
