"""The stage of one story: two enrolled desks that know the same three households, sticks between them, one loss.

Every step is checked as it happens: the verdict on a bundle, and that no sequence number ever stands for two things.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from desktop.clock import ScriptedClock, new_id
from desktop.models.authors import TO_COMMUNE
from desktop.models.conflicts import conflicts
from desktop.models.digests import table_digests
from desktop.models.exchange import lines_between
from desktop.models.health import health_problems
from desktop.models.households import Household
from desktop.models.journal import changing
from desktop.models.ledger import held_bundles, next_number
from desktop.models.lives import NUMBER, note_written
from desktop.models.places import Village
from desktop.models.store import Store
from desktop.sync import carrying, credentials, exporting, keys
from desktop.sync import cover as covers
from desktop.sync.carrying import Shipment
from desktop.sync.seal import seal
from tests.makers import move_home
from tests.sync.desks import START, Desk, make_circle
from tests.sync.order.verdicts import Line, Parcel, foretold, held, journal, lines_of, parcel, readers, returned_with

COMMUNE, VILLAGE = "xa", "thon-01"
ENDS = {"len": (VILLAGE, COMMUNE), "xuong": (COMMUNE, VILLAGE)}
Strike = Callable[["Tale"], None]


def make_template(folder: Path) -> list[str]:
    """The homes that every story begins with; gives the ids of the three households that both desks know."""
    circle = make_circle(folder)
    homes = circle.village.add_households(3)
    circle.commune.merge(circle.village.export(circle.stick))
    circle.village.merge(circle.commune.export(circle.stick, circle.village))
    circle.commune.merge(circle.village.export(circle.stick))
    circle.close()
    return homes


class Tale:
    """One story; `strikes` is the moment at which history is lost."""

    def __init__(self, template: Path, folder: Path, homes: list[str], direction: str, strike: Strike) -> None:
        self.template, self.folder, self.homes = template, folder, homes
        self._from, self._to = ENDS[direction]
        self._strike = strike
        self._clocks = {place: ScriptedClock(START, seed) for seed, place in enumerate((COMMUNE, VILLAGE), 50)}
        self.desks = {place: self.opened(place, move_home(template / place, folder / place)) for place in self._clocks}
        self.struck = self.sender_lost = False
        self.conflicting: set[tuple[str, str]] = set()
        self.written: dict[Line, bytes] = {}
        self.arrived: dict[str, set[Line]] = {place: set(journal(desk)) for place, desk in self.desks.items()}
        self._count = 0

    def opened(self, place: str, home: Path) -> Desk:
        """The desk of a home; its clock and its chance go on from where they were."""
        return Desk(Store.open(home, self._clocks[place]), credentials.load(home))

    def close(self) -> None:
        for desk in self.desks.values():
            desk.store.close()

    @property
    def sender(self) -> Desk:
        return self.desks[self._from]

    @property
    def receiver(self) -> Desk:
        return self.desks[self._to]

    @property
    def sending(self) -> str:
        """The place that sends."""
        return self._from

    @property
    def receiving(self) -> str:
        """The place that receives."""
        return self._to

    def village_row(self) -> Village:
        """The village as the commune has it."""
        (found,) = self.desks[COMMUNE].store.all(Village.select())
        return found

    # --- what people write ---

    def adds(self, desk: Desk, record: str | None = None, **values: object) -> str:
        given: dict[str, object] = {"head_name": "Nông Văn Thử", "status": "dang_cu_tru", "people": 4, **values}
        with changing(desk.store) as change:
            made = change.add(Household, village_id=self.desks[VILLAGE].village_id, record=record, **given)
        self._watch()
        return made

    def edits(self, desk: Desk, record: str, **values: object) -> None:
        with changing(desk.store) as change:
            change.set(Household, record, **values)
        self._watch()

    def deletes(self, desk: Desk, record: str) -> None:
        with changing(desk.store) as change:
            change.delete(Household, record)
        self._watch()

    def new_record(self) -> str:
        """An id that no record has."""
        return new_id(self._clocks[COMMUNE])

    def expects_conflict(self, record: str, field: str) -> None:
        self.conflicting.add((record, field))

    # --- sticks ---

    def seals(self, *, everything: bool = False, back: bool = False) -> Parcel:
        """A bundle of the sender (`back`: of the receiver): what no bundle carried yet, or all not acknowledged."""
        desk, to = (self.receiver, self.sender) if back else (self.sender, self.receiver)
        self._count += 1
        stick = self.folder / f"usb-{self._count}"
        to_whom = to if desk is self.desks[COMMUNE] else None
        return parcel(
            desk.export(stick, to_whom, only_new=not everything), readers(desk, to_whom.village_id if to_whom else None)
        )

    def seals_part(self, first: int, last: int, above: int) -> Parcel:
        """A bundle of the sender with entries counted from `above`, whatever was sent before."""
        desk, to = self.sender, self.receiver
        author = self._author(desk)
        shipment = Shipment({author: (above + first, above + last)}, {})
        store, number, village = desk.store, next_number(desk.store), to.village if self._from == COMMUNE else None
        where = exporting.destination_of(store, village)
        cover = exporting.make_cover(store, "changes", where, shipment, number)
        recipients = [keys.read_public_line(device.public_key) for device in where.devices]
        recipients += carrying.commune_keys(store, desk.keys.public) if village else []
        data = seal(cover, lines_between(store, shipment.ranges), desk.keys.key, desk.keys.certificate, recipients)
        with store.transaction():
            store.set_setting(NUMBER, str(number))
        note_written(store)
        path = self.folder / f"phan-{number}.toso"
        path.write_bytes(data)
        return parcel(path, readers(desk, village.id if village else None))

    def _author(self, desk: Desk) -> str:
        """The stream in which a desk writes about the village."""
        village = self.desks[VILLAGE].village_id
        return str(desk.store.value("SELECT author FROM author WHERE mine AND audience = ?", [village]))

    def writes_entries(self, count: int) -> int:
        """Let the sender change one household again and again; gives how many entries stood before in its stream."""
        self.edits(self.sender, self.homes[0], note="mở đầu")
        above = held(self.sender)[self._author(self.sender)]
        for number in range(count):
            self.edits(self.sender, self.homes[number % 3], people=10 + number)
        return above

    def delivers(self, given: Parcel, verdict: str, *, back: bool = False) -> None:
        """Carry a bundle to its receiver. After the loss the verdict is what the cover and the journal tell."""
        place = self._from if back else self._to
        desk = self.desks[place]
        if place == COMMUNE:
            self._gives_back(returned_with(given, desk))
        wanted = foretold(desk, given)
        assert self.struck or wanted == verdict, f"the story says {verdict}, the cover {wanted}"
        outcome = desk.merge(given.path)
        assert outcome.verdict == wanted, outcome
        assert {released.verdict for released in outcome.released} <= {"merged", "already"}
        if outcome.verdict != "refused":
            self.arrived[place] |= given.lines
        self._watch()

    def _gives_back(self, returned: list[Parcel]) -> None:
        """The commune takes in its own bundles that lie beside the village's."""
        desk = self.desks[COMMUNE]
        for each in returned:
            wanted, outcome = foretold(desk, each), desk.merge(each.path)
            assert outcome.verdict == wanted, outcome
            assert {released.verdict for released in outcome.released} <= {"merged", "already"}

    def refuses(self, given: Parcel, data: bytes) -> None:
        """Carry a damaged copy of a bundle: it is refused, and no table changes."""
        copy = given.path.with_name("hong.toso")
        copy.write_bytes(data)
        before = self.receiver.rows()
        assert self.receiver.merge(copy).verdict == "refused"
        assert self.receiver.rows() == before

    # --- the loss, and what comes after ---

    def strikes(self) -> None:
        """History is lost, here and now; then both desks go on working."""
        self._watch()
        self.struck = True
        self._strike(self)
        for number, desk in enumerate(self.desks.values()):
            self.adds(desk, people=20 + number)

    def settles(self, most: int) -> int:
        """Exchange everything until both desks are equal, at most so often; how many exchanges that took."""
        assert self.struck, "a story loses its history somewhere"
        for count in range(1, most + 1):
            self.exchanges()
            if self.equal():
                return count
        return most

    def exchanges(self) -> None:
        """One bundle each way with everything; a sender that lost its history speaks first, else the receiver."""
        first = self.sender_lost
        self.delivers(self.seals(everything=True, back=not first), "merged", back=not first)
        self.delivers(self.seals(everything=True, back=first), "merged", back=first)

    def equal(self) -> bool:
        """Whether both desks hold the same of the village, undecided values included."""
        village = self.desks[VILLAGE].village_id
        first, second = ((table_digests(d.store, village), undecided(d)) for d in self.desks.values())
        return first == second

    def lost(self) -> set[Line]:
        """Entries that arrived somewhere, or are with the desk that wrote them, and that a desk lacks that may have
        them."""
        kept = set().union(*self.arrived.values())
        audiences = dict(self.desks[COMMUNE].store.rows("SELECT author, audience FROM author"))
        shared = {line for line in kept if audiences.get(line[0]) != TO_COMMUNE}
        return (kept - set(journal(self.desks[COMMUNE]))) | (shared - set(journal(self.desks[VILLAGE])))

    def all_is_there(self) -> bool:
        """Whether everything that was ever written in this story is on the commune's desk."""
        return set(self.written) <= set(journal(self.desks[COMMUNE]))

    def conflicts_shown(self) -> set[tuple[str, str]]:
        """Record and field of what the commune's desk shows as a conflict."""
        return {(c.record, c.field) for c in conflicts(self.desks[COMMUNE].store)}

    def stranded(self) -> set[Line]:
        """Entries in held bundles whose gap nobody can fill any more: what stood before was lost with its only desk."""
        waiting: set[Line] = set()
        for desk in self.desks.values():
            for _, _, text in held_bundles(desk.store):
                waiting |= lines_of(covers.read(text.encode()))
        return waiting

    def unacknowledged(self) -> int:
        """How many entries either desk would still send to the other."""
        village, commune = self.desks[VILLAGE], self.desks[COMMUNE]
        up = carrying.unacknowledged(village.store, carrying.to_commune(village.store))
        down = carrying.unacknowledged(commune.store, carrying.to_village(commune.store, village.village))
        return up.entries + down.entries

    def problems(self) -> list[str]:
        return [problem for desk in self.desks.values() for problem in health_problems(desk.store)]

    def _watch(self) -> None:
        """Look at both journals: a line never changes, and what a desk wrote is with that desk."""
        for place, desk in self.desks.items():
            lines = journal(desk)
            for key, line in lines.items():
                assert self.written.setdefault(key, line) == line, f"{key} has two contents"
            self.arrived[place] |= set(lines)

    def set_back(self, place: str) -> None:
        """After a desk went back: what it still has is what is in its journal."""
        self.arrived[place] = set(journal(self.desks[place]))


def undecided(desk: Desk) -> list[object]:
    """What a desk shows as conflicts."""
    return [
        (c.table, c.record, c.field, sorted((repr(s.value), s.written_at, s.author) for s in c.sides))
        for c in conflicts(desk.store)
    ]
