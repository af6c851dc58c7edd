"""What is left when processes are killed: `python -m bench.crashes [--kills 200] [--seed N] [--json]`.

A slow program is optimized by the real `perfcoder-lsp` and the real `perfcoder`, and at a random moment something gets
SIGKILL: the server or command, its worker, the model, the sandbox, the runner, compiler or measured program in it, the
janitor, several of them, a process group, everything. Afterwards there must be no process, no temporary file, the
user's folder as it was, and a cache with which the next start gives the right result. Where only a child was killed,
the server answers in one line and goes on. Ends with 1 where anything was found.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench.crash_server import Server
from bench.crash_world import PATIENCE_S, PROGRAM, World, adopt_orphans, kill, within

CHILDREN = ("worker", "model", "bwrap", "launcher", "runner", "compiler", "program", "janitor")
SEVERAL, NOTHING = "several", "nothing (it had ended)"
WHOLE = ("itself", "process group", "all but the janitor", "everything")
KILLS_PER_SERVER = 5
COMMAND_S = 120.0
Condition = Callable[[], bool]
_PERFCODER = Path(sys.executable).with_name("perfcoder")


@dataclass(frozen=True)
class Outcome:
    """One kill: of what (and the roles of all that were hit), while what ran on which cache, what was wrong afterwards,
    how long it took to be clean (seconds), and whether the next start had to sweep."""

    driver: str
    target: str
    cache: str
    hit: tuple[str, ...]
    findings: tuple[str, ...]
    settled_s: float
    swept: bool = False


class Crashes:
    """Kills in turn, in worlds of their own, with `seed` for everything that is drawn."""

    def __init__(self, folder: Path, seed: int, template: Path | None = None) -> None:
        """`template`: a cache that has all but the builds; made now where there is none."""
        self._folder = folder
        self._random = random.Random(seed)
        self._hits: Counter[str] = Counter()
        self._template = template or folder / "template"
        self._worlds = 0
        adopt_orphans()
        self._duration_s = {"empty": self._observed(folder / "first"), "warm": self._observed(folder / "second")}

    def run(self, kills: int) -> Iterator[Outcome]:
        """Outcomes as they come; a server is used for several kills of its children before it is killed itself."""
        done = 0
        while done < kills:
            for outcome in self._server_kills(kills - done) if self._random.random() < 0.4 else self._command_kill():
                done += 1
                yield outcome

    def _observed(self, root: Path) -> float:
        """Seconds that an optimization takes: the moments to kill at are drawn from them."""
        world = World(root, self._template)
        world.replace(self._new_text())
        start = time.monotonic()
        optimize(world)
        return time.monotonic() - start

    def _new_text(self) -> str:
        """The program with another comment, which is in no cache."""
        return f"{PROGRAM}/* {self._random.random()} */\n"

    def _new_world(self) -> tuple[World, str]:
        self._worlds += 1
        world = World(self._folder / str(self._worlds))
        if self._random.random() < 0.15:
            return world, "empty"
        shutil.copytree(self._template, world.cache)
        return world, "warm"

    def _server_kills(self, most: int) -> Iterator[Outcome]:
        world, cache = self._new_world()
        server = started(world)
        for _ in range(min(most - 1, KILLS_PER_SERVER)):
            yield self._child_of_server(world, server, cache)
        target = self._random.choice(WHOLE)
        self._begin(world, server)
        self._wait(cache, lambda: server.answered)
        outcome = self._killed_whole(world, "server", target, cache)
        server.ended()
        yield outcome

    def _begin(self, world: World, server: Server) -> None:
        world.replace(self._new_text())
        server.show(world.source, world.source.read_text())
        server.optimize(world.source)

    def _child_of_server(self, world: World, server: Server, cache: str) -> Outcome:
        self._begin(world, server)
        self._wait(cache, lambda: server.answered)
        target, hit = self._child_killed(world, lambda: server.answered)
        answer = server.answer()
        start = time.monotonic()
        janitor = not {"worker", "janitor"} <= set(hit)
        findings = wrong_answer(answer) + world.left(running=True, janitor=janitor)
        swept = not janitor and bool(world.remains())
        return Outcome("server", target, cache, hit, tuple(findings), time.monotonic() - start, swept)

    def _command_kill(self) -> Iterator[Outcome]:
        world, cache = self._new_world()
        whole = self._random.random() < 0.5
        world.replace(self._new_text())
        process = command(world)
        self._wait(cache, lambda: process.poll() is not None)
        if whole:
            yield self._killed_whole(world, "command", self._random.choice(WHOLE), cache, process)
            return
        target, hit = self._child_killed(world, lambda: process.poll() is not None)
        output, errors = process.communicate(timeout=COMMAND_S)
        start = time.monotonic()
        findings = wrong_end(process.returncode, output, errors) + world.left(running=False)
        yield Outcome("command", target, cache, hit, tuple(findings), time.monotonic() - start)

    def _wait(self, cache: str, ended: Condition) -> None:
        """Until a random moment of the work, or its end."""
        within(self._random.uniform(0, self._duration_s[cache]), ended)

    def _child_killed(self, world: World, ended: Condition) -> tuple[str, tuple[str, ...]]:
        """Kill, of the children that are there, one whose like was killed least, or several; target, and roles hit."""
        within(COMMAND_S, lambda: bool(world.processes(*CHILDREN)) or ended())
        there = world.processes(*CHILDREN)
        if not there:
            return NOTHING, ()
        targets = {each.role for each in there} | ({SEVERAL} if len(there) > 1 else set())
        target = min(sorted(targets), key=self._hits.__getitem__)
        self._hits[target] += 1
        alike = there if target == SEVERAL else [each for each in there if each.role == target]
        chosen = self._random.sample(alike, k=min(len(alike), self._random.randint(2, 4) if target == SEVERAL else 1))
        kill(chosen)
        return target, tuple(each.role for each in chosen)

    def _killed_whole(
        self, world: World, driver: str, target: str, cache: str, process: subprocess.Popen[bytes] | None = None
    ) -> Outcome:
        """Kill the server or command with or without its family, and look at what is left, and at the next start."""
        hit = killed_whole(world, target)
        start = time.monotonic()
        if process is not None:
            process.communicate(timeout=COMMAND_S)
        janitor = target != "everything"
        findings = world.left(running=False, janitor=janitor)
        settled = time.monotonic() - start
        swept = bool(world.remains())
        findings += optimize(world) + world.left(running=False)
        return Outcome(driver, target, cache, hit, tuple(findings), settled, swept)


def started(world: World) -> Server:
    return Server(world.environment(), world.project, world.tmp.with_name("server.log"))


def command(world: World) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [_PERFCODER, "optimize", world.source.name, "--json"],
        cwd=world.project,
        env=world.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def optimize(world: World) -> list[str]:
    """Optimize undisturbed; what is wrong with the result."""
    process = command(world)
    output, errors = process.communicate(timeout=COMMAND_S)
    if process.returncode != 0:
        return [f"the next start ends with {process.returncode}: {errors.decode(errors='replace').strip()}"]
    return wrong_report(json.loads(output))


def wrong_report(report: dict[str, Any]) -> list[str]:
    """The program has one rewrite, which is equal, and faster unless the machine was too busy to tell."""
    if [each["id"] for each in report["suggestions"]] == ["IO4"]:
        return []
    rejected = [(each["id"], each["stage"]) for each in report["rejected"]]
    return [] if rejected == [("IO4", "measure")] else [f"a wrong result: {rejected}, {report['note']}"]


def wrong_answer(answer: dict[str, Any] | None) -> list[str]:
    """The answer of a server that lost a child: a result, or one line that says why there is none."""
    if answer is None:
        return ["the server ended with its child"]
    message = answer.get("error", {}).get("message", "")
    return [f"no clear line: {message!r}"] if "\n" in message or "Traceback" in message else []


def wrong_end(status: int, output: bytes, errors: bytes) -> list[str]:
    """The end of a command that lost a child: a result, or one line that says why there is none."""
    lines = errors.decode(errors="replace").splitlines()
    if status == 0:
        return [] if not lines and json.loads(output) else [f"status 0, but: {lines}"]
    clear = status in {1, 3, 4} and len(lines) == 1 and lines[0].startswith("perfcoder: ")
    return [] if clear else [f"no clear line: status {status}, {lines}"]


def killed_whole(world: World, target: str) -> tuple[str, ...]:
    """Kill the server or command, alone or with others; the roles of what was killed."""
    there = world.processes()
    top = [each for each in there if each.parent == os.getpid()]
    chosen = {
        "itself": top,
        "process group": [each for each in there if top and each.group == top[0].pid],
        "all but the janitor": [each for each in there if each.role != "janitor"],
        "everything": there,
    }[target]
    kill(chosen)
    return tuple(each.role for each in chosen)


def table(outcomes: list[Outcome]) -> str:
    """Kills by driver and target: how many, what was hit, what was found, and the slowest to be clean."""
    rows = [f"{'killed':<34}{'kills':>7}{'swept by next start':>21}{'clean after (max)':>19}{'findings':>10}"]
    for driver in ("server", "command"):
        for target in (*CHILDREN, SEVERAL, *WHOLE, NOTHING):
            those = [each for each in outcomes if (each.driver, each.target) == (driver, target)]
            if not those:
                continue
            name = {"itself": driver}.get(target, f"{target} of the {driver}")
            swept = sum(each.swept for each in those)
            slowest = max(each.settled_s for each in those)
            found = sum(bool(each.findings) for each in those)
            rows.append(f"{name:<34}{len(those):>7}{swept:>21}{slowest:>17.2f} s{found:>10}")
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=int(time.strftime("%Y%m%d")), help="by default the date")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="crashes-") as folder:
        outcomes: list[Outcome] = []
        for outcome in Crashes(Path(folder), options.seed).run(options.kills):
            outcomes.append(outcome)
            for finding in outcome.findings:
                print(f"{len(outcomes)}: {outcome.target} of the {outcome.driver}: {finding}", file=sys.stderr)
    found = [outcome for outcome in outcomes if outcome.findings]
    if options.json:
        print(json.dumps({"seed": options.seed, "kills": [asdict(each) for each in outcomes]}, indent=2))
    else:
        roles = Counter(role for each in outcomes for role in each.hit)
        print(table(outcomes))
        print(f"killed, by role: {', '.join(f'{role} {count}' for role, count in roles.most_common())}")
        print(f"{len(outcomes)} kills (seed {options.seed}), {len(found)} with findings; {PATIENCE_S:g} s to be clean")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
