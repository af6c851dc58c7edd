"""`perfcoder models add NAME hf:…`, against a hub on this machine."""

import hashlib
import importlib.util
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from cli_runner import PERFCODER, Finished
from gguf_files import header, number, string, write_model
from hub_server import COMMIT, Hub, Repository, serve

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("huggingface_hub") is None,
    reason="huggingface_hub is not installed: pip install 'perfcoder-lsp[hub]'",
)
FILE = "nonsense-Q8_0.gguf"
EXACT = f"hf:us/small@{COMMIT}/{FILE}"
TEXT = b"this is a text, and longer than a header would have been"
SEVERAL = """\
import sys
from perfcoder_lsp.cli.main import run
for command in sys.argv[1:]:
    print(f"\\x1e{run(command.split())}\\x1e", end="", flush=True)
    print("\\x1e", end="", file=sys.stderr, flush=True)
"""
"""Runs commands one after the other in one process, since starting one takes a second; marks end what each printed."""


@dataclass(frozen=True)
class Client:
    """A user of the hub, with a home of huggingface_hub of his own."""

    home: Path
    folder: Path
    environment: Mapping[str, str]

    def __call__(self, *commands: str, **env: str) -> list[Finished]:
        """What each command came to, after the name `perfcoder`."""
        done = subprocess.run(
            [sys.executable, "-c", SEVERAL, *commands],
            cwd=self.folder,
            env={**self.environment, **env},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=240,
        )
        assert done.returncode == 0, done.stderr
        *printed, _ = done.stdout.split("\x1e")
        *errors, late = done.stderr.split("\x1e")
        assert not late
        return [
            Finished(int(status), output, error)
            for output, status, error in zip(printed[::2], printed[1::2], errors, strict=True)
        ]

    def cached(self, suffix: str) -> list[Path]:
        """Files in huggingface_hub's cache."""
        return list(self.home.rglob(f"*{suffix}"))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return write_model(tmp_path_factory.mktemp("model") / "small.gguf").read_bytes()


@pytest.fixture
def hub(small: bytes) -> Iterator[Hub]:
    with serve(Hub({"us/small": Repository({FILE: small, "README.md": TEXT})})) as running:
        yield running


@pytest.fixture
def client(environment: dict[str, str], hub: Hub, tmp_path: Path) -> Client:
    """With nothing of huggingface_hub's settings or a proxy's that this machine may have."""
    unset = ("HF_", "HUGGING", "TRANSFORMERS_", "DISABLE_TELEMETRY", "DO_NOT_TRACK")
    kept = {
        name: value
        for name, value in environment.items()
        if not name.startswith(unset) and not name.lower().endswith("_proxy")
    }
    home = tmp_path / "hugging"
    return Client(home, tmp_path, {**kept, "HF_ENDPOINT": hub.url, "HF_HOME": str(home)})


def succeeded(done: list[Finished]) -> bool:
    return all((each.status, each.stderr) == (0, "") for each in done)


def test_a_model_of_the_hub_is_fetched_named_and_known_again(client: Client, hub: Hub, small: bytes) -> None:
    references = (f"hf:us/small/{FILE}", "hf:us/small", "hf:us/small:q8_0", f"hf://us/small@{COMMIT}/{FILE}")
    added = client(*(f"models add mine{place} {each}" for place, each in enumerate(references)))
    assert succeeded(added)
    assert added[0].stdout.startswith("added mine0: nonsense (llama")
    assert hub.fetched() == [f"/us/small/resolve/main/{FILE}"]
    agents = {headers["user-agent"] for _, _, headers in hub.asked}
    assert {part.split("/")[0] for each in agents for part in each.split("; ")} == {"perfcoder-lsp", "hf_hub", "python"}
    assert all(path.startswith(("/api/models/us/small", "/us/small/")) for _, path, _ in hub.asked)
    hub.asked.clear()
    listed, shown, verified, *refused = client(
        "models list", "models show mine0", "models verify mine0", "models add mine1 hf:us/small", "models add - hf:a/b"
    )
    assert not hub.asked, "the hub was asked by a command that must not, or for a name that can't be given"
    assert listed.stdout.count(EXACT) == len(references)
    assert f"from         {EXACT}" in shown.stdout
    assert str(Path("models--us--small", "snapshots", COMMIT, FILE)) in shown.stdout.splitlines()[0]
    assert hashlib.sha256(small).hexdigest() in verified.stdout
    assert ["already" in refused[0].error, "can't be a model's name" in refused[1].error] == [True, True]


