"""Our own requests, for clients that want results instead of windows: `perfcoder/optimize`,
`perfcoder/benchmarkFunction` and `perfcoder/check`.

All answer with byte offsets into the document's UTF-8 text, as everywhere inside the product. Cancelling one kills the
compilers and programs that run for it.
"""

import asyncio
from pathlib import Path
from typing import Any, Self, TypeVar

from lsprotocol import types
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams
from pygls.uris import to_fs_path

from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.function_report import FunctionReport
from perfcoder_lsp.request import Request
from perfcoder_lsp.server.documents import Snapshot
from perfcoder_lsp.server.features import benchmarking, measuring, work
from perfcoder_lsp.server.features.benchmarking import Comparison
from perfcoder_lsp.server.features.diagnostics import CHECK_WAIT_S, Checks
from perfcoder_lsp.server.features.positions import Position
from perfcoder_lsp.server.messages import Version
from perfcoder_lsp.server.server import CHECK_TIMEOUT_S, PerfcoderServer

OPTIMIZE = "perfcoder/optimize"
BENCHMARK = "perfcoder/benchmarkFunction"
CHECK = "perfcoder/check"

_Params = TypeVar("_Params", bound=BaseModel)


class _Document(BaseModel):
    uri: str


class CheckParams(BaseModel):
    """Of `perfcoder/check`: `{"textDocument": {"uri"}}`."""

    model_config = ConfigDict(populate_by_name=True)

    text_document: _Document = Field(alias="textDocument")


class OptimizeParams(CheckParams):
    """Of `perfcoder/optimize`: also `function`, `tests` (a folder of `*.in` files), `budgetSeconds` and
    `workDoneToken`."""

    function: str | None = None
    tests: Path | None = None
    budget_s: float | None = Field(default=None, alias="budgetSeconds", gt=0)
    token: types.ProgressToken | None = Field(default=None, alias="workDoneToken")


class BenchmarkParams(CheckParams):
    """Of `perfcoder/benchmarkFunction`: also `function` or a `position` in it, `against` (the URI of another version)
    and `workDoneToken`."""

    function: str | None = None
    position: Position | None = None
    against: str | None = None
    token: types.ProgressToken | None = Field(default=None, alias="workDoneToken")

    @model_validator(mode="after")
    def _one_function(self) -> Self:
        if (self.function is None) == (self.position is None):
            raise ValueError("give either function or position")
        return self


async def optimize(ls: PerfcoderServer, params: Any) -> dict[str, Any]:
    """The Report of the pipeline. Raises RequestFailed (-32803) with one line where there is none."""
    given = _validated(OptimizeParams, params)
    request = Request(function=given.function, tests=given.tests, budget_s=given.budget_s)
    report = await measuring.optimize(ls, _open(ls, given), request, given.token)
    return report.model_dump(mode="json")


async def benchmark(ls: PerfcoderServer, checks: Checks, params: Any) -> dict[str, Any]:
    """The FunctionReport. Raises RequestFailed (-32803) with one line where there is none."""
    given = _validated(BenchmarkParams, params)
    await checks.settle(_open(ls, given).uri, CHECK_TIMEOUT_S)
    snapshot = _open(ls, given)

    def start() -> asyncio.Task[FunctionReport]:
        if given.position is not None:
            function = benchmarking.at(ls, snapshot, given.position.lsp)
        else:
            function = benchmarking.named(ls, snapshot, given.function or "")
        against = None if given.against is None else _version(ls, given.against)
        return benchmarking.start(ls, snapshot, function, Comparison(against=against), given.token)

    report = await work.awaited(start)
    return report.model_dump(mode="json")


def _version(ls: PerfcoderServer, uri: str) -> Version:
    """The open document of that URI, else the file. Raises UsageError where it is neither."""
    snapshot, path = ls.documents.get(uri), to_fs_path(uri)
    if snapshot is not None:
        return Version(path=snapshot.path, text=snapshot.text)
    if path is None:
        raise UsageError(f"{uri}: not a file, and not open")
    return Version(path=Path(path))


async def check(ls: PerfcoderServer, checks: Checks, params: Any) -> dict[str, Any]:
    """Functions and static findings: `{"version", "functions", "findings", "omitted"}`; nothing is run."""
    given = _validated(CheckParams, params)
    await checks.settle(_open(ls, given).uri, CHECK_WAIT_S)
    snapshot = _open(ls, given)
    checked = ls.knowledge.checked(snapshot)
    if checked is None:
        raise JsonRpcException(f"{snapshot.path.name}: not checked yet; ask again", work.REQUEST_FAILED)
    return {"version": snapshot.version, **checked.model_dump(mode="json", exclude={"kind"})}


def _open(ls: PerfcoderServer, given: CheckParams) -> Snapshot:
    snapshot = ls.documents.touch(given.text_document.uri)
    if snapshot is None:
        raise JsonRpcInvalidParams(f"{given.text_document.uri} is not open")
    return snapshot


def _validated(model: type[_Params], params: Any) -> _Params:
    try:
        return model.model_validate(params)
    except ValidationError as error:
        problem = error.errors()[0]
        where = ".".join(str(part) for part in problem["loc"]) or "params"
        raise JsonRpcInvalidParams(f"{where}: {problem['msg']}") from None
