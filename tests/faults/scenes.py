"""The acts that are disturbed: which desks there are before, what one of them does, and what the other side does then.

A scene is a folder like the demo's: `xa` and `thon-01` are homes, `usb` is the stick, `may` is what the machine keeps
beside the homes. It is made once and copied for every round, always to the same place: a home that is found elsewhere
is a copy and begins a new life. Each step of an act has a clock and chance of its own, so that a step done again after
a crash writes what it would have written at first.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from desktop.clock import ScriptedClock
from desktop.models.households import Household
from desktop.models.journal import changing
from desktop.models.places import Village
from desktop.models.store import Store
from desktop.sync import credentials, enrolment, exporting
from tests.sync.desks import START, Circle, Desk, add_village, make_circle, make_commune, make_village

COMMUNE, LAPTOP, STICK, MACHINE = "xa", "thon-01", "usb", "may"
_ACKNOWLEDGED = "da-nhan"  # on the stick: what has been handed over already, out of the way


@dataclass(frozen=True)
class Step:
    """One thing that somebody does at a desk; it is done whole or not at all.

    `again` says that a person may do it once more without harm when it is not sure whether it was done.
    """

    name: str
    home: str
    act: Callable[[Desk, Path], object]
    again: bool = True


@dataclass(frozen=True)
class Scene:
    """Desks, the steps that are disturbed, and the steps by which the other side learns of them."""

    name: str
    prepare: Callable[[Path], None]
    steps: tuple[Step, ...]
    onward: tuple[Step, ...] = ()
    #: Takes away what the first step does beyond its first bundle: a state in between that is whole, too.
    shorten: Callable[[Desk], None] | None = None

    @property
    def home(self) -> str:
        """The home of the desk that is disturbed."""
        return self.steps[0].home


def settle_in(folder: Path) -> None:
    """Let this process and its children keep in the scene's folder what they keep beside the homes."""
    os.environ["XDG_STATE_HOME"] = str(folder / MACHINE)


def open_desk(folder: Path, home: str, step: int = 0, *, tight: bool = False) -> Desk:
    """Open a desk as the step with this number finds it.

    With `tight`, SQLite has hardly any memory and clears its log after every few pages, as it otherwise does only in
    large merges: pages spill before the commit, and the log begins anew while there is more to write.
    """
    desk = Desk(Store.open(folder / home, _clock(step)), credentials.load(folder / home))
    if tight:
        for pragma in ("cache_size = 4", "cache_spill = 1", "wal_autocheckpoint = 3"):
            desk.store.rows(f"PRAGMA {pragma}")
    return desk


def _clock(step: int) -> ScriptedClock:
    return ScriptedClock(START + timedelta(days=2, hours=step), seed=1000 + step)


def perform(scene: Scene, folder: Path, first: int = 0, last: int | None = None) -> list[object]:
    """Open the desk, do the steps from `first` to before `last` (counted from 0), close it; give what each gave."""
    desk = open_desk(folder, scene.home, first)
    try:
        return [do_step(scene, folder, desk, number) for number in range(len(scene.steps))[first:last]]
    finally:
        desk.store.close()


def do_step(scene: Scene, folder: Path, desk: Desk, number: int) -> object:
    """Do one step at an open desk, by the clock of that step."""
    desk.store.clock = _clock(number)
    return scene.steps[number].act(desk, folder / STICK)


def pass_on(scene: Scene, folder: Path) -> list[object]:
    """Do the onward steps, each at its own desk."""
    told = []
    for number, step in enumerate(scene.onward, start=len(scene.steps)):
        desk = open_desk(folder, step.home, number)
        try:
            told.append(step.act(desk, folder / STICK))
        finally:
            desk.store.close()
    return told


def bundles(stick: Path, start: str = "") -> list[Path]:
    """The files under their final names on a stick, in the order of their names."""
    return sorted(stick.glob(f"{start}*.toso"))


# --- before ---


def _village_year(folder: Path) -> Circle:
    """A commune and a village that have exchanged bundles, and have both worked since then on the same households."""
    circle = make_circle(folder)
    homes = circle.village.add_households(8)
    circle.commune.merge(circle.village.export(circle.stick))
    circle.commune.edit(homes[0], note="xã ghi lần đầu")
    circle.village.merge(circle.commune.export(circle.stick, circle.village))
    done = circle.stick / _ACKNOWLEDGED
    done.mkdir()
    for path in bundles(circle.stick):
        path.rename(done / path.name)
    circle.commune.edit(homes[0], note="xã ghi", people=2)
    circle.commune.edit(homes[1], phone="0912345678")
    _work(circle.village, 6, homes)
    return circle


def _work(village: Desk, count: int, homes: list[str]) -> None:
    village.add_households(count, note="việc mới " * 20)
    village.edit(homes[0], note="thôn ghi", people=7)
    village.edit(homes[2], hamlet="xóm Trên")
    with changing(village.store) as change:
        change.delete(Household, homes[1])


def _both_worked(folder: Path) -> None:
    _village_year(folder).close()


def _upwards(folder: Path) -> None:
    circle = _village_year(folder)
    circle.village.export(circle.stick)
    circle.close()


def _downwards(folder: Path) -> None:
    circle = _village_year(folder)
    circle.commune.export(circle.stick, circle.village)
    circle.close()


