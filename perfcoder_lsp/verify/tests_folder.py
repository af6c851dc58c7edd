"""Inputs from a folder of tests: `NAME.in` with the accepted outputs `NAME.out` or `NAME.ans` beside them."""

from pathlib import Path

from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.suggestion import InputSource
from perfcoder_lsp.verify.cases import Case, InputSet

_OUTPUT_SUFFIXES = (".out", ".ans")


def read_tests(folder: Path) -> InputSet:
    """The folder's tests, sorted by name. Where a test has no output file, the original's own output is expected.

    Both `NAME.out` and `NAME.ans` present: either is accepted, and so are further ones `NAME.1.out`, `NAME.2.ans`.
    The largest input is the one to time with. Raises UsageError where the folder is missing or holds no `*.in`.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder of tests")
    inputs = sorted(path for path in folder.glob("*.in") if path.is_file())
    if not inputs:
        raise UsageError(f"{folder}: no *.in files here (each NAME.in may have its NAME.out or NAME.ans beside it)")
    try:
        cases = tuple(
            Case(name=path.stem, stdin=path.read_bytes(), expected=tuple(out.read_bytes() for out in _outputs(path)))
            for path in inputs
        )
    except OSError as error:
        raise UsageError(f"{error.filename}: cannot be read: {error.strerror}") from None
    largest = max(cases, key=lambda case: len(case.stdin))
    return InputSet(source=InputSource.TESTS, cases=cases, timing=largest)


def _outputs(path: Path) -> list[Path]:
    """The output files of one `.in`: its own name, or its name and a number."""
    own = [path.with_suffix(suffix) for suffix in _OUTPUT_SUFFIXES]
    numbered = sorted(
        other
        for suffix in _OUTPUT_SUFFIXES
        for other in path.parent.glob(f"*{suffix}")
        if other.stem.startswith(f"{path.stem}.") and other.stem[len(path.stem) + 1 :].isdigit()
    )
    return [out for out in [*own, *numbered] if out.is_file()]
