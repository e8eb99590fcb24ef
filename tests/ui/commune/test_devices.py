"""What the officer does about an enrolled laptop: lost, passphrase forgotten, a late bundle, a new key on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.models import commune_queries as queries
from desktop.models.authors import DEVICE, Authors
from desktop.models.places import Device
from desktop.sync import enrolment, exporting, passphrases, recovery, renewal
from desktop.sync.merging import merge_file
from desktop.ui.commune import device_acts
from desktop.ui.commune.device_acts import CodeDialog, DeviceActs
from desktop.ui.commune.lost_dialog import LostDialog
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.big_button import ActButton
from tests.ui.commune.conftest import Commune
from tests.ui.commune.stick import Laptop, enrolled
from tests.ui.screen import settle


@pytest.fixture
def laptop(commune: Commune, tmp_path: Path) -> Iterator[Laptop]:
    """A second laptop of a village, whose first bundle has been merged."""
    village = next(one for one in queries.villages(commune.store) if one.name == "Nà Bản")
    made = enrolled(commune.desk, village, tmp_path, 63)
    made.add_households(2)
    take(commune, made.export(tmp_path / "usb"))
    yield made
    made.store.close()


def take(commune: Commune, path: Path) -> str:
    return merge_file(commune.store, commune.desk.credentials, path).verdict


def device_of(commune: Commune, laptop: Laptop) -> Device:
    found = commune.store.get(Device, laptop.store.setting(DEVICE) or "")
    assert found is not None
    return found


def acts_for(commune: Commune, laptop: Laptop, folder: Path) -> DeviceActs:
    acts = commune.enrolment.acts
    acts.show_row((device_of(commune, laptop), laptop.village.name))
    acts.ask_folder = lambda _parent: folder
    return acts


def offered(acts: DeviceActs) -> list[str]:
    return [part.accessibleName() for part in acts.parts()]


def said(commune: Commune) -> str:
    banner = commune.enrolment.banner
    assert banner is not None
    return banner.accessibleName()


def answered(monkeypatch: pytest.MonkeyPatch, kind: type, fill: Callable[..., None]) -> list[QWidget]:
    """Let dialogs of this kind be filled and answered."""
    came: list[QWidget] = []

    def run(dialog: QWidget) -> int:
        came.append(dialog)
        dialog.show()
        settle()
        fill(dialog)
        settle()
        dialog.hide()
        return int(dialog.result())  # type: ignore[attr-defined]

    monkeypatch.setattr(kind, "exec", run)
    return came


def words(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


# --- lost ---


def end(dialog: LostDialog) -> None:
    dialog.try_to_save()
    assert dialog.form.fields["reason"].problem == "Hãy chọn lý do."
    dialog.reason.show_code("lost")
    dialog.note.setText("ở bến xe")
    dialog.try_to_save()


def test_a_lost_laptop_is_ended_and_the_others_are_told(
    commune: Commune, laptop: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    acts = acts_for(commune, laptop, tmp_path / "usb2")
    held = Authors(commune.store).seen(laptop.village.id)
    came = answered(monkeypatch, LostDialog, end)
    acts.end()
    told = words(came[0])
    assert "Chỉ mất USB thì đừng thu hồi" in told
    assert "Những gì máy này đã nộp" in told
    assert "biết việc này khi nhận gói tới của xã" in told  # the village's first laptop
    ended = device_of(commune, laptop)
    assert (ended.revoked_on, ended.revoked_after) == (commune.desk.day, held)
    assert ended.revoked_reason == f"Mất máy hoặc bị lấy cắp, từ {commune.desk.day:%d/%m/%Y}. ở bến xe"
    assert "Gửi ngay một gói của xã cho máy khác của thôn" in said(commune)
    assert commune.enrolment.banner is not None
    commune.enrolment.banner.button.click()
    qtbot.waitUntil(lambda: "Đưa về thôn" in said(commune))
    assert len(list((tmp_path / "usb2").glob("*.toso"))) == 1


def test_the_last_laptop_of_a_village(commune: Commune, laptop: Laptop, monkeypatch: pytest.MonkeyPatch) -> None:
    for device, _ in queries.devices(commune.store):
        if device.village_id == laptop.village.id and device.id != laptop.store.setting(DEVICE):
            enrolment.revoke(commune.store, device, reason="")
    came = answered(monkeypatch, LostDialog, end)
    acts_for(commune, laptop, Path()).end()
    assert "Thôn không còn máy nào" in words(came[0])
    assert "ghi danh như thường" in said(commune)


def test_a_day_that_has_not_come_is_refused(commune: Commune, laptop: Laptop, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(dialog: LostDialog) -> None:
        dialog.reason.show_code("other")
        dialog.on.show_date(commune.desk.day + timedelta(days=1))
        dialog.try_to_save()
        assert dialog.form.fields["on"].problem == "Ngày này chưa đến."

    answered(monkeypatch, LostDialog, fill)
    acts_for(commune, laptop, Path()).end()
    assert device_of(commune, laptop).revoked_on is None


def test_what_is_offered_follows_the_laptop(commune: Commune, laptop: Laptop) -> None:
    acts = acts_for(commune, laptop, Path())
    assert offered(acts) == ["Khôi phục khóa", "Mất máy, thu hồi"]
    enrolment.revoke(commune.store, device_of(commune, laptop), reason="mất máy")
    acts = acts_for(commune, laptop, Path())
    assert offered(acts) == ["Nhận gói cũ của máy này"]
    acts.show_row(None)
    assert offered(acts) == []


# --- a forgotten passphrase ---


def test_the_code_is_shown_once_and_opens_the_file(
    commune: Commune, laptop: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    passphrases.change(laptop.store.home, "", "không ai nhớ nữa")
    asked: list[str] = []

    def yes(_parent: object, _question: str, *_words: object, advice: str) -> bool:
        asked.append(advice)
        return True

    monkeypatch.setattr(device_acts, "ask", yes)
    codes: list[str] = []

    def read_out(dialog: CodeDialog) -> None:
        names = [one.accessibleName() for one in dialog.findChildren(QWidget)]
        codes.extend(name.partition(": ")[2] for name in names if name.startswith("Mã khôi phục: "))
        dialog.accept()

    answered(monkeypatch, CodeDialog, read_out)
    acts_for(commune, laptop, tmp_path / "usb2").recover()
    qtbot.waitUntil(lambda: bool(codes))
    settle()
    assert "Tổ trưởng" in asked[0]
    (code,) = codes
    (path,) = (tmp_path / "usb2").glob("khoa-khoi-phuc-*.key")
    assert recovery.restore(laptop.store.home, path, code, "con trâu đi trước").opened
    assert code not in said(commune)
    assert device_of(commune, laptop).recovered_on == commune.desk.day


def test_nothing_is_opened_without_being_sure(
    commune: Commune, laptop: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(device_acts, "ask", lambda *_words, **_more: False)
    acts_for(commune, laptop, tmp_path / "usb2").recover()
    assert not (tmp_path / "usb2").exists()
    monkeypatch.setattr(device_acts, "ask", lambda *_words, **_more: True)
    acts = acts_for(commune, laptop, tmp_path / "usb2")
    acts.ask_folder = lambda _parent: None
    acts.recover()
    assert device_of(commune, laptop).recovered_on is None


# --- a late bundle ---


def late(commune: Commune, laptop: Laptop, folder: Path) -> Path:
    laptop.add_households(3)
    path = laptop.export(folder)
    enrolment.revoke(commune.store, device_of(commune, laptop), reason="mất máy")
    return path


@pytest.mark.parametrize("agreed", [True, False])
def test_a_late_bundle_comes_in_when_the_village_confirms(
    commune: Commune, laptop: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, *, agreed: bool
) -> None:
    path = late(commune, laptop, tmp_path / "usb2")
    before = commune.tables()
    asked: list[str] = []

    def answer(_parent: object, question: str, *_words: object, advice: str) -> bool:
        asked.append(f"{question} {advice}")
        return agreed

    monkeypatch.setattr(device_acts, "ask", answer)
    acts_for(commune, laptop, tmp_path).look_at_late(path)
    qtbot.waitUntil(lambda: bool(asked))
    assert "3 hộ dân" in asked[0]
    assert "Ngày trên gói do máy đó tự ghi" in asked[0]
    if agreed:
        qtbot.waitUntil(lambda: commune.enrolment.banner is not None)
        assert "Đã ghép" in said(commune)
        assert take(commune, path) == "already"
    else:
        settle()
        assert commune.tables() == before


def test_another_laptops_bundle_is_refused_in_words(
    commune: Commune, laptop: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    late(commune, laptop, tmp_path / "usb2")
    other = enrolled(commune.desk, laptop.village, tmp_path / "khac", 64)
    path = exporting.export(other.store, other.keys, tmp_path / "usb3").path
    heard: list[str] = []
    monkeypatch.setattr("desktop.ui.messages.tell", lambda _parent, error: heard.append(error.code))
    acts_for(commune, laptop, tmp_path).look_at_late(path)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["other-device"]
    other.store.close()


# --- a new key on the same laptop ---


@pytest.mark.parametrize("proven", [True, False])
def test_a_handover_is_one_act_at_the_commune(
    commune: Commune, laptop: Laptop, tmp_path: Path, qtbot: QtBot, *, proven: bool
) -> None:
    own = laptop.keys if proven else None
    made = renewal.begin(laptop.store, own, holder="Nông Thị Mới")
    asked = renewal.write_request(laptop.store, tmp_path / "usb2")
    room = commune.enrolment
    room.take_files([asked])
    card = room.card
    assert card is not None
    told = " ".join(one.accessibleName() for one in card.findChildren(Banner) if not one.isHidden())
    assert "Khóa mới thay cho máy" in told
    assert "Người giữ cũ: Tổ trưởng, người mới: Nông Thị Mới" in told
    assert ("Khóa cũ đã ký đồng ý" in told) == proven
    assert ("Không có chữ ký của khóa cũ" in told) == (not proven)
    assert card.village.code() == laptop.village.id
    assert not card.village.isEnabled()
    assert card.holder.text() == "Nông Thị Mới"
    before = device_of(commune, laptop)
    for tick in card.check.ticks:
        tick.setChecked(True)
    card.issue_button.click()
    qtbot.waitUntil(lambda: room.issued is not None)
    assert room.issued is not None
    assert "mở Khóa của máy" in words(room.issued)
    ended = commune.store.get(Device, before.id)
    now = commune.store.get(Device, made.device)
    assert ended is not None
    assert now is not None
    assert (ended.revoked_on, now.revoked_on, now.holder) == (commune.desk.day, None, "Nông Thị Mới")


def test_every_act_has_a_name(commune: Commune, laptop: Laptop) -> None:
    acts = acts_for(commune, laptop, Path())
    assert all(isinstance(part, ActButton) and part.accessibleName() for part in acts.parts())
