"""Nộp về xã and Nhận từ xã as three numbered steps each: by the keyboard, and green on a receipt alone."""

import shutil
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.models.households import Household
from desktop.models.reporting import VillageReport
from desktop.models.village_periods import own_village_id, periods_with_reports
from desktop.sync.exporting import export
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.state_chip import StateChip
from desktop.ui.states import State
from desktop.ui.sticks import Stick
from desktop.ui.tokens import Tone
from desktop.ui.village.bundle_steps import BundleSteps, bundle_steps, waiting_words
from desktop.ui.village.going_dialog import GoingDialog
from desktop.ui.village.handing_over import Written, to_go, written
from desktop.ui.village.handover_room import HandoverRoom
from desktop.ui.village.households_room import HouseholdsRoom
from tests.ui.screen import settle
from tests.ui.village.acting import CTRL, focused, press, press_on
from tests.ui.village.conftest import Answering, OpenVillage
from tests.ui.village.test_handover import (
    GIB,
    DeskAndWindow,
    _answer_of_commune,
    _plugged,
    _room,
    _shown,
)


def _heads(room: HandoverRoom) -> list[str]:
    return [label.text() for label in room.findChildren(QLabel) if label.isVisible() and label.text()[:2] in STEPS]


STEPS = ("1.", "2.", "3.")


def test_both_sides_have_three_numbered_steps(desk_and_window: DeskAndWindow):
    _, window = desk_and_window
    room = _room(window)
    assert [head[:2] for head in _heads(room)] == list(STEPS)
    assert room.title.text() == "Nộp về xã"
    press_on(room, Qt.Key.Key_T, CTRL)
    assert [head[:2] for head in _heads(room)] == list(STEPS)
    assert room.title.text() == "Nhận từ xã"
    assert room.receive.sources.isAncestorOf(focused())


def test_what_exactly_goes_is_one_key_away(qtbot: QtBot, desk_and_window: DeskAndWindow, answering: Answering):
    desk, window = desk_and_window
    room = _room(window)
    going = to_go(desk.store)
    counted: list[int] = []

    def look(dialog: GoingDialog) -> None:
        model = dialog.view.rows_model()
        assert model is not None
        counted.append(model.rowCount())
        dialog.accept()

    answering(GoingDialog, look)
    assert room.go is not None
    room.go.show_records()
    qtbot.waitUntil(lambda: bool(counted))
    assert counted == [sum(going.counts.values())]


def test_a_draft_report_is_warned_of_and_one_goes_to_it(open_village: OpenVillage):
    _, window = open_village("thon-03")  # the commune has returned its report
    room = _room(window)
    (banner,) = [one for one in room.findChildren(Banner) if "chưa đi cùng gói" in one.accessibleName()]
    assert "Báo cáo tháng 8 năm 2025 xã trả lại chưa sửa xong, chưa đi cùng gói này." in banner.accessibleName()
    banner.button.click()
    assert window.room == "reports"


def test_a_sent_report_goes_along(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    period = next(one for one in periods_with_reports(desk.store, own_village_id(desk.store), desk.day) if one.is_open)
    with desk.acting() as acts:
        acts.add(
            VillageReport, village_id=own_village_id(desk.store), period_id=period.id, state="da_gui", sent_on=desk.day
        )
    room = _room(window)
    assert f"Có báo cáo {period.name} đi cùng." in [label.text() for label in room.findChildren(QLabel)]


def test_the_keyboard_alone_writes_a_bundle_and_takes_the_answer(
    qtbot: QtBot,
    desk_and_window: DeskAndWindow,
    demo: Path,
    tmp_path: Path,
):
    """F9 and Enter write; Ctrl+T, F8 and Enter take. Nothing is green before the receipt."""
    desk, window = desk_and_window
    stick = tmp_path / "usb"
    stick.mkdir()
    _room(window)
    window.open_room("today")
    press_on(window, Qt.Key.Key_F9)
    room = window.page("handover")
    assert isinstance(room, HandoverRoom)
    sticks = [Stick("THON", stick, "stick", GIB)]
    _plugged(room, *sticks)
    room.arrive()
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(list(stick.glob("*.toso"))) and room._banner is not None)
    assert [state.tone for state in _steps(room)] == [Tone.GOOD, Tone.WARN, Tone.QUIET]
    answer = _answer_of_commune(demo, desk, next(iter(stick.glob("*.toso"))), tmp_path)
    shutil.copy(answer, stick / answer.name)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    room.receive.sources._watch._find = lambda: sticks
    room.turn_to(receiving=True)
    press(Qt.Key.Key_Return)  # on "Đọc USB THON"
    qtbot.waitUntil(lambda: bool(room.receive._planned))
    settle()
    assert not written(desk.store)[0].received
    press(Qt.Key.Key_Return)  # on "Ghép vào sổ"
    qtbot.waitUntil(lambda: written(desk.store)[0].received)
    qtbot.waitUntil(lambda: any(text.startswith("Đã ghép") for text in _shown(room)))
    room.turn_to(receiving=False)
    assert [state.tone for state in _steps(room)] == [Tone.GOOD, Tone.GOOD, Tone.GOOD]


def _steps(room: HandoverRoom) -> list[State]:
    (shown,) = room.findChildren(BundleSteps)
    return list(shown.states)


def test_a_bundle_without_a_receipt_is_never_green_and_after_a_week_one_should_call():
    one = Written(3, date(2025, 9, 1), 6, "x.toso", received=False)
    assert Tone.GOOD not in [state.tone for state in bundle_steps(one)[1:]]
    assert "Nhận từ xã" in waiting_words(one, date(2025, 9, 7))
    assert waiting_words(one, date(2025, 9, 8)).startswith("Đã 7 ngày mà xã chưa báo nhận.")
    done = Written(3, date(2025, 9, 1), 6, "x.toso", received=True)
    assert {state.tone for state in bundle_steps(done)} == {Tone.GOOD}
    assert waiting_words(done, date(2025, 12, 1)) == ""


def test_a_household_says_how_far_it_has_come(desk_and_window: DeskAndWindow, tmp_path: Path):
    desk, window = desk_and_window
    home = str(desk.store.value("SELECT max(id) FROM household WHERE NOT deleted"))
    with desk.acting() as acts:
        acts.set(Household, home, note="mới sửa")
    room = window.page("households")
    assert isinstance(room, HouseholdsRoom)

    def chips() -> list[str]:
        window.open_room("households")
        room.show_household(home)
        settle()
        return [chip.state.words for chip in room.findChildren(StateChip) if chip.isVisible()]

    assert "Chưa nộp" in chips()
    export(desk.store, desk.credentials, tmp_path)
    assert f"Trong gói số {written(desk.store)[0].number}" in chips()
    assert "Máy xã đã nhận" not in chips()