def test_what_is_cached_is_added_without_the_hub(client: Client, hub: Hub) -> None:
    assert succeeded(client("models add online hf:us/small"))
    hub.asked.clear()
    for reason, env in {
        "(HF_HUB_OFFLINE is set)": {"HF_HUB_OFFLINE": "1"},
        "refused": {"HF_ENDPOINT": "http://127.0.0.1:9"},
    }.items():
        names = (f"{reason[1]}{number_of}" for number_of in range(9))
        cached = ("hf:us/small", f"hf:us/small/{FILE}", EXACT)
        not_cached = ("hf:us/other", "hf:us/small@v1", "hf:us/small/other.gguf")
        *fine, other, revision, file = client(
            *(f"models add {name} {each}" for name, each in zip(names, (*cached, *not_cached), strict=False)), **env
        )
        assert succeeded(fine)
        for each in (other, revision):
            assert "is not in the hub's cache, and the hub can't be reached" in each.error
            assert reason in each.error
        assert "other.gguf: is not there; choose from" in file.error
    assert not hub.asked


def test_a_model_in_parts_is_fetched_whole_and_from_one_commit(client: Client, hub: Hub) -> None:
    sizes = ("block_count", "embedding_length", "feed_forward_length", "attention.head_count", "context_length")
    parts = {
        f"Q4_K_M/big-{part:05}-of-00003.gguf": header(
            string("general.architecture", "llama"),
            number("split.no", part - 1),
            number("split.count", 3),
            *(number(f"llama.{name}", 8) for name in sizes),
        )
        for part in (1, 2, 3)
    }
    first, second, third = parts
    hub.repositories = {"us/big": Repository(parts), "us/less": Repository({first: parts[first]})}
    added, shown, half, less = client(
        "models add big hf:us/big:Q4_K_M",
        "models show big",
        f"models add half hf:us/big/{second}",
        "models add less hf:us/less",
    )
    assert succeeded([added, shown])
    assert "in 3 file(s)" in shown.stdout
    asked = [("main", first), (COMMIT, second), (COMMIT, third)]
    assert hub.fetched() == [f"/us/big/resolve/{revision}/{file}" for revision, file in asked]
    assert f"name the first: {first}" in half.error
    assert f"{second} is missing there, one of 3 parts" in less.error


