"""The commune's second computer on the screen: its empty home, the asking file, the code, the first desk's answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop import app
from desktop.models.digests import table_digests
from desktop.models.store import Store
from desktop.sync import credentials, enrolment, joining, passphrases, second_desk
from desktop.ui.desk import Desk
from desktop.ui.joining import JoinDialog, join_first
from desktop.ui.new_desk_dialog import NewDeskDialog
from desktop.ui.opening import desk_window
from desktop.ui.parts.big_button import BigButton
from desktop.ui.parts.code_offer import CodeOffer
from desktop.ui.start import StartDialog
from tests.sync.desks import Circle, make_circle
from tests.ui.commune.second import waiting_desk
from tests.ui.screen import settle


@dataclass
class Joining:
    """The dialog on the second computer, and the first desk with its village."""

    desk: Desk
    dialog: JoinDialog
    circle: Circle

    def issued(self, heard: str = "") -> Path:
        """The first desk's answer to the request on the stick."""
        (asked,) = self.circle.stick.glob("yeu-cau-*")
        code = heard or enrolment.spoken_code(self.desk.credentials)
        first = self.circle.commune
        return second_desk.issue(first.store, first.keys, asked, self.circle.stick, heard=code).path


@pytest.fixture
def waiting(tmp_path: Path, qtbot: QtBot) -> Iterator[Joining]:
    circle = make_circle(tmp_path)
    circle.village.add_households(2)
    circle.commune.merge(circle.village.export(circle.stick))
    for old in circle.stick.glob("yeu-cau-*"):
        old.unlink()
    desk = waiting_desk(tmp_path)
    dialog = JoinDialog(desk, lambda: [])
    qtbot.addWidget(dialog)
    dialog.show()
    settle()
    yield Joining(desk, dialog, circle)
    dialog.hide()
    desk.store.close()
    circle.close()


def said(waiting: Joining) -> str:
    banner = waiting.dialog.page.banner
    return banner.accessibleName() if banner else ""


def ask_by_button(waiting: Joining, qtbot: QtBot) -> None:
    page = waiting.dialog.page
    page.targets.ask = lambda _parent: waiting.circle.stick
    page.targets.button.click()
    qtbot.waitUntil(lambda: "yeu-cau-ghi-danh" in said(waiting))


def named(widget: QWidget) -> list[str]:
    return [part.accessibleName() for part in widget.findChildren(QWidget) if part.accessibleName()]


def test_the_computer_asks_is_let_in_and_has_the_whole_book(waiting: Joining, qtbot: QtBot) -> None:
    page = waiting.dialog.page
    code = enrolment.spoken_code(waiting.desk.credentials)
    assert f"Mã của máy này: {code}" in named(page)
    ask_by_button(waiting, qtbot)
    assert "mở lại vẫn ở đây" in said(waiting)
    page.look_at(waiting.issued())
    assert page.offer is not None
    assert not page.offer.take_button.isEnabled()
    assert waiting.desk.store.value("SELECT count(*) FROM journal") == 0
    for tick in page.offer.check.ticks:
        tick.click()
    page.offer.take_button.click()
    qtbot.waitUntil(lambda: waiting.dialog.result() == 1)
    first, second = waiting.circle.commune, waiting.desk
    assert table_digests(second.store) == table_digests(first.store)
    assert second.credentials.certificate is not None
    assert not joining.is_waiting(second.store, second.credentials)
    window = desk_window(second)
    qtbot.addWidget(window)
    window.open_room("villages")


def test_a_code_that_differs_changes_nothing(waiting: Joining, qtbot: QtBot) -> None:
    page = waiting.dialog.page
    ask_by_button(waiting, qtbot)
    page.look_at(waiting.issued())
    assert page.offer is not None
    taken: list[str] = []
    page.offer.taken.connect(taken.append)
    page.offer.check.typed.setText("0" * 24)
    page.offer.take()
    assert taken == []
    page.offer.left.emit()
    settle()
    assert page.findChildren(CodeOffer) == []
    assert "Không nhận tệp này" in said(waiting)
    assert joining.is_waiting(waiting.desk.store, waiting.desk.credentials)


def test_the_code_that_was_heard_is_judged_with_the_file(
    waiting: Joining, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr("desktop.ui.messages.tell", lambda _parent, error: told.append(error.code))
    ask_by_button(waiting, qtbot)
    waiting.dialog.page.accept(waiting.issued(), "1" * 24)
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["wrong-code"]
    assert joining.is_waiting(waiting.desk.store, waiting.desk.credentials)


def test_a_file_for_another_machine_is_refused_in_words(
    waiting: Joining, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr("desktop.ui.messages.tell", lambda _parent, error: told.append(error.message))
    waiting.dialog.page.look_at(waiting.circle.village.export(waiting.circle.stick))
    assert waiting.dialog.page.offer is None
    assert len(told) == 1


def test_only_a_desk_that_waits_is_asked_first(waiting: Joining, monkeypatch: pytest.MonkeyPatch) -> None:
    came: list[JoinDialog] = []

    def leave(dialog: JoinDialog) -> int:
        came.append(dialog)
        return 0

    monkeypatch.setattr(JoinDialog, "exec", leave)
    assert not join_first(waiting.desk)
    first = waiting.circle.commune
    assert join_first(Desk(first.store, first.keys, waiting.desk.settings))
    assert len(came) == 1


# --- the start ---


def fill(dialog: NewDeskDialog, *, name: str, new: str = "", again: str = "") -> None:
    dialog.name.setText(name)
    dialog.new.setText(new)
    dialog.again.setText(again)
    dialog.try_to_save()


def test_the_empty_home_is_made_from_the_start_screen(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "so"

    def run(dialog: NewDeskDialog) -> int:
        fill(dialog, name=" ")
        assert dialog.form.fields["name"].problem
        fill(dialog, name="Máy văn thư", new="bốn con ngựa", again="ba con ngựa")
        assert "không giống nhau" in dialog.form.fields["again"].problem
        assert not home.exists()
        fill(dialog, name="Máy văn thư", new="bốn con ngựa", again="bốn con ngựa")
        return int(dialog.result())

    monkeypatch.setattr(NewDeskDialog, "exec", run)
    start = StartDialog(lambda _parent, _done: None, home)
    qtbot.addWidget(start)
    start.findChildren(BigButton)[2].click()
    assert start.home == home
    assert passphrases.is_set(home)
    with Store.open(home) as store:
        assert joining.is_waiting(store, credentials.load(home, "bốn con ngựa"))
        assert store.setting("device_name") == "Máy văn thư"


def test_leaving_makes_no_home(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(NewDeskDialog, "exec", lambda _dialog: 0)
    start = StartDialog(lambda _parent, _done: None, tmp_path / "so")
    qtbot.addWidget(start)
    start.findChildren(BigButton)[2].click()
    assert start.home is None
    assert not (tmp_path / "so").exists()


def test_the_door_opens_no_window_before_the_computer_was_let_in(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting_desk(tmp_path).store.close()
    came: list[JoinDialog] = []

    def leave(dialog: JoinDialog) -> int:
        came.append(dialog)
        return 0

    monkeypatch.setattr(JoinDialog, "exec", leave)
    monkeypatch.setattr(app, "desk_window", lambda _desk: pytest.fail("a window was opened"))
    monkeypatch.setattr("sys.excepthook", None)
    assert app.open_desk(tmp_path / "xa-2", lambda _home, _progress: None) == 0
    assert len(came) == 1
