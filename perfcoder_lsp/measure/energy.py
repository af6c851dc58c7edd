"""The energy that the processor used, from the kernel's RAPL counters (Documentation/power/powercap).

They count for whole packages, so that only on an idle machine they speak of one program; most systems let only root
read them.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

POWERCAP = Path("/sys/class/powercap")


@dataclass(frozen=True)
class _Zone:
    """One package's counter in microjoules, which starts again at 0 after `largest_uj`."""

    counter: Path
    largest_uj: int

    def read(self) -> int:
        return int(self.counter.read_text("ascii"))


@dataclass
class EnergyMeter:
    """Joules between readings, over all packages. It must be read more often than the counters turn over (minutes)."""

    _zones: tuple[_Zone, ...]
    _last: tuple[int, ...] = field(default=())

    @classmethod
    def open(cls, folder: Path = POWERCAP) -> Self | None:
        """None where there is no counter, or it may not be read."""
        try:
            # Zones within zones (cores, memory) are part of their package; `psys` is the whole board.
            found = [path for path in sorted(folder.glob("intel-rapl:*")) if path.name.count(":") == 1]
            packages = [path for path in found if (path / "name").read_text("ascii").startswith("package")]
            zones = tuple(
                _Zone(path / "energy_uj", int((path / "max_energy_range_uj").read_text("ascii"))) for path in packages
            )
            return cls(zones, tuple(zone.read() for zone in zones)) if zones else None
        except (OSError, ValueError):
            return None

    def spent_j(self) -> float | None:
        """Joules since the last call, or since it was opened; None where a counter can't be read any more."""
        try:
            now = tuple(zone.read() for zone in self._zones)
        except (OSError, ValueError):
            return None
        spent = sum(
            (new - old) % (zone.largest_uj + 1) for zone, new, old in zip(self._zones, now, self._last, strict=True)
        )
        self._last = now
        return spent / 1e6
