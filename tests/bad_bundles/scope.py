"""Attacks by an enrolled village (or the commune) that writes where it may not; every signature is right."""

from collections.abc import Callable
from typing import Any

from tests.bad_bundles import note
from tests.bad_bundles.honest import downward
from tests.bad_bundles.people import (
    COMMUNE,
    COMMUNE_CODE,
    DEPUTY,
    LAPTOP,
    NEIGHBOUR,
    STRANGER,
    TO_VILLAGE_1,
    VILLAGE_1,
    VILLAGE_2,
)
from tests.bad_bundles.sealing import draft, entry, household, record, version

_DEVICE = {
    "fingerprint": STRANGER.key.fingerprint,
    "name": "Máy lạ",
    "public_key": STRANGER.key.public_line(),
    "role": "village",
}
_DECISION = {"about_id": record(9), "about_table": "household", "field": "phone", "chosen": "0900000000"}


def _new(table: str, record_id: str = record(50), **values: Any) -> Callable[[], bytes]:
    """The first entry of a record of a table, in village 1 unless told otherwise."""
    return lambda: draft(entry(1, record_id, {"village_id": VILLAGE_1, **values}, table=table)).sealed()


def _edit(record_id: str, values: dict[str, Any], author: str = LAPTOP.author, **changed: Any) -> Callable[[], bytes]:
    """An entry that writes over another author's first one."""
    replaced = {name: [f"{author}:1"] for name in values}
    return lambda: draft(entry(1, record_id, values, replaced=replaced, **changed)).sealed()


_NEIGHBOURS = ("neighbour-1",)
_FIRST = ("village-1",)


def _moved(village: str | None) -> bytes:
    line = entry(3, record(1), {"village_id": village}, replaced={"village_id": [version(1)]})
    return draft(line, cover={"number": 2}).sealed()


def _made_and_moved() -> bytes:
    lines = [
        entry(1, record(50), household()),
        entry(2, record(50), {"village_id": VILLAGE_2}, replaced={"village_id": [version(1)]}),
    ]
    return draft(*lines).sealed()


def _among_good_ones() -> bytes:
    lines = [entry(number, record(number + 50), household()) for number in range(1, 40)]
    lines[38] = entry(39, record(99), household(village_id=VILLAGE_2))
    return draft(*lines).sealed()


def _own_row(**values: Any) -> Callable[[], bytes]:
    """The village changes its own row."""
    return _edit(VILLAGE_1, values, TO_VILLAGE_1, table="village")


def _audience(audience: str) -> Callable[[], bytes]:
    """A household in a stream of which the cover says for whom it is."""
    cover = {"audiences": {LAPTOP.author: audience}}
    return lambda: draft(entry(1, record(50), household()), cover=cover).sealed()


