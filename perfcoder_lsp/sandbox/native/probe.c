/* The self-test's hostile program: tries what the sandbox must prevent.
 *
 *   probe CANARY_FILE PORT FORKS       prints "NAME contained" or "NAME ESCAPED" for each attempt
 *   probe forks COUNT                  prints how many processes it could make
 *   probe memory MB                    holds so much, in four processes where it may, until they are killed */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __APPLE__
#include <sys/sysctl.h>
#endif

static void tell(const char *name, int contained) { printf("%s %s\n", name, contained ? "contained" : "ESCAPED"); }

static int can_connect(int port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    return fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) == 0;
}

static int processes_seen(void) {
    int count = 0;
#ifdef __APPLE__
    char text[4096];
    int all[] = {CTL_KERN, KERN_PROC, KERN_PROC_ALL}, parent[] = {CTL_KERN, KERN_PROCARGS2, getppid()};
    size_t bytes = 0, text_bytes = sizeof text;
    if (!sysctl(all, 3, NULL, &bytes, NULL, 0)) count = (int)(bytes / sizeof(struct kinfo_proc));
    if (!sysctl(parent, 3, text, &text_bytes, NULL, 0)) count += 100; /* its words and environment */
#endif
    DIR *proc = opendir("/proc");
    if (!proc) return count;
    for (struct dirent *entry; (entry = readdir(proc));) count += atoi(entry->d_name) > 0;
    closedir(proc);
    return count;
}

/* Memory that stays lets a program remember its last run, which cheats the second timing. */
static int can_share_memory(void) {
    int id = shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600);
    if (id >= 0) shmctl(id, IPC_RMID, NULL);
    return id >= 0;
}

static int can_write(const char *path) { return open(path, O_WRONLY | O_CREAT, 0644) >= 0; }

static int forks_allowed(int attempts) {
    int done = 0;
    for (; done < attempts; done++) {
        pid_t child = fork();
        if (child == 0) {
            pause();
            _exit(0);
        }
        if (child < 0) break;
    }
    return done;
}

static int hold(size_t bytes) {
    for (int i = 0; i < 4; i++) {
        pid_t child = fork();
        if (child > 0) continue;
        size_t share = child < 0 ? bytes : bytes / 4; /* alone where it may not fork */
        volatile char *memory = malloc(share);
        for (size_t at = 0; memory && at < share; at += 4096) memory[at] = 1;
        for (;;) pause();
    }
    while (wait(NULL) > 0) {}
    return 0;
}

int main(int argc, char **argv) {
    if (argc == 3 && !strcmp(argv[1], "memory")) return hold((size_t)atoi(argv[2]) << 20);
    if (argc == 3) return !printf("%d\n", forks_allowed(atoi(argv[2])));
    if (argc != 4) return 64;
    char path[4096];
    tell("read a file outside", access(argv[1], F_OK) != 0 && open(argv[1], O_RDONLY) < 0);
    snprintf(path, sizeof path, "/proc/1/root%s", argv[1]);
    tell("read a file outside through /proc", open(path, O_RDONLY) < 0);
    tell("connect to the network", !can_connect(atoi(argv[2])));
    tell("see processes outside", processes_seen() <= 2);
    tell("write outside", !can_write(argv[1]) && !can_write("/usr/perfcoder-probe") && !can_write("/perfcoder-probe"));
    tell("write into /dev/shm", !can_write("/dev/shm/perfcoder-probe"));
    tell("kill the runner", kill(1, SIGKILL) != 0 || getppid() == 1);
    tell("signal a process outside", getppid() <= 1 || kill(getppid(), SIGCONT) != 0);
    tell("share memory", !can_share_memory());
    tell("become root", setuid(0) != 0 && getuid() != 0);
    tell("fork past the limit", forks_allowed(atoi(argv[3])) < atoi(argv[3]));
    tell("end", 1);
    return 0;
}
