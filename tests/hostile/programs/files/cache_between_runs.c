/* Remembers its answer for its second, timed run: wherever something can be stored, and in each name there is. */
#include "attack.h"
#include <mqueue.h>

static void remember_in_file(const char *folder) {
    char path[300];
    snprintf(path, sizeof path, "%s/answer", folder);
    must_fail(access(path, F_OK) == 0, path);
    int fd = open(path, O_CREAT | O_WRONLY, 0666);
    must_fail(fd >= 0 && write(fd, "42", 2) == 2, path);
}

static void remember_in_socket(void) {
    struct sockaddr_un name = {AF_UNIX, "\0answer"};
    int taken = socket(AF_UNIX, SOCK_DGRAM, 0);
    must_fail(bind(taken, (void *)&name, sizeof name) != 0 && errno == EADDRINUSE, "an address was still taken");
    if (fork() == 0) { /* who keeps the address must not live on */
        setsid();
        for (;;) pause();
    }
}

static void attack(void) {
    const char *folders[] = {"/tmp", "/var/tmp", "/dev/shm", "/dev", "/dev/mqueue", "/run", "/w", "/", "/proc/self",
                             "/run/user", "/home", "/usr/tmp", "/dev/pts"};
    for (size_t i = 0; i < COUNT(folders); i++) remember_in_file(folders[i]);
    remember_in_socket();
    must_be_closed(shmget(IPC_KEY, 4096, IPC_CREAT | 0600), "shared memory");
    must_be_closed(semget(IPC_KEY, 1, IPC_CREAT | 0600), "a semaphore");
    must_be_closed(msgget(IPC_KEY, IPC_CREAT | 0600), "a message queue");
    must_be_closed(mq_open("/answer", O_CREAT | O_RDWR, 0600, NULL), "a posix queue");
    must_be_closed(syscall(SYS_memfd_create, "answer", 0), "a file in memory");
    for (int keyring = -1; keyring >= -5; keyring--) {
        must_be_closed(syscall(SYS_add_key, "user", "answer", "42", 2, keyring), "a key");
        must_be_closed(syscall(SYS_keyctl, 10 /* search */, keyring, "user", "answer", 0), "search for a key");
    }
    must_fail(setenv("ANSWER", "42", 1) != 0 || prctl(PR_SET_NAME, "42") != 0, "nothing");
}
