"""The screens of the commune's room of results."""

from collections.abc import Callable

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.models.access_log import begin_export, complete_export
from desktop.models.survey_progress import Part
from desktop.ui.commune.results_room import ResultsRoom
from desktop.ui.desk import Desk
from desktop.ui.results.results_page import COMPARISON, FIGURES, LOG, PROGRESS, QUESTIONS, ResultsPage
from desktop.ui.window import DeskWindow
from tests.ui.commune.second_round import add_second_round
from tests.ui.screen import Screen, settle

MOST_MS = 20_000


def loaded(page: ResultsPage, view: str) -> None:
    """Show a view and wait until its figures are there."""
    page.show_view(view)
    deadline = QDeadlineTimer(MOST_MS)
    while view not in (LOG,) and not any(key[0] == view for key in page._kept) and not deadline.hasExpired():
        QTest.qWait(10)
    settle()


def room_of(window: DeskWindow) -> ResultsRoom:
    """The room, opened, its first view read."""
    window.open_room("results")
    page = window.page("results")
    assert isinstance(page, ResultsRoom)
    loaded(page, PROGRESS)
    return page


def _view(key: str, then: Callable[[ResultsRoom], object] | None = None) -> Callable[[Desk, DeskWindow], QWidget]:
    def show(_desk: Desk, window: DeskWindow) -> QWidget:
        room = room_of(window)
        loaded(room, key)
        if then:
            then(room)
            settle()
        return window

    return show


def _first_village(room: ResultsRoom) -> None:
    room.progress.look_at(Part(village_id=room.progress.charts["village"].chart.bars[0].key))


def _to_the_table(room: ResultsRoom) -> None:
    view = room.questions
    view.question.choose("/dvc_12t")
    settle()
    view.scroll_to_end()


def _compared(desk: Desk, window: DeskWindow) -> QWidget:
    add_second_round(desk)
    room = room_of(window)
    loaded(room, COMPARISON)
    room.comparison.choose_question("dvc_12t")
    settle()
    return window


def _log(desk: Desk, window: DeskWindow) -> QWidget:
    ids = [one for (one,) in desk.store.rows("SELECT id FROM survey_round")]
    for kind, personal, purpose, records in (
        ("xlsx", False, "bao_cao", 87), ("sav", True, "phan_tich", 87), ("odk", False, "cap_tren", None),
    ):  # fmt: skip
        line = begin_export(desk.store, ids, kind, personal=personal, purpose=purpose)
        if records is not None:
            complete_export(desk.store, line, records)
    loaded(room_of(window), LOG)
    return window


def _export(_desk: Desk, window: DeskWindow) -> QWidget:
    room = room_of(window)
    room.export()
    assert room.dialog is not None
    room.dialog.personal.setChecked(True)
    settle()
    return room.dialog


RESULTS_SCREENS = [
    Screen("xa-ket-qua", "xa", _view(QUESTIONS)),
    Screen("xa-ket-qua-bang", "xa", _view(QUESTIONS, _to_the_table)),
    Screen("xa-ket-qua-chi-tieu", "xa", _view(FIGURES)),
    Screen("xa-ket-qua-tien-do", "xa", _view(PROGRESS)),
    Screen("xa-ket-qua-tien-do-thon", "xa", _view(PROGRESS, _first_village)),
    Screen("xa-ket-qua-hai-dot", "xa", _compared),
    Screen("xa-ket-qua-xuat", "xa", _export),
    Screen("xa-ket-qua-nhat-ky", "xa", _log),
]