def _three_bundles(folder: Path, *, held: bool) -> None:
    """Three bundles that build on each other: the first is merged, the second is on the stick, the third is held."""
    circle = _village_year(folder)
    paths = [circle.village.export(circle.stick, only_new=True)]
    for _ in range(2):
        circle.village.add_households(3)
        paths.append(circle.village.export(circle.stick, only_new=True))
    assert circle.commune.merge(paths[0]).verdict == "merged"
    if held:
        assert circle.commune.merge(paths[2]).verdict == "held"
    away = folder / STICK / _ACKNOWLEDGED
    paths[0].rename(away / paths[0].name)
    other = paths[2] if held else paths[1]
    other.rename(away / other.name)
    circle.close()


def _newcomer(folder: Path) -> tuple[Desk, Desk, Village]:
    """A commune, and a laptop that works already and is not enrolled."""
    commune, laptop = make_commune(folder / COMMUNE), make_village(folder / LAPTOP)
    (folder / STICK).mkdir()
    laptop.add_households(5)
    return commune, laptop, add_village(commune, "02107-01")


def _not_asked(folder: Path) -> None:
    commune, laptop, _ = _newcomer(folder)
    commune.store.close()
    laptop.store.close()


def _asking(folder: Path) -> None:
    commune, laptop, _ = _newcomer(folder)
    enrolment.request(laptop.store, laptop.keys, folder / STICK)
    commune.store.close()
    laptop.store.close()


def _issued(folder: Path) -> None:
    commune, laptop, village = _newcomer(folder)
    asked = enrolment.request(laptop.store, laptop.keys, folder / STICK)
    enrolment.issue(
        commune.store, commune.keys, asked, village, folder / STICK, heard=enrolment.spoken_code(laptop.keys)
    )
    commune.store.close()
    laptop.store.close()


# --- the steps ---


def _export(desk: Desk, stick: Path) -> object:
    return desk.export(stick).name


def _send(desk: Desk, stick: Path) -> object:
    (village,) = desk.store.all(Village.select())
    return exporting.export(desk.store, desk.keys, stick, village=village).path.name


def _take(desk: Desk, stick: Path) -> object:
    """Merge every bundle for this desk that is on the stick, as a person does who opens them all."""
    return [desk.merge(path) for path in _for(desk, stick)]


def _plan(desk: Desk, stick: Path) -> object:
    return [desk.merge(path, plan=True) for path in _for(desk, stick)]


def _for(desk: Desk, stick: Path) -> list[Path]:
    return bundles(stick, "*-gui-" if desk.village_id else "*-nop-xa-")


def _request(desk: Desk, stick: Path) -> object:
    return enrolment.request(desk.store, desk.keys, stick).name


def _issue(desk: Desk, stick: Path) -> object:
    (village,) = desk.store.all(Village.select())
    (asked,) = bundles(stick, "yeu-cau")
    heard = enrolment.read_request(desk.store, desk.keys, asked).spoken
    return enrolment.issue(desk.store, desk.keys, asked, village, stick, heard=heard).number


def _accept(desk: Desk, stick: Path) -> object:
    (issued,) = bundles(stick, "ghi-danh")
    accepted, desk.keys = enrolment.accept(desk.store, desk.keys, issued)
    return accepted.village


def _change(desk: Desk, _stick: Path) -> object:
    first, *others = [row.id for row in desk.store.all(Household.select().where(~Household.deleted))]
    with changing(desk.store) as change:
        change.set(Household, first, note="sửa", people=None)
        added = [
            change.add(Household, village_id=desk.village_id, head_name="Lý Thị Thử", status="tam_vang", note="x" * 900)
            for _ in range(6)
        ]
        change.flush()
        change.set(Household, added[0], phone="0987654321")
        change.delete(Household, others[0])
    return len(added)


def _forget_held(desk: Desk) -> None:
    with desk.store.transaction():
        desk.store.execute("DELETE FROM bundle WHERE state = 'held'")


_EXPORT = Step("export", LAPTOP, _export)
_SEND = Step("send", COMMUNE, _send)
_MERGE = Step("merge", COMMUNE, _take)
_RECEIVE = Step("receive", LAPTOP, _take)
_CHANGE = Step("change", LAPTOP, _change, again=False)
_REQUEST = Step("request", LAPTOP, _request)
_ISSUE = Step("issue", COMMUNE, _issue)
_ACCEPT = Step("accept", LAPTOP, _accept)

SCENES: dict[str, Scene] = {
    scene.name: scene
    for scene in (
        Scene("export", _both_worked, (_EXPORT,), (_MERGE,)),
        Scene("send", _both_worked, (_SEND,), (_RECEIVE,)),
        Scene("merge", _upwards, (_MERGE,), (_SEND, _RECEIVE)),
        Scene("receive", _downwards, (_RECEIVE,), (_EXPORT, _MERGE)),
        Scene("plan", _upwards, (Step("plan", COMMUNE, _plan),), (_MERGE,)),
        Scene("release", lambda folder: _three_bundles(folder, held=True), (_MERGE,), shorten=_forget_held),
        Scene("hold", lambda folder: _three_bundles(folder, held=False), (_MERGE,)),
        Scene("change", _both_worked, (_CHANGE,), (_EXPORT, _MERGE)),
        Scene("day", _downwards, (_CHANGE, _EXPORT, _RECEIVE, _EXPORT), (_MERGE,)),
        Scene("request", _not_asked, (_REQUEST,)),
        Scene("issue", _asking, (_ISSUE,), (_ACCEPT, _EXPORT, _MERGE)),
        Scene("accept", _issued, (_ACCEPT,), (_EXPORT, _MERGE)),
    )
}
