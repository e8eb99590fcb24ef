"""A USB stick as the officer gets it: new laptops of the villages write real bundles, good and bad."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from desktop.clock import ScriptedClock
from desktop.models.acts import acting
from desktop.models.households import Household
from desktop.models.journal import changing
from desktop.models.places import Village
from desktop.models.sessions import Session, SessionLine
from desktop.models.setup import DeviceIdentity, create_village
from desktop.models.store import Store
from desktop.sync import credentials, enrolment, exporting, keys
from desktop.sync.credentials import Credentials
from desktop.ui.desk import Desk
from tests.sync.desks import make_circle

NOW = datetime(2025, 9, 6, 1, 0, tzinfo=UTC)


@dataclass
class Laptop:
    """A village's laptop with its open store."""

    store: Store
    keys: Credentials
    village: Village

    def export(self, stick: Path, *, only_new: bool = True) -> Path:
        return exporting.export(self.store, self.keys, stick, only_new=only_new).path

    def work(self, sessions: int = 3) -> None:
        """Some sessions, each with one service."""
        with acting(self.store) as acts:
            for number in range(sessions):
                held = acts.add(Session, village_id=self.village.id, kind="DN", held_on=date(2025, 9, 2 + number % 3))
                acts.add(
                    SessionLine, village_id=self.village.id, session_id=held, service_code="CQ01",
                    beneficiary="nguoi_dan", visits=2 + number, new_people=1,
                )  # fmt: skip

    def add_households(self, count: int) -> None:
        with acting(self.store) as acts:
            for number in range(count):
                values = {"head_name": f"Nông Văn Thử {number}", "status": "dang_cu_tru", "people": 4}
                acts.add(Household, village_id=self.village.id, **values)

    def households(self) -> list[Household]:
        query = Household.select().where(~Household.deleted, Household.village_id == self.village.id)
        return self.store.all(query.order_by(Household.code))

    def set_phone(self, household: str, phone: str) -> None:
        with changing(self.store) as change:
            change.set(Household, household, phone=phone)


def new_laptop(folder: Path, name: str, seed: int) -> tuple[Store, Credentials]:
    """A laptop that nobody has enrolled yet."""
    own = credentials.create(folder, name)
    identity = DeviceIdentity(f"Máy {name}", own.key.public_line("thon"), keys.fingerprint(own.key.public))
    clock = ScriptedClock(NOW - timedelta(days=1), seed)
    return create_village(folder, clock, village_name=name, commune_code="02107", identity=identity), own


def enrolled(desk: Desk, village: Village, folder: Path, seed: int) -> Laptop:
    """Another laptop of one of the commune's villages, enrolled, with everything that the commune knows of it."""
    store, own = new_laptop(folder / f"may-{seed}", village.name, seed)
    asked = enrolment.request(store, own, folder)
    heard = enrolment.spoken_code(own)
    issued = enrolment.issue(desk.store, desk.credentials, asked, village, folder, heard=heard, holder="Tổ trưởng")
    store.clock.move_to(NOW)  # type: ignore[attr-defined]
    _, own = enrolment.accept(store, own, issued.path)
    return Laptop(store, own, village)


def village_named(desk: Desk, name: str) -> Village:
    found = desk.store.first(Village.select().where(Village.name == name))
    assert found is not None
    return found


def filled_stick(desk: Desk, folder: Path) -> Path:
    """Two bundles in a row with a conflict, a good one, one that lacks its predecessor, a broken and a foreign one."""
    stick, aside = folder / "USB-THON", folder / "aside"
    stick.mkdir(parents=True)
    villages = desk.store.all(Village.select().order_by(Village.position))
    first, second, third = (enrolled(desk, villages[place], aside, place + 40) for place in (0, 1, 2))
    household = first.households()[0].id
    with changing(desk.store) as change:
        change.set(Household, household, phone="0912000111")
    first.set_phone(household, "0987000222")
    first.work(4)
    first.export(stick)
    first.work(1)
    first.export(stick)
    second.add_households(3)
    second.work(5)
    good = second.export(stick)
    third.work(2)
    third.export(aside)
    third.work(1)
    third.export(stick)
    for laptop in (first, second, third):
        laptop.store.close()
    (stick / "goi-bi-loi.toso").write_bytes(good.read_bytes()[:-900])
    foreign_bundle(aside / "xa-khac", stick)
    store, own = new_laptop(aside / "la", "Nà Quang", 77)
    enrolment.request(store, own, stick)
    store.close()
    return stick


def foreign_bundle(folder: Path, stick: Path) -> Path:
    """A bundle that another commune's village made for its own commune."""
    circle = make_circle(folder)
    circle.village.add_households(2)
    path = circle.village.export(stick)
    circle.close()
    return path.rename(stick / "goi-la.toso")
