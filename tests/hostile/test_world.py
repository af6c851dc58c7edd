"""The check of the world around a sandbox sees what it must see."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from world import World, open_world

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the world is looked at through /proc")

HARM: dict[str, Callable[[World], object]] = {
    "a process is left": lambda world: subprocess.Popen(["/bin/sleep", "5"]),
    "a file is changed": lambda world: (world.tree / "main.cpp").write_text("int main() { }\n"),
    "a mode is changed": lambda world: (world.tree / "main.cpp").chmod(0o600),
    "a file is made": lambda world: (world.tree / "empty" / "new").touch(),
    "a link is redirected": lambda world: [(world.tree / "link").unlink(), (world.tree / "link").symlink_to("/")],
    "the victim is killed": lambda world: [world.victim.kill(), world.victim.wait()],
    "the victim is stopped": lambda world: os.kill(world.victim.pid, 19),
    "a temporary file is left": lambda world: (world.temp / "left").touch(),
    "the canary is changed": lambda world: world.canary.write_text("other"),
    "memory grows": lambda world: bytearray(os.urandom(1)) * (80 << 20),
}


@pytest.mark.parametrize("harm", HARM)
def test_harm_is_seen(harm: str) -> None:
    made: object = None
    with pytest.raises((AssertionError, pytest.fail.Exception, OSError)), open_world() as world:
        made = HARM[harm](world)
    if isinstance(made, subprocess.Popen):
        made.kill()
        made.wait()


def test_a_secret_that_comes_out_is_seen(world: World) -> None:
    world.assert_hidden(None, b"nothing", "nothing \udcff")
    for text in (f"a {world.token} b", world.token.encode()):
        with pytest.raises(AssertionError):
            world.assert_hidden(b"harmless", text)
