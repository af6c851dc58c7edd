"""The kernel's performance counters (man 2 perf_event_open), attached from outside to what a sandbox runs.

A counter is opened on the sandbox's runner, switched off, and inherited by each process that the runner starts: there
it begins at exec and is summed up at exit. So it counts the programs with all their threads and children, without the
runner, and nothing inside the sandbox sees it (the system call is forbidden there). Only what happens in user mode is
counted: that is what an ordinary user is allowed to see.

A second counter beside it is not inherited: it keeps the kernel from taking the runner and its child for equals and
swapping their counters to save time, after which the first one would count no more.
"""

import ctypes
import os
import platform
import struct
from enum import Enum
from types import TracebackType
from typing import Self

_CALLS = {"x86_64": 298, "aarch64": 241}
_ATTRIBUTES = struct.Struct("=IIQQQQQIIQ")  # type, size, config, period, sample, read_format, flags, ...
_TIMES = 1 << 0 | 1 << 1  # read_format: also how long it was enabled, and running
_READING = struct.Struct("=3Q")
_DISABLED, _INHERIT, _EXCLUDE_KERNEL, _EXCLUDE_HYPERVISOR, _ENABLE_ON_EXEC = 1 << 0, 1 << 1, 1 << 5, 1 << 6, 1 << 12
_ANCHOR = _DISABLED | _EXCLUDE_KERNEL | _EXCLUDE_HYPERVISOR
_FLAGS = _ANCHOR | _INHERIT | _ENABLE_ON_EXEC
_CLOSE_ON_EXEC = 1 << 3


class Event(Enum):
    """What can be counted: the kernel's type and number of it."""

    INSTRUCTIONS = (0, 1)
    TASK_CLOCK = (1, 1)
    PAGE_FAULTS = (1, 2)


class Counter:
    """A running count; a context manager. Threads and children are in it once they have ended."""

    def __init__(self, descriptors: tuple[int, int]) -> None:
        self._descriptors = descriptors

    @classmethod
    def open(cls, pid: int, event: Event) -> Self | None:
        """For all that process `pid` starts from now on; None where the processor or the system has no such counter,
        or this user may not use it."""
        anchor = _opened(pid, event, _ANCHOR)
        if anchor is None:
            return None
        counter = _opened(pid, event, _FLAGS)
        if counter is None:
            os.close(anchor)
            return None
        return cls((counter, anchor))

    def read(self) -> int | None:
        """The count so far; None where the processor's counters had to be shared, so that it would be a guess."""
        count, enabled, running = _READING.unpack(os.read(self._descriptors[0], _READING.size))
        return count if running == enabled else None

    def close(self) -> None:
        for descriptor in self._descriptors:
            os.close(descriptor)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def is_available(event: Event) -> bool:
    """Whether this process may count it at all."""
    descriptor = _opened(0, event, _ANCHOR)
    if descriptor is not None:
        os.close(descriptor)
    return descriptor is not None


def _opened(pid: int, event: Event, flags: int) -> int | None:
    number = _CALLS.get(platform.machine())
    if number is None or platform.system() != "Linux":
        return None
    kind, config = event.value
    attributes = _ATTRIBUTES.pack(kind, _ATTRIBUTES.size, config, 0, 0, _TIMES, flags, 0, 0, 0)
    call = ctypes.CDLL(None, use_errno=True).syscall
    call.restype = ctypes.c_long
    no_core = no_group = ctypes.c_int(-1)
    call_flags = ctypes.c_ulong(_CLOSE_ON_EXEC)
    descriptor = call(
        ctypes.c_long(number), ctypes.c_char_p(attributes), ctypes.c_int(pid), no_core, no_group, call_flags
    )
    return descriptor if descriptor >= 0 else None
