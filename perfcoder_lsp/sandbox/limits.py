"""What a program may take before it is ended."""

from pydantic import Field

from perfcoder_lsp.text import Frozen


class Limits(Frozen):
    """Limits of one run. Breaking one ends the run and all its processes; `RunResult.status` names which it was.

    `memory_mb` bounds the resident memory of all processes together (watched every 10 ms) and, with `address_space`,
    the address space of each one more loosely (threads reserve large stacks); programs built with AddressSanitizer
    reserve terabytes and need `address_space=False`. `output_bytes` bounds stdout and stderr, each;
    `stderr_bytes` is how much of stderr's beginning and end is kept. CPU time counts all processes together.
    `file_mb` bounds each file; `folder_mb` and `folder_files` all that is in the folders that a command may write.
    """

    cpu_s: float = Field(default=2.0, gt=0)
    wall_s: float = Field(default=6.0, gt=0)
    memory_mb: int = Field(default=1024, ge=16)
    output_bytes: int = Field(default=64 << 20, ge=0)
    processes: int = Field(default=64, ge=1)
    file_mb: int = Field(default=64, ge=0)
    folder_mb: int = Field(default=1024, ge=0)
    folder_files: int = Field(default=20_000, ge=0)
    address_space: bool = True
    stack_mb: int = Field(default=256, ge=1)
    open_files: int = Field(default=64, ge=8)
    stderr_bytes: int = Field(default=16 << 10, ge=1024)

    @property
    def address_bytes(self) -> int:
        """Bytes of address space one process may reserve, 0 for any: room for a few threads' stacks on top."""
        return ((2 * self.memory_mb + 1024) << 20) if self.address_space else 0
