/* Starts bubblewrap for a caller that is root: as root no limit on processes would hold, and what escapes is root.
 *
 *   launcher UID GID COUNT SOURCE... COMMAND...
 *
 * A source is "r" or "w" followed by the path of a file or folder, the latter to be written by COMMAND.
 * In a mount namespace of its own, the COUNT sources (perhaps in folders that only root may enter)
 * are made visible as /tmp/0, /tmp/1, ...; then the process becomes UID and GID without privileges and turns into
 * COMMAND. Nothing outside this process and its children sees the mounts.
 *
 * What root owns must be readable to UID, and what UID writes must belong to root: so the mounts map the one user to
 * the other (man 2 mount_setattr, MOUNT_ATTR_IDMAP). Where a file system cannot do that (overlay, network), sources that
 * only root may read are copied, and folders to be written are given to UID. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* From <linux/mount.h>, which cannot be included together with <sys/mount.h> everywhere; same on all processors. */
enum { CALL_OPEN_TREE = 428, CALL_MOVE_MOUNT = 429, CALL_MOUNT_SETATTR = 442 };
enum { TREE_CLONE = 1, FROM_EMPTY_PATH = 4, IDMAP = 0x00100000 };
struct mount_attributes {
    uint64_t set, clear, propagation, user_namespace;
};

static void die(const char *what) {
    fprintf(stderr, "launcher: %s: %s\n", what, strerror(errno));
    exit(70);
}

static int write_file(const char *path, const char *text) {
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    int ok = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);
    if (fd >= 0) close(fd);
    return ok;
}

/* A user namespace in which 0 stands for `id` and every other user for himself; -1 where that cannot be had. */
static int mapping(const char *id) {
    int ready[2], fd = -1;
    char path[64], map[128], byte;
    if (pipe(ready)) return -1;
    pid_t launcher = getpid(), child = fork();
    if (child == 0) { /* not to be left waiting where the launcher is killed; a new namespace clears the death signal */
        if (unshare(CLONE_NEWUSER) || prctl(PR_SET_PDEATHSIG, SIGKILL) || getppid() != launcher) _exit(1);
        if (write(ready[1], "", 1) == 1) pause();
        _exit(1);
    }
    close(ready[1]);
    if (child > 0 && read(ready[0], &byte, 1) == 1) {
        snprintf(map, sizeof map, "0 %s 1\n1 1 %d\n", id, atoi(id) - 1);
        snprintf(path, sizeof path, "/proc/%d/gid_map", child);
        int mapped = write_file(path, map);
        snprintf(path, sizeof path, "/proc/%d/uid_map", child);
        mapped = mapped && write_file(path, map);
        snprintf(path, sizeof path, "/proc/%d/ns/user", child);
        if (mapped) fd = open(path, O_RDONLY | O_CLOEXEC);
    }
    close(ready[0]);
    if (child > 0) {
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
    }
    return fd;
}

struct source {
    const char *name; /* "r" or "w", then the path */
    int tree, mapped; /* a detached copy of the mount, and whether its users are mapped */
};

static struct source detached(const char *name, int users) {
    struct source source = {.name = name, .tree = (int)syscall(CALL_OPEN_TREE, AT_FDCWD, name + 1, TREE_CLONE | O_CLOEXEC)};
    if (source.tree < 0) die(name + 1);
    struct mount_attributes idmap = {.set = IDMAP, .user_namespace = (uint64_t)users};
    source.mapped = users >= 0 && !syscall(CALL_MOUNT_SETATTR, source.tree, "", AT_EMPTY_PATH, &idmap, sizeof idmap);
    return source;
}

static void copy_file(int from, mode_t mode, const char *to) {
    int copy = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode & 0100 ? 0755 : 0644);
    if (copy < 0) die(to);
    ssize_t size;
    while ((size = sendfile(copy, from, NULL, 1 << 20)) > 0) {}
    if (size < 0) die("a folder that only root may read is too large to be copied; chmod it");
    close(copy);
}

static void copy_link(int folder, const char *name, const char *to) {
    char target[PATH_MAX];
    ssize_t size = readlinkat(folder, name, target, sizeof target - 1);
    if (size < 0) return;
    target[size] = 0;
    if (symlink(target, to)) die(to);
}

/* Copies files, folders and links, readable to all; leaves out what is none of these. Takes over the descriptor. */
static void copy_tree(int from, const char *to) {
    struct stat info;
    if (fstat(from, &info)) die("stat");
    if (S_ISREG(info.st_mode)) copy_file(from, info.st_mode, to);
    DIR *folder = S_ISDIR(info.st_mode) && !mkdir(to, 0755) ? fdopendir(from) : NULL;
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        char path[PATH_MAX];
        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) continue;
        if (snprintf(path, sizeof path, "%s/%s", to, entry->d_name) >= (int)sizeof path) continue;
        int inner = openat(from, entry->d_name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
        if (inner >= 0) copy_tree(inner, path);
        else if (errno == ELOOP) copy_link(from, entry->d_name, path);
    }
    if (folder) closedir(folder);
    else close(from);
}

static void make_visible(const struct source *source, int number, uid_t uid, gid_t gid) {
    char from[64], to[64];
    struct stat info;
    snprintf(from, sizeof from, "/proc/self/fd/%d", source->tree);
    snprintf(to, sizeof to, "/tmp/%d", number);
    if (fstat(source->tree, &info)) die("stat");
    int folder = S_ISDIR(info.st_mode), writable = *source->name == 'w', needed = folder ? 0005 : 0004;
    if (!source->mapped && !writable && (info.st_mode & needed) != (mode_t)needed) {
        int original = open(from, O_RDONLY | O_CLOEXEC);
        if (original < 0) die(source->name + 1);
        copy_tree(original, to);
        return;
    }
    if (!source->mapped && writable && fchownat(source->tree, "", uid, gid, AT_EMPTY_PATH)) die(source->name + 1);
    if (folder ? mkdir(to, 0755) : mknod(to, S_IFREG | 0444, 0)) die(to);
    if (syscall(CALL_MOVE_MOUNT, source->tree, "", AT_FDCWD, to, FROM_EMPTY_PATH)) die("move_mount");
}

int main(int argc, char **argv) {
    int count = argc < 5 ? -1 : atoi(argv[3]);
    if (count < 0 || argc <= 4 + count) return 64;
    if (unshare(CLONE_NEWNS)) die("unshare");
    if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL)) die("private");
    struct source *sources = calloc((size_t)count + 1, sizeof *sources);
    if (!sources) die("memory");
    int users = mapping(argv[1]);
    gid_t gid = (gid_t)atoi(argv[2]);
    uid_t uid = (uid_t)atoi(argv[1]);
    for (int i = 0; i < count; i++) sources[i] = detached(argv[4 + i], users);
    if (mount("tmpfs", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755,size=256m")) die("tmpfs");
    for (int i = 0; i < count; i++) make_visible(&sources[i], i, uid, gid);
    if (chdir("/") || setgroups(0, NULL) || setresgid(gid, gid, gid) || setresuid(uid, uid, uid)) die("drop privileges");
    if (setuid(0) == 0) return 70;
    execv(argv[4 + count], argv + 4 + count);
    die(argv[4 + count]);
}
