"""The access log: a line before the file, completed once, no way to change or lose it; looks and prints too."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.clock import ScriptedClock
from desktop.models.access_log import (
    ACTS,
    EXPORTED,
    OPENED,
    PRINTED,
    WHATS,
    WRONG_PIN,
    access_count,
    access_lines,
    access_totals,
    begin_export,
    complete_export,
    log_access,
    logged_exports,
)
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
        "UPDATE access_log SET act = 'opened'",
        "UPDATE access_log SET about = ''",
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
    assert columns == {
        "id", "happened_at", "device", "act", "what", "about", "rounds", "format", "personal", "purpose", "records",
    }  # fmt: skip


def test_looks_and_prints_stand_beside_exports_and_the_commune_sees_its_exports_alone(store: Store):
    log_access(store, "household", PRINTED, about="h-1", records=4)
    complete_export(store, begin_export(store, ["r"], "csv", personal=False), 2)
    log_access(store, "pin", WRONG_PIN, personal=False)
    assert [(one.act, one.what, one.about, one.personal, one.records) for one in access_lines(store, 0, 10)] == [
        (WRONG_PIN, "pin", "", False, None),
        (EXPORTED, "responses", "", False, 2),
        (PRINTED, "household", "h-1", True, 4),
    ]
    assert len(logged_exports(store)) == 1
    assert [one.act for one in access_lines(store, 1, 1)] == [EXPORTED]
    assert (access_count(store), access_count(store, PRINTED)) == (3, 1)
    assert [one.about for one in access_lines(store, 0, 10, PRINTED)] == ["h-1"]


def test_what_is_opened_again_within_half_an_hour_is_one_line_and_printing_never_is(tmp_path: Path):
    with make_store(tmp_path, "village") as store:
        clock = store.clock
        assert isinstance(clock, ScriptedClock)
        for minutes in (0, 29, 2, -600):
            clock.advance(minutes * 60)
            log_access(store, "households", OPENED)
            log_access(store, "roster", PRINTED)
        log_access(store, "households", OPENED, about="another")
        assert access_totals(store, datetime(2020, 1, 1, tzinfo=UTC)) == {OPENED: 4, PRINTED: 4}


def test_a_code_that_has_no_words_is_a_bug(store: Store):
    for what, act in (("nonsense", OPENED), ("roster", "nonsense")):
        with pytest.raises(ValueError, match="no code"):
            log_access(store, what, act)
    assert all(words for words in (*WHATS.values(), *ACTS.values()))
