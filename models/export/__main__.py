"""The trained planner as files for llama.cpp: python -m models.export --checkpoint FILE.pt --train FILE.npz
    --held-out FILE.npz --out FOLDER [--prompts 200] [--kinds Q8_0 ...]

Writes `planner-KIND.gguf` for 16-bit weights and each quantization that fits the network's shape, and `export.json`:
sizes, hashes, and how each file's plans on held-out prompts agree with PyTorch's. A 16-bit file that does not agree
means that llama.cpp computes another network: an error. What these prompts tell of how probabilities come true goes
into the files.
"""

import argparse
from pathlib import Path

from models import step
from models.encode.examples import Examples
from models.export.files import export
from models.export.gguf_file import DATA_KEY
from models.export.quantize import KINDS
from models.manifest import sha256
from models.network import checkpoint


def main() -> int:
    parser = step.parser("export", __doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--train", type=Path, required=True, help="what it was trained on: the file tells its hash")
    parser.add_argument("--held-out", type=Path, required=True, help="examples to compare plans on")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--prompts", type=int, default=200, help="compare plans on so many of the examples")
    parser.add_argument("--kinds", nargs="*", choices=KINDS, default=KINDS, help="quantizations; all by default")
    arguments = parser.parse_args()
    return step.run(lambda: _export(arguments))


def _export(arguments: argparse.Namespace) -> None:
    network, _ = checkpoint.load(arguments.checkpoint)
    held_out = Examples.load(arguments.held_out)
    examples = [held_out[each] for each in range(min(arguments.prompts, len(held_out)))]
    report = export(network, examples, {DATA_KEY: sha256(arguments.train)}, arguments.kinds, arguments.out)
    for kind, told in report.items():
        print(f"{kind:7} {told['bytes']:>12,} bytes  {told['same']} of {told['plans']} plans as in PyTorch")


if __name__ == "__main__":
    raise SystemExit(main())
