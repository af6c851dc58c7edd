"""Fixtures for hostile code: the world around the sandbox, which must be as it was when the code has run."""

from collections.abc import Iterator

import pytest
from world import World, open_world


@pytest.fixture
def world() -> Iterator[World]:
    """A secret, a user's files, a process and listeners outside; everything is checked when the test has ended."""
    with open_world() as world:
        yield world
