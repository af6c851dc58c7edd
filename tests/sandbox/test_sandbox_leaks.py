"""Ten thousand runs in a row leave nothing: no descriptor, process, zombie, mount, group or file, and little memory."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from perfcoder_lsp.sandbox import Sandbox

Compile = Callable[[str], Path]

SESSIONS, RUNS = 300, 34
SCRIPT = Path(__file__).with_name("leaking.py")


def test_ten_thousand_runs_leave_nothing(sandbox: Sandbox, program: Compile, tmp_path: Path) -> None:
    echo = program("""
        #include <unistd.h>
        int main(void) { char text[9]; write(3, text, read(0, text, 9)); return write(1, text, 9) != 9; }
    """)
    (tmp_path / "temporary").mkdir()
    command = [sys.executable, SCRIPT, tmp_path / "cache", echo, sandbox.tier, str(SESSIONS), str(RUNS)]
    environment = {**os.environ, "TMPDIR": str(tmp_path / "temporary")}
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    told = json.loads(done.stdout)
    assert SESSIONS * RUNS > 10_000
    assert told["after"] == told["before"]
    assert [child for child in told["after"]["children"] if "python" not in child] == []  # the janitor of folders is
    assert told["grown"] < 5 << 20