def test_what_can_not_be_had_is_one_line_and_not_kept(client: Client, hub: Hub, small: bytes) -> None:
    files = {FILE: small}
    refused = {
        "hf:us/none": "there is no repository us/none, or it is private; then log in",
        "hf:us/small/other.gguf": f"is not there; choose from {FILE}, and write hf:us/small/FILE.gguf",
        "hf:us/small/../x.gguf": "is not there",
        "hf:us/small:Q2_K": f"is not there; choose from {FILE}",
        "hf:us/small@v9": "us/small has no such revision",
        "hf:us/sm--all": "can't be a repository's name",
        "hf:small": "names no model on the hub; write hf:OWNER/REPO",
        "hf:us/gated": "us/gated is gated; ask for access on its page, then log in",
        "hf:us/broken": "refused with status 500",
        "hf:us/cut": "could not be downloaded",
        "hf:us/local": "perfcoder: hf:us/local: ",  # versions of huggingface_hub differ in where they notice
        "hf:us/empty": "holds no model as a GGUF file",
        "hf:us/text": "is no GGUF file",
        "hf:us/two": "could be any of a-F16.gguf, b-F16.gguf, and write",
        "hf:us/other": f"is not what hf:us/other@{COMMIT}/{FILE} promises (other SHA-256)",
    }
    hub.repositories = {
        **hub.repositories,
        "us/gated": Repository(files, gated=True),
        "us/broken": Repository(files, broken=True),
        "us/cut": Repository(files, cut=100),
        "us/local": Repository(files, redirect="file:///etc/passwd?"),
        "us/empty": Repository({"README.md": TEXT}),
        "us/text": Repository({"a.gguf": TEXT}),
        "us/two": Repository({"a-F16.gguf": small, "b-F16.gguf": small}),
        "us/other": Repository(files, promised="0" * 64),
    }
    (client.folder / "a.cpp").write_text("int main() { return 0; }\n")
    *done, plan, listed = client(
        *(f"models add mine {each}" for each in refused), f"plan a.cpp --model {EXACT}", "models list"
    )
    for each, (reference, words) in zip(done, refused.items(), strict=True):
        assert (reference, each.status, words in each.error) == (reference, 2, True), each.error
    assert f"perfcoder models add NAME {EXACT}" in plan.error
    assert "no models" in listed.stdout
    assert not client.cached(".incomplete")
    assert {each.parts[-4] for each in client.cached(".gguf")} == {"models--us--text", "models--us--other"}


def test_what_was_refused_is_fetched_again_once_it_is_right(client: Client, hub: Hub, small: bytes) -> None:
    right = hub.repositories
    files = right["us/small"].files
    hub.repositories = {"us/small": Repository(files, promised="0" * 64), "us/cut": Repository(files, cut=100)}
    other, _ = client("models add mine hf:us/small", "models add cut hf:us/cut")
    Path(other.error.removeprefix("perfcoder: ").partition(": ")[0]).unlink()
    hub.repositories = {**right, "us/cut": Repository(files)}
    assert succeeded(client("models add mine hf:us/small", "models add cut hf:us/cut"))


def test_a_token_goes_to_the_hub_alone_and_only_if_there_is_one(client: Client, hub: Hub) -> None:
    files = hub.repositories["us/small"].files
    with serve(Hub(hub.repositories), host="localhost") as elsewhere:
        hub.repositories = {"us/small": Repository(files, redirect=elsewhere.url)}
        assert succeeded(client("models add mine hf:us/small"))
        assert hub.tokens() == {None}
        cache = str(client.home / "other")
        assert succeeded(client("models add again hf:us/small", HF_TOKEN="hf_secret", HF_HUB_CACHE=cache))
        assert hub.tokens() == {None, "Bearer hf_secret"}
        assert len(elsewhere.asked) == 2
        assert elsewhere.tokens() == {None}


def test_an_interrupted_download_leaves_nothing_behind(client: Client, hub: Hub) -> None:
    hub.repositories = {"us/small": Repository(hub.repositories["us/small"].files, stalls=True)}
    process = subprocess.Popen(
        [PERFCODER, "models", "add", "mine", "hf:us/small"],
        env=client.environment,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert hub.stalled.wait(60)
    assert client.cached(".incomplete")
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (130, "perfcoder: interrupted\n")
    assert not client.cached(".incomplete")


def test_without_huggingface_hub_one_line_says_what_to_install(client: Client) -> None:
    (client.folder / "sitecustomize.py").write_text("import sys\nsys.modules['huggingface_hub'] = None\n")
    path = os.pathsep.join([str(client.folder), *filter(None, [os.environ.get("PYTHONPATH")])])
    (done,) = client("models add mine hf:us/small", PYTHONPATH=path)
    assert "needs huggingface_hub: pip install 'perfcoder-lsp[hub]'" in done.error
