"""Building: compilers, flags, compile_commands.json, precompiled headers and the build cache."""

from perfcoder_lsp.build.builder import Build, Builder, Job, Part
from perfcoder_lsp.build.compilation import Replacement
from perfcoder_lsp.build.compile_command import CompileCommand, compile_command, listed_sources
from perfcoder_lsp.build.diagnostics import BuildFailure
from perfcoder_lsp.build.variant import SANITIZER_ENVIRONMENT, Variant

__all__ = [
    "SANITIZER_ENVIRONMENT",
    "Build",
    "BuildFailure",
    "Builder",
    "CompileCommand",
    "Job",
    "Part",
    "Replacement",
    "Variant",
    "compile_command",
    "listed_sources",
]
