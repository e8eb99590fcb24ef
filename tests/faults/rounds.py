"""One round: a scene, a kind of disturbance, an instant; and how each kind is done."""

import errno
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from tests.faults.disks import PAGE, Denied, FileSizeLimit, SmallDisk
from tests.faults.forking import Ended
from tests.faults.power import CUTS, Disk, lay_out
from tests.faults.scenes import STICK
from tests.faults.trial import Judgement, Trial
from tests.faults.watching import DyingAt, FailingAt, Fault, VanishingAt

Kind = Literal["kill", "wait", "cut", "fail", "full", "limit", "locked"]
KINDS: tuple[Kind, ...] = get_args(Kind)
_ERRORS = (errno.ENOSPC, errno.EIO, errno.ENODEV, errno.EROFS)
_MOMENTS = 1000  # in which the time that an act takes is told
#: Limits on the size of files: fine steps where bundles, keys and logs are, coarse ones up to beyond the largest store.
_SIZES = (*range(0, 64 << 10, 512), *range(64 << 10, 704 << 10, 16 << 10))
_INDEX = 32 << 10  # the index of SQLite's log, which every open store has and no event tells of
_MOST_ROOM = 256 << 10  # beyond it, an act of these scenes has what it needs


@dataclass(frozen=True)
class Round:
    """What is done to which scene at which instant; an instant is a number from 1, of what depends on the kind."""

    scene: str
    kind: Kind
    instant: int = 0
    tight: bool = False
    seed: int = 0

    @property
    def told(self) -> str:
        """The round as the options that do it again."""
        tight = " --tight" if self.tight else ""
        return f"--kinds {self.kind} --scenes {self.scene} --at {self.instant} --seed {self.seed}{tight}"


def instants(trial: Trial, kind: Kind) -> int:
    """How many instants of a kind there are in a scene."""
    changes = len(trial.events)
    return {
        "kill": changes,
        "wait": _MOMENTS,
        "cut": changes + 1,
        "fail": changes,
        "full": len(_rooms(trial)),
        "limit": len(_sizes(trial)),
        "locked": 2 * len(_closable(trial)),
    }[kind]


def do_round(trial: Trial, this: Round) -> tuple[str, Judgement]:
    """Disturb and judge; how the act ended, in a word, and what was found."""
    chance = random.Random(f"{this.seed} {this.instant}")
    match this.kind:
        case "kill":
            ended = trial.run(DyingAt(this.instant))
        case "wait":
            ended = trial.run(lambda _: 0, kill_after=trial.seconds * 1.2 * this.instant / _MOMENTS)
        case "cut":
            return cut(trial, this.instant, chance)
        case _:
            ended = trial.run_failing(fault_of(trial, this, chance))
            return _word_for(ended), _judged_in_words(trial, ended)
    return _word_for(ended), _judged(trial, ended)


def _word_for(ended: Ended) -> str:
    if ended.killed:
        return "killed"
    return "a person was told" if ended.value else "done all the same"


def _judged(trial: Trial, ended: Ended) -> Judgement:
    judgement = trial.judge()
    if ended.trouble:
        judgement.problems.append(f"not told in words: {ended.trouble}")
    return judgement


def _judged_in_words(trial: Trial, ended: Ended) -> Judgement:
    judgement = _judged(trial, ended)
    judgement.problems += [f"not a sentence: {told}" for told in ended.value or () if not all(map(_is_told, told))]
    judgement.problems += ["not done after the repair"] * (judgement.steps_done < len(trial.scene.steps))
    return judgement


def _is_told(sentence: str) -> bool:
    """Whether it reads like something for a person: Vietnamese to a full stop, and nothing of the machine's."""
    return sentence.endswith((".", ")")) and not sentence.isascii() and "Errno" not in sentence


# --- faults that a person is told of ---


def fault_of(trial: Trial, this: Round, chance: random.Random) -> Fault:
    """The fault of a round: `fail`, `full`, `limit` and `locked` each have their own."""
    match this.kind:
        case "full":
            return SmallDisk(*_rooms(trial)[this.instant - 1])
        case "limit":
            return FileSizeLimit(_sizes(trial)[this.instant - 1])
        case "locked":
            closable = _closable(trial)
            place = trial.work / closable[(this.instant - 1) % len(closable)]
            whole = this.instant > len(closable)
            return SmallDisk(place, read_only=True) if whole else Denied(place, trial.work)
    return _failing(trial, this.instant, chance)


def _closable(trial: Trial) -> list[str]:
    """The folders that a scene writes to and that can be closed for writing; closing another one changes nothing."""
    folders = STICK, trial.scene.home, f"{trial.scene.home}/keys"
    return [folder for folder in folders if trial.changes_in(trial.work / folder)]


def _rooms(trial: Trial) -> list[tuple[Path, int]]:
    """The disks that a scene writes to, each with every room in pages that may be too little for what it writes."""
    rooms = []
    for disk in (trial.stick, trial.work / trial.scene.home):
        written = sum(len(event.data) for event in trial.changes_in(disk))
        rooms += [(disk, room) for room in range(0, min(written, _MOST_ROOM), PAGE)]
    return rooms or [(trial.work / trial.scene.home, 0)]


def _sizes(trial: Trial) -> list[int]:
    """The limits that some file of a scene grows beyond; a larger one changes nothing."""
    largest = max((event.offset + len(event.data) for event in trial.events), default=0)
    return [size for size in _SIZES if size < max(largest, _INDEX)]


def _failing(trial: Trial, instant: int, chance: random.Random) -> Fault:
    """A disk or stick that fails from the instant on, or once, or is pulled out."""
    home, stick = trial.work / trial.scene.home, trial.stick
    on_home, on_stick = (sum(Path(event.path).is_relative_to(disk) for event in trial.events) for disk in (home, stick))
    once, error = chance.random() < 0.3, chance.choice(_ERRORS)
    if chance.random() < on_home / (on_home + 10 + on_stick):
        return FailingAt(1 + instant % on_home, error, home, once=once)
    number = 1 + instant % (on_stick + 2)  # two more for reading
    if chance.random() < 0.3:
        return VanishingAt(number, stick)
    return FailingAt(number, error, stick, once=once, reading=error != errno.ENOSPC)


# --- power cuts ---


def cut(trial: Trial, instant: int, chance: random.Random) -> tuple[str, Judgement]:
    """Let the power go before the change with this number, and judge every way in which it can."""
    disk, promised, done = _until(trial, instant - 1)
    whole, seen = Judgement(), set[int]()
    for how in CUTS:
        left = disk.after_cut(how, chance)
        if (key := hash(tuple(sorted(left.items())))) not in seen:
            seen.add(key)
            trial.clear()
            lay_out(left)
            found = trial.judge()
            lost = [f"lost: {name}" for name in promised - left.keys()]
            lost += [f"{done} steps were done, {found.steps_done} are left"] * (found.steps_done < done)
            whole.problems += [f"{how.name}: {problem}" for problem in found.problems + lost]
            whole.left_over = max(whole.left_over, found.left_over, key=len)
    return "judged", whole


def _until(trial: Trial, changes: int) -> tuple[Disk, frozenset[str], int]:
    """The disk after so many changes, the bundles on the stick that were said to be done, and the steps."""
    disk, promised = Disk(trial.base, trial.work), frozenset[str]()
    for number, event in enumerate(trial.events[:changes], start=1):
        disk.happens(event)
        if number in trial.done:
            promised = frozenset(name for name in disk.names() if name.endswith(".toso") and f"/{STICK}/" in name)
    return disk, promised, sum(number <= changes for number in trial.done)
