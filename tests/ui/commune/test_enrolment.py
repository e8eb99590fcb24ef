"""Ghi danh on the commune's desk: nothing is issued before the code was compared, and every odd request is told."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.clock import ScriptedClock
from desktop.models import commune_queries as queries
from desktop.models.authors import DEVICE
from desktop.models.journal import changing
from desktop.models.places import Device, Village
from desktop.models.store import Store
from desktop.sync import enrolment
from desktop.sync.credentials import Credentials
from desktop.ui.commune.issued_card import IssuedCard
from desktop.ui.commune.request_card import RequestCard
from desktop.ui.parts.banner import Banner
from tests.ui.commune.conftest import Commune
from tests.ui.commune.stick import enrolled, foreign_bundle, new_laptop
from tests.ui.screen import settle

Laptop = tuple[Store, Credentials]


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    """A laptop of a village that has one already."""
    made = new_laptop(tmp_path / "la", "Nà Bản", 60)
    yield made
    made[0].close()


def ask(laptop: Laptop, folder: Path) -> Path:
    return enrolment.request(*laptop, folder)


def card(commune: Commune) -> RequestCard:
    found = commune.enrolment.card
    assert found is not None
    return found


def issued(commune: Commune) -> IssuedCard:
    found = commune.enrolment.issued
    assert found is not None
    return found


def banner(commune: Commune) -> Banner:
    found = commune.enrolment.banner
    assert found is not None
    return found


def asking(commune: Commune, *paths: Path) -> RequestCard:
    commune.enrolment.take_files(list(paths))
    return card(commune)


def words(card: QWidget) -> str:
    return "\n".join(label.text() for label in card.findChildren(QLabel) if not label.isHidden())


def banners(place: QWidget) -> str:
    return "\n".join(one.accessibleName() for one in place.findChildren(Banner) if not one.isHidden())


def village_named(commune: Commune, name: str) -> Village:
    return next(one for one in queries.villages(commune.store) if one.name == name)


def compare(card: RequestCard) -> None:
    for tick in card.check.ticks:
        tick.click()


def test_it_says_who_asks_and_when(commune: Commune, laptop: Laptop, tmp_path: Path) -> None:
    path = ask(laptop, tmp_path)
    shown = asking(commune, path)
    said = words(shown)
    assert "Thôn Nà Bản xin ghi danh" in said
    assert "Máy “Máy Nà Bản”, yêu cầu lập lúc 08:00 ngày 05/09/2025" in said
    assert path.name in said
    names = [part.accessibleName() for part in shown.findChildren(QWidget)]
    assert f"Mã của máy: {enrolment.spoken_code(laptop[1])}" in names
    assert f"Mã của xã: {enrolment.commune_code(commune.desk.credentials)}" in names


def test_nothing_is_issued_before_every_group_was_ticked(
    commune: Commune, laptop: Laptop, tmp_path: Path, qtbot: QtBot
) -> None:
    shown = asking(commune, ask(laptop, tmp_path))
    assert shown.village.code() == village_named(commune, "Nà Bản").id
    before = commune.tables()
    assert not shown.issue_button.isEnabled()
    for tick in shown.check.ticks[:5]:
        tick.click()
    assert not shown.issue_button.isEnabled()
    shown.issue()
    settle()
    assert commune.tables() == before
    shown.check.ticks[5].click()
    assert shown.issue_button.isEnabled()
    shown.holder.setText("  Nông  Thị Thử ")
    shown.issue_button.click()
    qtbot.waitUntil(lambda: commune.enrolment.issued is not None)
    device = commune.store.get(Device, laptop[0].setting(DEVICE) or "")
    assert device is not None
    assert (device.name, device.holder) == ("Máy Nà Bản", "Nông Thị Thử")
    accepted, _ = enrolment.accept(*laptop, next(tmp_path.glob("ghi-danh-*.toso")))
    assert accepted.village == "Nà Bản"


def test_a_typed_code_is_as_good_and_a_wrong_one_stops(
    commune: Commune, laptop: Laptop, tmp_path: Path, qtbot: QtBot
) -> None:
    shown = asking(commune, ask(laptop, tmp_path))
    code = enrolment.spoken_code(laptop[1])
    shown.check.typed.setText(enrolment.commune_code(commune.desk.credentials))
    assert not shown.issue_button.isEnabled()
    shown.check.typed.setText(code[:-1])
    assert not shown.issue_button.isEnabled()
    shown.check.typed.setText(code)
    shown.issue_button.click()
    qtbot.waitUntil(lambda: commune.enrolment.issued is not None)


def test_a_compared_code_alone_does_not_choose_the_village(commune: Commune, tmp_path: Path) -> None:
    unknown = new_laptop(tmp_path / "la", "Thôn Lạ", 61)
    shown = asking(commune, ask(unknown, tmp_path))
    compare(shown)
    assert shown.village.code() is None
    assert not shown.issue_button.isEnabled()
    shown.issue()
    assert "Hãy chọn thôn" in shown._village_field.problem
    shown.village._choose(0)
    assert shown.issue_button.isEnabled()
    assert "Tệp ghi người xin là thôn Thôn Lạ" in banners(shown)
    unknown[0].close()


def test_a_village_with_a_laptop_is_marked_and_told_of_the_second(
    commune: Commune, laptop: Laptop, tmp_path: Path
) -> None:
    shown = asking(commune, ask(laptop, tmp_path))
    marked = [choice.words for choice in shown.village._choices]
    assert all("đã có 1 máy" in words for words in marked)
    assert "Đây sẽ là máy thứ 2 của thôn" in banners(shown)
    with changing(commune.store) as change:
        change.add(Village, code="02107-88", name="Mới Lập", position=88)
    again = asking(commune, ask(laptop, tmp_path))
    (fresh,) = [choice.words for choice in again.village._choices if "Mới Lập" in choice.words]
    assert fresh == "Mới Lập (02107-88)"


def test_the_commune_calls_the_number_that_it_has(commune: Commune, laptop: Laptop, tmp_path: Path) -> None:
    shown = asking(commune, ask(laptop, tmp_path))
    people = queries.contacts(commune.store, commune.desk.day)[village_named(commune, "Nà Bản").id]
    assert people[0].name in words(shown)
    shown.village._choose(-1)
    assert people[0].name not in words(shown)
    assert "Gọi theo số xã đang có" in words(shown)


def test_what_happens_next_is_told_in_words(commune: Commune, laptop: Laptop, tmp_path: Path, qtbot: QtBot) -> None:
    shown = asking(commune, ask(laptop, tmp_path))
    compare(shown)
    shown.issue_button.click()
    qtbot.waitUntil(lambda: commune.enrolment.issued is not None)
    said = words(issued(commune))
    for part in ("Đưa tệp này về thôn", "so mã của xã rồi mới nhận", "Nhận ở Hộp nhận"):
        assert part in said
    assert next(tmp_path.glob("ghi-danh-*.toso")).name in banners(issued(commune))
    issued(commune).done_button.click()
    assert commune.enrolment.issued is None
    assert not commune.enrolment._list.isHidden()


def test_two_laptops_are_answered_one_after_the_other(
    commune: Commune, laptop: Laptop, tmp_path: Path, qtbot: QtBot
) -> None:
    other = new_laptop(tmp_path / "hai", "Nà Cà", 62)
    shown = asking(commune, ask(laptop, tmp_path), ask(other, tmp_path))
    assert "còn 1 máy nữa" in words(shown)
    compare(shown)
    shown.issue_button.click()
    qtbot.waitUntil(lambda: commune.enrolment.issued is not None)
    assert issued(commune).done_button.accessibleName() == "Sang máy tiếp theo"
    issued(commune).done_button.click()
    assert "Nà Cà" in words(card(commune))
    assert not any(tick.isChecked() for tick in card(commune).check.ticks)
    card(commune).left.emit()
    assert commune.enrolment.card is None
    other[0].close()


def test_several_files_of_one_laptop_are_one_request(commune: Commune, laptop: Laptop, tmp_path: Path) -> None:
    first = ask(laptop, tmp_path / "a")
    clock = laptop[0].clock
    assert isinstance(clock, ScriptedClock)
    clock.advance(60)
    again = ask(laptop, tmp_path / "b")
    copy = first.with_name("yeu-cau-ghi-danh (1).toso")
    shutil.copy(first, copy)  # the same bytes are not even a second file
    shown = asking(commune, copy, first, again)
    assert "Có 2 tệp yêu cầu của cùng máy này" in words(shown)
    assert "máy nữa" not in words(shown)


def test_an_enrolled_laptop_that_asks_again_gets_a_new_file_when_the_officer_wants(
    commune: Commune, tmp_path: Path, qtbot: QtBot
) -> None:
    village = village_named(commune, "Nà Bản")
    known = enrolled(commune.desk, village, tmp_path, 63)
    stick = tmp_path / "usb"
    path = enrolment.request(known.store, known.keys, stick)
    commune.enrolment.take_files([path])
    assert commune.enrolment.card is None
    assert "đã ghi danh rồi" in banner(commune).accessibleName()
    banner(commune).button.click()
    assert "đã ghi danh cho thôn Nà Bản, người giữ: Tổ trưởng" in banners(card(commune))
    assert not card(commune).village.isEnabled()
    assert "máy thứ" not in banners(card(commune))
    compare(card(commune))
    card(commune).issue_button.click()
    qtbot.waitUntil(lambda: commune.enrolment.issued is not None)
    accepted, _ = enrolment.accept(known.store, known.keys, next(stick.glob("ghi-danh-*.toso")))
    assert accepted.village == "Nà Bản"
    known.store.close()


def test_a_revoked_laptop_is_refused_in_words(commune: Commune, tmp_path: Path) -> None:
    known = enrolled(commune.desk, village_named(commune, "Nà Bản"), tmp_path, 64)
    device = commune.store.get(Device, known.store.setting(DEVICE) or "")
    assert device is not None
    enrolment.revoke(commune.store, device, reason="mất máy")
    commune.enrolment.take_files([enrolment.request(known.store, known.keys, tmp_path / "usb")])
    assert commune.enrolment.card is None
    assert "đã bị thu hồi" in banner(commune).accessibleName()
    known.store.close()


def test_a_stick_with_other_files_shows_the_request_and_what_is_wrong(
    commune: Commune, laptop: Laptop, tmp_path: Path
) -> None:
    stick = tmp_path / "usb"
    asked = ask(laptop, stick)
    foreign_bundle(tmp_path / "xa-khac", stick)
    (stick / "yeu-cau-ghi-danh-hong.toso").write_bytes(asked.read_bytes()[:-30])
    commune.enrolment.take_files([stick])
    assert "yeu-cau-ghi-danh-hong.toso: Tệp yêu cầu ghi danh bị hỏng" in banner(commune).accessibleName()
    (stick / "yeu-cau-ghi-danh-hong.toso").unlink()
    commune.enrolment.take_files([stick])
    assert commune.enrolment.banner is None


def test_the_sheet_is_told_apart_from_the_request(commune: Commune, tmp_path: Path) -> None:
    sheet = tmp_path / "phieu-ghi-danh-1234.pdf"
    sheet.write_bytes(b"%PDF-1.4\n")
    commune.enrolment.take_files([sheet])
    assert commune.enrolment.card is None
    assert "phiếu để in" in banner(commune).accessibleName()


def test_by_keyboard_alone(commune: Commune, laptop: Laptop, tmp_path: Path, qtbot: QtBot) -> None:
    shown = asking(commune, ask(laptop, tmp_path))
    settle()
    assert shown.check.ticks[0].hasFocus()
    for tick in shown.check.ticks:
        assert tick.hasFocus()
        QTest.keyClick(tick, Qt.Key.Key_Space)
        QTest.keyClick(tick, Qt.Key.Key_Tab)
    assert shown.check.typed.hasFocus()
    QTest.keyClick(commune.window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: commune.enrolment.issued is not None)
