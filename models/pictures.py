"""How the recipe's pictures look."""

from pathlib import Path
from typing import Any

from matplotlib import pyplot

COLOURS = ("#999999", "#56b4e9", "#009e73", "#e69f00", "#0072b2", "#d55e00", "#cc79a7")
"""Okabe and Ito's, which the colour-blind can tell apart."""
STYLE: dict[Any, Any] = {
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 10,
    "axes.titlelocation": "left",
    "svg.hashsalt": "planner",  # the same picture, the same file
}


def save(figure: Any, path: Path) -> None:
    """As .svg or .png, by the path's ending."""
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=110, metadata={"Date": None} if path.suffix == ".svg" else None)
    pyplot.close(figure)
