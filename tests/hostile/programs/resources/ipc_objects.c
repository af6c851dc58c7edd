/* Makes System V and POSIX objects up to the machine's limits: they would outlive it. */
#include "attack.h"
#include <mqueue.h>
#include <semaphore.h>

static void attack(void) {
    must_be_closed(semget(IPC_KEY, 200, IPC_CREAT | 0600), "semget");
    must_be_closed(msgget(IPC_KEY, IPC_CREAT | 0600), "msgget");
    must_be_closed(shmget(IPC_KEY, 4096, IPC_CREAT | 0600), "shmget");
    must_be_closed(semget(IPC_PRIVATE, 200, 0600), "private semget");
    must_be_closed(mq_open("/left", O_CREAT | O_RDWR, 0600, NULL), "mq_open");
    must_fail(sem_open("/left", O_CREAT, 0600, 1) != SEM_FAILED, "sem_open");
}
