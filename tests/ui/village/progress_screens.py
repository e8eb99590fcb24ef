"""The screens of a round's progress on the village desk, and of what its answers come to."""

from PySide6.QtWidgets import QWidget

from desktop.models.survey_rounds import NOT_YET
from desktop.ui.desk import Desk
from desktop.ui.results.results_page import FIGURES
from desktop.ui.village.survey_room import SurveyRoom
from desktop.ui.window import DeskWindow
from tests.ui.commune.results_screens import loaded
from tests.ui.screen import Screen, settle


def progress_room(window: DeskWindow) -> SurveyRoom:
    """The survey room with the progress of its round."""
    window.open_room("survey")
    room = window.page("survey")
    assert isinstance(room, SurveyRoom)
    room.show_progress()
    settle()
    return room


def _progress(_desk: Desk, window: DeskWindow) -> QWidget:
    progress_room(window)
    return window


def _behind(_desk: Desk, window: DeskWindow) -> QWidget:
    room = progress_room(window)
    room.progress.view.charts["total"].pressed.emit("", NOT_YET)
    return window


def _results(_desk: Desk, window: DeskWindow) -> QWidget:
    room = progress_room(window)
    room.show_results()
    assert room.results is not None
    loaded(room.results, FIGURES)
    return window


PROGRESS_SCREENS = [
    Screen("thon-tien-do", "thon-01", _progress),
    Screen("thon-tien-do-cac-ho", "thon-01", _behind),
    Screen("thon-tien-do-ket-qua", "thon-01", _results),
]
