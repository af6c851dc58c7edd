"""Other programs of a project, such as its tests, that call a function whose own file is no program: their calls are
recorded as those of a file's own program are."""

import re
from collections.abc import Iterator
from dataclasses import replace

from perfcoder_lsp.build import Part
from perfcoder_lsp.cpp.functions import functions
from perfcoder_lsp.cpp.readable import readable, respelled
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.verify.functions.program import DRIVER, MAIN, has_main, with_renamed_main
from perfcoder_lsp.verify.functions.project_sources import ProjectSources, text_of_file
from perfcoder_lsp.verify.functions.target import Target

_WORD = re.compile(rb"[A-Za-z_]\w*")
_LEAST_NAME = 3  # shorter names are those of other things as well
_MOST_DRIVERS = 2
_RUN = f"""
static int perfcoder_run_(int (*program)()) {{ return program(); }}
template <class T> static int perfcoder_run_(int (*program)(int, T)) {{
    static char name[] = "program";
    static char* arguments[] = {{name, nullptr}};
    return program(1, (T)arguments);
}}
int {DRIVER}() {{ return perfcoder_run_(&{MAIN}); }}
"""


def drivers_of(target: Target, settings: Settings) -> Iterator[Part]:
    """Programs that mention the function, or else others of its file, the most promising first; none for a file that
    is a program, or one that programs include."""
    if has_main(target.view) or target.source.path.suffix.startswith(".h"):
        return
    project = ProjectSources(target.source, settings)
    name = target.function.name.encode()
    around = {each.name.encode() for each in functions(target.view) if len(each.name) >= _LEAST_NAME}
    found: list[tuple[bool, int, int]] = []
    for number, path in enumerate(project.programs):
        words = set(_WORD.findall(text_of_file(path)))
        shared = len(around & words)
        if shared:
            found.append((name not in words, -shared, number))
    for _, _, number in sorted(found)[:_MOST_DRIVERS]:
        part = project.part(project.programs[number])
        driver = None if part is None else _driver(part)
        if driver is not None:
            yield driver


def _driver(part: Part) -> Part | None:
    """A program with its `main` under another name, as a part to link with; None where it has none after all."""
    view = readable(part.source)
    if not has_main(view):
        return None
    text = respelled(part.source).edited(tuple(with_renamed_main(view))).text
    line = text.count(b"\n") + 2
    whole = text + f'\n#line {line} "{DRIVER}.cpp"\n'.encode() + _RUN.encode()
    return replace(part, source=Source(part.source.path, whole, part.source.language))
