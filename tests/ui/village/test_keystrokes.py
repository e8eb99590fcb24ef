"""A typical household is entered from paper with no more keys than the plan allows."""

from desktop.ui.desk import Desk
from desktop.ui.window import DeskWindow
from tests.ui.keystrokes import TYPICAL, enter_household, telex_keys
from tests.ui.village.acting import count


def test_a_typical_household_from_paper_takes_at_most_75_keys(desk_and_window: tuple[Desk, DeskWindow]):
    desk, window = desk_and_window
    before = count(desk, "response", "state = 'final'")
    strokes = enter_household(window, TYPICAL)
    assert count(desk, "response", "state = 'final'") == before + 1
    told = desk.store.value("SELECT answers FROM response WHERE state = 'final' ORDER BY rowid DESC LIMIT 1")
    assert '"so_bdhvs":0' in told
    assert '"nhu_cau":["CQ03"]' in told
    assert {*TYPICAL} <= {*strokes.keys}
    assert strokes.total <= 75, strokes.keys


def test_marks_count_as_keys():
    assert [telex_keys(letter) for letter in "aâấđ Đ"] == [1, 2, 3, 2, 1, 2]
