"""The inbox of conflicts: a line a record, narrowed by village and table, searched, sorted, a page at a time."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.models.conflict_inbox import COMMUNE, ConflictInbox
from desktop.models.conflicts import conflicts, differing
from desktop.models.journal import changing
from desktop.models.places import Village
from desktop.models.settling import keep_all_of, settle
from desktop.models.store import Store
from desktop.models.teams import Person
from tests.makers import OTHER_VILLAGE_ID, VILLAGE_ID, add_household, carry, make_store
from tests.models.conflict_makers import Desks, delete, desks_in, edit, weighed


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    with desks_in(tmp_path) as found:
        yield found


def differ(desks: Desks, name: str, **ours: object) -> str:
    record = desks.household(head_name=name)
    given = ours or {"people": 5}
    edit(desks.commune, record, **given)
    edit(
        desks.head, record, **{column: 6 if column == "people" else f"{value} khác" for column, value in given.items()}
    )
    carry(desks.head, desks.commune)
    return record


def names(inbox: ConflictInbox) -> list[str]:
    return [line.name for line in inbox.rows(0, 100)]


def add_elsewhere(desks: Desks, folder: Path) -> None:
    """A person of another village that both sides edit, and a village's own row."""
    other = make_store(folder / "khac", "village", OTHER_VILLAGE_ID, seed=9)
    with changing(desks.commune) as change:
        change.add(Village, record=OTHER_VILLAGE_ID, village_id=OTHER_VILLAGE_ID, code="02107-02", name="Bản Ca")
    carry(desks.commune, other)
    with changing(other) as change:
        person = change.add(Person, village_id=OTHER_VILLAGE_ID, full_name="Ma Thị Khác", position_title="Trưởng thôn")
    carry(other, desks.commune)
    for store, title in ((other, "Bí thư"), (desks.commune, "Tổ trưởng")):
        with changing(store) as change:
            change.set(Person, person, position_title=title)
    carry(other, desks.commune)
    other.close()


def test_a_line_says_what_where_and_which_columns(desks: Desks) -> None:
    record = differ(desks, "Nông Văn Thử", people=5, phone="0987654321")
    (line,) = ConflictInbox(desks.commune).rows(0, 10)
    assert (line.key, line.name, line.kind) == (("household", record), "Nông Văn Thử", "Hộ dân")
    assert (line.village_id, line.village) == (VILLAGE_ID, "Nà Quang")
    assert line.told_fields == "Số nhân khẩu, Số điện thoại"
    assert not line.is_about_deletion


def test_a_deletion_is_told_first(desks: Desks) -> None:
    record = differ(desks, "Nông Văn Thử", people=5)
    delete(desks.deputy, record)
    carry(desks.deputy, desks.commune)
    (line,) = ConflictInbox(desks.commune).rows(0, 10)
    assert line.told_fields == "Xóa hay giữ, Số nhân khẩu"
    assert line.is_about_deletion


def test_an_empty_inbox(desks: Desks) -> None:
    inbox = ConflictInbox(desks.commune)
    assert (inbox.total, inbox.total_fields, inbox.count(), list(inbox.rows(0, 10))) == (0, 0, 0, [])
    assert inbox.villages() == {}


def test_it_narrows_by_village_and_table(desks: Desks, tmp_path: Path) -> None:
    differ(desks, "Nông Văn Thử")
    add_elsewhere(desks, tmp_path)
    inbox = ConflictInbox(desks.commune)
    assert inbox.villages() == {(VILLAGE_ID, "Nà Quang"): 1, (OTHER_VILLAGE_ID, "Bản Ca"): 1}
    assert inbox.tables() == {"household": 1, "person": 1}
    inbox.narrow(village=OTHER_VILLAGE_ID, table=None)
    assert names(inbox) == ["Ma Thị Khác (Bí thư)"] or names(inbox) == ["Ma Thị Khác (Tổ trưởng)"]
    inbox.narrow(village=OTHER_VILLAGE_ID, table="household")
    assert (inbox.count(), inbox.total) == (0, 2)
    inbox.narrow(village=None, table="household")
    assert names(inbox) == ["Nông Văn Thử"]
    inbox.narrow(village=COMMUNE, table=None)
    assert inbox.count() == 0


