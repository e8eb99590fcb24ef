"""How far the round is on the village desk: the same numbers as the list, and one press to the households."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.models.households import Household
from desktop.models.survey_rounds import DONE, NOT_YET
from desktop.ui.desk import Desk
from desktop.ui.parts.chart_view import ChartView
from desktop.ui.village.survey_room import SurveyRoom
from desktop.ui.window import DeskWindow
from tests.ui.screen import settle
from tests.ui.village.acting import press, press_on
from tests.ui.village.progress_screens import progress_room

DeskAndWindow = tuple[Desk, DeskWindow]


def _chart(room: SurveyRoom, kind: str) -> ChartView:
    return room.progress.view.charts[kind]


def _shown(room: SurveyRoom) -> int:
    model = room.list.view.rows_model()
    return model.rowCount() if model else 0


def _middle_of(view: ChartView, bar: str, piece: str) -> QPoint:
    box = next(box for box in view._drawing.boxes if (box.bar, box.piece) == (bar, piece))
    return QPoint(round(box.left + box.width / 2) + 6, round(box.top + box.height / 2) + 6)


def test_the_bars_say_what_the_list_says(desk_and_window: DeskAndWindow):
    _, window = desk_and_window
    room = progress_room(window)
    legend = {entry.code: int(entry.figure) for entry in _chart(room, "total").chart.legend}
    residents = [row for row in room._rows if row.status == "dang_cu_tru"]
    assert legend == {state: sum(row.state == state for row in residents) for state in legend}
    assert legend[DONE] > 0
    told = sum(int(bar.figure.split("/")[1].split(" ")[0]) for bar in _chart(room, "interviewer").chart.bars)
    assert told == len(residents)


def test_a_press_on_a_piece_opens_the_households_behind_it(desk_and_window: DeskAndWindow):
    _, window = desk_and_window
    room = progress_room(window)
    view = _chart(room, "hamlet")
    bar = next(bar for bar in view.chart.bars if any(piece.code == DONE for piece in bar.pieces))
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=_middle_of(view, bar.key, DONE))
    assert room.shown is room.list
    behind = [row for row in room._rows if (row.hamlet, row.state, row.status) == (bar.key, DONE, "dang_cu_tru")]
    assert _shown(room) == len(behind) > 0


def test_a_press_on_the_legend_opens_all_households_of_the_state(desk_and_window: DeskAndWindow):
    _, window = desk_and_window
    room = progress_room(window)
    room.progress.view.charts["total"].pressed.emit("", DONE)
    assert _shown(room) == sum(row.state == DONE and row.status == "dang_cu_tru" for row in room._rows)


def test_by_keyboard_to_the_households_and_back(desk_and_window: DeskAndWindow, qtbot: QtBot):
    _, window = desk_and_window
    room = progress_room(window)
    view = _chart(room, "interviewer")
    view.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    second = view.chart.bars[1]
    assert room.shown is room.list
    assert _shown(room) == int(second.figure.split("/")[1].split(" ")[0])
    room.show_progress()
    settle()
    press_on(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: room.shown is room.list)


def test_the_households_behind_a_bar_stay_true_while_they_are_asked(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    room = progress_room(window)
    room.progress.view.charts["total"].pressed.emit("", NOT_YET)
    before = _shown(room)
    with desk.acting() as acts:
        first = room._source.rows(0, 1)[0]
        acts.set(Household, first.id, status="da_chuyen_di")
    settle()
    assert _shown(room) == before - 1
