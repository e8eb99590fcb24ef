"""The honest bundles: what receivers have merged before an attack, and what attacks are made from."""

from typing import Any

from tests.bad_bundles import note
from tests.bad_bundles.people import COMMUNE, DEPUTY, LAPTOP, NEIGHBOUR, TO_VILLAGE_1, VILLAGE_1, VILLAGE_2
from tests.bad_bundles.sealing import draft, entry, household, record, version

TAKEN = frozenset({"household", "journal"})

VILLAGE_ROW = {"code": "02107-01", "name": "Thôn Một", "village_id": VILLAGE_1}


def _first() -> bytes:
    lines = [entry(1, record(1), household()), entry(2, record(2), household("Lý Thị Mẫu"))]
    return draft(*lines, cover={"seen": {LAPTOP.author: 2}, "counts": {"household": 2}}).sealed()


def _second() -> bytes:
    lines = [
        entry(3, record(1), {"phone": "0912345678"}, replaced={"phone": [version(1)]}),
        entry(4, record(3), household("Hoàng Văn Ví")),
    ]
    cover = {"number": 2, "needs": {LAPTOP.author: 2}, "seen": {LAPTOP.author: 4}, "counts": {"household": 3}}
    return draft(*lines, cover=cover).sealed()


def _third() -> bytes:
    lines = [entry(5, record(3), {"people": 5}, replaced={"people": [version(4)]})]
    cover = {"number": 3, "needs": {LAPTOP.author: 4}, "seen": {LAPTOP.author: 5}}
    return draft(*lines, cover=cover).sealed()


def _neighbour() -> bytes:
    values = household("Triệu Thị Thử", village_id=VILLAGE_2)
    return draft(entry(1, record(9), values, author=NEIGHBOUR.author), sender=NEIGHBOUR).sealed()


def _deputy() -> bytes:
    lines = [entry(1, record(7), household("Bàn Văn Ví"), author=DEPUTY.author)]
    return draft(*lines, sender=DEPUTY).sealed()


def downward(*lines: bytes, **changed: Any) -> bytes:
    """A bundle from the commune to village 1."""
    return draft(*lines, **{"sender": COMMUNE, "to": LAPTOP, **changed}).sealed()


def _from_the_commune() -> bytes:
    period = {"first_day": "2025-08-01", "kind": "thang", "last_day": "2025-08-31", "name": "tháng 8 năm 2025"}
    return downward(
        entry(1, record(101), period, author=COMMUNE.author, table="period"),
        entry(1, VILLAGE_1, VILLAGE_ROW, author=TO_VILLAGE_1, table="village"),
    )


note("village-1", "The village's first honest bundle.", _first, verdict="merged", changes=TAKEN)
note("village-2", "The village's second honest bundle.", _second, after=("village-1",), verdict="merged", changes=TAKEN)
note(
    "village-3",
    "The village's third honest bundle.",
    _third,
    after=("village-1", "village-2"),
    verdict="merged",
    changes=TAKEN,
)
note("neighbour-1", "Another village's honest bundle.", _neighbour, verdict="merged", changes=TAKEN)
note("deputy-1", "The honest bundle of the village's second laptop.", _deputy, verdict="merged", changes=TAKEN)
note(
    "commune-1",
    "The commune's honest bundle to the village.",
    _from_the_commune,
    at="village",
    verdict="merged",
    changes={"journal", "period", "village"},
)