@pytest.mark.parametrize(
    ("typed", "found"),
    [("nong van", 2), ("NÔNG", 2), ("em", 1), ("na quang", 2), ("nhan khau", 2), ("ho dan bê", 1), ("xyz", 0), ("", 2)],
)
def test_it_is_searched_without_marks(desks: Desks, typed: str, found: int) -> None:
    differ(desks, "Nông Văn Em")
    differ(desks, "Nông Văn Bê")
    inbox = ConflictInbox(desks.commune)
    inbox.search(typed)
    assert inbox.count() == found


def test_it_is_sorted_in_vietnamese_and_handed_out_in_pages(desks: Desks) -> None:
    for name in ("Đặng Văn B", "Dương Văn A", "Ân Văn C", "An Văn D"):
        differ(desks, name)
    inbox = ConflictInbox(desks.commune)
    inbox.sort("name", descending=False)
    assert names(inbox) == ["An Văn D", "Ân Văn C", "Dương Văn A", "Đặng Văn B"]
    keys = inbox.keys()
    assert [line.name for line in inbox.rows(1, 2)] == ["Ân Văn C", "Dương Văn A"]
    assert [key for _, key in keys] == [line.record for line in inbox.rows(0, 9)]
    inbox.sort("name", descending=True)
    assert names(inbox)[0] == "Đặng Văn B"
    with pytest.raises(KeyError):
        inbox.sort("no_such", descending=False)


def note_arrival(store: Store, after: int, moment: datetime) -> None:
    """Note that what came after a place in the journal came with one bundle, at a moment."""
    last = store.value("SELECT max(position) FROM journal")
    columns = [row[1] for row in store.rows("PRAGMA table_info(bundle)")]
    known = {
        "digest": f"{after:064}", "direction": "in", "state": "merged", "village_id": VILLAGE_ID, "number": 7,
        "entries": last - after, "first_position": after + 1, "last_position": last,
        "cover": '{"sender": {"name": "thôn Nà Quang"}}', "handled_at": moment.isoformat(),
    }  # fmt: skip
    values = [known.get(name, "x") for name in columns]
    store.execute(f"INSERT INTO bundle ({', '.join(columns)}) VALUES ({','.join('?' * len(columns))})", values)


def test_how_long_it_waits_is_counted_from_the_bundle_that_brought_it(desks: Desks) -> None:
    moments = [datetime(2025, 8, day, 7, tzinfo=UTC) for day in (9, 5)]
    records = []
    for moment in moments:
        before = desks.commune.value("SELECT max(position) FROM journal")
        record = desks.household(head_name=f"Nông Văn {moment.day}")
        edit(desks.commune, record, people=5)
        edit(desks.head, record, people=6)
        carry(desks.head, desks.commune)
        note_arrival(desks.commune, before, moment)
        records.append(record)
    inbox = ConflictInbox(desks.commune)
    assert {line.record: line.since for line in inbox.rows(0, 9)} == dict(zip(records, moments, strict=True))
    assert [line.record for line in inbox.rows(0, 9)] == records[::-1]  # who waits longest stands first
    found = weighed(desks.commune, records[0])
    came = {party.writer.told: party.last.arrival for party in found.parties}
    brought = came["máy của Nông Văn Trưởng, thôn Nà Quang"]
    assert brought is not None
    assert (brought.number, brought.sender, brought.merged_at) == (7, "thôn Nà Quang", moments[0])
    assert found.since == moments[0]
    edited_here = differ(desks, "Nông Văn Tư")
    assert weighed(desks.commune, edited_here).since is None  # came with no bundle that is known


def test_it_reads_anew(desks: Desks) -> None:
    record = differ(desks, "Nông Văn Thử")
    inbox = ConflictInbox(desks.commune)
    found = weighed(desks.commune, record)
    settle(desks.commune, keep_all_of(found, found.parties[0]), reason="x", decided_by="y")
    assert inbox.count() == 1
    inbox.refresh()
    assert (inbox.count(), inbox.total) == (0, 0)


def test_what_is_counted_is_what_is_listed(desks: Desks) -> None:
    record = differ(desks, "Nông Văn Thử", people=5, phone="0987654321", note="“x” \\ \n y", hamlet="Xóm 'a'")
    with changing(desks.head) as change:
        add_household(change)
    delete(desks.deputy, record)
    carry(desks.deputy, desks.commune)
    assert differing(desks.commune) == [one.place for one in conflicts(desks.commune)]
    assert len(differing(desks.commune)) == 5
