"""Writing results: in one step or not at all, permissions and links kept, refusals before any work."""

import os
import resource
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from perfcoder_lsp.cli.files import apply_in_place, check_destination, write_whole
from perfcoder_lsp.errors import PerfcoderError, SourceError, UsageError


def test_a_new_file_gets_the_usual_permissions(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.touch()
    write_whole(tmp_path / "new", b"text")
    assert (tmp_path / "new").read_bytes() == b"text"
    assert (tmp_path / "new").stat().st_mode == plain.stat().st_mode


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755, 0o664])
def test_a_replaced_file_keeps_its_permissions(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a.cpp"
    path.write_bytes(b"old")
    path.chmod(mode)
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "real.cpp").write_bytes(b"old")
    (tmp_path / "link.cpp").symlink_to("real.cpp")
    write_whole(tmp_path / "link.cpp", b"new")
    assert (tmp_path / "link.cpp").is_symlink()
    assert (tmp_path / "real.cpp").read_bytes() == b"new"


def test_a_failed_write_changes_nothing_and_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.cpp"
    path.write_bytes(b"old")
    code = (
        "from pathlib import Path\nfrom perfcoder_lsp.cli.files import write_whole\n"
        f"write_whole(Path({str(path)!r}), b'x' * 100_000)\n"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", code],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
        capture_output=True,
        text=True,
    )
    assert "PerfcoderError" in done.stderr
    assert "cannot be written" in done.stderr
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["a.cpp"]


def test_a_device_is_written_to_and_not_replaced() -> None:
    with pytest.raises(PerfcoderError, match="No space left"):
        write_whole(Path("/dev/full"), b"x" * 100_000)
    write_whole(Path("/dev/null"), b"text")
    assert Path("/dev/null").is_char_device()


def test_apply_writes_only_what_was_measured(tmp_path: Path) -> None:
    path = tmp_path / "a.cpp"
    path.write_bytes(b"changed meanwhile")
    with pytest.raises(SourceError, match="changed on disk"):
        apply_in_place(path, b"measured", b"faster")
    assert path.read_bytes() == b"changed meanwhile"
    apply_in_place(path, b"changed meanwhile", b"faster")
    assert path.read_bytes() == b"faster"


def test_apply_without_an_edit_does_not_touch_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.cpp"
    path.write_bytes(b"same")
    os.utime(path, (1, 1))
    apply_in_place(path, b"same", b"same")
    assert path.stat().st_mtime == 1


def test_destinations_that_can_not_work_are_refused_at_once(tmp_path: Path) -> None:
    source = tmp_path / "a.cpp"
    source.write_bytes(b"int main() {}")
    (tmp_path / "same.cpp").hardlink_to(source)
    for output, words in (
        (source, "--apply"),
        (tmp_path / "same.cpp", "--apply"),
        (tmp_path, "folder"),
        (tmp_path / "none" / "b.cpp", "does not exist"),
    ):
        with pytest.raises(UsageError, match=words):
            check_destination(output, source)
    check_destination(tmp_path / "b.cpp", source)
