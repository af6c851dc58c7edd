"""What every helper process of ours does: it speaks in lines over pipes, and goes when its parent goes.

The process leads its own process group. Whenever its parent goes, by closing stdin or by dying, it kills that group,
also in the middle of a job: what it started ends with it.
"""

import ctypes
import os
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType
from typing import BinaryIO, NoReturn

from pydantic import BaseModel

_PR_SET_PDEATHSIG = 1


def live_with(parent: int, receive: Callable[[bytes], None]) -> None:
    """Hand over every line of stdin, in a thread, and end with the process `parent`."""
    end_with(parent)  # for the case that someone else holds stdin open
    threading.Thread(target=_read, args=(sys.stdin.buffer, receive), daemon=True).start()


def end_with(parent: int) -> None:
    """End when the process `parent` dies (on Linux), and leave interruptions to it."""
    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        end()


def end(_number: int = 0, _frame: FrameType | None = None) -> NoReturn:
    """Whoever kills this process leaves nothing behind, so it may as well do that itself."""
    if os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(0)


def take_stdout() -> Callable[[BaseModel], None]:
    """How to send messages to the parent; what anything else prints to stdout from now on goes to stderr."""
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    lock = threading.Lock()

    def send(message: BaseModel) -> None:
        line = message.model_dump_json().encode() + b"\n"
        with lock:
            pipe.write(line)
            pipe.flush()

    return send


def _read(stdin: BinaryIO, receive: Callable[[bytes], None]) -> None:
    for line in stdin:
        receive(line)
    end()
