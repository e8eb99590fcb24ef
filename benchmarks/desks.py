"""An enrolled commune and village with many households, made by really enrolling them."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from desktop.clock import ScriptedClock
from desktop.models import catalogues
from desktop.models.authors import Authors
from desktop.models.households import Household
from desktop.models.journal import Change, changing
from desktop.models.places import Village
from desktop.models.setup import DeviceIdentity, create_commune, create_village
from desktop.models.store import Store
from desktop.sync import credentials, enrolment, exporting
from desktop.sync.credentials import Credentials

_START = datetime(2025, 8, 1, 1, 0, tzinfo=UTC)


@dataclass
class Pair:
    """A commune and a village, both closed, and the folder of sticks."""

    folder: Path

    @property
    def stick(self) -> Path:
        """Where bundles are written."""
        return self.folder / "usb"

    def opened(self, name: str) -> AbstractContextManager[tuple[Store, Credentials]]:
        """Open one of the desks, `xa` or `thon`."""
        return opened(self.folder / name)

    def held(self) -> dict[str, int]:
        """How far the commune holds each author."""
        with self.opened("xa") as (store, _):
            return Authors(store).seen()


@contextmanager
def opened(home: Path) -> Iterator[tuple[Store, Credentials]]:
    """Open a desk with its keys; it is closed at the end, which leaves one whole file."""
    with Store.open(home, ScriptedClock(_START)) as store:
        yield store, credentials.load(home)


def make_pair(folder: Path) -> Pair:
    """An enrolled commune and village without households."""
    pair = Pair(folder)
    _make_commune(folder / "xa").close()
    own = credentials.create(folder / "thon", "thôn")
    identity = DeviceIdentity("Máy thôn", own.key.public_line(), own.key.fingerprint)
    clock = ScriptedClock(_START, 2)
    create_village(folder / "thon", clock, village_name="Nà Quang", commune_code="02107", identity=identity).close()
    with pair.opened("xa") as (commune, commune_keys), pair.opened("thon") as (village, keys):
        with changing(commune) as change:
            record = "0198636f-0000-7000-8000-000000000001"
            change.add(Village, record=record, village_id=record, code="02107-01", name="Nà Quang")
        row = commune.get(Village, record)
        assert row is not None
        asked = enrolment.request(village, keys, pair.stick)
        heard = enrolment.spoken_code(keys)
        issued = enrolment.issue(commune, commune_keys, asked, row, pair.stick, heard=heard)
        enrolment.accept(village, keys, issued.path)
    return pair


def _make_commune(home: Path) -> Store:
    own = credentials.create(home, "xã")
    identity = DeviceIdentity("Máy xã", own.key.public_line(), own.key.fingerprint)
    store = create_commune(home, ScriptedClock(_START, 1), catalogues.commune_profile(), identity)
    credentials.certify_commune(own, store.setting("device") or "", "02107")
    return store


def add_households(change: Change, village: str, count: int) -> list[str]:
    """Households of twelve columns, as a village would write them."""
    return [change.add(Household, village_id=village, **household_values(number)) for number in range(count)]


def household_values(number: int) -> dict[str, Any]:
    """The columns of one household."""
    return {
        "code": f"02107-01-{number:06d}",
        "head_name": f"Nông Văn Thử {number}",
        "hamlet": ("Khuổi Lót", "Nà Ba", "Cốc Po")[number % 3],
        "phone": f"09{number:08d}",
        "household_class": str(1 + number % 4),
        "class_standard": "2022-2025",
        "people": number % 7,
        "status": "dang_cu_tru",
        "note": "Nhà ở gần trường, hẹn buổi tối",
    }


def write_bundle(pair: Pair, *, only_new: bool = False) -> Path:
    """The village's bundle with everything that the commune has not acknowledged."""
    with pair.opened("thon") as (store, keys):
        return exporting.export(store, keys, pair.stick, only_new=only_new).path
