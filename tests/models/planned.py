"""Programs of the rules' pages with labels that nobody measured: what training and export are tested on."""

from pathlib import Path
from random import Random

from models.records import Labelled, Program, SiteLabel
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.plan.static import StaticPlanner

PROGRAMS = Path(__file__).parents[2] / "bench" / "rules" / "programs"


def planned(*names: str, seed: int = 1) -> list[Labelled]:
    """The programs of these rules, each site with an outcome and a gain drawn by chance."""
    random = Random(seed)
    found: list[Labelled] = []
    for name in names:
        source = Source.read(PROGRAMS / f"{name}.cpp")
        labels: list[SiteLabel] = []
        for strategy in StaticPlanner().plan(source).strategies:
            gain = random.uniform(1.1, 12)
            outcome = random.choice(("faster", "same", "slower", "different", "unbuilt", "undecided"))
            if outcome != "faster":
                gain = 0.9 if outcome == "slower" else 1.0
            labels.append(SiteLabel(strategy=strategy, outcome=outcome, gain=gain, low=0.95 * gain, high=1.1 * gain))
        text = source.text.decode()
        program = Program(key=name, family=name, origin="written", source=text)
        found.append(Labelled(program=program, sites=tuple(labels)))
    return found
