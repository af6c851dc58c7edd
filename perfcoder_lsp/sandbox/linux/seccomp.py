"""The system call filter: a deny list, assembled as a classic BPF program for `bwrap --seccomp`.

Mounts and namespaces already hide files, processes and the network; the filter takes away what they leave: kernel
interfaces with a history of escapes, memory and messages that outlive a process or that no limit counts, times of
devices (in which a run could leave its answer for the next), and ways for a program to reach the runner of its own
sandbox or to have its children's CPU time counted nowhere.
"""

import functools
import platform
import struct
from typing import Final, NamedTuple

from perfcoder_lsp.errors import SandboxError

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_EPERM, _ENOMEM, _ENOSYS, _EAFNOSUPPORT = 1, 12, 38, 97
_NUMBER_OFFSET, _ARCH_OFFSET, _ARGUMENTS_OFFSET = 0, 4, 16
_X32_CALLS = 0x40000000
_CLONE_NEW_NAMESPACE = 0x7E020000
_MAP_SHARED, _MAP_ANONYMOUS, _MAP_HUGETLB, _MADV_PAGEOUT = 0x01, 0x20, 0x40000, 21
_SIGCHLD = 17
_TIOCSTI, _TIOCLINUX = 0x5412, 0x541C
_ADDR_NO_RANDOMIZE, _QUERY_PERSONALITY = 0x0040000, 0xFFFFFFFF
_RUNNER_PID = 1


class _Machine(NamedTuple):
    arch: int
    denied: tuple[int, ...]
    times: tuple[int, ...]
    calls: dict[str, int]
    runner_calls: tuple[int, ...]


# Same numbers on every 64-bit architecture: io_uring_*, pidfd_getfd, the new mount calls, memfd_secret, quotactl_fd,
# process_madvise, process_mrelease.
_DENIED_COMMON = (425, 426, 427, 428, 429, 430, 431, 432, 433, 438, 440, 442, 443, 447, 448)
_DENIED_X86_64: Final = {
    "ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311, "keyctl": 250, "add_key": 248,
    "request_key": 249, "bpf": 321, "perf_event_open": 298, "userfaultfd": 323, "mount": 165, "umount2": 166,
    "pivot_root": 155, "chroot": 161, "unshare": 272, "setns": 308, "swapon": 167, "swapoff": 168, "reboot": 169,
    "init_module": 175, "finit_module": 313, "delete_module": 176, "kexec_load": 246, "kexec_file_load": 320,
    "acct": 163, "quotactl": 179, "open_by_handle_at": 304, "name_to_handle_at": 303, "syslog": 103,
    "settimeofday": 164, "clock_settime": 227, "adjtimex": 159, "clock_adjtime": 305, "sethostname": 170,
    "setdomainname": 171, "iopl": 172, "ioperm": 173, "vhangup": 153, "move_pages": 279, "migrate_pages": 256,
    "kcmp": 312, "lookup_dcookie": 212, "fanotify_init": 300, "modify_ldt": 154, "uselib": 134, "_sysctl": 156,
    "shmget": 29, "semget": 64, "msgget": 68, "mq_open": 240, "memfd_create": 319, "setpriority": 141,
    "ioprio_set": 251, "vmsplice": 278,
}  # fmt: skip
_DENIED_AARCH64: Final = {
    "ptrace": 117, "process_vm_readv": 270, "process_vm_writev": 271, "keyctl": 219, "add_key": 217,
    "request_key": 218, "bpf": 280, "perf_event_open": 241, "userfaultfd": 282, "mount": 40, "umount2": 39,
    "pivot_root": 41, "chroot": 51, "unshare": 97, "setns": 268, "swapon": 224, "swapoff": 225, "reboot": 142,
    "init_module": 105, "finit_module": 273, "delete_module": 106, "kexec_load": 104, "kexec_file_load": 294,
    "acct": 89, "quotactl": 60, "open_by_handle_at": 265, "name_to_handle_at": 264, "syslog": 116,
    "settimeofday": 170, "clock_settime": 112, "adjtimex": 171, "clock_adjtime": 266, "sethostname": 161,
    "setdomainname": 162, "vhangup": 58, "move_pages": 239, "migrate_pages": 238, "kcmp": 272,
    "lookup_dcookie": 18, "fanotify_init": 262,
    "shmget": 194, "semget": 190, "msgget": 186, "mq_open": 180, "memfd_create": 279, "setpriority": 140,
    "ioprio_set": 30, "vmsplice": 75,
}  # fmt: skip

