"""Gói đã nhận: a gap is asked for, a bundle is taken back after a look, and what both sides hold is said."""

from pathlib import Path

import pytest

from desktop.models.households import Household
from desktop.models.undoing import batches
from desktop.sync import merging
from desktop.sync.gaps import gaps
from desktop.ui.commune.bundles_room import BundlesRoom
from desktop.ui.commune.undo_card import UndoCard
from desktop.ui.parts.banner import Banner
from tests.ui.commune.conftest import Commune
from tests.ui.commune.stick import filled_stick


def room_of(commune: Commune) -> BundlesRoom:
    commune.window.open_room("bundles")
    room = commune.window.page("bundles")
    assert isinstance(room, BundlesRoom)
    return room


def choose(room: BundlesRoom, row: int) -> UndoCard:
    room.view.setCurrentIndex(room.view.model().index(row, 0))
    assert room.card is not None
    return room.card


def test_merged_bundles_are_listed_the_latest_first(commune: Commune) -> None:
    room = room_of(commune)
    listed = batches(commune.store)
    assert room.view.model().rowCount() == len(listed) > 2
    assert choose(room, 0).plan is not None
    assert room.banners == []


def test_a_bundle_is_taken_back_with_a_reason_and_once(commune: Commune, monkeypatch: pytest.MonkeyPatch) -> None:
    room = room_of(commune)
    card = choose(room, 0)
    assert card.plan is not None
    gone = {one.record for one in card.plan.back if one.field is None and one.table == "household"}
    assert gone
    assert not card.button.isEnabled()
    card.reason.setText("nộp nhầm")
    assert card.button.isEnabled()
    asked: list[str] = []

    def yes(_parent: object, question: str, *_words: object, **_more: object) -> bool:
        asked.append(question)
        return True

    monkeypatch.setattr("desktop.ui.commune.undo_card.ask", yes)
    card.button.click()
    assert "Hoàn tác gói số" in asked[0]
    assert all(row.deleted for row in commune.store.all(Household.select().where(Household.id.in_(gone))))
    again = choose(room, 0)
    assert again.plan is None
    assert "đã được hoàn tác" in again.findChildren(Banner)[0].accessibleName()


def test_a_person_who_says_no_changes_nothing(commune: Commune, monkeypatch: pytest.MonkeyPatch) -> None:
    card = choose(room_of(commune), 0)
    card.reason.setText("thử")
    before = commune.tables()
    monkeypatch.setattr("desktop.ui.commune.undo_card.ask", lambda *_given, **_more: False)
    card.take_back()
    assert commune.tables() == before


def test_a_gap_stands_on_top_and_is_asked_for(commune: Commune, tmp_path: Path) -> None:
    stick = filled_stick(commune.desk, tmp_path / "stick")
    outcomes = [
        merging.merge_file(commune.store, commune.desk.credentials, path) for path in sorted(stick.glob("*.toso"))
    ]
    assert "held" in {one.verdict for one in outcomes}
    commune.desk.tell_changed(frozenset({"bundle"}))
    room = room_of(commune)
    room.refresh()
    assert "thiếu" in room.banners[0].accessibleName()
    room.ask_into(gaps(commune.store)[0], tmp_path)
    (written,) = tmp_path.glob("*xin-lai*.toso")
    assert written.name in room.banners[-1].accessibleName()
