"""A network as files for llama.cpp, each compared with it."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from models.encode.examples import Example
from models.export.agreement import Agreement, agreement, calibrated, plans_of, said_of
from models.export.gguf_file import write
from models.export.quantize import fits, quantize
from models.manifest import sha256
from models.network.transformer import Network
from perfcoder_lsp.errors import PerfcoderError
from perfcoder_lsp.plan.embedded_planner import CALIBRATION_KEY

SIXTEEN = "F16"
_ROUNDING = 0.02
"""Logits that are so near to each other may change places when weights are rounded to 16 bits."""


def export(
    network: Network, examples: Sequence[Example], facts: Mapping[str, str], kinds: Sequence[str], out: Path
) -> dict[str, dict[str, object]]:
    """Write the files and `export.json`; what that says of each, by kind. Raises PerfcoderError."""
    out.mkdir(parents=True, exist_ok=True)
    network.eval()
    plans = plans_of(network, examples)
    paths = {each: out / f"planner-{each}.gguf" for each in (SIXTEEN, *kinds) if fits(each, network.shape)}
    sixteen = paths[SIXTEEN]
    write(sixteen, network, facts)
    said = said_of(sixteen, network.shape.context, examples)
    _check(sixteen, agreement(network, examples, plans, said))
    known = {**facts, CALIBRATION_KEY: json.dumps(calibrated(examples, said).knots)}
    write(sixteen, network, known)
    report: dict[str, dict[str, object]] = {}
    for kind, path in paths.items():
        if kind != SIXTEEN:
            quantize(sixteen, path, kind)
            said = said_of(path, network.shape.context, examples)
        found = agreement(network, examples, plans, said)
        report[kind] = {"bytes": path.stat().st_size, "sha256": sha256(path), **found.model_dump()}
    (out / "export.json").write_text(json.dumps({**known, "files": report}, indent=1) + "\n", encoding="utf-8")
    return report


def _check(path: Path, found: Agreement) -> None:
    """Raises PerfcoderError where more than rounding sets the file apart from the network."""
    if found.margin > _ROUNDING:
        raise PerfcoderError(
            f"{path}: {found.plans - found.same} of {found.plans} plans differ from PyTorch's, by logits "
            f"{found.margin:.3f} apart: llama.cpp computes another network; look at models/export/gguf_file.py"
        )
