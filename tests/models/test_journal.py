"""Every change is one entry, written together with the row or not at all; what differs and nothing else."""

import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from desktop.errors import StoreError
from desktop.models.authors import Authors
from desktop.models.base import JournalOnlyError, SharedModel
from desktop.models.entries import EntryError
from desktop.models.health import health_problems
from desktop.models.households import Household, Response
from desktop.models.journal import changing
from desktop.models.places import Commune, Milestone, Village
from desktop.models.reporting import Service
from desktop.models.stamps import is_stamp
from desktop.models.store import Store
from tests.makers import OTHER_VILLAGE_ID, VILLAGE_ID, add_household, make_store
from tests.models.journal_makers import add_one, entries, household, set_one, values_of

RESPONSE: dict[str, Any] = {"household_id": "0" * 36, "form_id": "f", "form_version": "1", "state": "draft"}


def everything(store: Store) -> object:
    return [store.rows(f"SELECT * FROM {table}") for table in ("household", "journal", "author", "head", "setting")]


# --- one change, one entry ---


def test_adding_setting_and_deleting_are_one_entry_each(village: Store) -> None:
    record = add_one(village, phone="0912345678")
    set_one(village, record, phone=None, people=5)
    with changing(village) as change:
        change.delete(Household, record)
    added, changed, deleted = entries(village)
    assert [entry.sequence for entry in (added, changed, deleted)] == [1, 2, 3]
    assert {entry.record for entry in (added, changed, deleted)} == {record}
    first, second = f"{added.author}:1", f"{added.author}:2"
    assert values_of(added) == {
        "head_name": "Nông Văn Thử",
        "people": 4,
        "phone": "0912345678",
        "status": "dang_cu_tru",
        "village_id": VILLAGE_ID,
    }
    assert added.replaced == {}
    assert values_of(changed) == {"phone": None, "people": 5}
    assert changed.replaced == {"phone": [first], "people": [first]}
    assert values_of(deleted) == {"deleted": True}
    assert set(deleted.replaced) == set(Household.shared_fields())
    assert deleted.replaced["people"] == [second]
    assert deleted.replaced["note"] == deleted.replaced["deleted"] == [first]


def test_sequences_have_no_hole_over_transactions_and_batches(village: Store) -> None:
    with changing(village) as change:
        for number in range(2500):  # more than a batch, and not a multiple of one
            add_household(change, head_name=f"Hộ {number}")
    for _ in range(3):
        add_one(village)
    listed = entries(village)
    assert [entry.sequence for entry in listed] == list(range(1, 2504))
    assert len({entry.author for entry in listed}) == 1
    assert sorted(entry.stamp for entry in listed) == [entry.stamp for entry in listed]
    assert len({entry.stamp for entry in listed}) == 2503
    assert Authors(village).held(listed[0].author) == 2503


def test_five_thousand_in_one_change(village: Store) -> None:
    with changing(village) as change:
        records = [add_household(change, head_name=f"Hộ {number}", people=number % 7) for number in range(5000)]
        for record in records[::500]:
            change.set(Household, record, note="sửa ngay")
    assert change.applied.added == {"household": 5000}
    assert change.applied.changed == {"household": 10}
    assert change.applied.entries == 5010
    assert village.value("SELECT count(*) FROM household WHERE note IS NULL") == 4990
    assert health_problems(village) == []


def test_an_author_for_each_audience(commune: Store) -> None:
    with changing(commune) as change:
        add_household(change)
        add_household(change, OTHER_VILLAGE_ID)
        change.add(Service, code="CQ-1", name="Dịch vụ công", pillar="CQ")
        change.add(Milestone, name="Việc", before=date(2025, 7, 23))
        add_household(change)
    authors = Authors(commune)
    held = {authors.audience(author): authors.held(author) for author in authors.known()}
    assert held == {VILLAGE_ID: 2, OTHER_VILLAGE_ID: 1, "all": 1, "commune": 1}


def test_the_change_says_what_it_changed(village: Store) -> None:
    with changing(village) as change:
        record = add_household(change)
        change.set(Household, record, people=1)
        change.set(Household, record, people=1)
    assert (change.applied.added, change.applied.changed) == ({"household": 1}, {"household": 1})
    assert change.applied.tables == frozenset({"household"})
    assert change.applied.records == {("household", record)}
    assert change.applied.conflicts == set()


# --- all or nothing ---


def stopped(store: Store, act: Callable[[Any], object], count: int = 1) -> None:
    """Do something inside a change, then fail."""
    with changing(store) as change:
        for _ in range(count):
            act(change)
        raise KeyError("stop")


@pytest.mark.parametrize("count", [1, 1500])  # before and after a batch was written
@pytest.mark.parametrize("before", [0, 2])
def test_an_exception_inside_leaves_nothing(village: Store, count: int, before: int) -> None:
    for _ in range(before):
        add_one(village)
    kept = everything(village)
    with pytest.raises(KeyError):
        stopped(village, add_household, count)
    assert everything(village) == kept
    add_one(village)
    assert [entry.sequence for entry in entries(village)] == list(range(1, before + 2))


def test_a_change_that_writes_nothing_leaves_no_entry_and_no_author(village: Store) -> None:
    with changing(village):
        pass
    assert (entries(village), Authors(village).known()) == ([], set())


@pytest.mark.parametrize(
    "values",
    [
        {"head_name": "x" * 51},
        {"people": "bốn"},
        {"people": 2.5},
        {"people": True},
        {"head_name": None},
        {"deleted": 1},
    ],
)
def test_what_does_not_fit_a_column_is_not_written(village: Store, values: dict[str, object]) -> None:
    record = add_one(village)
    kept = everything(village)
    with pytest.raises(EntryError):
        set_one(village, record, **values)
    assert everything(village) == kept


