"""How the trainings went, as a picture."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from matplotlib import pyplot

from models.pictures import COLOURS, STYLE, save

Told = Mapping[str, Any]
"""What a step wrote about itself."""


def curves(sft: Sequence[Told], grpo: Sequence[Told], path: Path) -> None:
    """Losses over the tokens of the supervised training, rewards over the steps of the reinforcement."""
    with pyplot.rc_context(STYLE):
        figure, (left, right) = pyplot.subplots(1, 2, figsize=(10, 3.4), layout="constrained")
        for key, label, colour in (("loss", "training", COLOURS[1]), ("validation_loss", "validation", COLOURS[5])):
            known = [each for each in sft if key in each]
            left.plot([each["tokens"] for each in known], [each[key] for each in known], color=colour, label=label)
        left.set_title("Supervised training: loss")
        left.set_xlabel("tokens")
        left.legend(frameon=False)
        right.plot(
            [each["step"] for each in grpo], [each["reward"] for each in grpo], color=COLOURS[1], label="drawn plans"
        )
        aside = [each for each in grpo if each["aside"] is not None]
        right.plot(
            [each["step"] for each in aside], [each["aside"] for each in aside], color=COLOURS[5], label="kept aside"
        )
        right.set_title("Reinforcement: mean reward" if grpo else "No reinforcement")
        right.set_xlabel("steps")
        if grpo:
            right.legend(frameon=False)
        save(figure, path)
