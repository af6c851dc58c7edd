"""What one run of a program did."""

import hashlib
from typing import Literal

from perfcoder_lsp.text import Frozen

Status = Literal["ok", "signal", "cpu", "wall", "memory", "output", "files"]


class RunResult(Frozen):
    """One run's end, time and output.

    `status` is "ok" where the program ended by itself (with any `exit_code`), "signal" where `signal` killed it, else
    the limit that it broke. `cpu_s` is user plus system time of the program and of the children it waited for;
    `stragglers` counts the processes it left behind (killed; their time is not in `cpu_s`). `max_rss_kb` is the most
    resident memory of its biggest process, `peak_memory_kb` that of all together. `output` is stdout where it was asked
    for, `output_hash` equals `output_hash(stdout)` always; `stderr` holds the beginning and the end of stderr; `side`
    what the program wrote to descriptor 3, where that was asked for.

    Every 10 ms a run is looked at (a shorter peak of several processes is not seen): at `parallel_looks` of its `looks`
    several of its threads or processes were runnable, at most `tasks`. `queue_s` is how long it waited for a core, None
    where that is not known.
    """

    status: Status
    exit_code: int
    signal: int
    cpu_s: float
    wall_s: float
    output: bytes | None
    output_hash: str
    output_bytes: int
    stderr: bytes
    max_rss_kb: int
    stragglers: int
    peak_memory_kb: int = 0
    side: bytes | None = None
    looks: int = 0
    parallel_looks: int = 0
    tasks: int = 0
    queue_s: float | None = None

    @property
    def succeeded(self) -> bool:
        """Whether the program ended by itself with exit code 0."""
        return self.status == "ok" and self.exit_code == 0


def too_many_files(wall_s: float) -> RunResult:
    """The result of a command that was ended for what it wrote into folders: of such a one nothing else is known."""
    return RunResult(
        status="files",
        exit_code=0,
        signal=0,
        cpu_s=0,
        wall_s=wall_s,
        output=b"",
        output_hash=output_hash(b""),
        output_bytes=0,
        stderr=b"",
        max_rss_kb=0,
        stragglers=0,
    )


def output_hash(output: bytes) -> str:
    """The hash by which outputs are compared: BLAKE2b, 256 bits."""
    return hashlib.blake2b(output, digest_size=32).hexdigest()
