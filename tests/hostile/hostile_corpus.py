"""The table of hostile programs: what each runs under, and how it must end. What it tries stands in its file."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from perfcoder_lsp.sandbox import Limits
from perfcoder_lsp.sandbox.result import Status

PROGRAMS: Final = Path(__file__).parent / "programs"

TRIES: Final = Limits(cpu_s=3, wall_s=20, memory_mb=64, output_bytes=1 << 20, processes=16, file_mb=4)
SPINS: Final = TRIES.model_copy(update={"cpu_s": 0.2, "wall_s": 3.0})
WAITS: Final = TRIES.model_copy(update={"wall_s": 0.3})
ENDLESS: Final = TRIES.model_copy(update={"wall_s": 60.0})
NO_ADDRESS_LIMIT: Final = TRIES.model_copy(update={"address_space": False})
OUT_OF_TIME: Final[frozenset[Status]] = frozenset({"cpu", "wall"})  # which one depends on what else the machine does


@dataclass(frozen=True)
class Attack:
    """One class of hostile program: `programs/GROUP/NAME.c`."""

    name: str
    limits: Limits = TRIES
    ends: frozenset[Status] = frozenset({"ok"})
    exit_code: int = 0
    output: bytes | None = b"tried\n"  # None: anything but the secret and "ESCAPED"
    stragglers: range = range(1)
    runs: int = 1  # in one session: the second must find nothing of the first
    stdin: bytes = b"same\n"
    side: bool = False
    least_cpu_s: float = 0  # the work that it tries to hide

    @property
    def source(self) -> Path:
        return PROGRAMS / f"{self.name}.c"


def _ended(name: str, limits: Limits, *ends: Status, stragglers: range = range(17), side: bool = False) -> Attack:
    """One that a limit ends, leaving what processes it has to be killed."""
    return Attack(name, limits, frozenset(ends), output=None, stragglers=stragglers, side=side)


RESOURCES: Final = (
    _ended("resources/fork_bomb", SPINS, "cpu", "wall", stragglers=range(1, 17)),
    Attack("resources/thread_bomb"),
    _ended("resources/memory_bomb", TRIES, "memory"),
    _ended("resources/memory_of_many", TRIES, "memory"),
    Attack("resources/terabyte"),
    _ended("resources/memory_shared", TRIES, "ok", "memory"),
    Attack("resources/memory_files"),
    _ended("resources/memory_in_pipes", TRIES, "ok", "memory"),
    Attack("resources/memory_swapped_out"),
    _ended("resources/page_tables", NO_ADDRESS_LIMIT, "ok", "memory"),
    _ended("resources/stdout_flood", TRIES, "output"),
    _ended("resources/stderr_flood", TRIES, "output"),
    Attack("resources/side_flood", side=True),
    _ended("resources/cpu_loop", SPINS, *OUT_OF_TIME),
    _ended("resources/sleep_for_ever", WAITS, "wall"),
    _ended("resources/deep_recursion", TRIES, "signal", "memory"),
    Attack("resources/fill_tmp"),
    Attack("resources/many_files"),
    _ended("resources/cpu_hogging_children", ENDLESS.model_copy(update={"cpu_s": 0.2}), "cpu", stragglers=range(4, 5)),
    _ended("resources/core_dump", TRIES, "signal"),
    _ended("resources/exhaust_pids", WAITS, "wall"),
    _ended("resources/exhaust_descriptors", WAITS, "wall"),
    Attack("resources/ipc_objects"),
    _ended("resources/signal_flood", WAITS, "wall", "cpu", "signal"),
    _ended("resources/watches", WAITS, "wall"),
    _ended("resources/huge_arguments", SPINS, *OUT_OF_TIME),
)
FILES: Final = (
    Attack("files/read_secret"),
    Attack("files/file_handles"),
    Attack("files/write_source"),
    Attack("files/links_out"),
    Attack("files/rm_rf"),
    Attack("files/undeletable_folders"),
    Attack("files/tamper_binary", runs=2),
    Attack("files/shm_leftovers", runs=2),
    Attack("files/cache_between_runs", runs=2, stragglers=range(1, 2)),
    Attack("files/marks_on_shared_files", runs=2),
)
NETWORK: Final = tuple(
    Attack(f"network/{name}") for name in ("tcp", "udp", "abstract_socket", "path_socket", "other_families")
)
PROCESSES: Final = (
    Attack("processes/kill_runner"),
    Attack("processes/kill_victim"),
    Attack("processes/trace"),
    _ended("processes/ignore_signals", SPINS, *OUT_OF_TIME),
    Attack("processes/grandchild_holds_pipes", ENDLESS, stragglers=range(1, 3)),
    Attack("processes/setsid_daemon", ENDLESS, stragglers=range(1, 3)),
    _ended("processes/stop_itself", WAITS, "wall"),
    _ended("processes/vfork_chain", WAITS, "wall"),
    _ended("processes/close_and_spin", SPINS, *OUT_OF_TIME),
    Attack("processes/close_everything"),
    Attack("processes/never_read_stdin", stdin=bytes(16 << 20)),
    Attack("processes/subreaper", ENDLESS, stragglers=range(3, 7)),
    Attack("processes/death_signals", ENDLESS, stragglers=range(2, 4)),
    Attack("processes/own_filter"),
)
LEAKS: Final = (
    Attack("leaks/proc_of_others", output=None),
    Attack("leaks/environment", output=None),
    Attack("leaks/inherited_descriptors"),
    Attack("leaks/kernel_memory"),
    Attack("leaks/host_identity", output=None),
    Attack("leaks/stale_memory", runs=2),
)
PRIVILEGE: Final = (
    Attack("privilege/raise_limits"),
    Attack("privilege/namespaces"),
    Attack("privilege/mounts"),
    Attack("privilege/odd_calls"),
    Attack("privilege/machine_control"),
    Attack("privilege/tty_injection"),
    Attack("privilege/scheduler_escape"),
    Attack("privilege/clock_setting"),
    Attack("privilege/devices"),
    Attack("privilege/proc_switches"),
    Attack("privilege/other_call_tables"),
    Attack("privilege/setuid_programs"),
    Attack("privilege/personality"),
    Attack("privilege/execute_from_memory"),
)
_CODES = b"\x1b[2J\x1b]0;title\x07\x1b[6n\x1bP+q544e\x1b\\\r\b\x9b"
_NO_TEXT = bytes(range(256)) + b"\xff\xfe\xc0\x80\xed\xa0\x80\xf4\x90\x80\x80\xe2\x80\xae"
TRICKERY: Final = (
    Attack("trickery/forge_report", exit_code=5, output=b"status=ok cpu_s=0\n"),
    Attack("trickery/control_socket"),
    Attack("trickery/change_input", runs=2),
    Attack("trickery/change_next_program", runs=2),
    Attack("trickery/escape_codes", output=_CODES + b"tried\n"),
    Attack("trickery/broken_utf8", output=_NO_TEXT + b"tried\n"),
    Attack("trickery/hidden_child", ENDLESS, stragglers=range(1, 3)),
    Attack("trickery/disowned_child", ENDLESS, least_cpu_s=0.09),
    Attack("trickery/patched_clock", ENDLESS, least_cpu_s=0.045),
    Attack("trickery/preload"),
)
ATTACKS: Final = (*RESOURCES, *FILES, *NETWORK, *PROCESSES, *LEAKS, *PRIVILEGE, *TRICKERY)
