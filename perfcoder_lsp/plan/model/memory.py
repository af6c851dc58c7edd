"""Whether a model fits into the memory that is free here, before anything of it is loaded."""

from pathlib import Path

from perfcoder_lsp.plan.model.gguf import Header, ModelError

_PROCESS = 70 << 20
"""Python, numpy and llama.cpp themselves, measured."""
_TOKEN = 160
"""Bytes for each token of the vocabulary, measured."""
_BATCH = 512
"""Tokens of a prompt that llama.cpp takes at a time; its work space is made for so many."""
_HALF, _FLOAT = 2, 4
_CGROUP = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory.current"))


def needed(header: Header, context: int) -> int:
    """Bytes that the model takes with room for `context` tokens. Raises ModelError where the header doesn't say.

    Weights (all parts are taken to be as large as this one; repacked, not mapped as well), keys and values as
    half-precision numbers, the work space of one batch, and the process. The work space is for attention to the whole
    context (scores, half of them twice: measured) most of all; logits are asked of one token only.
    """
    shape = header.shape
    head = shape.width // shape.heads
    cache = 2 * shape.layers * context * shape.key_value_heads * head * _HALF
    batch = min(_BATCH, context)
    scores = 3 * shape.heads * context // 2
    work = batch * (4 * shape.width + 3 * shape.feed_forward + scores) * _FLOAT
    return header.tensor_bytes * header.parts + cache + work + shape.vocabulary * _TOKEN + _PROCESS


def available() -> int | None:
    """Bytes that this process may still take, as the kernel sees it; None where nobody says."""
    found = [each for each in (_machine(), _group()) if each is not None]
    return min(found) if found else None


def check_memory(header: Header, context: int, free: int | None) -> None:
    """Raises ModelError where the model would not fit into `free` bytes."""
    wanted = needed(header, context)
    if free is not None and wanted > free:
        raise ModelError(
            f"{header.path}: needs about {wanted >> 20} MB of memory and {free >> 20} are free; "
            "close something, choose a smaller model, or a shorter `planner.context`"
        )


def _machine() -> int | None:
    try:
        lines = Path("/proc/meminfo").read_text("ascii").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) << 10 for line in lines if line.startswith("MemAvailable:")), None)


def _group() -> int | None:
    """What the control group (a container's limit) leaves."""
    try:
        most, used = (each.read_text("ascii").strip() for each in _CGROUP)
    except OSError:
        return None
    return None if most == "max" else max(0, int(most) - int(used))
