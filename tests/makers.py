"""Makers: one call gives a valid desk or record, so that a test names only what it is about."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from desktop.clock import ScriptedClock, new_id
from desktop.models import lives
from desktop.models.authors import DEVICE, Authors
from desktop.models.exchange import Intake, Sender, lines_between
from desktop.models.households import Household
from desktop.models.journal import ROLE, VILLAGE, Change, changing
from desktop.models.places import Commune, Village
from desktop.models.store import Store

START = datetime(2025, 8, 1, 1, 0, tzinfo=UTC)
VILLAGE_ID = "0198636f-0000-7000-8000-000000000001"
OTHER_VILLAGE_ID = "0198636f-0000-7000-8000-000000000002"


def make_store(home: Path, role: str, village: str | None = None, seed: int = 0) -> Store:
    """A store with its role set and nothing else; no keys."""
    store = Store.create(home, ScriptedClock(START, seed=seed))
    with store.transaction():
        store.set_setting(ROLE, role)
        store.set_setting(DEVICE, new_id(store.clock))
        if village:
            store.set_setting(VILLAGE, village)
    return store


def move_home(home: Path, place: Path) -> Path:
    """The home at another place as if it had always been there; without the last line it would be a copy."""
    shutil.copytree(home, place)
    lives.moved(home, place)
    return place


def add_household(change: Change, village: str = VILLAGE_ID, **values: object) -> str:
    """A household with valid defaults."""
    given: dict[str, Any] = {"head_name": "Nông Văn Thử", "status": "dang_cu_tru", "people": 4, **values}
    return change.add(Household, village_id=village, **given)


def carry(source: Store, target: Store, upto: dict[str, int] | None = None) -> int:
    """Hand over from one store to the other what it may have and has not, up to a sequence an author."""
    there, here = Authors(target), Authors(source)
    village = target.setting(VILLAGE)
    audiences = ("all", village) if village else ()
    ranges = {}
    for author, held in here.seen(*audiences).items() if source.setting(ROLE) == "commune" else here.seen().items():
        if source.setting(ROLE) == "village" and author not in here.written_here():
            continue
        last = min(held, (upto or {}).get(author, held))
        if last > there.held(author):
            ranges[author] = (there.held(author) + 1, last)
    sender = Sender(source.setting(ROLE) or "", source.setting(VILLAGE), source.setting(DEVICE) or "")
    with target.transaction():
        devices = {author: device for author in ranges if (device := here.device(author))}
        return Intake(target, sender, devices=devices).take(lines_between(source, ranges)).entries


__all__ = [
    "START",
    "VILLAGE_ID",
    "Commune",
    "Village",
    "add_household",
    "carry",
    "changing",
    "date",
    "make_store",
    "move_home",
]
