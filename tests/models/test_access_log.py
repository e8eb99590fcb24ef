"""The log of exports: a line before the file, completed once, and no way to change or lose it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.models.access_log import begin_export, complete_export, logged_exports
from desktop.models.authors import DEVICE
from desktop.models.journal import changing
from desktop.models.places import Device
from desktop.models.store import Store
from tests.makers import make_store
from tests.models.record_makers import add_round


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with make_store(tmp_path, "commune") as opened:
        yield opened


def test_a_line_says_when_which_rounds_what_for_and_how_many(store: Store):
    with changing(store) as change:
        device = change.add(Device, role="commune", name="máy xã", public_key="-", fingerprint="-", holder="Cán bộ")
        round_ = add_round(change)
    with store.transaction():
        store.set_setting(DEVICE, device)
    complete_export(store, begin_export(store, [round_], "sav", personal=True, purpose="cap_tren"), 37)
    (line,) = logged_exports(store)
    assert (line.device, line.rounds, line.format, line.personal, line.purpose, line.records) == (
        "Cán bộ", ("đợt 1",), "sav", True, "cap_tren", 37,
    )  # fmt: skip
    assert line.happened_at.utcoffset() is not None


def test_what_was_never_finished_stays_as_that_and_the_latest_stands_first(store: Store):
    begin_export(store, ["r"], "xlsx", personal=False)
    complete_export(store, begin_export(store, ["r"], "csv", personal=False), 0)
    assert [(line.format, line.records) for line in logged_exports(store)] == [("csv", 0), ("xlsx", None)]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM access_log",
        "UPDATE access_log SET personal = 0",
        "UPDATE access_log SET records = 1",
        "UPDATE access_log SET happened_at = ''",
    ],
)
def test_a_finished_line_can_be_neither_changed_nor_removed(store: Store, statement: str):
    complete_export(store, begin_export(store, ["r"], "csv", personal=True), 5)
    with pytest.raises(Exception, match="the access log is kept"), store.transaction():
        store.execute(statement)
    (line,) = logged_exports(store)
    assert (line.personal, line.records) == (True, 5)


def test_the_log_holds_ids_and_codes_only(store: Store):
    columns = {name for _, name, *_ in store.rows("PRAGMA table_info(access_log)")}
    assert columns == {"id", "happened_at", "device", "what", "rounds", "format", "personal", "purpose", "records"}
