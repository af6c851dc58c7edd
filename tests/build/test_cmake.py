"""compile_commands.json made by CMake, in the sandbox."""

import shutil
from pathlib import Path

import pytest

from perfcoder_lsp.build import cmake, compile_command
from perfcoder_lsp.build.cmake import configured
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.sandbox import Sandbox
from perfcoder_lsp.settings import Settings

LISTS = """\
cmake_minimum_required(VERSION 3.10)
project(sums CXX)
option(SUMS_BUILD_TESTS "Needs what is not there" ON)
configure_file(config.h.in config.h)
include_directories(${CMAKE_CURRENT_BINARY_DIR})
add_library(sums src/sum.cc)
target_compile_definitions(sums PRIVATE SUMS_FAST=1)
if(SUMS_BUILD_TESTS)
  add_subdirectory(third_party/missing)
endif()
"""
HOSTILE = """\
cmake_minimum_required(VERSION 3.10)
project(hostile CXX)
file(WRITE ${CMAKE_CURRENT_SOURCE_DIR}/written "here")
execute_process(COMMAND sh -c "touch ${CMAKE_CURRENT_SOURCE_DIR}/touched; echo x > $ENV{HOME}/written")
add_library(sums src/sum.cc)
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "sums"
    (folder / "src").mkdir(parents=True)
    (folder / "CMakeLists.txt").write_text(LISTS)
    (folder / "config.h.in").write_text("#define LIMIT 7\n")
    (folder / "src/sum.cc").write_text('#include "config.h"\nint sum(int n) { return n + LIMIT; }\n')
    return folder


def contents(folder: Path) -> dict[str, str]:
    return {str(path): path.read_text() for path in folder.rglob("*") if path.is_file()}


def made(settings: Settings) -> list[Path]:
    return sorted((settings.cache.directory / "cmake").glob("*/compile_commands.json"))


def test_a_project_that_was_never_configured_has_its_flags_and_headers(
    project: Path, own_settings: Settings, sandbox: Sandbox
) -> None:
    before, source = contents(project), Source.read(project / "src/sum.cc")
    settings = configured(source, own_settings, sandbox)
    command = compile_command(source, settings.build)
    assert "-DSUMS_FAST=1" in command.flags
    (database,) = made(own_settings)
    assert settings.build.compile_commands == database
    assert (database.parent / "config.h").read_text() == "#define LIMIT 7\n"
    assert contents(project) == before
    assert configured(source, own_settings, sandbox) == settings


def test_it_is_made_again_when_the_project_says_otherwise(
    project: Path, own_settings: Settings, sandbox: Sandbox
) -> None:
    source = Source.read(project / "src/sum.cc")
    configured(source, own_settings, sandbox)
    (first,) = made(own_settings)
    (project / "CMakeLists.txt").write_text(LISTS.replace("SUMS_FAST", "SUMS_SLOW"))
    settings = configured(source, own_settings, sandbox)
    assert "-DSUMS_SLOW=1" in compile_command(source, settings.build).flags
    assert made(own_settings) == [settings.build.compile_commands]
    assert not first.exists()


def test_only_the_latest_projects_are_kept(
    project: Path, own_settings: Settings, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cmake, "_MOST_PROJECTS", 1)
    configured(Source.read(project / "src/sum.cc"), own_settings, sandbox)
    for name in ("second", "third"):
        shutil.copytree(project, project.with_name(name))
        configured(Source.read(project.with_name(name) / "src/sum.cc"), own_settings, sandbox)
    assert [each.parent.name.partition("-")[0] for each in made(own_settings)] == ["second", "third"]


def test_what_fails_is_not_tried_again(project: Path, own_settings: Settings, sandbox: Sandbox) -> None:
    (project / "CMakeLists.txt").write_text("cmake_minimum_required(VERSION 3.10)\nproject(a CXX)\nnothing_like_it()\n")
    source = Source.read(project / "src/sum.cc")
    assert configured(source, own_settings, sandbox) == own_settings
    (said,) = (own_settings.cache.directory / "cmake").glob("*/failed.txt")
    assert "nothing_like_it" in said.read_text()
    said.write_text("once")
    assert configured(source, own_settings, sandbox) == own_settings
    assert said.read_text() == "once"


def test_a_projects_scripts_write_nothing_of_the_users(project: Path, own_settings: Settings, sandbox: Sandbox) -> None:
    (project / "CMakeLists.txt").write_text(HOSTILE)
    before = contents(project)
    configured(Source.read(project / "src/sum.cc"), own_settings, sandbox)
    assert contents(project) == before
    assert not (Path.home() / "written").exists()


def test_a_link_in_the_place_of_what_is_written_leads_nowhere(
    project: Path, own_settings: Settings, sandbox: Sandbox
) -> None:
    mine = project.with_name("mine")
    mine.write_text("mine")
    links = "".join(
        f"execute_process(COMMAND ln -sfn {mine} ${{CMAKE_CURRENT_BINARY_DIR}}/{name})\n"
        for name in ("failed.txt", "compile_commands.json", "CMakeCache.txt")
    )
    (project / "CMakeLists.txt").write_text(f"{links}message(FATAL_ERROR stop)\n")
    source = Source.read(project / "src/sum.cc")
    assert configured(source, own_settings, sandbox) == own_settings
    assert mine.read_text() == "mine"


def test_it_can_be_switched_off_and_is_not_needed_where_one_is_there(
    project: Path, own_settings: Settings, sandbox: Sandbox
) -> None:
    source = Source.read(project / "src/sum.cc")
    off = own_settings.model_copy(update={"build": own_settings.build.model_copy(update={"cmake": False})})
    assert configured(source, off, sandbox) == off
    (project / "compile_commands.json").write_text("[]")
    assert configured(source, own_settings, sandbox) == own_settings
    assert made(own_settings) == []