def test_a_record_needs_its_columns(village: Store) -> None:
    with pytest.raises(EntryError, match="status"), changing(village) as change:
        change.add(Household, village_id=VILLAGE_ID, head_name="Nông Văn Thử")
    assert entries(village) == []


# --- what differs ---


def test_only_what_differs_is_journalled(village: Store) -> None:
    record = add_one(village, note="cũ")
    assert set_one(village, record, head_name="Nông Văn Thử", people=4, note="mới", phone=None, deleted=False) is True
    assert values_of(entries(village)[-1]) == {"note": "mới"}


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"people": 4},
        {"phone": None},
        {"deleted": False},
        {"head_name": "  Nông   Văn\tThử\n"},
        {"head_name": unicodedata.normalize("NFD", "Nông Văn Thử")},
        {"head_name": "Nông\u00a0Văn\u200b Thử"},
        {"village_id": VILLAGE_ID},
    ],
)
def test_equal_values_journal_nothing(village: Store, values: dict[str, object]) -> None:
    record = add_one(village)
    kept = village.rows("SELECT * FROM journal"), village.rows("SELECT * FROM household")
    assert set_one(village, record, **values) is False
    assert (village.rows("SELECT * FROM journal"), village.rows("SELECT * FROM household")) == kept


def test_equal_json_journals_nothing_whatever_the_order_of_its_keys(village: Store) -> None:
    with changing(village) as change:
        record = change.add(
            Response, village_id=VILLAGE_ID, **RESPONSE, answers={"b": [1, {"y": 1, "x": 2}], "a": None}
        )
        assert change.set(Response, record, answers={"a": None, "b": [1, {"x": 2, "y": 1}]}) is False
        assert change.set(Response, record, answers={"a": None, "b": [{"x": 2, "y": 1}, 1]}) is True


# --- past the journal ---


def test_rows_are_not_written_past_the_journal(village: Store) -> None:
    row = household(village, add_one(village))
    row.note = "lén"
    with pytest.raises(JournalOnlyError):
        row.save()
    with pytest.raises(JournalOnlyError):
        row.save(force_insert=True)
    with pytest.raises(JournalOnlyError):
        row.delete_instance()
    with pytest.raises(JournalOnlyError):
        Household.create(head_name="Lén", status="dang_cu_tru")
    assert household(village, row.id).note is None


# --- deleted records, records of others, records that are not there ---


def test_a_deleted_record_is_not_edited_until_it_is_restored(village: Store) -> None:
    record = add_one(village)
    with changing(village) as change:
        change.delete(Household, record)
    kept = everything(village)
    with pytest.raises(StoreError, match="đã bị xóa") as caught:
        set_one(village, record, note="x")
    assert (caught.value.code, everything(village)) == ("deleted", kept)
    assert set_one(village, record, people=4) is False  # nothing differs
    assert set_one(village, record, deleted=False, note="khôi phục") is True
    assert (household(village, record).deleted, household(village, record).note) == (False, "khôi phục")


@pytest.mark.parametrize("act", ["set", "delete", "decide", "village_of"])
def test_a_record_that_is_not_there(village: Store, act: str) -> None:
    arguments: dict[str, tuple[object, ...]] = {"decide": ("note", "x")}
    with pytest.raises(StoreError, match="Không tìm thấy") as caught, changing(village) as change:
        getattr(change, act)(Household, "0" * 36, *arguments.get(act, ()), **({"note": "x"} if act == "set" else {}))
    assert caught.value.code == "missing"


@pytest.mark.parametrize(
    ("model", "scope", "values"),
    [
        (Household, None, {"head_name": "A", "status": "dang_cu_tru"}),
        (Household, OTHER_VILLAGE_ID, {"head_name": "A", "status": "dang_cu_tru"}),
        (Service, None, {"code": "x", "name": "x", "pillar": "CQ"}),
        (Service, VILLAGE_ID, {"code": "x", "name": "x", "pillar": "CQ"}),
        (Commune, None, {"code": "x", "name": "x"}),
        (Village, None, {"code": "x", "name": "x"}),
    ],
)
def test_a_village_s_desk_writes_its_village_and_no_more(
    village: Store, model: type[SharedModel], scope: str | None, values: dict[str, Any]
) -> None:
    with pytest.raises(StoreError, match="do xã quản lý") as caught, changing(village) as change:
        change.add(model, village_id=scope, **values)
    assert (caught.value.code, entries(village)) == ("out-of-scope", [])


# --- time ---


@pytest.mark.parametrize("year", [1990, 2001, 2150, 2300])
def test_stamps_are_those_of_the_right_clock_once_it_is_right(village: Store, year: int) -> None:
    clock: Any = village.clock
    record = add_one(village)
    wrong, right = datetime(year, 1, 1, tzinfo=UTC), datetime(2025, 9, 1, tzinfo=UTC)
    for instant in (wrong, right, wrong):
        clock.move_to(instant)
        set_one(village, record, note=f"lúc {instant} {len(entries(village))}")
        add_one(village)
    stamps = [entry.stamp for entry in entries(village)]
    assert all(map(is_stamp, stamps))
    assert [stamp[:4] for stamp in stamps[3:5]] == ["2025", "2025"]
    assert village.last_stamp == stamps[-1]


def test_the_stamp_goes_on_where_it_was_after_opening_again(tmp_path: Path) -> None:
    with make_store(tmp_path / "thon", "village", VILLAGE_ID) as store:
        add_one(store)
        last = store.last_stamp
    with Store.open(tmp_path / "thon", store.clock) as store:
        add_one(store)
        assert store.last_stamp > last
        assert [entry.sequence for entry in entries(store)] == [1, 2]
