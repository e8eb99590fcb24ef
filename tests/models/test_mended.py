"""What a strict reading of the room once found: lines that lie, doors that stood open. Each was a bug."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import msgspec
import pytest

from desktop.errors import StoreError
from desktop.models.base import _WRITING_DOORS, JournalOnlyError
from desktop.models.conflicts import conflicts
from desktop.models.entries import EntryError, read_entries, read_entry, write_entry
from desktop.models.exchange import ScopeError
from desktop.models.households import Household, Response
from desktop.models.journal import changing
from desktop.models.store import Store
from tests.makers import OTHER_VILLAGE_ID, VILLAGE_ID, add_household, carry
from tests.models.journal_makers import add_one, entries
from tests.models.test_entries import line_of, read, with_values
from tests.models.test_exchange import AUTHOR, HOUSEHOLD, RECORD, line, refused, take

RESPONSE: dict[str, Any] = {
    "village_id": VILLAGE_ID,
    "household_id": "0" * 36,
    "form_id": "f",
    "form_version": "1",
    "state": "draft",
}


# entries.py `read_entries`: only the number of entries is compared with the number of lines, so an entry may begin in
# one line and end in the next; the journal then keeps lines that nobody can read. Enough: each line must begin with
# b"{" and end with b"}".
@pytest.mark.parametrize("cut", [0, 1, 2])
def test_a_line_is_one_entry_however_many_are_read_at_once(cut: int) -> None:
    one, two = line_of(sequence=1), line_of(sequence=2)
    lines = [[one[:-1], b"}" + two], [one[:-1], b"} " + two], [one + two, b""]][cut]
    with pytest.raises(EntryError):
        read_entries(lines)


# entries.py: an ASCII line with \u escapes passes by the NFC check; invisible and control characters pass anyway
@pytest.mark.parametrize("text", ["e\\u0301", "a\\u0000b", "a\\u200bb", "a\\u000bb"])
def test_escapes_do_not_bring_in_what_the_door_keeps_out(text: str) -> None:
    with pytest.raises(EntryError):
        read(with_values(f'{{"note":"{text}"}}'))


def test_a_name_is_one_line_from_outside_too() -> None:
    with pytest.raises(EntryError):
        read(line_of(values={"head_name": "a\nb"}))


# entries.py: msgspec takes the last of two equal keys; two programs can read one line differently
@pytest.mark.parametrize(
    "wrong", [with_values('{"note":"a","note":"b"}'), line_of().replace(b'"sequence":1', b'"sequence":1,"sequence":2')]
)
def test_a_key_stands_once(wrong: bytes) -> None:
    with pytest.raises(EntryError):
        read_entries([wrong])[0] and read(wrong)


# entries.py: the NFC check looks at the JSON text, where the n of "\n" and a following combining mark compose:
# the desk writes a line that it can never read again (health, edits of the record and every export raise)
def test_a_line_break_before_a_combining_mark(commune: Store, village: Store) -> None:
    record = add_one(village, note="a\n\u0301b")
    assert [entry.record for entry in entries(village)] == [record]
    assert carry(village, commune) == 1


# entries.py: nesting has no limit of its own, only the stack that happens to be left
def test_json_that_was_taken_can_be_read_from_any_depth(commune: Store) -> None:
    def deeper(levels: int, act: Callable[[], object]) -> object:
        return act() if levels == 0 else deeper(levels - 1, act)

    text = "[" * 800 + "]" * 800
    entry = read_entry(line(1, RESPONSE, table="response"))
    raw = bytes(entry.values).replace(b"{", b'{"answers":' + text.encode() + b",", 1)
    try:
        take(commune, [write_entry(msgspec.structs.replace(entry, values=msgspec.Raw(raw)))])
    except EntryError:
        return  # refusing it is as good
    deeper(300, lambda: commune.get(Response, RECORD))


# journal.py: what is longer than MAX_LINE is written, and can never be read again
def test_a_line_that_is_too_long_is_not_written(village: Store) -> None:
    with pytest.raises((EntryError, StoreError)), changing(village) as change:
        change.add(Response, **RESPONSE, answers={"a": "x" * (1 << 20)})


# authors.py: int() of 5,000 digits is a ValueError
def test_a_replaced_version_of_five_thousand_digits(commune: Store) -> None:
    take(commune, [line(1)])
    refused(commune, EntryError, [line(2, {"note": "x"}, replaced={"note": [f"{AUTHOR}:{'9' * 5000}"]})])


# applying.py `_journalled`: bytes(None) when a deletion names a version of a known author that is not held
def test_a_deletion_that_names_a_version_nobody_wrote(commune: Store) -> None:
    take(commune, [line(1)])
    wrong = line(2, {"deleted": True}, replaced={"deleted": [f"{AUTHOR}:999"]})
    with suppress(EntryError):
        take(commune, [wrong])


# exchange.py: the row of a village belongs to its own scope: record == village_id
def test_a_village_adds_no_other_village(commune: Store) -> None:
    for record in (OTHER_VILLAGE_ID, RECORD):
        values = {"village_id": VILLAGE_ID, "code": "x", "name": "Thôn ma"}
        refused(commune, ScopeError, [line(1, values, table="village", record=record)])


# exchange.py: the first of the two was not in the journal yet, so nothing was compared
def test_a_fork_within_one_bundle(commune: Store) -> None:
    refused(commune, EntryError, [line(1), line(1, {**HOUSEHOLD, "note": "x"})])


# journal.py: the village's desk refuses the whole bundle (out of scope), and every later one
def test_a_record_is_not_moved_to_another_village(commune: Store, village: Store) -> None:
    record = add_one(village)
    carry(village, commune)
    try:
        with changing(commune) as change:
            change.set(Household, record, village_id=OTHER_VILLAGE_ID)
    except StoreError:
        return
    carry(commune, village)


# journal.py: adding under an id that is there becomes a conflict of the desk with itself
def test_adding_twice_under_one_id(village: Store) -> None:
    record = add_one(village)
    try:
        with changing(village) as change:
            add_household(change, record=record, head_name="Khác")
    except (StoreError, TypeError, RuntimeError, ValueError):
        return
    assert conflicts(village) == []


# journal.py: deleting what is deleted is an entry that changes nothing
def test_deleting_twice(village: Store) -> None:
    record = add_one(village)
    for _ in range(2):
        with changing(village) as change:
            change.delete(Household, record)
    assert len(entries(village)) == 2


# base.py: queries that write were open; only save, create and delete_instance were closed
@pytest.mark.parametrize("door", _WRITING_DOORS)
def test_no_query_writes_past_the_journal(door: str) -> None:
    with pytest.raises(JournalOnlyError):
        getattr(Household, door)()
