/* Calls the kernel by other tables, in which the filtered calls have other numbers: x32 and 32-bit code. */
#include "attack.h"

#ifdef __x86_64__
static long call_32(long number, long first, long second) {
    long result;
    __asm__ volatile("int $0x80" : "=a"(result) : "a"(number), "b"(first), "c"(second) : "memory", "r8", "r9", "r10", "r11");
    return result;
}
#endif

static void attack(void) {
#ifdef __x86_64__
    enum { X32 = 0x40000000, UNSHARE_32 = 310, SOCKET_32 = 359, GETPID_32 = 20 };
    must_be_closed(syscall(X32 | SYS_unshare, CLONE_NEWUSER), "unshare by x32");
    must_be_closed(syscall(X32 | SYS_socket, AF_INET, SOCK_STREAM, 0), "socket by x32");
    must_be_closed(syscall(X32 | 521 /* ptrace */, PTRACE_ATTACH, 1, 0, 0), "ptrace by x32");
    must_be_closed(syscall(X32 | SYS_getpid), "getpid by x32");
    must_be_closed(syscall(SYS_unshare | 1L << 33, CLONE_NEWUSER), "unshare by a number with high bits");
    int status = 0;
    if (fork() == 0) {
        long results[] = {call_32(UNSHARE_32, CLONE_NEWUSER, 0), call_32(SOCKET_32, AF_INET, SOCK_STREAM), call_32(GETPID_32, 0, 0)};
        must_fail(results[0] == 0 || results[1] >= 0 || results[2] == getpid(), "a 32-bit call");
        _exit(0);
    }
    wait(&status);
    must_fail(WIFSTOPPED(status), "the caller was stopped");
    must_fail(syscall(SYS_prctl, 59 /* SYSCALL_USER_DISPATCH */, 0, 0, 0, 0) == 0 && unshare(CLONE_NEWUSER) == 0, "dispatch");
#endif
    must_be_closed(syscall(-1L & 0x3fffffff), "a call that does not exist");
}
