"""What a program did on one input, and how two such observations differ."""

from perfcoder_lsp.sandbox import RunResult
from perfcoder_lsp.text import Frozen

_SANITIZER_REPORTS = (b"runtime error:", b"Sanitizer", b"Error: attempt to", b"Assertion '")
_MAX_KEPT = 1 << 16


class Observation(Frozen):
    """One run that ended by itself: its exit code, its output (kept only where short), its CPU seconds."""

    exit_code: int
    output_hash: str
    output_bytes: int
    cpu_s: float
    output: bytes | None = None

    @classmethod
    def of(cls, result: RunResult) -> "Observation | None":
        """None for a run that was killed or broke a limit."""
        if result.status != "ok" or result.stragglers:
            return None
        output = result.output if result.output is not None and len(result.output) <= _MAX_KEPT else None
        return cls(
            exit_code=result.exit_code,
            output_hash=result.output_hash,
            output_bytes=result.output_bytes,
            cpu_s=result.cpu_s,
            output=output,
        )

    @property
    def outcome(self) -> tuple[int, str]:
        """What must stay the same: exit code and output."""
        return self.exit_code, self.output_hash


def sanitizer_report(result: RunResult) -> str:
    """The first line of a sanitizer's or the library's complaint; empty where there is none."""
    for line in result.stderr.splitlines():
        if any(mark in line for mark in _SANITIZER_REPORTS):
            text = line.decode("utf-8", "replace").strip()
            return text.split("runtime error: ")[-1].split("ERROR: ")[-1][:160]
    return ""


def how_it_ended(result: RunResult) -> str:
    """The end of a run in words."""
    if result.status == "signal":
        names = {4: "illegal instruction", 6: "abort", 8: "division by zero", 9: "killed", 11: "segmentation fault"}
        return f"crashed ({names.get(result.signal, f'signal {result.signal}')})"
    if result.stragglers:
        return "left processes running"
    return {
        "ok": f"ended with exit code {result.exit_code}",
        "cpu": "did not end within its CPU time",
        "wall": "did not end within its time (is it waiting for something?)",
        "memory": "needed too much memory",
        "output": "printed without end",
        "files": "wrote too many files",
    }[result.status]
