"""Inputs are invented for every way of reading, and look like what the program reads."""

import re
from collections.abc import Callable

import pytest
from reading_programs import PROGRAMS, Program

from perfcoder_lsp.suggestion import InputSource
from perfcoder_lsp.verify import Prepared

Prepare = Callable[[str, str], Prepared]


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_inputs_are_what_the_program_reads(program: Program, prepare: Prepare) -> None:
    prepared = prepare(program.name, program.text)
    inputs = prepared.inputs
    assert inputs.source == InputSource.GENERATED
    assert len(inputs.cases) >= 8
    assert len({case.stdin for case in inputs.cases}) == len(inputs.cases)
    assert inputs.outcomes >= program.outcomes
    for case in inputs.cases:
        assert re.fullmatch(program.shape, case.stdin.decode()), case.stdin
    if program.grows:
        assert not inputs.startup
    assert all(seen.exit_code == (3 if "return 3" in program.text else 0) for seen in prepared.reference.observations)
