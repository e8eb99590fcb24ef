"""Lines into a store: order, holes, forks and scope; what is wrong leaves the store as it was."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from desktop.models.applying import Applied
from desktop.models.authors import DEVICE, Authors
from desktop.models.conflicts import conflicts
from desktop.models.entries import Entry, EntryError, raw_values, read_entry, write_entry
from desktop.models.exchange import ForkError, GapError, Intake, ScopeError, Sender, lines_between
from desktop.models.places import Commune, Milestone, Parameter, Village
from desktop.models.reporting import Service
from desktop.models.store import Store
from tests.makers import OTHER_VILLAGE_ID, VILLAGE_ID, add_household, carry, changing, make_store
from tests.models.journal_makers import add_one, entries, household, set_one

AUTHOR, OTHER_AUTHOR = "0198636f-0000-7000-8000-0000000000a1", "0198636f-0000-7000-8000-0000000000a2"
DEVICE_ID = "0198636f-0000-7000-8000-0000000000d1"
FROM_VILLAGE = Sender("village", VILLAGE_ID, DEVICE_ID)
FROM_COMMUNE = Sender("commune", None, DEVICE_ID)
HOUSEHOLD: dict[str, Any] = {"village_id": VILLAGE_ID, "head_name": "Nông Văn Thử", "status": "dang_cu_tru"}
RECORD = "0198636f-0000-7000-8000-0000000000b1"
OTHER_RECORD = "0198636f-0000-7000-8000-0000000000b2"
_counted = count(1)


def line(sequence: int = 1, values: Mapping[str, object] | None = None, **parts: Any) -> bytes:
    """A line of the sender's, by default one that adds a household; each has a later stamp than the one before."""
    stamp = f"2025-08-02T01:00:00.000Z/{next(_counted):04x}"
    given = {"author": AUTHOR, "stamp": stamp, "table": "household", "record": RECORD, "replaced": {}, **parts}
    return write_entry(Entry(sequence=sequence, values=raw_values(dict(values or HOUSEHOLD)), **given))


def take(store: Store, lines: Iterable[bytes], sender: Sender = FROM_VILLAGE, *, newer: bool = False) -> Applied:
    with store.transaction():
        return Intake(store, sender, newer=newer).take(lines)


def everything(store: Store) -> dict[str, list[object]]:
    names = [name for (name,) in store.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: store.rows(f"SELECT * FROM {name}") for name in names}


def refused(store: Store, error: type[ValueError], lines: Iterable[bytes], sender: Sender = FROM_VILLAGE) -> None:
    """The lines are refused by exactly this error, and the store is as it was."""
    before = everything(store)
    with pytest.raises(error) as caught:
        take(store, lines, sender)
    assert type(caught.value) is error
    assert everything(store) == before


# --- what goes in ---


def test_lines_are_applied_and_kept_as_they_came(commune: Store) -> None:
    lines = [line(1), line(2, {"people": 3}, replaced={"people": [f"{AUTHOR}:1"]})]
    applied = take(commune, lines)
    assert (applied.added, applied.changed) == ({"household": 1}, {"household": 1})
    assert [bytes(kept) for (kept,) in commune.rows("SELECT entry FROM journal ORDER BY sequence")] == lines
    assert household(commune, RECORD).people == 3
    assert Authors(commune).seen() == {AUTHOR: 2}
    assert Authors(commune).audience(AUTHOR) == VILLAGE_ID
    assert not Authors(commune).is_mine(AUTHOR)


def test_what_is_held_already_is_passed_over(commune: Store) -> None:
    lines = [line(1), line(2, {"people": 3}, replaced={"people": [f"{AUTHOR}:1"]})]
    take(commune, lines)
    before = everything(commune)
    for again in (lines, lines[:1], lines[1:], []):
        assert take(commune, again).entries == 0
        assert everything(commune) == before
    more = line(3, {"people": 4}, replaced={"people": [f"{AUTHOR}:2"]})
    assert take(commune, [*lines, more]).entries == 1
    assert household(commune, RECORD).people == 4


