"""How long static analysis takes, and how much memory: opening a file of about 2,000 lines, then typing in it.

python bench/analysis.py --root DATA [--files 10] [--lines 2000]

Each file is made of real programs, each in a namespace of its own. "Cold" is the first analysis of a file's text,
"edit" that after one character was typed in the middle of it, both in CPU milliseconds of one process that has analysed
another file before. Memory is what a real server and its processes grow by for each open file, as a multiple of its
text, once a few are open.
"""

import argparse
import asyncio
import itertools
import os
import random
import re
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from bench.inputs import read_programs
from bench.latency import processes_of, started
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.rewrite.rule import Rule, all_rules
from perfcoder_lsp.text import TextEdit

_SHOWN = 8
_SETTLED = 10  # files, after which the processes have what they need whatever is open
_PAGE = os.sysconf("SC_PAGE_SIZE")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, required=True, help="folder with autopatch/ and codescope/")
    parser.add_argument("--files", type=int, default=40)
    parser.add_argument("--lines", type=int, default=2000)
    arguments = parser.parse_args()
    texts = list(_texts(arguments.root, arguments.files + 1, arguments.lines))
    rules, spent = all_rules(), defaultdict[str, float](float)
    _analysed(Source.of(Path("first.cpp"), texts.pop()), rules, defaultdict(float))
    rows: list[tuple[float, float]] = []
    for number, text in enumerate(texts):
        source = Source.of(Path(f"file{number}.cpp"), text)
        cold = _analysed(source, rules, defaultdict(float))
        edit = _analysed(source.edited((TextEdit.insert(_middle(text), "x"),)), rules, spent)
        rows.append((cold, edit))
        lines = text.count(b"\n")
        print(f"{lines} lines: cold {cold:.0f} ms, edit {edit:.0f} ms", flush=True)
    cold, edit = (statistics.median(column) for column in zip(*rows, strict=True))
    slowest = ", ".join(f"{name} {value / len(rows):.1f}" for name, value in _largest(spent))
    print(f"median: cold {cold:.0f} ms, edit {edit:.0f} ms; {len(rules)} rules, most of an edit: {slowest}")
    print(f"memory per open file: {asyncio.run(_memory(texts)):.1f} times its text")


async def _memory(texts: list[bytes]) -> float:
    """What a server grows by when files are opened after a first one, over the size of their texts."""
    os.environ["PERFCODER_SERVER__PREPARE"] = "false"  # compilers at work are no part of what is kept
    connection, _ = await started()
    resident: list[int] = []
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            document = {"uri": (Path(folder) / f"file{number}.cpp").as_uri(), "languageId": "cpp", "version": 1}
            connection.notify("textDocument/didOpen", {"textDocument": {**document, "text": text.decode()}})
            await connection.diagnosed()
            resident.append(sum(_resident(each) for each in processes_of(connection.process.pid)))
        await connection.close()
    settled = min(_SETTLED, len(texts) - 2)
    return (resident[-1] - resident[settled]) / sum(map(len, texts[settled + 1 :]))


def _analysed(source: Source, rules: tuple[Rule, ...], spent: defaultdict[str, float]) -> float:
    """Milliseconds for all rules, each also counted alone: what several need is counted for the first that asks."""
    begin = time.process_time()
    for rule in rules:
        since = time.process_time()
        list(rule.find(source))
        spent[rule.id] += 1000 * (time.process_time() - since)
    return 1000 * (time.process_time() - begin)


def _largest(spent: defaultdict[str, float]) -> list[tuple[str, float]]:
    return sorted(spent.items(), key=lambda each: -each[1])[:_SHOWN]


def _texts(root: Path, count: int, lines: int) -> Iterator[bytes]:
    programs = [each.slow for each in read_programs(root, "autopatch") if each.suffix == ".cpp"]
    random.Random(1).shuffle(programs)
    waiting = itertools.cycle(programs)
    for _ in range(count):
        text = "#include <bits/stdc++.h>\n"
        while text.count("\n") < lines:
            body = re.sub(r"(?m)^\s*#\s*include.*$", "", next(waiting).replace("\r", ""))
            number = text.count("\n")
            text += f"namespace program{number} {{\n{body}\n}}\n"
        yield text.encode()


def _middle(text: bytes) -> int:
    """The end of a statement in the middle of the text."""
    return text.index(b";", len(text) // 2)


def _resident(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE


if __name__ == "__main__":
    main()
