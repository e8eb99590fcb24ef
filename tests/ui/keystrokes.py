"""Keystrokes and seconds for a typical household and usual sessions, in the real window: `-m tests.ui.keystrokes`.

Every key goes to whatever has the keyboard, as it does under a person's fingers. Vietnamese letters count as Telex
types them: a mark is a key more. Seconds are the program's own, at no pause between keys.
"""

import sys
import tempfile
import time
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.ui.screen import open_window, settle  # first: it chooses Qt's platform

from PySide6.QtCore import Qt  # isort: skip
from PySide6.QtTest import QTest  # isort: skip
from PySide6.QtWidgets import QApplication, QWidget  # isort: skip

from desktop.demo.run import run_demo
from desktop.surveys.definition import Question
from desktop.ui.interview.choosing import MOST_SHOWN
from desktop.ui.interview.form import InterviewForm
from desktop.ui.interview.marks import MARKS
from desktop.ui.village.survey_room import SurveyRoom
from desktop.ui.window import DeskWindow
from tests.makers import move_home
from tests.ui.keyboard import send_letter
from tests.ui.village.session_strokes import SESSIONS

#: A household of four that farms, with two smartphones, one of whom does public services online.
TYPICAL: Mapping[str, object] = {
    "gap": "gap_duoc", "dong_y": "ky", "nguoi_tl": "Nông Thị Hoa", "quan_he": "chu_ho", "so_nk": 4, "so_14": 3,
    "so_60": 0, "so_hs": 1, "loai_ho": "3", "nghe": ["nong_nghiep"], "song": "tot", "ket_noi": ["di_dong"],
    "so_dttm": 2, "so_mt": 0, "so_vneid2": 2, "dvc_12t": "tu_lam", "dvc_loai": ["cu_tru"], "c_tn": "co",
    "zalo_thon": "co", "so_cks": 0, "so_tktt": 2, "tt_ktm": "thinh_thoang", "tt_viec": ["dien"], "sxkd": "khong",
    "so_sskdt": 2, "so_vssid": 1, "sll_dt": "co", "tro_ly": "khong", "lua_dao": "khong",
    "kn_ho": ["dvc_tt", "thanh_toan"], "so_bdhvs": 0, "nhu_cau": ["CQ03"], "gio_ranh": "toi", "muon_tg": "khong",
}  # fmt: skip


@dataclass
class Strokes:
    """What it took: keys by question, and the program's own seconds."""

    keys: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def total(self) -> int:
        """All keys."""
        return sum(self.keys.values())


def enter_household(window: DeskWindow, answers: Mapping[str, object]) -> Strokes:
    """Open the next household with F3, enter a paper by keyboard and make it final with F10."""
    strokes = Strokes()
    begun = time.perf_counter()
    window.open_room("survey")
    room = window.page("survey")
    assert isinstance(room, SurveyRoom)
    room.page.bar.from_paper.setChecked(True)
    room.survey_next()
    QTest.qWait(20)
    form = room.page.interview
    assert form is not None
    while (question := _here(form)) is not None and question.name not in strokes.keys:
        strokes.keys[question.name] = _answer(question, answers.get(question.name))
    settle()
    room.page.finish(go_on=True)  # what F10 does: a key more
    strokes.keys["F10"] = 1
    strokes.seconds = time.perf_counter() - begun
    assert room.page.interview is not form, (strokes.keys, [problem.name for problem in form.all_problems()])
    return strokes


def _here(form: InterviewForm) -> Question | None:
    """The question that has the keyboard; None behind the last one."""
    widget = QApplication.focusWidget()
    node = form.node_of(widget) if widget else None
    return form.filling.question(node) if node else None


def _answer(question: Question, answer: object) -> int:
    """Type an answer and go on; how many keys that took."""
    if question.kind == "select_one" and answer is not None:
        return _choose(question, [str(answer)])
    keys = 1
    if isinstance(answer, list):
        keys += _choose(question, answer)
    elif answer is not None:
        for letter in str(answer):
            send_letter(_focused(), letter)
            keys += telex_keys(letter)
    QTest.keyClick(_focused(), Qt.Key.Key_Return)
    return keys


def _choose(question: Question, codes: list[str]) -> int:
    """Press the keys of choices; in a long list a choice is found by its code."""
    places = [choice.value for choice in question.choices]
    if len(places) <= MOST_SHOWN:
        for code in codes:
            send_letter(_focused(), MARKS[places.index(code)])
        return len(codes)
    for code in codes:
        for letter in code.lower():
            send_letter(_focused(), letter)
        settle()
        QTest.keyClick(_focused(), Qt.Key.Key_Return)
    return sum(len(code) + 1 for code in codes)


def telex_keys(letter: str) -> int:
    """How many keys Telex needs for a letter."""
    return len(unicodedata.normalize("NFD", letter)) + (letter in "đĐ")


def _focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def main() -> int:
    """Measure on a fresh demo and tell."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory(prefix="toso-keys-") as folder:
        run_demo(Path(folder) / "demo", villages=1, households=30, sessions=4, seed=1)
        move_home(Path(folder) / "demo" / "thon-01", Path(folder) / "thon-01")
        with open_window(Path(folder) / "thon-01") as (_desk, window):
            strokes = enter_household(window, TYPICAL)
            sessions = {one.name: one.run(window) for one in SESSIONS}
    del application
    for name, keys in strokes.keys.items():
        sys.stdout.write(f"{name:12} {keys:3}\n")
    sys.stdout.write(f"keystrokes: {strokes.total} (at most 75), seconds of the program: {strokes.seconds:.2f}\n")
    for name, keys in sessions.items():
        sys.stdout.write(f"session, {name}: {keys} keys\n")
    return int(strokes.total > 75 or any(sessions[one.name] > one.most for one in SESSIONS))


if __name__ == "__main__":
    sys.exit(main())
