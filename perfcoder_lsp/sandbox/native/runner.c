/* PID 1 of one sandbox: runs programs one after another, each when asked for over a socket, and reports on each.
 *
 *   runner CONTROL_FD OUTPUT_FD STDERR_FD
 *
 * CONTROL_FD is a SOCK_SEQPACKET socket: one packet per request and per report (see the two structs). A request carries
 * the program's stdin, and where wanted a file that the program sees as descriptor 3, as SCM_RIGHTS descriptors.
 * OUTPUT_FD and STDERR_FD are memory files shared with the other side, into which what was kept of a run is written.
 *
 * What a hostile program cannot do from inside: signal PID 1 (the kernel drops signals that init has no handler for),
 * trace it or read its memory and descriptors (not dumpable), reach the socket or the files (close-on-exec), leave
 * anything running (all other processes are killed after each run), or outlive the other side (hang-up ends PID 1, and
 * with PID 1 the kernel ends every process of the sandbox). */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "blake2b.h"

enum { KEEP_OUTPUT = 1, SIDE_CHANNEL = 2 };                                     /* request.flags */
enum { OK, SIGNAL, CPU, WALL, MEMORY, OUTPUT, NOT_STARTED };                    /* report.status */
#define UNKNOWN UINT64_MAX
enum { PACKET_BYTES = 1 << 17, CHUNK_BYTES = 1 << 16, MAX_STRINGS = 4096, TICK_MS = 10, MAX_SIGNALS = 1024,
       INODE_BYTES = 1024 };

struct request { /* followed by argc + envc strings, each ended by a 0 byte; argv[0] is the path of the program */
    uint64_t flags, argc, envc;
    uint64_t cpu_us, wall_us, memory_bytes, address_bytes /* 0: unlimited */, output_bytes, stderr_bytes, file_bytes;
    uint64_t processes, open_files, stack_bytes;
};

struct report {
    uint64_t status, exit_code, signal, error /* errno where not started */;
    uint64_t cpu_us, wall_us, max_rss_kb, stragglers;
    uint64_t output_bytes, output_kept, stderr_bytes, stderr_kept;
    uint64_t looks, parallel_looks, tasks /* most that were runnable at a look */, queue_us /* UNKNOWN: not told */;
    uint64_t peak_kb; /* of all processes together, at a look */
    unsigned char output_hash[BLAKE2B_DIGEST];
};

/* What is kept of a stream: its beginning and, in a ring, its end. */
struct excerpt {
    int file;
    uint64_t half, total;
};

struct run {
    const struct request *request;
    struct report *report;
    pid_t pid;
    int pid_fd, output, error; /* read ends of the program's stdout and stderr; -1 once at their end */
    int64_t started_us;
    struct blake2b hash;
    struct excerpt excerpt;
};

static int control, output_file, stderr_file;
static long ticks_per_second, page_bytes;
static unsigned char chunk[CHUNK_BYTES];

static void die(const char *what) {
    dprintf(2, "sandbox runner: %s: %s\n", what, strerror(errno));
    _exit(70);
}