_MACHINES: Final = {
    "x86_64": _Machine(
        arch=0xC000003E,
        denied=(*_DENIED_X86_64.values(), *_DENIED_COMMON),
        times=(132, 235, 261, 280),  # utime, utimes, futimesat, utimensat
        calls={
            "clone": 56,
            "socket": 41,
            "socketpair": 53,
            "ioctl": 16,
            "personality": 135,
            "mmap": 9,
            "madvise": 28,
            "rt_sigaction": 13,
        },
        # prlimit64, sched_setaffinity, sched_setscheduler, sched_setparam, sched_setattr
        runner_calls=(302, 203, 144, 142, 314),
    ),
    "aarch64": _Machine(
        arch=0xC00000B7,
        denied=(*_DENIED_AARCH64.values(), *_DENIED_COMMON),
        times=(88,),
        calls={
            "clone": 220,
            "socket": 198,
            "socketpair": 199,
            "ioctl": 29,
            "personality": 92,
            "mmap": 222,
            "madvise": 233,
            "rt_sigaction": 134,
        },
        runner_calls=(261, 122, 119, 118, 274),
    ),
}
_CLONE3 = 435


def _op(code: int, value: int, jump_true: int = 0, jump_false: int = 0) -> bytes:
    return struct.pack("<HBBI", code, jump_true, jump_false, value)


def _fail(error: int) -> bytes:
    return _op(_RETURN, _ERRNO | error)


def _deny(call: int, error: int = _EPERM) -> list[bytes]:
    return [_op(_EQUAL, call, 0, 1), _fail(error)]


def _load(argument: int, *, high: bool = False) -> bytes:
    return _op(_LOAD, _ARGUMENTS_OFFSET + 8 * argument + 4 * high)


def _for_call(call: int, argument: int, checks: list[bytes]) -> list[bytes]:
    """Checks on the low 32 bits of an argument of one call; the kernel ignores the high ones of these arguments."""
    body = [_load(argument), *checks, _op(_LOAD, _NUMBER_OFFSET)]
    return [_op(_EQUAL, call, 0, len(body)), *body]


def _deny_uncounted_memory(table: _Machine) -> list[bytes]:
    """Huge pages, shared memory that stays when its user lets go of it, and memory moved to the swap are resident in no
    process; sockets keep megabytes each in the kernel, and are of no use here."""
    huge = [_op(_ANY_BIT, _MAP_HUGETLB, 0, 1), _fail(_ENOMEM)]
    shared = [_op(_ANY_BIT, _MAP_ANONYMOUS, 0, 2), _op(_ANY_BIT, _MAP_SHARED, 0, 1), _fail(_EPERM)]
    program = _for_call(table.calls["mmap"], 3, [*huge, *shared])
    program += _for_call(table.calls["madvise"], 2, _deny(_MADV_PAGEOUT))
    return program + _deny(table.calls["socket"], _EAFNOSUPPORT) + _deny(table.calls["socketpair"], _EAFNOSUPPORT)


def _deny_disowning_children(table: _Machine) -> list[bytes]:
    """Who ignores SIGCHLD has the kernel collect its children, and their CPU time is added to nobody's. How it is to be
    treated stands behind a pointer; so only asking (a null pointer) is left."""
    null = [_load(1), _op(_EQUAL, 0, 0, 2), _load(1, high=True), _op(_EQUAL, 0, 1, 0)]
    checks = [_op(_EQUAL, _SIGCHLD, 0, len(null) + 1), *null, _fail(_EPERM)]
    return _for_call(table.calls["rt_sigaction"], 0, checks)


@functools.cache
def seccomp_filter(machine: str | None = None, *, compiling: bool = False) -> bytes:
    """The filter as an array of struct sock_filter, stricter for programs than for compilers and other tools, whose
    time nobody takes. Raises SandboxError for a processor without a table."""
    name = machine or platform.machine()
    if name not in _MACHINES:
        raise SandboxError(f"no sandbox on this processor ({name}): supported are {' and '.join(_MACHINES)}")
    table = _MACHINES[name]
    program = [_op(_LOAD, _ARCH_OFFSET), _op(_EQUAL, table.arch, 1, 0), _op(_RETURN, _KILL), _op(_LOAD, _NUMBER_OFFSET)]
    program += [_op(_AT_LEAST, _X32_CALLS, 0, 1), _fail(_ENOSYS)]
    for call in sorted(table.denied if compiling else (*table.denied, *table.times)):
        program += _deny(call)
    program += _deny(_CLONE3, _ENOSYS)  # its flags are behind a pointer; C libraries fall back to clone
    program += _for_call(table.calls["clone"], 0, [_op(_ANY_BIT, _CLONE_NEW_NAMESPACE, 0, 1), _fail(_EPERM)])
    program += _deny_uncounted_memory(table)
    if not compiling:
        program += _deny_disowning_children(table)
    program += _for_call(table.calls["ioctl"], 1, [*_deny(_TIOCSTI), *_deny(_TIOCLINUX)])
    allowed = [_op(_EQUAL, _ADDR_NO_RANDOMIZE, 2, 0), _op(_EQUAL, _QUERY_PERSONALITY, 1, 0), _fail(_EPERM)]
    program += _for_call(table.calls["personality"], 0, allowed)
    for call in table.runner_calls:
        program += _for_call(call, 0, _deny(_RUNNER_PID))
    return b"".join([*program, _op(_RETURN, _ALLOW)])
