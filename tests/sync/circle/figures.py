"""What happened, counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Figures:
    """Counts of one run; bytes are those of the bundles as they were written."""

    happened: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)
    bundles: int = 0
    bytes: int = 0
    rounds_to_quiet: int = 0
    ended: dict[str, int] = field(default_factory=dict)

    def told(self) -> str:
        """All counts, one kind a line."""
        lines = [
            f"bundles {self.bundles}, {self.bytes / 1e6:.1f} MB",
            f"verdicts {_listed(self.verdicts)}",
            f"refused for {_listed(self.refusals)}",
            f"happened: {_listed(self.happened)}",
            f"quiet after {self.rounds_to_quiet} exchanges of everything",
            f"at the end: {_listed(self.ended)}",
        ]
        return "\n".join(lines)


def _listed(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in sorted(counts.items())) or "none"
