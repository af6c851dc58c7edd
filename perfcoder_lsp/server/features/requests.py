"""Our own requests, for clients that want results instead of windows: `perfcoder/optimize` and `perfcoder/check`.

Both answer with byte offsets into the document's UTF-8 text, as everywhere inside the product. Cancelling
`perfcoder/optimize` kills the compilers and programs that run for it.
"""

from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams

from perfcoder_lsp.request import Request
from perfcoder_lsp.server.documents import Snapshot
from perfcoder_lsp.server.features import measuring
from perfcoder_lsp.server.features.diagnostics import CHECK_WAIT_S, Checks
from perfcoder_lsp.server.server import PerfcoderServer

OPTIMIZE = "perfcoder/optimize"
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


async def optimize(ls: PerfcoderServer, params: Any) -> dict[str, Any]:
    """The Report of the pipeline. Raises RequestFailed (-32803) with one line where there is none."""
    given = _validated(OptimizeParams, params)
    request = Request(function=given.function, tests=given.tests, budget_s=given.budget_s)
    report = await measuring.optimize(ls, _open(ls, given), request, given.token)
    return report.model_dump(mode="json")


async def check(ls: PerfcoderServer, checks: Checks, params: Any) -> dict[str, Any]:
    """Functions and static findings: `{"version", "functions", "findings", "omitted"}`; nothing is run."""
    given = _validated(CheckParams, params)
    await checks.settle(_open(ls, given).uri, CHECK_WAIT_S)
    snapshot = _open(ls, given)
    checked = ls.knowledge.checked(snapshot)
    if checked is None:
        raise JsonRpcException(f"{snapshot.path.name}: not checked yet; ask again", measuring.REQUEST_FAILED)
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