_OUT: dict[str, tuple[str, Callable[[], bytes], tuple[str, ...]]] = {
    "record-of-neighbours": (
        "A household of the neighbours' is changed.",
        _edit(record(9), {"people": 0}, NEIGHBOUR.author),
        _NEIGHBOURS,
    ),
    "record-of-neighbours-deleted": (
        "A household of the neighbours' is deleted.",
        _edit(record(9), {"deleted": True}, NEIGHBOUR.author),
        _NEIGHBOURS,
    ),
    "record-taken-over": (
        "A household of the neighbours' is pulled over.",
        _edit(record(9), {"village_id": VILLAGE_1}, NEIGHBOUR.author),
        _NEIGHBOURS,
    ),
    "record-made-again": (
        "A household of the neighbours' is made a second time, in our village.",
        _new("household", record(9), **household()),
        _NEIGHBOURS,
    ),
    "record-for-neighbours": (
        "A household is made in the neighbours' village.",
        _new("household", **household(village_id=VILLAGE_2)),
        (),
    ),
    "record-for-the-commune": (
        "A household is made in no village.",
        lambda: draft(entry(1, record(50), household(village_id=None))).sealed(),
        (),
    ),
    "record-moved": ("A household of our own is moved to the neighbours.", lambda: _moved(VILLAGE_2), _FIRST),
    "record-moved-to-nobody": ("A household of our own is moved out of every village.", lambda: _moved(None), _FIRST),
    "record-made-and-moved": ("A household is made and moved to the neighbours in one bundle.", _made_and_moved, ()),
    "one-of-many": ("One of 39 entries is for the neighbours: none is taken in.", _among_good_ones, ()),
    "author-of-neighbours": (
        "An entry is written in the neighbours' stream.",
        lambda: draft(entry(2, record(50), household(), author=NEIGHBOUR.author)).sealed(),
        _NEIGHBOURS,
    ),
    "stream-for-everybody": ("The village's stream is said to be for everybody.", _audience("all"), ()),
    "stream-for-neighbours": ("The village's stream is said to be for the neighbours.", _audience(VILLAGE_2), ()),
    "village-of-neighbours": (
        "The neighbours' village is renamed.",
        _edit(VILLAGE_2, {"name": "Thôn Ta"}, TO_VILLAGE_1, table="village"),
        (),
    ),
    "village-into-neighbours": ("The village gives itself to the neighbours.", _own_row(successor_id=VILLAGE_2), ()),
    "village-closed": ("The village closes itself.", _own_row(closed_on="2025-01-01"), ()),
    "village-renamed": (
        "The village takes the neighbours' name and code.",
        _own_row(name="Thôn 2", code="02107-02"),
        (),
    ),
    "village-change": (
        "The village writes that it was renamed.",
        _new("village_change", kind="doi_ten", effective_on="2025-08-01"),
        (),
    ),
    "village-new": ("A village is founded.", _new("village", code="02107-09", name="Thôn Mới"), ()),
    "village-second-self": (
        "A second row for the own village, under another id.",
        _new("village", code="02107-01", name="Thôn Một"),
        (),
    ),
    "device-new": ("A stranger's laptop is enrolled.", _new("device", **_DEVICE), ()),
    "device-of-neighbours": (
        "The neighbours' laptop is revoked.",
        _edit(NEIGHBOUR.id, {"revoked_on": "2025-01-01"}, table="device"),
        (),
    ),
    "device-own-unrevoked": (
        "The own laptop's revocation is written away.",
        _edit(LAPTOP.id, {"revoked_on": None}, table="device"),
        (),
    ),
    "decision-for-neighbours": (
        "A decision is made in the neighbours' village.",
        _new("decision", village_id=VILLAGE_2, **_DECISION),
        (),
    ),
    "decision-for-the-commune": (
        "A decision is made for the commune.",
        _new("decision", village_id=None, **_DECISION),
        (),
    ),
    "commune-profile": ("The commune is renamed.", _new("commune", code=COMMUNE_CODE, name="Xã Ta"), ()),
    "period": (
        "A period is opened for everybody.",
        _new("period", village_id=None, kind="nam", name="2099", first_day="2099-01-01", last_day="2099-12-31"),
        (),
    ),
    "period-due": (
        "A village's own period says by when the commune expects the report.",
        _new("period", kind="nam", name="2099", first_day="2099-01-01", last_day="2099-12-31", due_on="2100-01-05"),
        (),
    ),
    "form": (
        "A questionnaire is published.",
        _new("form", form_id="x", version="1", name="Phiếu lạ", definition="<h/>"),
        (),
    ),
    "report-received": (
        "The village's report says itself that the commune has taken it.",
        _new("village_report", period_id=record(51), state="da_tiep_nhan"),
        (),
    ),
    "report-remark": (
        "The village writes the commune's remark on its report.",
        _new("village_report", period_id=record(51), state="da_gui", remark="Tốt"),
        (),
    ),
    "report-received-on": (
        "The village writes the day on which the commune took its report.",
        _new("village_report", period_id=record(51), state="da_gui", received_on="2025-08-02"),
        (),
    ),
    "commune-report": ("A report of the commune is written.", _new("commune_report", period_id=record(51)), ()),
    "team-of-the-commune": (
        "A team of the commune is founded.",
        _new("team", village_id=None, level="commune", name="Tổ ta"),
        (),
    ),
}
_ERASURE = {"about_id": record(1), "about_table": "household"}


def _erased_and(**values: Any) -> Callable[[], bytes]:
    """A household is erased, and then the erasure is written over."""
    lines = [
        entry(1, record(1), household()),
        entry(2, record(50), {"village_id": VILLAGE_1, "erased_on": "2025-08-02", **_ERASURE}, table="erasure"),
        entry(3, record(50), values, replaced={name: [version(2)] for name in values}, table="erasure"),
    ]
    return lambda: draft(*lines).sealed()


