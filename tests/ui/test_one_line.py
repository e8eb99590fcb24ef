"""Buttons on one line: what does not fit is behind one more button, and does the same there."""

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.acts import Act
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.one_line import OneLine

WORDS = ("In phiếu trắng", "In phiếu đã ghi", "Tiến độ của đợt", "Kết quả")


@pytest.fixture
def pressed() -> list[str]:
    """The acts that ran."""
    return []


@pytest.fixture
def line(qtbot: QtBot, pressed: list[str]) -> OneLine:
    """Four buttons, wide enough for all."""
    made = OneLine()
    for words in WORDS:
        made.add(ActButton(Act(words, lambda words=words: pressed.append(words))))  # type: ignore[misc]
    qtbot.addWidget(made)
    made.resize(2000, 50)
    made.show()
    return made


def seen(line: OneLine) -> list[str]:
    return [button.accessibleName() for button in line.buttons() if button.isVisible()]


def test_all_stand_side_by_side_where_there_is_room(line: OneLine) -> None:
    assert seen(line) == list(WORDS)
    assert not line.more.isVisible()
    places = [button.geometry() for button in line.buttons()]
    assert all(one.right() < next_.left() for one, next_ in pairwise(places))


@pytest.mark.parametrize("width", [180, 330, 480, 620])
def test_what_does_not_fit_is_in_the_menu_and_nothing_is_cut_or_lost(line: OneLine, width: int) -> None:
    line.resize(width, 50)
    offered = [action.text() for action in line.menu().actions()]
    assert [*seen(line), *offered] == list(WORDS)
    assert line.more.isVisible() == bool(offered)
    shown = [part for part in line.children() if isinstance(part, QWidget) and part.isVisible()]
    assert all(line.rect().contains(part.geometry()) for part in shown)


def test_an_act_of_the_menu_runs_and_a_disabled_one_says_so(line: OneLine, pressed: list[str]) -> None:
    line.buttons()[3].setEnabled(False)
    line.resize(180, 50)
    actions = {action.text(): action for action in line.menu().actions()}
    actions["Tiến độ của đợt"].trigger()
    assert pressed == ["Tiến độ của đợt"]
    assert not actions["Kết quả"].isEnabled()


def test_a_button_that_is_not_offered_stands_nowhere(line: OneLine) -> None:
    withheld = line.buttons()[1]
    line.offer(withheld, offered=False)
    assert seen(line) == [WORDS[0], *WORDS[2:]]
    line.resize(180, 50)
    assert WORDS[1] not in [action.text() for action in line.menu().actions()]
    line.resize(2000, 50)
    line.offer(withheld, offered=True)
    assert seen(line) == list(WORDS)
