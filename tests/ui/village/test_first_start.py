"""The first start by keyboard alone: every page, Back, nothing written before the end, and nothing typed lost."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.clock import ScriptedClock
from desktop.errors import TosoError
from desktop.models import pin
from desktop.models.places import Device
from desktop.models.setup import COMMUNE_CODE, DEVICE_NAME, HOLDER, VILLAGE_NAME, commune_of
from desktop.models.store import Store
from desktop.sync import credentials, passphrases
from desktop.ui import tasks
from desktop.ui.first.desks import commune_wizard, village_wizard
from desktop.ui.first.kept import KeptAnswers
from desktop.ui.first.wizard import Wizard
from desktop.ui.start import StartDialog
from desktop.ui.style import apply_look
from desktop.ui.tokens import Look, TextSize
from tests.makers import START
from tests.ui.keyboard import send_letter
from tests.ui.screen import settle


@pytest.fixture
def kept(tmp_path: Path) -> KeptAnswers:
    return KeptAnswers(tmp_path / "do-dang.json")


def shown(qtbot: QtBot, wizard: Wizard) -> Wizard:
    qtbot.addWidget(wizard)
    wizard.show()
    wizard.activateWindow()
    qtbot.waitUntil(wizard.isActiveWindow)
    settle()
    return wizard


def type_in(text: str) -> None:
    """Type into whatever has the keyboard and press Enter."""
    focus = QApplication.focusWidget()
    assert focus is not None
    for letter in text:
        send_letter(focus, letter)
    QTest.keyClick(focus, Qt.Key.Key_Return)
    settle()


def village(qtbot: QtBot, home: Path, kept: KeptAnswers) -> Wizard:
    return shown(qtbot, village_wizard(home, kept, sticks=list, clock=ScriptedClock(START)))


_VILLAGE = ["Thanh Thịnh", "Thái Nguyên", "02107", "Nà Quang", "Nông Thị Thử", "", "2580", "2580"]


def test_a_village_is_made_with_the_keyboard_alone(qtbot: QtBot, tmp_path: Path, kept: KeptAnswers):
    home = tmp_path / "so"
    wizard = village(qtbot, home, kept)
    for number, text in enumerate(_VILLAGE):
        assert not home.exists(), number
        type_in(text)
    assert wizard.page == 4
    assert not home.exists()
    assert wizard.make_button.hasFocus()
    QTest.keyClick(wizard.make_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: wizard.is_made, timeout=20_000)
    settle()
    wizard.activateWindow()
    qtbot.waitUntil(wizard.isActiveWindow)
    QTest.keyClick(wizard, Qt.Key.Key_F3)
    qtbot.waitUntil(lambda: wizard.first == "team")  # a key presses a button for the blink of an eye
    assert kept.kind == ""
    with Store.open(home, ScriptedClock(START)) as store:
        assert [store.setting(name) for name in (VILLAGE_NAME, COMMUNE_CODE, HOLDER, DEVICE_NAME)] == [
            "Nà Quang", "02107", "Nông Thị Thử", "Máy của Tổ trưởng",
        ]  # fmt: skip
        assert pin.try_pin(store, "2580")
    assert not passphrases.is_set(home)


def test_a_commune_is_made_and_its_key_must_have_a_passphrase(qtbot: QtBot, tmp_path: Path, kept: KeptAnswers):
    home = tmp_path / "xa"
    wizard = shown(qtbot, commune_wizard(home, kept, clock=ScriptedClock(START)))
    for text in ("Yên Thử", "Lạng Sơn", "06000", "Lý Văn Thử", ""):
        type_in(text)
    assert wizard.page == 2
    wizard.go_on()
    assert wizard.page == 2
    assert wizard.steps[2].form.fields["key"].problem
    wizard.steps[2].arrive()
    for text in ("hoa ban trắng", "hoa ban trắng", "", ""):
        type_in(text)
    wizard.go_on()
    qtbot.waitUntil(lambda: wizard.is_made, timeout=20_000)
    assert passphrases.is_set(home)
    assert credentials.load(home, "hoa ban trắng").is_authority
    with Store.open(home, ScriptedClock(START)) as store:
        commune = commune_of(store)
        assert commune is not None
        assert (commune.name, commune.province, commune.code, commune.place) == (
            "Yên Thử", "Lạng Sơn", "06000", "Yên Thử",
        )  # fmt: skip
        assert "Thanh Thịnh" not in f"{commune.steering_committee} {commune.superior}"
        assert [device.name for device in store.all(Device.select())] == ["Máy của cán bộ xã"]
        assert not pin.is_set(store)


def test_what_is_missing_holds_the_page_and_back_keeps_everything(qtbot: QtBot, tmp_path: Path, kept: KeptAnswers):
    wizard = village(qtbot, tmp_path / "so", kept)
    for text in ("Thanh Thịnh", "Thái Nguyên", "02113"):
        type_in(text)
    assert wizard.page == 0
    assert "02107" in wizard.steps[0].form.fields["code"].problem
    code = wizard.steps[0].lines["code"]
    code.selectAll()
    type_in("02107")
    assert wizard.page == 1
    type_in("Nà Quang")
    for page in (1, 0):
        QTest.keyClick(wizard, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(lambda page=page: wizard.page == page)  # type: ignore[misc]
    assert wizard.answers()["village"] == "Nà Quang"
    assert wizard.answers()["code"] == "02107"


def test_what_was_typed_is_there_again_after_esc_and_after_a_power_cut_but_no_pin(
    qtbot: QtBot, tmp_path: Path, kept: KeptAnswers
):
    wizard = village(qtbot, tmp_path / "so", kept)
    for text in _VILLAGE[:6]:
        type_in(text)
    send_letter(wizard.steps[3].lines["new"], "2")
    wizard.steps[3].lines["new"].setText("2580")
    QTest.keyClick(wizard, Qt.Key.Key_Escape)
    assert not wizard.isVisible()
    written = (tmp_path / "do-dang.json").read_text(encoding="utf-8")
    assert "2580" not in written
    again = village(qtbot, tmp_path / "so", KeptAnswers(tmp_path / "do-dang.json"))
    assert again.answers()["holder"] == "Nông Thị Thử"
    assert again.answers()["new"] == ""
    again.steps[0].lines["commune"].end(False)
    send_letter(again.steps[0].lines["commune"], "X")
    qtbot.waitUntil(lambda: "ThịnhX" in (tmp_path / "do-dang.json").read_text(encoding="utf-8"))


def test_a_disk_that_refuses_is_told_in_one_sentence_and_the_page_stays(
    qtbot: QtBot, tmp_path: Path, kept: KeptAnswers, monkeypatch: pytest.MonkeyPatch
):
    told: list[BaseException] = []
    monkeypatch.setattr(tasks, "show_error", lambda _parent, error: told.append(error))
    (tmp_path / "tep").write_bytes(b"")
    wizard = village(qtbot, tmp_path / "tep" / "so", kept)
    for text in _VILLAGE:
        type_in(text)
    wizard.go_on()
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert isinstance(told[0], TosoError)
    assert told[0].advice
    assert not wizard.is_made
    assert wizard.answers()["village"] == "Nà Quang"
    assert kept.kind == "village"


def test_the_start_offers_to_go_on_with_what_was_begun(qtbot: QtBot, tmp_path: Path):
    kept = KeptAnswers()
    kept.begin("commune")
    dialog = StartDialog(lambda _parent, _done: None, tmp_path / "so")
    qtbot.addWidget(dialog)
    texts = [child.text() for child in dialog.findChildren(QLabel)]
    assert any("Lần trước đang tạo sổ dở" in text for text in texts)
    kept.forget()


@pytest.mark.parametrize("size", [TextSize.NORMAL, TextSize.LARGEST])
def test_no_page_is_higher_than_560(qtbot: QtBot, tmp_path: Path, kept: KeptAnswers, size: TextSize):
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    apply_look(application, Look(text_size=size))
    for wizard in (
        village_wizard(tmp_path / "so", kept, sticks=list),
        commune_wizard(tmp_path / "xa", kept),
    ):
        shown(qtbot, wizard)
        for number in range(len(wizard.steps)):
            wizard.open_page(number)
            settle()
            assert wizard.height() <= 560
            assert wizard.minimumSizeHint().height() <= 560
