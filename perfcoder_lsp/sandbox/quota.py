"""Bounds what a command writes into folders of this machine: a limit on each file bounds no number of files."""

import os
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

_TICK_S = 0.02
_BLOCK_BYTES = 512


class Quota:
    """Watches folders while a command runs, and ends it once they hold more than `largest_bytes` or `most_files`; a
    context manager. `exceeded` says whether that was so. A folder that can't be looked into counts as too much."""

    def __init__(self, folders: Iterable[Path], largest_bytes: int, most_files: int, end: Callable[[], None]) -> None:
        self.exceeded = False
        self._folders = tuple(folders)
        self._largest_bytes = largest_bytes
        self._most_files = most_files
        self._end = end
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="quota", daemon=True)

    def __enter__(self) -> Self:
        if self._folders:
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        if self._folders:
            self._thread.join()

    def _watch(self) -> None:
        while not self._done.wait(_TICK_S):
            if self._is_full():
                self.exceeded = True
                self._end()
                return

    def _is_full(self) -> bool:
        size = count = 0
        waiting = list(self._folders)
        while waiting:
            try:
                for entry in os.scandir(waiting.pop()):
                    info = entry.stat(follow_symlinks=False)
                    size, count = size + info.st_blocks * _BLOCK_BYTES, count + 1
                    if size > self._largest_bytes or count > self._most_files:
                        return True
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(Path(entry.path))
            except FileNotFoundError:  # removed meanwhile
                continue
            except OSError:
                return True
        return False
