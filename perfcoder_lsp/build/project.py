"""Where a project begins, and which folders hold more than one project and so are never shown as a whole."""

import stat
from pathlib import Path

DATABASE = "compile_commands.json"

_MARKERS = (".git", ".perfcoder.toml")
_PLACES_OF_DATABASE = ("", "build")


def find_database(path: Path) -> Path | None:
    """The compile_commands.json that is nearest above a source, also in a folder `build`."""
    candidates = (folder / sub / DATABASE for folder in path.parents for sub in _PLACES_OF_DATABASE)
    return next((candidate for candidate in candidates if candidate.is_file()), None)


def project_root(path: Path) -> Path | None:
    """The project that a source belongs to: the outermost of the nearest folder that holds a marker, such as `.git`,
    and the one whose compile_commands.json is used. None where a source lies in no project."""
    roots: list[Path] = []
    for places in (_MARKERS, tuple(Path(sub) / DATABASE for sub in _PLACES_OF_DATABASE)):
        holders = (folder for folder in path.parents if any((folder / place).exists() for place in places))
        nearest = next(holders, None)
        if nearest is not None and not is_broad(nearest):
            roots.append(nearest)
    return min(roots, key=lambda folder: len(folder.parts), default=None)


def is_broad(folder: Path) -> bool:
    """Whether showing a folder would show more than a project: what holds everything, a home, a folder for all."""
    if folder in {Path.home(), *Path.home().parents} or len(folder.parts) <= 2:
        return True
    if folder.parent == Path("/home") or folder.parent.name == "Users":
        return True
    try:
        return bool(folder.stat().st_mode & stat.S_ISVTX)  # such as /var/tmp
    except OSError:
        return False