def test_the_stamp_of_what_came_in_is_behind_what_is_written_next(commune: Store) -> None:
    take(commune, [line(1, stamp="2026-01-01T00:00:00.000Z/0007")])
    assert commune.last_stamp == "2026-01-01T00:00:00.000Z/0007"
    set_one(commune, RECORD, people=1)
    assert entries(commune)[-1].stamp > "2026-01-01T00:00:00.000Z/0007"
    take(commune, [line(2, {"note": "x"}, replaced={"note": [f"{AUTHOR}:1"]}, stamp="2025-01-01T00:00:00.000Z/0000")])
    assert commune.last_stamp > "2026"  # and does not go back


def test_a_stamp_from_years_ahead_is_kept_but_not_followed(commune: Store) -> None:
    take(commune, [line(1, stamp="2199-12-31T23:59:59.999Z/ffff")])
    set_one(commune, RECORD, people=1)
    assert entries(commune)[-1].stamp < "2026"
    assert household(commune, RECORD).people == 1


def test_no_lines_are_no_change(commune: Store) -> None:
    before = everything(commune)
    assert take(commune, []).entries == 0
    assert everything(commune) == before


# --- holes and forks ---


@pytest.mark.parametrize("sequence", [2, 3, 2**53])
def test_a_stream_begins_with_one(commune: Store, sequence: int) -> None:
    refused(commune, GapError, [line(sequence)])


def test_a_stream_has_no_hole(commune: Store) -> None:
    take(commune, [line(1)])
    edit: dict[str, Any] = {"values": {"people": 3}, "replaced": {"people": [f"{AUTHOR}:1"]}}
    refused(commune, GapError, [line(3, **edit)])
    refused(commune, GapError, [line(2, **edit), line(4, **edit)])
    refused(commune, GapError, [line(3, **edit), line(2, **edit)])  # in the wrong order
    assert take(commune, [line(2, **edit)]).entries == 1


def test_one_place_has_one_content(commune: Store) -> None:
    lines = [line(1), line(2, {"people": 3}, replaced={"people": [f"{AUTHOR}:1"]})]
    take(commune, lines)
    for fork in (line(1), line(2, {"people": 9}, replaced={"people": [f"{AUTHOR}:1"]}), line(1, record=OTHER_RECORD)):
        refused(commune, ForkError, [fork])
    refused(commune, ForkError, [lines[0], line(2, {"people": 9})])


def test_what_this_desk_never_wrote_is_a_fork_of_its_own_stream(commune: Store, village: Store) -> None:
    record = add_one(village)
    carry(village, commune)
    (own,) = entries(village)
    more = line(2, {"note": "x"}, author=own.author, record=record, replaced={"note": [f"{own.author}:1"]})
    refused(village, ForkError, [more], FROM_COMMUNE)
    refused(village, ForkError, [write_entry(own), more], FROM_COMMUNE)
    assert take(village, [write_entry(own)], FROM_COMMUNE).entries == 0


# --- entries ---


@pytest.mark.parametrize(
    "wrong",
    [
        b"{}",
        line(2, {"people": "x"}),
        line(2, {"colour": "x"}),
        line(2, table="journal"),
        line(2, {"village_id": VILLAGE_ID, "note": "x"}, record=OTHER_RECORD),  # a first entry without its columns
        line(2, {}, record=OTHER_RECORD) + b"x",
        line(0),
    ],
)
def test_one_wrong_line_takes_back_the_ones_before_it(commune: Store, wrong: bytes) -> None:
    refused(commune, EntryError, [line(1), wrong])


def test_the_ten_thousandth_line_takes_back_the_first(commune: Store) -> None:
    many = [line(number, record=f"{number:036d}") for number in range(1, 10_001)]
    refused(commune, EntryError, [*many, line(10_001, {"people": "x"})])


