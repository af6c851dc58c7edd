"""The trained planner as files for llama.cpp: python -m models.export --checkpoint FILE.pt --train FILE.npz
    --held-out FILE.npz --out FOLDER [--prompts 200] [--kinds Q8_0 ...]

Writes `planner-KIND.gguf` for 16-bit weights and each quantization that fits the network's shape, and `export.json`:
sizes, hashes, and how each file's plans on held-out prompts agree with PyTorch's. A 16-bit file that does not agree
means that llama.cpp computes another network: an error. What these prompts tell of how probabilities come true goes
into the files.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from models import checkpoint
from models.agreement import Agreement, agreement, calibrated, plans_of, said_of
from models.examples import Example, Examples
from models.gguf_file import DATA_KEY, write
from models.manifest import sha256
from models.network import Network
from models.quantize import KINDS, fits, quantize
from perfcoder_lsp.errors import PerfcoderError
from perfcoder_lsp.plan.embedded_planner import CALIBRATION_KEY

SIXTEEN = "F16"
_ROUNDING = 0.02
"""Logits that are so near to each other may change places when weights are rounded to 16 bits."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--train", type=Path, required=True, help="what it was trained on: the file tells its hash")
    parser.add_argument("--held-out", type=Path, required=True, help="examples to compare plans on")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--prompts", type=int, default=200, help="compare plans on so many of the examples")
    parser.add_argument("--kinds", nargs="*", choices=KINDS, default=KINDS, help="quantizations; all by default")
    arguments = parser.parse_args()
    try:
        network, _ = checkpoint.load(arguments.checkpoint)
        held_out = Examples.load(arguments.held_out)
        examples = [held_out[each] for each in range(min(arguments.prompts, len(held_out)))]
        report = export(network, examples, {DATA_KEY: sha256(arguments.train)}, arguments.kinds, arguments.out)
    except PerfcoderError as error:
        print(error, file=sys.stderr)
        return error.exit_status
    for kind, told in report.items():
        print(f"{kind:7} {told['bytes']:>12,} bytes  {told['same']} of {told['plans']} plans as in PyTorch")
    return 0


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
            f"{found.margin:.3f} apart: llama.cpp computes another network; look at models/gguf_file.py"
        )


if __name__ == "__main__":
    raise SystemExit(main())
