"""The change of the commune's key on the screen: made, told to every machine, followed, and the former key ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.models.authors import DEVICE
from desktop.sync import authority, credentials, enrolment, exporting, passphrases, second_desk
from desktop.sync.merging import merge_file
from desktop.ui import follow_card
from desktop.ui.commune import authority_card
from desktop.ui.commune.authority_card import AuthorityCard
from desktop.ui.commune.change_key_dialog import ChangeKeyDialog
from desktop.ui.desk import Desk
from desktop.ui.follow_card import FollowCard
from desktop.ui.key_room import KeyRoom
from desktop.ui.opening import desk_window
from desktop.ui.settings import ForgetfulSettings
from desktop.ui.unlocking import UnlockDialog
from tests.ui.commune.conftest import Commune
from tests.ui.commune.second import let_in
from tests.ui.screen import settle

OLD, NEW = "hoa ban trắng", "con trâu đi trước"


@pytest.fixture
def second(commune: Commune, tmp_path: Path) -> Iterator[Desk]:
    desk = let_in(commune.desk, tmp_path / "usb")
    yield desk
    desk.store.close()


def room_of(desk: Desk, qtbot: QtBot) -> KeyRoom:
    window = desk_window(desk)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.open_room("key")
    room = window.page("key")
    assert isinstance(room, KeyRoom)
    settle()
    return room


def key_room(commune: Commune) -> KeyRoom:
    commune.window.open_room("key")
    room = commune.window.page("key")
    assert isinstance(room, KeyRoom)
    settle()
    return room


def card_of(commune: Commune) -> AuthorityCard:
    card = key_room(commune).authority
    assert card is not None
    return card


def said(room: KeyRoom) -> str:
    return room.banner.accessibleName() if room.banner else ""


def words(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def answered(monkeypatch: pytest.MonkeyPatch, fill: Callable[[ChangeKeyDialog], None]) -> list[str]:
    """Let the dialog before the change be filled and answered; what it said."""
    told: list[str] = []

    def run(dialog: ChangeKeyDialog) -> int:
        dialog.show()
        settle()
        told.append(words(dialog))
        fill(dialog)
        settle()
        dialog.hide()
        return int(dialog.result())

    monkeypatch.setattr(ChangeKeyDialog, "exec", run)
    return told


def asked(monkeypatch: pytest.MonkeyPatch, module: object, *, yes: bool) -> list[str]:
    """Answer the questions of a module; what they were."""
    questions: list[str] = []

    def answer(_parent: object, question: str, *_buttons: str, advice: str = "", destructive: bool = False) -> bool:
        questions.append(f"{question} {advice} {'nguy hiểm' if destructive else ''}")
        return yes

    monkeypatch.setattr(module, "ask", answer)
    return questions


def change(commune: Commune) -> None:
    commune.desk.credentials = authority.change(commune.store, commune.desk.credentials)
    key_room(commune).refresh()


def write_letters(commune: Commune, folder: Path, qtbot: QtBot) -> list[Path]:
    folder.mkdir(exist_ok=True)
    card = card_of(commune)
    assert card.targets is not None
    card.targets.ask = lambda _parent: folder
    card.targets.button.click()
    qtbot.waitUntil(lambda: "tệp báo khóa mới" in said(key_room(commune)))
    return sorted(folder.glob("*.toso"))


# --- the change ---


def test_the_key_is_changed_with_the_passphrase_that_there_is(
    commune: Commune, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    passphrases.change(commune.store.home, "", OLD)
    commune.desk.credentials = credentials.load(commune.store.home, OLD)
    before = commune.desk.credentials.fingerprint

    def fill(dialog: ChangeKeyDialog) -> None:
        dialog.old.setText("sai")
        dialog.try_to_save()
        assert "new" in dialog.form.fields
        assert dialog.form.fields["new"].problem  # a key with a passphrase gets one again
        dialog.new.setText(NEW)
        dialog.again.setText(NEW)
        dialog.try_to_save()
        assert dialog.form.fields["old"].problem
        dialog.old.setText(OLD)
        dialog.try_to_save()

    told = answered(monkeypatch, fill)
    assert enrolment.commune_code(commune.desk.credentials) in words(commune.enrolment)
    card_of(commune).change_button.click()
    qtbot.waitUntil(lambda: "Xã đã có khóa mới" in said(key_room(commune)))
    assert "(4 máy)" in told[0]
    assert commune.desk.credentials.fingerprint != before
    assert enrolment.commune_code(commune.desk.credentials) in said(key_room(commune))
    assert credentials.load(commune.store.home, NEW).former is not None
    assert card_of(commune).standing is not None
    commune.window.open_room("enrolment")
    assert enrolment.commune_code(commune.desk.credentials) in words(commune.enrolment)


def test_leaving_the_dialog_changes_nothing(commune: Commune, monkeypatch: pytest.MonkeyPatch) -> None:
    before = commune.desk.credentials.fingerprint
    answered(monkeypatch, QDialog.reject)
    card_of(commune).change_button.click()
    assert credentials.load(commune.store.home).fingerprint == before
    assert card_of(commune).standing is None


# --- letters, and who has followed ---


def test_every_machine_gets_its_letter_and_a_village_follows_by_it(
    commune: Commune, second: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    change(commune)
    letters = write_letters(commune, tmp_path / "thu", qtbot)
    card = card_of(commune)
    assert card.view is not None
    rows = card.view.model()
    named = {str(rows.index(row, 3).data()) for row in range(rows.rowCount())}
    assert {path.name for path in letters} == named
    assert len(named) == 5
    assert "Máy thứ hai của xã cũng phải theo" in words(card)
    store = commune.laptop
    village = Desk(store, credentials.load(store.home), ForgetfulSettings())
    code = exporting.name_part(village.store.value("SELECT code FROM village WHERE id = ?", [store.setting("village")]))
    (letter,) = [path for path in letters if path.name.startswith(f"ghi-danh-{code}-")]
    questions = asked(monkeypatch, follow_card, yes=True)
    room = room_of(village, qtbot)
    assert room.follow is not None
    room.follow.look_at(letter)
    qtbot.waitUntil(lambda: "đã theo khóa của xã" in said(room))
    assert enrolment.commune_code(commune.desk.credentials) in questions[0]
    assert "F9" in said(room)
    bundle = exporting.export(store, village.credentials, tmp_path / "nop").path
    assert merge_file(commune.store, commune.desk.credentials, bundle).verdict in ("merged", "already")
    commune.desk.tell_changed(frozenset({"bundle"}))
    card = card_of(commune)
    assert card.standing is not None
    assert [row.id for row in card.standing.answered] == [store.setting(DEVICE)]
    room.window().close()


def test_a_second_desk_follows_on_its_own_screen(
    commune: Commune, second: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    change(commune)
    (letter,) = [path for path in write_letters(commune, tmp_path / "thu", qtbot) if path.name.startswith("may-xa")]
    room = room_of(second, qtbot)
    assert room.authority is None
    assert room.follow is not None
    asked(monkeypatch, follow_card, yes=False)
    begun: list[object] = []
    with monkeypatch.context() as only:
        only.setattr(second, "work", lambda *work: begun.append(work))
        room.follow.look_at(letter)
    assert begun == []
    asked(monkeypatch, follow_card, yes=True)
    room.follow.look_at(letter)
    qtbot.waitUntil(lambda: "ghi gói cho máy thứ nhất" in said(room))
    back = second_desk.send(second.store, second.credentials, tmp_path / "ve")[0].path
    assert merge_file(commune.store, commune.desk.credentials, back).verdict == "merged"
    found = authority.standing(commune.store, commune.desk.credentials)
    assert [row.id for row in found.answered] == [second.store.setting(DEVICE)]
    room.window().close()


def test_the_standing_is_seen_while_the_key_is_closed_and_letters_ask_for_it(
    commune: Commune, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    commune.desk.credentials = authority.change(commune.store, commune.desk.credentials, NEW)
    commune.desk.credentials = credentials.load_closed(commune.store.home)
    came: list[UnlockDialog] = []

    def leave(dialog: UnlockDialog) -> int:
        came.append(dialog)
        return 0

    monkeypatch.setattr(UnlockDialog, "exec", leave)
    key_room(commune).refresh()
    card = card_of(commune)
    assert card.standing is not None
    (tmp_path / "thu").mkdir()
    card.write_letters(tmp_path / "thu")
    qtbot.waitUntil(lambda: bool(came))
    assert list((tmp_path / "thu").iterdir()) == []


# --- the end ---


def test_the_end_names_who_is_cut_off_and_waits_when_told_to(
    commune: Commune, second: Desk, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    change(commune)
    questions = asked(monkeypatch, authority_card, yes=False)
    card_of(commune).end_button.click()
    assert "5 máy chưa theo" in questions[0]
    assert "nguy hiểm" in questions[0]
    assert "Máy văn thư (Xã)" in questions[0]
    assert authority.is_changing(commune.desk.credentials)
    asked(monkeypatch, authority_card, yes=True)
    card_of(commune).end_button.click()
    qtbot.waitUntil(lambda: "Đã hủy hẳn khóa cũ" in said(key_room(commune)))
    assert "5 máy phải ghi danh lại" in said(key_room(commune))
    assert not (commune.store.home / "keys" / "former").exists()
    assert card_of(commune).standing is None


def test_when_all_have_followed_the_end_cuts_nobody_off(
    commune: Commune, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    change(commune)
    for device in authority.standing(commune.store, commune.desk.credentials).waiting:
        commune.store.set_setting(f"authority:{device.id}", commune.desk.credentials.fingerprint)
    key_room(commune).refresh()
    card = card_of(commune)
    assert card.targets is None
    questions = asked(monkeypatch, authority_card, yes=True)
    card.end_button.click()
    qtbot.waitUntil(lambda: "Đã hủy hẳn khóa cũ" in said(key_room(commune)))
    assert "nguy hiểm" not in questions[0]
    assert "ghi danh lại" not in said(key_room(commune))


def test_a_village_that_was_cut_off_is_enrolled_again_with_the_code_compared(
    commune: Commune, tmp_path: Path, qtbot: QtBot
) -> None:
    store = commune.laptop
    village = Desk(store, credentials.load(store.home), ForgetfulSettings())
    change(commune)
    commune.desk.credentials = authority.end_former(commune.store, commune.desk.credentials, even_if_waiting=True)
    stick = tmp_path / "usb"
    stick.mkdir()
    room = room_of(village, qtbot)
    card = room.follow
    assert isinstance(card, FollowCard)
    card.write_request(stick)
    qtbot.waitUntil(lambda: "gọi điện đọc mã" in said(room))
    there = commune.enrolment
    there.take_files([stick])
    assert there.banner is not None
    there.banner.button.click()
    assert there.card is not None
    there.card.check.typed.setText(enrolment.spoken_code(village.credentials))
    there.card.issue_button.click()
    qtbot.waitUntil(lambda: there.issued is not None)
    (issued,) = stick.glob("ghi-danh-*")
    card = room.follow
    assert card is not None
    card.look_at(issued)
    assert card.offer is not None
    assert "không được khóa cũ bảo lãnh" in words(card)
    assert not card.offer.take_button.isEnabled()
    card.offer.check.typed.setText(enrolment.commune_code(commune.desk.credentials))
    card.offer.take_button.click()
    qtbot.waitUntil(lambda: "đã theo khóa của xã" in said(room))
    bundle = exporting.export(store, village.credentials, tmp_path / "nop").path
    assert merge_file(commune.store, commune.desk.credentials, bundle).verdict in ("merged", "already")
    room.window().close()
