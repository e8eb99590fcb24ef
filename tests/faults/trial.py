"""One scene made ready, the ways to disturb it, and the judgement of what a disturbance has left.

The judgement does what a person would do next: open the desk, do again what may not have been done, hand over. Then
every desk must know what it knows after an undisturbed run.
"""

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from desktop.errors import TosoError
from tests.faults import looking
from tests.faults.disks import Denied, SmallDisk
from tests.faults.forking import Ended, in_child, watched
from tests.faults.looking import Numbers, Snapshot, look_at
from tests.faults.scenes import COMMUNE, LAPTOP, STICK, Scene, do_step, open_desk, pass_on, perform, settle_in
from tests.faults.watching import Event, Fault, Recording, Watch
from tests.sync.desks import Desk

Told = tuple[str, str]  # what happened, what to do


@dataclass
class Judgement:
    """What was found after one disturbed run."""

    steps_done: int = 0
    problems: list[str] = field(default_factory=list)
    left_over: list[str] = field(default_factory=list)


class Trial:
    """A scene in a folder of its own. `base` stays as it was made; every round works on a copy in `work`.

    Events of the kind `forget` are left out of the record, as if the program had not flushed.
    """

    def __init__(self, scene: Scene, folder: Path, *, tight: bool = False, forget: str = "") -> None:
        self.scene, self.tight, self._forget = scene, tight, forget
        self.base, self.work = folder / "base", folder / "work"
        settle_in(self.work)
        scene.prepare(self.work)
        self.work.rename(self.base)
        self._allowed: list[tuple[int, Snapshot]] = []
        self._final: dict[str, Snapshot] = {}
        self._run_undisturbed()
        #: The changes of an undisturbed run, how many had happened when each step said that it was done, and how long
        #: a run takes.
        self.events, self.done, self.seconds = self._record()

    @property
    def stick(self) -> Path:
        """The stick in the copy."""
        return self.work / STICK

    def changes_in(self, folder: Path) -> list[Event]:
        """What an undisturbed run changes in a folder of the copy, and below it."""
        return [event for event in self.events if Path(event.path).is_relative_to(folder)]

    def fresh(self) -> Path:
        """A new copy of the scene, ready to be disturbed."""
        settle_in(self.work)
        self.clear()
        return Path(shutil.copytree(self.base, self.work, dirs_exist_ok=True))

    def clear(self) -> None:
        """An empty folder in the place of the copy."""
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir()

    # --- disturbing ---

    def run(self, watch: Watch, *, kill_after: float | None = None) -> Ended:
        """Perform the scene on a fresh copy, in a child, under a watch that may end it."""
        folder = self.fresh()
        return in_child(lambda: self._act(watch, folder, lambda: None), kill_after=kill_after)

    def run_failing(self, fault: Fault) -> Ended:
        """Perform the scene under a fault; when a step fails, repair it and go on at the same open desk.

        The value is what the person was told, nothing when the fault did no harm: what happened and what to do.
        """
        folder = self.fresh()
        around = fault.around if isinstance(fault, SmallDisk) else _at_once
        return in_child(lambda: around(lambda: try_again(self.scene, folder, fault, tight=self.tight)))

    def _act(self, watch: Watch, folder: Path, done: Callable[[], None]) -> None:
        watched(watch, folder)
        desk = open_desk(folder, self.scene.home, tight=self.tight)
        for number in range(len(self.scene.steps)):
            do_step(self.scene, folder, desk, number)
            done()
        desk.store.close()

    def _record(self) -> tuple[list[Event], list[int], float]:
        folder = self.fresh()

        def act() -> tuple[list[Event], list[int], float]:
            began, recording, done = time.perf_counter(), Recording(self._forget), list[int]()
            self._act(recording, folder, lambda: done.append(len(recording.events)))
            return recording.events, done, time.perf_counter() - began

        ended = in_child(act)
        assert not ended.trouble, ended.trouble
        events, done, seconds = ended.value
        return events, done, seconds

    # --- judging ---

    def judge(self) -> Judgement:
        """Look at what a disturbed run has left in the copy, do again what may be missing, and compare with the end."""
        judgement, numbers = Judgement(left_over=looking.left_overs(self.work)), Numbers()
        found, judgement.problems = look_at(self.work, self.scene.home)
        if found is None:
            return judgement
        judgement.problems += numbers.note(self.work) + looking.ahead_of_home(self.work, self.scene.home)
        done = [steps for steps, one in self._allowed if not found.differs_from(one)]
        if not done:
            judgement.problems.append(self._half_done(found))
            return judgement
        judgement.steps_done = max(done)
        try:
            judgement.problems += self._again(judgement.steps_done, numbers)
        except TosoError as error:
            judgement.problems.append(f"again: {error}")
        return judgement

    def _half_done(self, found: Snapshot) -> str:
        nearest = min((found.differs_from(one) for _, one in self._allowed), key=len)
        return f"{self.scene.home} is between two states: {nearest}"

    def _again(self, done: int, numbers: Numbers) -> list[str]:
        first = done - 1 if done and self.scene.steps[done - 1].again else done
        told = perform(self.scene, self.work, first)
        found, problems = look_at(self.work, self.scene.home)
        if found is not None:
            problems += [f"done again, differs: {one}" for one in found.differs_from(self._allowed[-1][1])]
        told += pass_on(self.scene, self.work)
        problems += numbers.note(self.work) + [f"refused: {told}"] * ("refused" in str(told))
        for home, expected in self._final.items():
            found, wrong = look_at(self.work, home)
            differences = found.knows_other_than(expected) if found else []
            problems += [*wrong, *(f"{home} at last, differs: {one}" for one in differences)]
        return problems

    # --- undisturbed ---

    def _run_undisturbed(self) -> None:
        if self.scene.shorten:
            self._allowed.append((0, self._shortened(self.scene.shorten)))
        folder = self.fresh()
        self._allowed.append((0, _sound(folder, self.scene.home)))
        for number in range(len(self.scene.steps)):
            perform(self.scene, folder, number, number + 1)
            self._allowed.append((number + 1, _sound(folder, self.scene.home)))
        pass_on(self.scene, folder)
        self._final = {home: _sound(folder, home) for home in (COMMUNE, LAPTOP)}

    def _shortened(self, shorten: Callable[[Desk], None]) -> Snapshot:
        folder = self.fresh()
        desk = open_desk(folder, self.scene.home)
        shorten(desk)
        desk.store.close()
        perform(self.scene, folder, 0, 1)
        return _sound(folder, self.scene.home)