static int64_t now_us(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

/* ---- the program's side: everything here runs between vfork and exec, so only system calls ---- */

static void limit(int resource, uint64_t value) {
    struct rlimit old, wanted;
    getrlimit(resource, &old);
    wanted.rlim_max = old.rlim_max == RLIM_INFINITY || value < old.rlim_max ? value : old.rlim_max;
    wanted.rlim_cur = wanted.rlim_max;
    setrlimit(resource, &wanted);
}

static void limit_all(const struct request *request) {
    uint64_t seconds = (request->cpu_us + 999999) / 1000000;
    struct rlimit cpu = {seconds, seconds + 1}; /* SIGXCPU first, SIGKILL for who ignores it */
    setrlimit(RLIMIT_CPU, &cpu);
    limit(RLIMIT_CORE, 1); /* with 0, a system whose core dumps go to a program would still start it, outside */
    limit(RLIMIT_MSGQUEUE, 0);
    limit(RLIMIT_RTPRIO, 0); /* a user may have been given these two, for sound for example */
    limit(RLIMIT_NICE, 0);
    limit(RLIMIT_SIGPENDING, MAX_SIGNALS);
    limit(RLIMIT_STACK, request->stack_bytes);
    limit(RLIMIT_FSIZE, request->file_bytes);
    limit(RLIMIT_NOFILE, request->open_files);
    limit(RLIMIT_NPROC, request->processes);
    if (request->address_bytes) limit(RLIMIT_AS, request->address_bytes);
}

static void become_program(const struct request *request, char **argv, char **env, const int fds[4], int *error) {
    setsid();
    for (int fd = 0; fd < 3; fd++) dup2(fds[fd], fd);
    int side = request->flags & SIDE_CHANNEL;
    if (side && fds[3] == 3) fcntl(3, F_SETFD, 0);
    if (side && fds[3] != 3) dup2(fds[3], 3);
    syscall(SYS_close_range, side ? 4 : 3, ~0U, 0);
    limit_all(request);
    execve(argv[0], argv, env);
    *error = errno;
    _exit(127);
}

/* ---- our side ---- */

static void keep(struct excerpt *kept, const unsigned char *data, size_t size) {
    while (size > 0) {
        uint64_t at = kept->total < kept->half ? kept->total : kept->half + (kept->total - kept->half) % kept->half;
        uint64_t room = at < kept->half ? kept->half - at : 2 * kept->half - at;
        size_t part = size < room ? size : room;
        if (pwrite(kept->file, data, part, (off_t)at) != (ssize_t)part) die("cannot keep stderr");
        kept->total += part;
        data += part;
        size -= part;
    }
}

/* Takes what is there of a stream; returns -1 in place of the descriptor at its end. */
static int drain(struct run *run, int fd, int is_output) {
    ssize_t size = read(fd, chunk, sizeof chunk);
    if (size < 0) return fd;
    if (size == 0) {
        close(fd);
        return -1;
    }
    struct report *report = run->report;
    uint64_t *total = is_output ? &report->output_bytes : &report->stderr_bytes;
    uint64_t room = *total < run->request->output_bytes ? run->request->output_bytes - *total : 0;
    *total += (uint64_t)size;
    if ((uint64_t)size > room && report->status == OK) report->status = OUTPUT;
    if (!is_output) {
        keep(&run->excerpt, chunk, (size_t)size);
        return fd;
    }
    blake2b_add(&run->hash, chunk, (size_t)size);
    size_t part = (uint64_t)size < room ? (size_t)size : (size_t)room;
    if (run->request->flags & KEEP_OUTPUT && part > 0) {
        if (pwrite(output_file, chunk, part, (off_t)report->output_kept) != (ssize_t)part) die("cannot keep output");
        report->output_kept += part;
    }
    return fd;
}

/* How many of a process's tasks run or wait for a core: its only one, or those of its threads. */
static uint64_t runnable(int pid, char state, long threads) {
    if (threads == 1) return state == 'R';
    char path[64], text[1024];
    snprintf(path, sizeof path, "/proc/%d/task", pid);
    DIR *tasks = opendir(path);
    uint64_t count = 0;
    for (struct dirent *entry; tasks && (entry = readdir(tasks));) {
        if (entry->d_name[0] == '.') continue;
        snprintf(path, sizeof path, "/proc/%d/task/%.16s/stat", pid, entry->d_name);
        int fd = open(path, O_RDONLY | O_CLOEXEC);
        ssize_t size = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
        if (fd >= 0) close(fd);
        if (size <= 0) continue;
        text[size] = 0;
        char *rest = strrchr(text, ')');
        count += rest && !strncmp(rest, ") R", 3);
    }
    if (tasks) closedir(tasks);
    return count;
}

/* How long the first thread of a program, ended but not yet collected, ran and waited for a core; 0 and UNKNOWN where the
 * kernel does not tell. */
static void scheduled(pid_t pid, uint64_t *ran_us, uint64_t *queue_us) {
    char path[32], text[128];
    snprintf(path, sizeof path, "/proc/%d/schedstat", pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t size = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
    if (fd >= 0) close(fd);
    text[size > 0 ? size : 0] = 0;
    unsigned long long ran_ns = 0, queue_ns;
    int told = sscanf(text, "%llu %llu", &ran_ns, &queue_ns) == 2 && ran_ns > 0;
    *ran_us = ran_ns / 1000;
    *queue_us = told ? queue_ns / 1000 : UNKNOWN;
}

/* Memory that no process shows as resident: a terabyte of address space, touched here and there, takes gigabytes of it. */
static uint64_t page_table_bytes(int pid) {
    char path[32], text[4096];
    snprintf(path, sizeof path, "/proc/%d/status", pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t size = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
    if (fd >= 0) close(fd);
    text[size > 0 ? size : 0] = 0;
    const char *line = strstr(text, "\nVmPTE:");
    return line ? strtoull(line + 7, NULL, 10) * 1024 : 0;
}

/* What lies in /tmp, which is memory, where a command has one: of empty files too, whose number nothing else bounds. */
static uint64_t stored_bytes(void) {
    struct statfs info;
    if (statfs("/tmp", &info) || info.f_type != TMPFS_MAGIC) return 0;
    return (info.f_blocks - info.f_bfree) * (uint64_t)info.f_bsize + (info.f_files - info.f_ffree) * INODE_BYTES;
}

/* Sums memory and CPU time over all processes but ourselves: limits per process bound no family of them. */
static void watch(struct run *run) {
    static DIR *proc;
    if (!proc && !(proc = opendir("/proc"))) die("/proc");
    uint64_t memory = stored_bytes(), cpu = 0, tasks = 0, processes = 0;
    rewinddir(proc);
    for (struct dirent *entry; (entry = readdir(proc));) {
        int pid = atoi(entry->d_name);
        if (pid <= 1) continue;
        char path[32], text[1024];
        snprintf(path, sizeof path, "/proc/%d/stat", pid);
        int fd = open(path, O_RDONLY | O_CLOEXEC);
        ssize_t size = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
        if (fd >= 0) close(fd);
        if (size <= 0) continue;
        text[size] = 0;
        char *rest = strrchr(text, ')'); /* the name before it may hold anything */
        unsigned long user, system, rss;
        long children_user, children_system, threads;
        char state;
        if (rest && sscanf(rest + 1, " %c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu %ld %ld %*d %*d %ld %*d %*u %*u %lu",
                           &state, &user, &system, &children_user, &children_system, &threads, &rss) == 7) {
            tasks += runnable(pid, state, threads);
            cpu += user + system + (uint64_t)children_user + (uint64_t)children_system;
            memory += rss * (uint64_t)page_bytes;
            /* With one process and a bounded address space they are few. */
            if (processes++ || !run->request->address_bytes) memory += page_table_bytes(pid);
        }
    }
    run->report->looks++;
    run->report->parallel_looks += tasks > 1;
    if (tasks > run->report->tasks) run->report->tasks = tasks;
    if (memory / 1024 > run->report->peak_kb) run->report->peak_kb = memory / 1024;
    if (memory > run->request->memory_bytes) run->report->status = MEMORY;
    else if (cpu * 1000000 / (uint64_t)ticks_per_second > run->request->cpu_us) run->report->status = CPU;
}

/* Until the program ended or broke a limit. */
static void attend(struct run *run) {
    int64_t next_watch = run->started_us + TICK_MS * 1000;
    for (;;) {
        struct pollfd fds[4] = {{run->pid_fd, POLLIN, 0}, {control, 0, 0}, {run->output, POLLIN, 0}, {run->error, POLLIN, 0}};
        int64_t now = now_us(), end = run->started_us + (int64_t)run->request->wall_us;
        int64_t left = (next_watch < end ? next_watch : end) - now;
        poll(fds, 4, left > 0 ? (int)((left + 999) / 1000) : 0);
        if (fds[1].revents) _exit(0); /* the other side is gone */
        if (fds[0].revents) return;
        if (fds[2].revents) run->output = drain(run, run->output, 1);
        if (fds[3].revents) run->error = drain(run, run->error, 0);
        now = now_us();
        if (now >= next_watch && run->report->status == OK) {
            watch(run);
            next_watch = now_us() + TICK_MS * 1000;
        }
        if (now >= end && run->report->status == OK) run->report->status = WALL;
        if (run->report->status != OK) return;
    }
}

/* Kills and collects every process of the sandbox but us. */
static void end(struct run *run) {
    struct report *report = run->report;
    struct rusage usage = {0};
    int status = 0;
    if (report->status != OK) kill(run->pid, SIGKILL);
    siginfo_t ended;
    while (waitid(P_PID, (id_t)run->pid, &ended, WEXITED | WNOWAIT) < 0 && errno == EINTR) {}
    report->wall_us = (uint64_t)(now_us() - run->started_us);
    uint64_t ran_us;
    scheduled(run->pid, &ran_us, &report->queue_us);
    while (wait4(run->pid, &status, 0, &usage) < 0 && errno == EINTR) {}
    kill(-1, SIGKILL);
    while (waitpid(-1, NULL, 0) > 0 || errno == EINTR) report->stragglers++;
    while (run->output >= 0) run->output = drain(run, run->output, 1);
    while (run->error >= 0) run->error = drain(run, run->error, 0);
    report->cpu_us = (uint64_t)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000 +
                     (uint64_t)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
    if (ran_us + 2000 < report->cpu_us - report->cpu_us / 10) report->queue_us = UNKNOWN; /* others did the work */
    report->max_rss_kb = (uint64_t)usage.ru_maxrss;
    if (report->peak_kb < report->max_rss_kb) report->peak_kb = report->max_rss_kb;
    if (WIFEXITED(status)) report->exit_code = (uint64_t)WEXITSTATUS(status);
    if (WIFSIGNALED(status)) report->signal = (uint64_t)WTERMSIG(status);
    if (report->status != OK || !report->signal) return;
    int out_of_time = report->signal == SIGXCPU || (report->signal == SIGKILL && report->cpu_us >= run->request->cpu_us);
    report->status = out_of_time ? CPU : report->max_rss_kb * 1024 > run->request->memory_bytes ? MEMORY : SIGNAL;
}

/* Puts the ring of the end of stderr in order. */
static uint64_t finish_excerpt(struct excerpt *kept) {
    if (kept->total <= 2 * kept->half) return kept->total;
    uint64_t turn = (kept->total - kept->half) % kept->half;
    unsigned char *ring = malloc(kept->half);
    if (!ring) die("memory");
    ssize_t tail = pread(kept->file, ring, kept->half - turn, (off_t)(kept->half + turn));
    ssize_t head = pread(kept->file, ring + (kept->half - turn), turn, (off_t)kept->half);
    if (tail < 0 || head < 0 || pwrite(kept->file, ring, kept->half, (off_t)kept->half) < 0) die("stderr");
    free(ring);
    return 2 * kept->half;
}

static void make_pipe(int ends[2]) {
    if (pipe2(ends, O_CLOEXEC)) die("pipe");
    fcntl(ends[1], F_SETPIPE_SZ, 1 << 20); /* fewer context switches; may be refused */
}

static void run_program(const struct request *request, char **argv, char **env, int stdin_file, int side,
                        struct report *report) {
    struct run run = {.request = request, .report = report, .excerpt = {stderr_file, request->stderr_bytes / 2, 0}};
    static int error; /* written by the vfork child, which shares our memory */
    int output[2], errors[2];
    make_pipe(output);
    make_pipe(errors);
    const int fds[4] = {stdin_file, output[1], errors[1], side};
    if (ftruncate(output_file, 0) || ftruncate(stderr_file, 0)) die("truncate");
    blake2b_start(&run.hash);
    error = 0;
    run.started_us = now_us();
    run.pid = vfork();
    if (run.pid == 0) become_program(request, argv, env, fds, &error);
    int failure = run.pid < 0 ? errno : error;
    close(output[1]);
    close(errors[1]);
    run.output = output[0];
    run.error = errors[0];
    if (run.pid > 0) {
        run.pid_fd = (int)syscall(SYS_pidfd_open, run.pid, 0);
        if (run.pid_fd < 0) die("pidfd_open");
        attend(&run);
        end(&run);
        close(run.pid_fd);
    }
    if (failure) {
        report->status = NOT_STARTED;
        report->error = (uint64_t)failure;
    }
    report->stderr_kept = finish_excerpt(&run.excerpt);
    blake2b_finish(&run.hash, report->output_hash);
}

static size_t receive(unsigned char *packet, int *stdin_file, int *side) {
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(2 * sizeof(int))];
    } ancillary;
    struct iovec vector = {packet, PACKET_BYTES};
    struct msghdr message = {.msg_iov = &vector, .msg_iovlen = 1, .msg_control = &ancillary,
                             .msg_controllen = sizeof ancillary};
    ssize_t size = recvmsg(control, &message, MSG_CMSG_CLOEXEC);
    if (size <= 0) _exit(0); /* the other side is gone */
    int fds[2] = {-1, -1};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (header && header->cmsg_type == SCM_RIGHTS) memcpy(fds, CMSG_DATA(header), header->cmsg_len - CMSG_LEN(0));
    *stdin_file = fds[0];
    *side = fds[1];
    return (size_t)size;
}

static char **split(char **at, const char *limit_at, char **strings, uint64_t count) {
    for (uint64_t i = 0; i < count; i++) {
        if (*at >= limit_at) exit(71); /* a malformed request: a defect on the other side */
        strings[i] = *at;
        *at += strlen(*at) + 1;
    }
    strings[count] = NULL;
    return strings;
}

static void serve(void) {
    static unsigned char packet[PACKET_BYTES + 1];
    static char *argv[MAX_STRINGS + 1], *env[MAX_STRINGS + 1];
    for (;;) {
        struct request request;
        struct report report = {0};
        int stdin_file, side;
        size_t size = receive(packet, &stdin_file, &side);
        if (size < sizeof request) exit(71);
        packet[size] = 0;
        memcpy(&request, packet, sizeof request);
        if (request.argc < 1 || request.argc > MAX_STRINGS || request.envc > MAX_STRINGS) exit(71);
        char *at = (char *)packet + sizeof request, *stop = (char *)packet + size;
        split(&at, stop, argv, request.argc);
        split(&at, stop, env, request.envc);
        run_program(&request, argv, env, stdin_file, side, &report);
        if (stdin_file >= 0) close(stdin_file);
        if (side >= 0) close(side);
        if (send(control, &report, sizeof report, MSG_NOSIGNAL) != sizeof report) _exit(0);
    }
}

int main(int argc, char **argv) {
    if (argc != 4) return 64;
    control = atoi(argv[1]);
    output_file = atoi(argv[2]);
    stderr_file = atoi(argv[3]);
    for (int i = 1; i < 4; i++) fcntl(atoi(argv[i]), F_SETFD, FD_CLOEXEC);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int i = 1; i < 32; i++) signal(i, SIG_DFL);
    struct sigaction children; /* which the system call filter does not let us set */
    if (sigaction(SIGCHLD, NULL, &children) || children.sa_handler == SIG_IGN) die("SIGCHLD is ignored by who started us");
    if (getpid() != 1) return 65;
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) die("prctl");
    if (personality(ADDR_NO_RANDOMIZE) < 0) die("personality"); /* inherited: the same layout in every run */
    ticks_per_second = sysconf(_SC_CLK_TCK);
    page_bytes = sysconf(_SC_PAGESIZE);
    if (send(control, "ready", 5, MSG_NOSIGNAL) != 5) return 0;
    serve();
}
