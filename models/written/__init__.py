"""Programs written by hand, which nothing is trained on: how a planner does on code that no generator made.

Each is a file beside this one. Its first comments tell its inputs: `timed` is what times are taken on, `checked` are
smaller ones, with `|` between them. `3*[1..9]` stands for three numbers from 1 to 9, `3*word` for three words.
"""

import hashlib
import random
import re
from collections.abc import Iterator
from pathlib import Path

from models.records import Program

_MANY = re.compile(r"(?P<count>\d+)\*(?:\[(?P<low>-?\d+)\.\.(?P<high>-?\d+)\]|word)")
_TOLD = re.compile(r"// (timed|checked): (.*)")


def programs() -> Iterator[Program]:
    """All of them, by name. Raises ValueError for one that does not tell its inputs."""
    for file in sorted(Path(__file__).parent.glob("*.cpp")):
        source = file.read_text("utf-8")
        told = dict(_TOLD.findall(source))
        if told.keys() != {"timed", "checked"}:
            raise ValueError(f"{file.name}: its first lines have to be `// timed: …` and `// checked: …`")
        chance = random.Random(file.stem)
        code = _TOLD.sub("", source).lstrip()
        yield Program(
            key=hashlib.sha256(code.encode()).hexdigest()[:16],
            family=file.stem,
            origin="written",
            source=code,
            timed=_written_out(told["timed"], chance),
            checked=tuple(_written_out(each, chance) for each in told["checked"].split("|")),
        )


def _written_out(pattern: str, chance: random.Random) -> str:
    return "\n".join(_many(each, chance) for each in pattern.split()) + "\n"


def _many(item: str, chance: random.Random) -> str:
    found = _MANY.fullmatch(item)
    if found is None:
        return item
    count = range(int(found["count"]))
    if found["low"] is None:
        return " ".join("".join(chance.choices("abcde", k=chance.randint(2, 6))) for _ in count)
    return " ".join(str(chance.randint(int(found["low"]), int(found["high"]))) for _ in count)
