"""The long run: hundreds of disturbed rounds, each followed by a judgement; prints what it did and the figures.

    python -m tests.faults.run --rounds 300 --seed 1                chance chooses scene, kind and instant
    python -m tests.faults.run --every --kinds kill                 every instant of every scene
    python -m tests.faults.run --each 5 --scenes merge,export       five instants of every kind, evenly spread
    python -m tests.faults.run --at 57 --scenes merge --kinds kill  one round again, as a bad one is told

The kinds: `kill` is SIGKILL before the n-th change of a disk, `wait` is SIGKILL after a time, `cut` is a power cut
(`power`), `fail` is an error from the n-th event on (full, broken, pulled out), `full` is a disk with so much room,
`limit` a limit on the size of files, `locked` a folder or disk that may not be written. The answer is 1 when a round
ended badly, 2 when a kind is not possible on this system.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.rounds import KINDS, Round, do_round, instants
from tests.faults.scenes import SCENES
from tests.faults.trial import Judgement, Trial

_IMPOSSIBLE = "NotPossible"


@dataclass
class Figures:
    """What a run has seen."""

    rounds: Counter[tuple[str, str]] = field(default_factory=Counter)
    ended: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    impossible: set[str] = field(default_factory=set)
    most_left_over: int = 0

    def note(self, this: Round, ended: str, judgement: Judgement) -> None:
        """Count a round."""
        reasons = [problem for problem in judgement.problems if _IMPOSSIBLE in problem]
        if reasons:
            self.impossible.add(f"{this.kind}: {reasons[0].strip().splitlines()[-1]}")
            return
        self.rounds[this.kind, this.scene] += 1
        self.ended[f"{this.kind}: {ended}"] += 1
        self.most_left_over = max(self.most_left_over, len(judgement.left_over))
        self.problems += [f"{this.told}: {problem}" for problem in judgement.problems]

    def lines(self) -> Iterator[str]:
        """The figures as lines."""
        scenes = sorted({scene for _, scene in self.rounds})
        for kind in KINDS:
            if any((kind, scene) in self.rounds for scene in scenes):
                yield f"{kind:7}" + "".join(f" {scene} {self.rounds[kind, scene]}" for scene in scenes)
        yield from (f"{count:6} {what}" for what, count in sorted(self.ended.items()))
        yield from (f"not possible here: {reason}" for reason in sorted(self.impossible))
        yield f"{self.rounds.total()} rounds, {len(self.problems)} problems, at most {self.most_left_over} left over"


class Trials:
    """The scenes that are ready, made when first asked for."""

    def __init__(self, folder: Path, forget: str = "") -> None:
        self._folder, self._forget = folder, forget
        self._ready: dict[tuple[str, bool], Trial] = {}

    def of(self, this: Round) -> Trial:
        """The trial of a round."""
        key = this.scene, this.tight
        if key not in self._ready:
            place = self._folder / f"{this.scene}{'-tight' if this.tight else ''}"
            self._ready[key] = Trial(SCENES[this.scene], place, tight=this.tight, forget=self._forget)
        return self._ready[key]


def chosen(asked: argparse.Namespace, trials: Trials) -> Iterator[Round]:
    """The rounds that are asked for: one, so many evenly spread, every one, or so many by chance."""
    if asked.at:
        yield Round(asked.scenes[0], asked.kinds[0], asked.at, asked.tight, asked.seed)
    elif asked.every or asked.each:
        for scene in asked.scenes:
            for kind in asked.kinds:
                of = instants(trials.of(Round(scene, kind, tight=asked.tight)), kind)
                found = spread(of, of if asked.every else asked.each)
                for instant in found[1:-1] if kind == "wait" else found:  # killed before it began, after it ended
                    yield Round(scene, kind, instant, asked.tight, asked.seed)
    else:
        yield from _by_chance(asked, trials)


def spread(of: int, count: int) -> Sequence[int]:
    """`count` numbers from 1 to `of`, evenly spread, the first and the last among them."""
    if count >= of:
        return range(1, of + 1)
    return [1 + round(number * (of - 1) / max(count - 1, 1)) for number in range(count)]


def _by_chance(asked: argparse.Namespace, trials: Trials) -> Iterator[Round]:
    chance = random.Random(asked.seed)
    for number in range(asked.rounds):
        kind, scene = asked.kinds[number % len(asked.kinds)], chance.choice(asked.scenes)
        tight = asked.tight or chance.random() < 0.2
        of = instants(trials.of(Round(scene, kind, tight=tight)), kind)
        yield Round(scene, kind, chance.randint(1, of), tight, asked.seed)


def _names(known: Iterable[str]) -> Callable[[str], list[str]]:
    allowed = tuple(known)

    def read(text: str) -> list[str]:
        found = text.split(",")
        if set(found) - set(allowed):
            raise argparse.ArgumentTypeError(f"known are {', '.join(allowed)}")
        return found

    return read


def _arguments(given: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.run", description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scenes", type=_names(SCENES), default=list(SCENES), metavar="A,B")
    parser.add_argument("--kinds", type=_names(KINDS), default=list(KINDS), metavar="A,B")
    parser.add_argument("--every", action="store_true", help="every instant instead of chance")
    parser.add_argument("--each", type=int, default=0, metavar="N", help="N instants of every scene and kind")
    parser.add_argument("--at", type=int, default=0, metavar="N", help="one round, at this instant")
    parser.add_argument(
        "--forget", default="", metavar="KIND", help="as if the program did not flush: sync, sync-folder"
    )
    parser.add_argument("--tight", action="store_true", help="always with hardly any memory for SQLite")
    return parser.parse_args(given)


def main(given: list[str]) -> int:
    """Run and tell; 0 when every round ended well, 1 when one did not, 2 when one could not be done."""
    asked = _arguments(given)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)  # `locked` works as nobody
        trials, figures = Trials(Path(folder), asked.forget), Figures()
        began = time.perf_counter()
        for this in chosen(asked, trials):
            before = len(figures.problems)
            figures.note(this, *do_round(trials.of(this), this))
            sys.stdout.writelines(f"BAD {problem}\n" for problem in figures.problems[before:])
            sys.stdout.flush()
        sys.stdout.writelines(f"{line}\n" for line in figures.lines())
        sys.stdout.write(f"seed {asked.seed}, {time.perf_counter() - began:.0f} s\n")
    return 1 if figures.problems else 2 if figures.impossible else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