def _sound(folder: Path, home: str) -> Snapshot:
    found, problems = look_at(folder, home)
    assert found is not None, problems
    assert not problems, problems
    return found


def _at_once(act: Callable[[], Any]) -> Any:
    return act()


def try_again(scene: Scene, folder: Path, fault: Fault, *, tight: bool) -> list[Told]:
    """Do the steps under a fault; what it hinders is done again after the repair, at the same desk if it is open."""
    if isinstance(fault, Denied):
        fault.begin()
    watched(fault, folder)
    told: list[Told] = []
    desk, refused = _words(lambda: open_desk(folder, scene.home, tight=tight))
    if refused:
        told += refused
        fault.repair()
        desk = open_desk(folder, scene.home, tight=tight)
    for number in range(len(scene.steps)):
        _, refused = _words(partial(do_step, scene, folder, desk, number))
        if refused:
            told += refused
            fault.repair()
            do_step(scene, folder, desk, number)
    desk.store.close()
    return told


def _words(act: Callable[[], Any]) -> tuple[Any, list[Told]]:
    """What an act gave, and what a person was told instead: an error, or why bundles were not taken."""
    try:
        given = act()
    except TosoError as error:
        return None, [(error.message, error.advice)]
    outcomes = given if isinstance(given, list) else []
    hindered = [one for one in outcomes if one.verdict == "refused"]
    hindered += [late for one in outcomes for late in one.released if late.verdict == "held"]
    return given, [(one.message, one.advice) for one in hindered]
