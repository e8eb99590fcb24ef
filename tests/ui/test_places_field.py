"""Where to write: sticks come, go, are locked or full; the choice is made by itself only where there is no doubt."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QRadioButton
from pytestqt.qtbot import QtBot

from desktop.ui.parts.places_field import PlacesField
from desktop.ui.parts.state_chip import StateChip
from desktop.ui.sticks import Stick

GIB = 1 << 30
A = Stick("THON-01", Path("/media/a"), "stick", 3 * GIB)
B = Stick("THON-02", Path("/media/b"), "stick", GIB)
LOCKED = Stick("KHOA", Path("/media/k"), "stick", GIB, locked=True)
FULL = Stick("DAY", Path("/media/d"), "stick", 100)


class Plugged:
    """A field and what is plugged in."""

    def __init__(self, qtbot: QtBot, *sticks: Stick, folder: Path | None = None) -> None:
        self.now = list(sticks)
        self.field = PlacesField(lambda: list(self.now), folder)
        qtbot.addWidget(self.field)
        self.field.show()

    def plug(self, *sticks: Stick) -> None:
        """Let these be plugged in from now on."""
        self.now = list(sticks)
        self.field.look()

    @property
    def radios(self) -> list[QRadioButton]:
        return self.field._shown.findChildren(QRadioButton)

    def said(self) -> str:
        labels = [label.text() for label in self.field._shown.findChildren(QLabel)]
        chips = [chip.state.words for chip in self.field._shown.findChildren(StateChip)]
        return " | ".join([*labels, *chips, *(radio.text() for radio in self.radios)])

    def chosen(self) -> Path | None:
        place = self.field.chosen()
        return place.path if place else None


def test_one_stick_is_chosen_and_its_room_is_told(qtbot: QtBot) -> None:
    plugged = Plugged(qtbot, A)
    assert plugged.chosen() == A.path
    assert "còn trống 3 GB" in plugged.said()
    assert [radio.accessibleName() for radio in plugged.radios] == ["USB THON-01, còn trống 3 GB"]


def test_of_several_none_is_chosen_and_that_is_said(qtbot: QtBot) -> None:
    plugged = Plugged(qtbot, A, B)
    assert plugged.chosen() is None
    assert "Đang cắm nhiều USB, hãy chọn đúng USB sẽ mang đi." in plugged.said()


def test_of_several_the_one_used_last_is_chosen(qtbot: QtBot) -> None:
    assert Plugged(qtbot, A, B, folder=B.path).chosen() == B.path


@pytest.mark.parametrize(
    ("stick", "told", "advice"),
    [
        (LOCKED, "Đang khóa chống ghi, chỉ đọc được", "gạt nút khóa"),
        (FULL, "Đã đầy, không ghi thêm được", "xóa bớt tệp"),
    ],
)
def test_a_stick_that_cannot_be_written_is_shown_and_not_offered(
    qtbot: QtBot, stick: Stick, told: str, advice: str
) -> None:
    plugged = Plugged(qtbot, stick)
    assert plugged.chosen() is None
    assert not plugged.radios[0].isEnabled()
    assert told in plugged.said()
    assert advice in plugged.said()
    plugged.field.choose(stick.path)
    assert plugged.chosen() is None
    plugged.plug(stick, A)
    assert plugged.chosen() == A.path
    assert "nhiều USB" not in plugged.said()


def test_without_a_stick_the_way_out_is_told(qtbot: QtBot) -> None:
    plugged = Plugged(qtbot)
    assert plugged.chosen() is None
    assert "Chưa thấy USB nào" in plugged.said()


def test_a_stick_that_comes_is_chosen_before_the_folder_of_last_time(qtbot: QtBot, tmp_path: Path) -> None:
    plugged = Plugged(qtbot, folder=tmp_path)
    assert plugged.chosen() == tmp_path
    plugged.plug(A)
    assert plugged.chosen() == A.path
    assert str(tmp_path)[-8:] in plugged.said()


def test_what_somebody_chose_by_hand_stays_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    plugged = Plugged(qtbot, A, folder=tmp_path)
    plugged.radios[1].click()
    assert plugged.chosen() == tmp_path
    plugged.plug(A, B)
    assert plugged.chosen() == tmp_path
    plugged.radios[1].click()
    assert plugged.chosen() == B.path


def test_a_stick_that_is_pulled_out_is_told_and_nothing_takes_its_place(qtbot: QtBot, tmp_path: Path) -> None:
    """What was to go onto a stick does not land on the machine without a word."""
    plugged = Plugged(qtbot, A, folder=tmp_path)
    with qtbot.waitSignal(plugged.field.changed):
        plugged.plug()
    assert plugged.chosen() is None
    assert "USB THON-01 vừa được rút ra." in plugged.said()
    plugged.plug(A)
    assert plugged.chosen() == A.path
    assert "rút ra" not in plugged.said()


def test_the_room_that_shrinks_changes_words_and_not_the_choice(qtbot: QtBot) -> None:
    plugged = Plugged(qtbot, A, B)
    plugged.radios[1].click()
    plugged.plug(A, Stick(B.name, B.path, "stick", GIB >> 1))
    assert plugged.chosen() == B.path
    assert "còn trống 512 MB" in plugged.said()
    plugged.plug(A, Stick(B.name, B.path, "stick", 5))
    assert plugged.chosen() == A.path  # the only one that is left


def test_the_keyboard_stays_in_the_field(qtbot: QtBot) -> None:
    plugged = Plugged(qtbot, A)
    plugged.field.activateWindow()
    plugged.radios[0].setFocus()
    qtbot.waitUntil(plugged.radios[0].hasFocus)
    plugged.plug(A, B)
    qtbot.waitUntil(lambda: any(radio.hasFocus() for radio in plugged.radios))


def test_a_folder_that_is_gone_is_not_offered(qtbot: QtBot, tmp_path: Path) -> None:
    assert Plugged(qtbot, A, folder=tmp_path / "gone").said().count("Thư mục") == 0


def test_a_long_path_is_shortened_in_its_middle(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / ("rất dài " * 20).strip() / "tháng 8"
    folder.mkdir(parents=True)
    plugged = Plugged(qtbot, folder=folder)
    (radio,) = plugged.radios
    assert "…" in radio.text()
    assert radio.text().endswith("tháng 8")
    assert radio.toolTip() == str(folder)
