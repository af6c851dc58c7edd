"""Preparing whole programs, as the pipeline does, and units of single functions."""

from collections.abc import Callable

import pytest
from library_units import Units

from perfcoder_lsp.build import Builder, compile_command
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.sandbox import Sandbox
from perfcoder_lsp.settings import BuildSettings, Settings
from perfcoder_lsp.verify import Prepared, prepare_inputs


@pytest.fixture(scope="module")
def prepare(
    builder: Builder, sandbox: Sandbox, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str, str], Prepared]:
    """From a file's name and text to what is known of it."""
    folder = tmp_path_factory.mktemp("programs")

    def prepared(name: str, text: str) -> Prepared:
        source = Source.of(folder / name, text.encode())
        return prepare_inputs(source, compile_command(source, settings.build), builder, sandbox, settings)

    return prepared


@pytest.fixture(scope="module")
def units(sandbox: Sandbox, settings: Settings) -> Units:
    patient = settings.model_copy(update={"build": BuildSettings(timeout_s=120)})  # on a machine that is busy
    return Units(Builder(sandbox, patient), sandbox)