def test_a_newer_version_s_lines_are_kept_whole_and_understood_in_part(commune: Store) -> None:
    lines = [
        line(1, {**HOUSEHOLD, "colour": "xanh"}),
        line(2, {"colour": "đỏ"}, replaced={"colour": [f"{AUTHOR}:1"]}),
        line(3, {"any": {"thing": 1}}, table="water_meter"),
        line(4, {"people": 2, "colour": "nâu"}, replaced={"people": [f"{AUTHOR}:1"], "colour": [f"{AUTHOR}:2"]}),
    ]
    refused(commune, EntryError, lines)
    applied = take(commune, lines, newer=True)
    assert (applied.added, applied.changed) == ({"household": 1}, {"household": 1})
    assert household(commune, RECORD).people == 2
    assert [bytes(kept) for (kept,) in commune.rows("SELECT entry FROM journal ORDER BY sequence")] == lines


# --- scope ---


def test_a_village_adds_nothing_to_another_village(commune: Store) -> None:
    for village in (OTHER_VILLAGE_ID, None):
        refused(commune, ScopeError, [line(1, {**HOUSEHOLD, "village_id": village})])
    refused(commune, ScopeError, [line(1, {"head_name": "A", "status": "dang_cu_tru"})])  # nobody's


def test_a_village_changes_nothing_of_another_village(commune: Store) -> None:
    with changing(commune) as change:
        theirs = add_household(change, OTHER_VILLAGE_ID)
    mine = entries(commune)[0].author
    for values in (
        {"note": "x"},
        {"deleted": True},
        {"village_id": VILLAGE_ID},
        {"village_id": VILLAGE_ID, "note": "x"},
    ):
        replaced = {name: [f"{mine}:1"] for name in values}
        refused(commune, ScopeError, [line(1, dict(values), record=theirs, replaced=replaced)])
        refused(commune, ScopeError, [line(1, dict(values), record=theirs)])


def test_a_village_moves_nothing_out_of_its_scope(commune: Store) -> None:
    take(commune, [line(1)])
    for village in (OTHER_VILLAGE_ID, None):
        moved = line(2, {"village_id": village}, replaced={"village_id": [f"{AUTHOR}:1"]})
        refused(commune, ScopeError, [moved])
    both = [line(2, record=OTHER_RECORD), line(3, {"village_id": OTHER_VILLAGE_ID}, record=OTHER_RECORD)]
    refused(commune, ScopeError, both)  # added and moved in one bundle


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Service, {"code": "x", "name": "x", "pillar": "CQ"}),
        (Parameter, {"name": "max_members", "level": "village", "value": 99}),
        (Milestone, {"name": "x", "before": "2025-07-23"}),
        (Commune, {"code": "x", "name": "x"}),
    ],
)
@pytest.mark.parametrize("scope", [VILLAGE_ID, OTHER_VILLAGE_ID, None])
def test_a_village_writes_no_table_of_the_commune(
    commune: Store, model: Any, values: dict[str, Any], scope: str | None
) -> None:
    refused(commune, ScopeError, [line(1, {**values, "village_id": scope}, table=model.table())])


def test_a_village_does_not_speak_as_somebody_else(commune: Store) -> None:
    with changing(commune) as change:
        add_household(change)
        change.add(Service, code="CQ-1", name="Dịch vụ công", pillar="CQ")
        change.add(Milestone, name="Việc", before=date(2025, 7, 23))
    take(
        commune, [line(1, {**HOUSEHOLD, "village_id": OTHER_VILLAGE_ID}, author=OTHER_AUTHOR)], _from(OTHER_VILLAGE_ID)
    )
    for author, held in Authors(commune).seen().items():
        if Authors(commune).audience(author) == VILLAGE_ID:
            refused(commune, ForkError, [line(held + 1, author=author)])  # the commune's stream to this village
        else:
            refused(commune, ScopeError, [line(held + 1, author=author)])
            refused(commune, ScopeError, [line(held, author=author)])  # held already: still none of theirs


def _from(village: str) -> Sender:
    return Sender("village", village, DEVICE_ID)


