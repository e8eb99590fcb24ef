"""A store with so many households of 12 villages, by chance and always the same, and what people type to find them."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from desktop.clock import ScriptedClock
from desktop.demo.homes import homes_of
from desktop.demo.plan import Size, villages_of
from desktop.models.households import Household
from desktop.models.journal import ROLE, changing
from desktop.models.places import Village
from desktop.models.store import Store
from desktop.text import fold

_START = datetime(2025, 8, 1, 1, 0, tzinfo=UTC)
_VILLAGES = 12


def make(folder: Path, households: int) -> Store:
    """The open store, made below a folder."""
    chance = random.Random(1)
    size = Size(villages=_VILLAGES, households=300, sessions=1, seed=1)
    store = Store.create(folder, ScriptedClock(_START))
    with store.transaction():
        store.set_setting(ROLE, "commune")
    with changing(store) as change:
        for place, plan in enumerate(villages_of(size), start=1):
            village = change.add(Village, code=plan.code, name=plan.name, position=place)
            part = households * place // _VILLAGES - households * (place - 1) // _VILLAGES
            for home in homes_of(chance, replace(plan, households=part)):
                own = {"code": home.code, "head_name": home.head_name, "hamlet": home.hamlet, "phone": home.phone}
                more = {"household_class": home.household_class, "status": home.status}
                change.add(Household, village_id=village, **own, **more)
    return store


def typed(store: Store, searches: int) -> Sequence[str]:
    """Every keystroke of so many searches: names bare and with marks, first letters, ends of codes, phones."""
    chance = random.Random(2)
    rows = store.rows("SELECT head_name, COALESCE(code, ''), COALESCE(phone, '') FROM household ORDER BY id")
    found: list[str] = []
    for _ in range(searches):
        name, code, phone = chance.choice(rows)
        initials = " ".join(word[0] for word in name.split())
        text = chance.choice((name, fold(name), fold(name), fold(initials), code[-4:], phone or code))
        found += [text[: end + 1] for end in range(len(text))]
    return found
