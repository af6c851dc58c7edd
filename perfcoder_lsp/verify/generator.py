"""The generator of a program's inputs: the program itself, instrumented and linked with generator/runtime.cpp."""

from dataclasses import dataclass
from pathlib import Path

from perfcoder_lsp.build import Build, Builder, BuildFailure, CompileCommand, Job, Variant
from perfcoder_lsp.build.compile_command import as_cpp
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.sandbox import Limits, Session
from perfcoder_lsp.verify.instrument import Instrumented
from perfcoder_lsp.verify.parameters import Parameters, encode
from perfcoder_lsp.verify.trial import Meter

_RUNTIME = Path(__file__).parent / "generator" / "runtime.cpp"
_WRAPPED = (
    *("scanf", "__isoc99_scanf", "__isoc23_scanf", "fscanf", "__isoc99_fscanf", "__isoc23_fscanf"),
    *("fread", "fread_unlocked", "read", "freopen", "_exit", "_ZNSt8ios_base15sync_with_stdioEb"),
)
_LINK_FLAGS = (*(f"-Wl,--wrap={name}" for name in _WRAPPED), "-lstdc++")
_OUT_OF_TIME = 99  # exit status with which the runtime says that the program did not end in time


def build_generator(builder: Builder, source: Source, command: CompileCommand) -> Build | BuildFailure:
    """Build a generator from instrumented (or, where that does not compile, from untouched) text.

    A C++ program's flags serve the runtime as well; for a C program it is built by the compiler's C++ side.
    """
    runtime = _RUNTIME
    if source.language == "c":
        compiled = builder.build_job(_runtime_job(command))
        if isinstance(compiled, BuildFailure):
            return compiled
        runtime = compiled.binary
    job = Job(source, command, Variant.TIMING, extra_inputs=(runtime,), link_flags=_LINK_FLAGS)
    return builder.build_job(job)


def _runtime_job(command: CompileCommand) -> Job:
    """The runtime as an object file."""
    sister = as_cpp(command).model_copy(update={"flags": ("-O2", "-std=c++17")})
    return Job(Source.read(_RUNTIME), sister, Variant.TIMING, extra_flags=("-c",))


@dataclass(frozen=True)
class Generator:
    """A built generator in a running session, under the name `program`."""

    session: Session
    program: str
    instrumented: Instrumented
    memory_mb: int
    meter: Meter

    def invent(self, parameters: Parameters) -> bytes | None:
        """The input that the program asks for under these parameters; None where it does not end on it."""
        limits = Limits(
            cpu_s=parameters.cpu_ms / 1000 + 1,
            wall_s=parameters.cpu_ms / 200 + 5,
            memory_mb=self.memory_mb,
            file_mb=max(1, (parameters.max_bytes >> 20) + 1),
        )
        told = encode(parameters, self.instrumented)
        result = self.meter.count(self.session.run(self.program, told, side=True, limits=limits))
        text = result.side
        if (
            text is None
            or result.status != "ok"
            or result.exit_code == _OUT_OF_TIME
            or len(text) > parameters.max_bytes
        ):
            return None
        return text
