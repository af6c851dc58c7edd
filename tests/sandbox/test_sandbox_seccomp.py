"""What the system call filter decides, computed by a small interpreter of its instructions, for each processor."""

import struct

import pytest

from perfcoder_lsp.errors import SandboxError
from perfcoder_lsp.sandbox.linux.seccomp import seccomp_filter

ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
ALLOW, KILL, EPERM, ENOSYS, EAFNOSUPPORT = 0x7FFF0000, 0x80000000, 0x50001, 0x50026, 0x50061
ENOMEM = 0x5000C


def decide(machine: str, call: int, *arguments: int, arch: int | None = None, compiling: bool = False) -> int:
    data = struct.pack("<IIQ6Q", call, arch or ARCH[machine], 0, *arguments, *[0] * (6 - len(arguments)))
    program = list(struct.iter_unpack("<HBBI", seccomp_filter(machine, compiling=compiling)))
    accumulator = at = 0
    while True:
        code, jump_true, jump_false, value = program[at]
        at += 1
        if code == 0x06:
            return value
        if code == 0x20:
            (accumulator,) = struct.unpack_from("<I", data, value)
        else:
            holds = {0x15: accumulator == value, 0x35: accumulator >= value, 0x45: bool(accumulator & value)}[code]
            at += jump_true if holds else jump_false


CALLS = {
    "x86_64": {"read": 0, "execve": 59, "exit_group": 231, "clone": 56, "socket": 41, "ioctl": 16, "personality": 135,
               "ptrace": 101, "shmget": 29, "semget": 64, "msgget": 68, "mq_open": 240, "memfd_create": 319,
               "unshare": 272, "mount": 165, "bpf": 321, "prlimit64": 302, "clone3": 435, "io_uring_setup": 425,
               "socketpair": 53, "mmap": 9, "madvise": 28, "rt_sigaction": 13, "utimensat": 280, "vmsplice": 278},
    "aarch64": {"read": 63, "execve": 221, "exit_group": 94, "clone": 220, "socket": 198, "ioctl": 29,
                "personality": 92, "ptrace": 117, "shmget": 194, "semget": 190, "msgget": 186, "mq_open": 180,
                "memfd_create": 279, "unshare": 97, "mount": 40, "bpf": 280, "prlimit64": 261, "clone3": 435,
                "io_uring_setup": 425, "socketpair": 199, "mmap": 222, "madvise": 233, "rt_sigaction": 134,
                "utimensat": 88, "vmsplice": 75},
}  # fmt: skip


@pytest.mark.parametrize("machine", ARCH)
def test_decisions(machine: str) -> None:
    calls = CALLS[machine]
    for name in ("read", "execve", "exit_group"):
        assert decide(machine, calls[name]) == ALLOW
    for name in (
        "ptrace",
        "utimensat",
        "vmsplice",
        "shmget",
        "semget",
        "msgget",
        "mq_open",
        "memfd_create",
        "unshare",
        "mount",
        "bpf",
    ):
        assert decide(machine, calls[name]) == EPERM
    assert decide(machine, calls["io_uring_setup"]) == EPERM
    assert decide(machine, calls["clone3"]) == ENOSYS


@pytest.mark.parametrize("machine", ARCH)
def test_decisions_by_argument(machine: str) -> None:
    calls = CALLS[machine]
    vfork, thread, new_user, new_network = 0x4111, 0x3D0F00, 0x10000011, 0x40000011
    assert [decide(machine, calls["clone"], flags) for flags in (vfork, thread)] == [ALLOW, ALLOW]
    assert [decide(machine, calls["clone"], flags) for flags in (new_user, new_network)] == [EPERM, EPERM]
    for name in ("socket", "socketpair"):
        assert [decide(machine, calls[name], family) for family in (1, 2, 10)] == [EAFNOSUPPORT] * 3
    requests = (0x5401, 0x5412, 0x541C, 0x700005412)
    assert [decide(machine, calls["ioctl"], 0, request) for request in requests] == [ALLOW, EPERM, EPERM, EPERM]
    personas = (0x0040000, 0xFFFFFFFF, 0x0008, 0x0400000)
    assert [decide(machine, calls["personality"], persona) for persona in personas] == [ALLOW, ALLOW, EPERM, EPERM]
    advice = (4, 21, 0x700000015)
    assert [decide(machine, calls["madvise"], 0, 1, each) for each in advice] == [ALLOW, EPERM, EPERM]
    assert [decide(machine, calls["prlimit64"], pid) for pid in (0, 1, 2)] == [ALLOW, EPERM, ALLOW]


@pytest.mark.parametrize("machine", ARCH)
def test_memory_that_no_limit_counts_is_refused(machine: str) -> None:
    private, private_file, shared_file, fixed = 0x22, 0x02, 0x01, 0x4032
    shared, validated, zero_page, huge = 0x21, 0x23, 0x100000021, 0x40022
    mmap = CALLS[machine]["mmap"]
    assert {decide(machine, mmap, 0, 1, 3, flags) for flags in (private, private_file, shared_file, fixed)} == {ALLOW}
    assert {decide(machine, mmap, 0, 1, 3, flags) for flags in (shared, validated, zero_page)} == {EPERM}
    assert decide(machine, mmap, 0, 1, 3, huge) == ENOMEM


@pytest.mark.parametrize("machine", ARCH)
def test_children_cannot_be_disowned(machine: str) -> None:
    call, interrupt, child = CALLS[machine]["rt_sigaction"], 2, 17
    assert [decide(machine, call, child, action) for action in (0, 8, 1 << 32)] == [ALLOW, EPERM, EPERM]
    assert [decide(machine, call, interrupt, action) for action in (0, 8, 1 << 32)] == [ALLOW] * 3
    assert decide(machine, call, child, 8, compiling=True) == ALLOW  # shells, make and valgrind handle it


@pytest.mark.parametrize("machine", ARCH)
def test_tools_may_set_times(machine: str) -> None:
    assert decide(machine, CALLS[machine]["utimensat"]) == EPERM
    assert decide(machine, CALLS[machine]["utimensat"], compiling=True) == ALLOW
    assert decide(machine, CALLS[machine]["ptrace"], compiling=True) == EPERM


@pytest.mark.parametrize("machine", ARCH)
def test_other_calling_conventions_are_closed(machine: str) -> None:
    assert decide(machine, 0, arch=0x40000003) == KILL  # 32-bit code has other numbers
    assert decide(machine, 0x40000000) == ENOSYS  # x32


def test_unknown_processors_are_refused() -> None:
    with pytest.raises(SandboxError, match="no sandbox on this processor \\(riscv64\\)"):
        seccomp_filter("riscv64")
