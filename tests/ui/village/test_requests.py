"""Requests about personal data at the village's desk: written down, answered in time, and a person's data erased."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.models.erasing import erase
from desktop.models.households import Household
from desktop.models.request_register import ANSWERED, REFUSED, register, write_request
from desktop.ui.desk import Desk
from desktop.ui.parts.big_button import ActButton
from desktop.ui.requests.erase_dialog import EraseDialog
from desktop.ui.requests.refusal_dialog import RefusalDialog
from desktop.ui.requests.register_page import RegisterPage
from desktop.ui.requests.request_dialog import RequestDialog
from desktop.ui.village.households_room import HouseholdsRoom
from desktop.ui.village.survey_room import SurveyRoom
from desktop.ui.village.team.member_dialogs import MemberDialog
from desktop.ui.village.team.roster_page import RosterPage
from desktop.ui.window import DeskWindow
from tests.ui.screen import settle
from tests.ui.village.conftest import Answering

DeskAndWindow = tuple[Desk, DeskWindow]


def page_of(window: DeskWindow) -> RegisterPage:
    window.open_room("requests")
    page = window.page("requests")
    assert isinstance(page, RegisterPage)
    return page


def households(window: DeskWindow) -> HouseholdsRoom:
    window.open_room("households")
    room = window.page("households")
    assert isinstance(room, HouseholdsRoom)
    return room


def surveyed(desk: Desk) -> Household:
    """A household with answers."""
    found = desk.store.get(Household, str(desk.store.value("SELECT min(household_id) FROM response WHERE NOT deleted")))
    assert found is not None
    return found


def press(part: QWidget, name: str) -> None:
    button = next(one for one in part.findChildren(ActButton) if one.accessibleName().startswith(name))
    button.click()
    settle()


def offered(page: RegisterPage) -> list[str]:
    assert page.card is not None
    return [part.accessibleName() for part in page.card.acts.parts()]


def words(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def seen() -> str:
    """Every text that any window holds, seen or not, with what can be brought back by undo in its fields."""
    settle()
    told = []
    for top in QApplication.topLevelWidgets():
        for part in [top, *top.findChildren(QWidget)]:
            told += [part.windowTitle(), part.accessibleName(), part.toolTip()]
            if isinstance(part, QLabel | QLineEdit):
                told.append(part.text())
            if isinstance(part, QLineEdit):
                while part.isUndoAvailable():
                    part.undo()
                    told.append(part.text())
            if isinstance(part, QPlainTextEdit):
                told.append(part.toPlainText())
    return "\n".join(told)


def kind_and_save(kind: str) -> Callable[[RequestDialog], None]:
    def fill(dialog: RequestDialog) -> None:
        dialog.try_to_save()
        assert dialog.form.fields["kind"].problem
        dialog.kind.show_code(kind)
        dialog.try_to_save()

    return fill


def test_from_the_household_s_page_into_the_register(desk_and_window: DeskAndWindow, answering: Answering) -> None:
    desk, window = desk_and_window
    home = surveyed(desk)
    households(window).show_household(home.id)
    told: list[str] = []

    def fill(dialog: RequestDialog) -> None:
        told.append(words(dialog))
        kind_and_save("xem")(dialog)

    answering(RequestDialog, fill)
    press(households(window).one, "Người dân yêu cầu")
    assert home.head_name in told[0]
    assert window.room == "requests"
    page = page_of(window)
    assert page.card is not None
    assert home.head_name in words(page.card)
    (asked,) = register(desk.store, desk.day)
    assert (asked.kind, asked.record, asked.received_on) == ("xem", home.id, desk.day)


def test_from_a_member_s_dialog_into_the_register(desk_and_window: DeskAndWindow, answering: Answering) -> None:
    desk, window = desk_and_window
    window.open_room("team")
    room = window.page("roster")
    assert isinstance(room, RosterPage)
    member = room._members("thanh_vien")[0]
    answering(MemberDialog, lambda dialog: press(dialog, "Người này yêu cầu"))
    answering(RequestDialog, kind_and_save("sua"))
    room._edit(member)
    (asked,) = register(desk.store, desk.day)
    assert (asked.table, asked.record) == ("person", member.person_id)
    assert "Mở trang của hộ" not in offered(page_of(window))


def test_who_asks_is_looked_for_without_marks(desk_and_window: DeskAndWindow, answering: Answering) -> None:
    desk, window = desk_and_window
    home = surveyed(desk)

    def fill(dialog: RequestDialog) -> None:
        dialog.kind.show_code("han_che")
        dialog.received_on.show_date(desk.day + timedelta(days=1))
        dialog.try_to_save()
        assert dialog.form.fields["who"].problem
        assert dialog.form.fields["received_on"].problem
        dialog.received_on.show_date(desk.day)
        dialog.who.setText(home.code)
        dialog.who.settle()
        dialog.try_to_save()

    answering(RequestDialog, fill)
    page_of(window).add()
    assert [one.record for one in register(desk.store, desk.day)] == [home.id]


def test_the_days_are_told_in_words(desk_and_window: DeskAndWindow) -> None:
    desk, window = desk_and_window
    home = surveyed(desk)
    asked = write_request(desk.store, "xem", "household", home.id, received_on=desk.day - timedelta(days=12))
    page = page_of(window)
    page.refresh()
    page.show_request(asked)
    assert "1 quá hạn" in page.subtitle.text()
    assert page.card is not None
    assert "quá hạn 2 ngày" in words(page.card)
    assert "Đã báo gia hạn" not in offered(page)
    press(page, "Đã báo là đã nhận")
    assert "Đã báo là đã nhận" not in offered(page)
    press(page, "Đã trả lời xong")
    assert [one.state for one in register(desk.store, desk.day)] == [ANSWERED]
    assert offered(page) == []


def test_a_refusal_needs_its_reason(desk_and_window: DeskAndWindow, answering: Answering) -> None:
    desk, window = desk_and_window
    write_request(desk.store, "sua", "household", surveyed(desk).id, received_on=desk.day)

    def fill(dialog: RefusalDialog) -> None:
        dialog.try_to_save()
        assert dialog.form.fields["reason"].problem
        dialog.reason.setText("số liệu của xã")
        dialog.try_to_save()

    answering(RefusalDialog, fill)
    page = page_of(window)
    page.refresh()
    press(page, "Từ chối")
    (asked,) = register(desk.store, desk.day)
    assert (asked.state, asked.refused_reason) == (REFUSED, "số liệu của xã")


def test_erasing_asks_once_and_enter_keeps(desk_and_window: DeskAndWindow, answering: Answering) -> None:
    desk, window = desk_and_window
    home = surveyed(desk)
    write_request(desk.store, "xoa", "household", home.id, received_on=desk.day)

    def leave(dialog: EraseDialog) -> None:
        told = words(dialog)
        for part in ("Sẽ mất hẳn", "Vẫn giữ", "1 phiếu khảo sát", "số điện thoại", "khi nhận gói tới", "phải tự hủy"):
            assert part in told
        assert not dialog.erase_button.isEnabled()
        dialog.sure.setChecked(True)
        assert dialog.erase_button.isEnabled()
        QTest.keyClick(dialog, Qt.Key.Key_Return)

    came = answering(EraseDialog, leave)
    page = page_of(window)
    page.refresh()
    assert "Đã trả lời xong" not in offered(page)
    press(page, "Xóa dữ liệu")
    assert len(came) == 1
    kept = desk.store.get(Household, home.id)
    assert kept is not None
    assert (kept.head_name, kept.deleted) == (home.head_name, False)


def erase_now(dialog: EraseDialog) -> None:
    dialog.sure.setChecked(True)
    dialog.erase_button.click()


def test_nothing_of_the_person_stays_in_the_window(
    desk_and_window: DeskAndWindow, answering: Answering, qtbot: QtBot
) -> None:
    desk, window = desk_and_window
    home = surveyed(desk)
    with desk.acting() as acts:
        acts.set(Household, home.id, head_name="Hoàng Thị Xyzzy", phone="0909123123")
    room = households(window)
    room.list.search.setText("Hoàng Thị Xyzzy")
    room.list.search.setText("khác")
    room.show_household(home.id)
    window.open_room("survey")
    survey = window.page("survey")
    assert isinstance(survey, SurveyRoom)
    survey.survey(home.id)
    QGuiApplication.clipboard().setText("Hoàng Thị Xyzzy\t0909123123")
    write_request(desk.store, "xoa", "household", home.id, received_on=desk.day)
    page = page_of(window)
    page.refresh()
    assert "Xyzzy" in seen()
    answering(EraseDialog, erase_now)
    press(page, "Xóa dữ liệu")
    qtbot.waitUntil(lambda: page.banner is not None)
    left = seen()
    assert "Xyzzy" not in left
    assert "0909123123" not in left
    assert QGuiApplication.clipboard().text() == ""
    for key in ("households", "survey", "support", "today"):
        window.open_room(key)
    left = seen()
    assert "Xyzzy" not in left
    assert "(đã xóa)" in words(page_of(window))
    stored = str(desk.store.rows("SELECT CAST(entry AS TEXT) FROM journal"))
    assert "Xyzzy" not in stored
    (asked,) = register(desk.store, desk.day)
    assert (asked.state, asked.answered_on, asked.erased) == (ANSWERED, desk.day, True)
    assert page.banner is not None
    assert "Xã và máy khác của thôn cũng xóa khi nhận gói tới" in page.banner.accessibleName()
    page.banner.button.click()
    assert window.room == "handover"


def test_what_the_commune_erased_leaves_the_screen_when_its_bundle_comes(desk_and_window: DeskAndWindow) -> None:
    desk, window = desk_and_window
    home = surveyed(desk)
    with desk.acting() as acts:
        acts.set(Household, home.id, head_name="Hoàng Thị Xyzzy")
    window.open_room("survey")
    survey = window.page("survey")
    assert isinstance(survey, SurveyRoom)
    survey.survey(home.id)
    survey.page._dirty = True  # something was typed and not yet written
    window.open_room("handover")
    erase(desk.store, "household", home.id)
    desk.tell_changed(frozenset({"household", "erasure"}))
    window.open_room("survey")
    assert "Xyzzy" not in seen()
    again = window.page("survey")
    assert isinstance(again, SurveyRoom)
    assert again is not survey
    again.page.leave()
    alive = "SELECT count(*) FROM response WHERE household_id = ? AND NOT deleted"
    assert desk.store.value(alive, [home.id]) == 0


def test_other_changes_leave_pages_as_they_are(desk_and_window: DeskAndWindow) -> None:
    desk, window = desk_and_window
    kept = households(window)
    window.open_room("today")
    desk.tell_changed(frozenset({"household", "erasure"}))
    assert window.page("households") is kept


def test_the_register_is_empty_at_first(desk_and_window: DeskAndWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    _desk, window = desk_and_window
    page = page_of(window)
    asked: list[bool] = []
    monkeypatch.setattr(RequestDialog, "exec", lambda _dialog: asked.append(True))
    press(page, "Ghi yêu cầu đầu tiên")
    assert asked == [True]
    assert page.subtitle.text().strip() == ""