def test_a_village_may_change_its_own_row(commune: Store) -> None:
    with changing(commune) as change:
        change.add(Village, record=VILLAGE_ID, village_id=VILLAGE_ID, code="1", name="Nà Thử")
    mine = entries(commune)[0].author
    edit = line(1, {"profile": "Đồi núi"}, table="village", record=VILLAGE_ID, replaced={"profile": [f"{mine}:1"]})
    take(commune, [edit])
    row = commune.get(Village, VILLAGE_ID)
    assert row is not None
    assert row.profile == "Đồi núi"
    assert conflicts(commune) == []


@pytest.mark.parametrize(
    ("table", "values", "allowed"),
    [
        ("household", HOUSEHOLD, True),
        ("household", {**HOUSEHOLD, "village_id": OTHER_VILLAGE_ID}, False),
        ("household", {**HOUSEHOLD, "village_id": None}, False),  # the commune's own stays with the commune
        ("service", {"code": "x", "name": "x", "pillar": "CQ"}, True),
        ("milestone", {"name": "x", "before": "2025-07-23"}, False),
        ("village", {"village_id": VILLAGE_ID, "code": "1", "name": "x"}, False),  # a village is its own scope
    ],
)
def test_a_village_s_desk_takes_from_the_commune_what_is_for_it(
    village: Store, table: str, values: dict[str, object], allowed: bool
) -> None:
    one = [line(1, dict(values), table=table)]
    if allowed:
        assert take(village, one, FROM_COMMUNE).entries == 1
    else:
        refused(village, ScopeError, one, FROM_COMMUNE)


# --- what goes out ---


def test_lines_go_out_as_they_came_so_that_causes_come_first(commune: Store, village: Store) -> None:
    record = add_one(village)
    carry(village, commune)
    for number in range(3):  # each answers the other
        set_one(commune, record, note=f"xã {number}")
        carry(commune, village)
        village.clock.advance(-3600)  # type: ignore[attr-defined]
        set_one(village, record, note=f"thôn {number}")
        carry(village, commune)
    ranges = {author: (1, held) for author, held in Authors(commune).seen().items()}
    assert len(ranges) == 2
    listed = [read_entry(one) for one in lines_between(commune, ranges)]
    written: set[str] = set()
    for entry in listed:
        assert {version for seen in entry.replaced.values() for version in seen} <= written
        written.add(f"{entry.author}:{entry.sequence}")


def test_a_stamp_before_its_cause_stops_nobody(commune: Store, village: Store, tmp_path: Path) -> None:
    record = add_one(village)
    carry(village, commune)
    (cause,) = entries(village)
    early = line(
        1,
        {"note": "x"},
        author=OTHER_AUTHOR,
        record=record,
        replaced={"note": [f"{cause.author}:1"]},
        stamp="2001-01-01T00:00:00.000Z/0000",
    )
    take(commune, [early])
    with make_store(tmp_path / "thon-2", "village", VILLAGE_ID, seed=9) as other:
        assert carry(commune, other) == 2
        assert household(other, record).note == "x"


def test_lines_go_out_by_range(village: Store) -> None:
    for _ in range(5):
        add_one(village)
    (author,) = Authors(village).known()

    def sequences(first: int, last: int) -> list[int]:
        return [read_entry(one).sequence for one in lines_between(village, {author: (first, last)})]

    assert sequences(2, 4) == [2, 3, 4]
    assert sequences(5, 9) == [5]
    assert sequences(6, 9) == []
    assert list(lines_between(village, {"0" * 36: (1, 9)})) == []
    assert list(lines_between(village, {})) == []


def test_a_third_desk_takes_everything_in_one_go(commune: Store, village: Store, tmp_path: Path) -> None:
    record = add_one(village)
    carry(village, commune)
    set_one(commune, record, note="xã")
    carry(commune, village)
    set_one(village, record, note="thôn", people=9)
    carry(village, commune)
    with make_store(tmp_path / "thay", "village", VILLAGE_ID, seed=9) as third:
        carry(commune, third)
        assert (household(third, record).note, household(third, record).people) == ("thôn", 9)
        assert conflicts(third) == []
        assert third.setting(DEVICE) != village.setting(DEVICE)
