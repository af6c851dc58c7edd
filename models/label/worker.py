"""The process that labels programs: `python -m models.label.worker --parent PID --cache FOLDER`.

Programs come in on stdin, one JSON object a line, and of each a line of what came of it goes out. It ends with its
parent, and what it runs ends with it.
"""

import argparse
import queue
import sys
from pathlib import Path

from models.label.bench import Bench
from models.label.effect import UnmeasurableError
from models.label.labels import label
from models.records import Labelled, Program
from perfcoder_lsp import child_process
from perfcoder_lsp.errors import PerfcoderError, SandboxError, SourceError
from perfcoder_lsp.settings import CacheSettings, Settings
from perfcoder_lsp.text import Frozen


class Skipped(Frozen):
    """A program without labels, and why: of few kinds, which are counted."""

    key: str
    reason: str


class Failed(Frozen):
    """Nothing can be labelled here, and why, in one line."""

    failure: str


Answer = Labelled | Skipped | Failed


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--parent", type=int, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    arguments = parser.parse_args()
    send = child_process.take_stdout()
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    child_process.live_with(arguments.parent, lines.put)
    try:
        bench = Bench(Settings(cache=CacheSettings(directory=arguments.cache)))
        while True:
            send(answer(Program.model_validate_json(lines.get()), bench))
    except PerfcoderError as error:
        send(Failed(failure=str(error)))
        sys.exit(error.exit_status)


def answer(program: Program, bench: Bench) -> Labelled | Skipped:
    """The labels of a program, or why it has none. Raises StorageError."""
    try:
        return label(program, bench)
    except UnmeasurableError as error:
        return Skipped(key=program.key, reason=str(error))
    except SourceError:
        return Skipped(key=program.key, reason="is no C++ text")
    except SandboxError:
        return Skipped(key=program.key, reason="ends the sandbox that it runs in")


if __name__ == "__main__":
    main()
