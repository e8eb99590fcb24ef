"""Comparing a code on the screen: every group ticked or all of it typed, and nothing less counts as compared."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.ui.parts.code_check import CodeCheck
from desktop.ui.parts.code_groups import code_groups
from desktop.ui.parts.state_chip import StateChip
from tests.ui.conftest import Show

CODE = "0412 7730 9184 2265 0038 5561"


@pytest.fixture
def check(qtbot: QtBot, show: Show) -> CodeCheck:
    made = CodeCheck("Mã của máy", CODE)
    show(made)
    return made


def state(check: CodeCheck) -> str:
    found = check.findChild(StateChip)
    assert found is not None
    return found.state.words


def test_nothing_is_compared_at_first(check: CodeCheck) -> None:
    assert (check.is_same, check.heard, check.problem) == (False, "", "")
    assert state(check) == "Chưa đối chiếu nhóm nào"
    assert check.accessibleName() == f"Mã của máy: {CODE}"
    assert [tick.text() for tick in check.ticks] == CODE.split()


def test_all_six_groups_must_be_ticked(check: CodeCheck) -> None:
    told: list[bool] = []
    check.turned.connect(told.append)
    for count, tick in enumerate(check.ticks[:5], 1):
        QTest.keyClick(tick, Qt.Key.Key_Space)
        assert not check.is_same
        assert state(check) == f"Đã đối chiếu {count}/6 nhóm"
    QTest.keyClick(check.ticks[5], Qt.Key.Key_Space)
    assert (check.is_same, check.heard) == (True, CODE)
    assert state(check) == "Giống nhau cả 6 nhóm"
    QTest.keyClick(check.ticks[0], Qt.Key.Key_Space)
    assert (check.is_same, check.heard) == (False, "")
    assert told == [True, False]


@pytest.mark.parametrize("typed", [CODE, CODE.replace(" ", ""), CODE.replace(" ", "-")])
def test_the_code_can_be_typed_instead(check: CodeCheck, typed: str) -> None:
    QTest.keyClicks(check.typed, typed)
    assert check.typed.text() == typed  # never rewritten while somebody types
    assert (check.is_same, check.heard) == (True, typed)
    QTest.keyClick(check.typed, Qt.Key.Key_Backspace)
    assert (check.is_same, check.heard) == (False, "")
    assert state(check) == "Đã đối chiếu 5/6 nhóm"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("0412 7731", "Nhóm 2 khác"),
        ("1", "Nhóm 1 khác"),
        (f"{CODE[:-1]}2", "Nhóm 6 khác"),
        ("0412 O", "chỉ có chữ số"),
        (f"{CODE} 1", "Thừa chữ số"),
    ],
)
def test_a_wrong_group_is_named_at_once_and_outweighs_the_ticks(check: CodeCheck, typed: str, told: str) -> None:
    for tick in check.ticks:
        tick.setChecked(True)
    assert check.is_same
    QTest.keyClicks(check.typed, typed)
    assert told in check.problem
    assert (check.is_same, check.heard) == (False, "")
    assert state(check) == "Mã khác nhau"
    check.typed.clear()
    assert check.is_same
    assert check.problem == ""


def test_groups_that_are_typed_rightly_so_far_are_no_problem(check: CodeCheck) -> None:
    QTest.keyClicks(check.typed, "0412 77")
    assert check.problem == ""
    assert state(check) == "Đã đối chiếu 1/6 nhóm"


def test_a_screen_reader_hears_which_group_it_is(check: CodeCheck) -> None:
    assert check.ticks[1].accessibleName() == "Mã của máy, nhóm 2: 7730"


def test_a_code_to_read_out_is_said_as_one(qtbot: QtBot, show: Show) -> None:
    line = code_groups("Mã của máy này", CODE)
    show(line)
    assert line.accessibleName() == f"Mã của máy này: {CODE}"
    assert len(line.parts()) == 6
