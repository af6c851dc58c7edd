/* What every hostile program has: what it is told of the world outside, and a way to say what it must not get.
 *
 * A program defines attack(). Where something works that must not, it says so; at its end "tried" is printed, unless
 * the attack is one that never ends or is ended. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/msg.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define IPC_KEY 0x50455246 /* the key of every System V object that an attack makes */
#define MIB (1UL << 20)

static const char *canary, *tree, *abstract_name, *socket_path, *mark;
static int victim, tcp_port, udp_port;
static char **arguments;

static void must_fail(int worked, const char *what) {
    if (worked) dprintf(1, "ESCAPED: %s\n", what);
}

/* Whether a kernel interface is closed: not "you did it wrong", which would mean that it can be done right. */
static void must_be_closed(long result, const char *what) {
    int closed = result < 0 && (errno == EPERM || errno == ENOSYS || errno == EACCES || errno == EAFNOSUPPORT);
    if (!closed) dprintf(1, "ESCAPED: %s (%ld, %s)\n", what, result, result < 0 ? strerror(errno) : "worked");
}

/* Whatever can be read there is printed: the secret must not be in it. */
static void print_file(const char *path) {
    char text[4096];
    int fd = open(path, O_RDONLY | O_NONBLOCK);
    ssize_t size = fd < 0 ? -1 : read(fd, text, sizeof text);
    if (size > 0 && write(1, text, (size_t)size) < 0) _exit(2);
    if (fd >= 0) close(fd);
}

/* Memory that is really used: a compiler leaves out what nobody reads. */
static void *used_memory(size_t size) {
    void *memory = malloc(size);
    if (memory) memset(memory, 1, size);
    __asm__ volatile("" : : "r"(memory) : "memory");
    return memory;
}

static void attack(void);

int main(int argc, char **argv) {
    if (argc < 9) return 64;
    arguments = argv;
    canary = argv[1];
    tree = argv[2];
    victim = atoi(argv[3]);
    tcp_port = atoi(argv[4]);
    udp_port = atoi(argv[5]);
    abstract_name = argv[6];
    socket_path = argv[7];
    mark = argv[8];
    attack();
    dprintf(1, "tried\n");
    return 0;
}