_OUT |= {
    "erasure-of-another": (
        "An erasure is turned to another record, so that the values of the first may come back.",
        _erased_and(about_id=record(2)),
        (),
    ),
    "erasure-of-another-table": ("The same with the table.", _erased_and(about_table="person"), ()),
}
for _name, (_told, _make, _after) in _OUT.items():
    note(f"scope-{_name}", _told, _make, after=_after, reason="out-of-scope")

# An erasure is the village's to write; what it names need not be.
_ERASED: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    "revocation": ("The row that says that a laptop was revoked", "device", DEPUTY.id, ("revoke-deputy",)),
    "village": ("The village's own row", "village", VILLAGE_1, ()),
    "record-of-neighbours": ("A household of the neighbours'", "household", record(9), _NEIGHBOURS),
    "erasure": ("The erasure itself", "erasure", record(50), ()),
    "journal": ("The journal", "journal", record(50), ()),
}
for _name, (_told, _table, _id, _after) in _ERASED.items():
    note(
        f"erased-{_name}",
        f"{_told} is named in an erasure: that is noted and does nothing.",
        _new("erasure", about_id=_id, about_table=_table, erased_on="2025-08-02"),
        after=_after,
        verdict="merged",
        changes={"erasure", "journal"},
    )
note(
    "scope-erasure-for-neighbours",
    "An erasure is written in the neighbours' village.",
    _new("erasure", village_id=VILLAGE_2, about_id=record(9), about_table="household", erased_on="2025-08-02"),
    after=_NEIGHBOURS,
    reason="out-of-scope",
)

note(
    "scope-author-of-the-commune",
    "An entry is written in the stream in which the commune writes to this village.",
    lambda: draft(
        entry(50, record(50), household(), author=TO_VILLAGE_1), cover={"ranges": {TO_VILLAGE_1: [2, 2]}}
    ).sealed(),
    reason="fork",
)


# --- the commune, on a village's desk ---

_DOWN: dict[str, tuple[str, Callable[[], bytes]]] = {
    "household-of-neighbours": (
        "The commune sends a household of the neighbours'.",
        lambda: downward(entry(1, record(9), household(village_id=VILLAGE_2), author=TO_VILLAGE_1)),
    ),
    "village-of-neighbours": (
        "The commune sends the neighbours' village.",
        lambda: downward(
            entry(
                1,
                VILLAGE_2,
                {"code": "02107-02", "name": "Thôn Hai", "village_id": VILLAGE_2},
                author=COMMUNE.author,
                table="village",
            )
        ),
    ),
    "signer": (
        "The commune sends its own signers.",
        lambda: downward(
            entry(
                1,
                record(50),
                {"full_name": "Lý Thị Mẫu", "lines": ["CHỦ TỊCH"], "valid_from": "2025-01-01"},
                author=COMMUNE.author,
                table="signer",
            )
        ),
    ),
    "household-of-nobody": (
        "The commune sends a household of no village.",
        lambda: downward(entry(1, record(50), household(village_id=None), author=COMMUNE.author)),
    ),
}
for _name, (_told, _make) in _DOWN.items():
    note(f"scope-down-{_name}", _told, _make, at="village", reason="out-of-scope")
for _name, _told, _make in (
    (
        "deputy-brings-the-commune",
        "The village's other laptop writes in the commune's stream.",
        lambda: draft(entry(2, record(60), household(), author=TO_VILLAGE_1), sender=DEPUTY, to=LAPTOP).sealed(),
    ),
    (
        "deputy-brings-a-period",
        "The village's other laptop opens a period.",
        lambda: draft(
            entry(
                1,
                record(60),
                {"first_day": "2099-01-01", "kind": "nam", "last_day": "2099-12-31", "name": "2099"},
                author=DEPUTY.author,
                table="period",
            ),
            sender=DEPUTY,
            to=LAPTOP,
        ).sealed(),
    ),
):
    note(f"scope-{_name}", _told, _make, at="village", after=("commune-1",), reason="out-of-scope")
