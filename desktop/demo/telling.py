"""What a demo did, told at its end: a short table, the papers, and what to open next."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop.text import format_count


@dataclass(frozen=True)
class Step:
    """One step: what was done, what came of it in a few words, and how many seconds it took."""

    title: str
    result: str
    seconds: float


@dataclass(frozen=True)
class DemoResult:
    """What the demo made. `counts` is what the commune's desk holds in the end."""

    folder: Path
    seed: int
    steps: tuple[Step, ...]
    counts: Mapping[str, int]
    commune_pdf: Path
    village_pdfs: tuple[Path, ...]
    to_open: tuple[tuple[Path, str], ...]  # homes with what waits there

    @property
    def seconds(self) -> float:
        """How long all steps took together."""
        return sum(step.seconds for step in self.steps)

    def told(self) -> str:
        """The table at the end, for a person."""
        return "\n".join((*_table(self), "", *_papers(self), "", *_open_next(self)))

    def as_json(self) -> dict[str, object]:
        """The same for a script."""
        return {
            "folder": str(self.folder),
            "seed": self.seed,
            "steps": [
                {"title": step.title, "result": step.result, "seconds": round(step.seconds, 3)} for step in self.steps
            ],
            "seconds": round(self.seconds, 3),
            "counts": dict(self.counts),
            "commune_pdf": str(self.commune_pdf),
            "village_pdfs": [str(path) for path in self.village_pdfs],
            "to_open": [str(home) for home, _ in self.to_open],
        }


def _table(result: DemoResult) -> list[str]:
    """Steps, results and seconds in columns."""
    rows = [("Việc đã làm", "Kết quả", "Giây")]
    rows += [(step.title, step.result, _seconds(step.seconds)) for step in result.steps]
    rows.append(("Cộng", "", _seconds(result.seconds)))
    first, second, third = (max(len(row[column]) for row in rows) for column in range(3))
    lines = [f"{title:<{first}}  {done:<{second}}  {took:>{third}}" for title, done, took in rows]
    rule = f"{'─' * first}  {'─' * second}  {'─' * third}"
    return [lines[0], rule, *lines[1:-1], rule, lines[-1]]


def _papers(result: DemoResult) -> list[str]:
    lines = [f"Báo cáo của xã:    {result.commune_pdf}"]
    if result.village_pdfs:
        more = len(result.village_pdfs) - 1
        lines.append(f"Báo cáo của thôn:  {result.village_pdfs[0]}{f' (và {more} thôn khác)' if more else ''}")
    return lines


def _open_next(result: DemoResult) -> list[str]:
    """Which desks to open, with what waits there."""
    widest = max(len(str(home)) for home, _ in result.to_open)
    return ["Mở tiếp:", *(f"  toso --home {home!s:<{widest}}   ({waits})" for home, waits in result.to_open)]


def _seconds(seconds: float) -> str:
    """One decimal, with a comma."""
    return f"{seconds:.1f}".replace(".", ",")


def counted(*parts: tuple[int, str]) -> str:
    """Return "3 thôn, 285 hộ"."""
    return ", ".join(f"{format_count(number)} {unit}" for number, unit in parts)
