"""What is wrong with a questionnaire's file, or what was remarked: where in the workbook, what, and what to do."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.surveys.bringing import Brought
from desktop.surveys.definition import Problem
from desktop.text import format_count
from desktop.ui.acts import Act
from desktop.ui.commune.naming import tr
from desktop.ui.icons import IconMark
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.page import Page
from desktop.ui.parts.words import rule, words
from desktop.ui.tokens import SPACE_3, Tone

_MOST_SHOWN = 200


class FormProblems(Page):
    """Shown after a file was looked at; `lines` are the problems as they stand."""

    def __init__(self, back: Callable[[], None], again: Callable[[], None], parent: QWidget | None = None) -> None:
        choose = Act(tr("Chọn lại tệp…"), again, "file-excel-outline", "Ctrl+N")
        super().__init__(tr("Thêm biểu mẫu từ Excel"), " ", choose, scrolling=True, parent=parent)
        self._back = Act(tr("Về danh sách biểu mẫu"), back, "chevron-left", "Esc")
        self._parts: list[QWidget] = []
        self.lines: list[QWidget] = []
        self.body.addStretch(1)

    def show_problems(self, brought: Brought, did: str, further: Act | None = None) -> None:
        """Show what was found; `did` says what became of the file, `further` leads on when it was kept."""
        for part in self._parts:
            self.body.removeWidget(part)
            part.hide()
            part.deleteLater()
        self.show_subtitle(brought.workbook.name)
        self.lines = [_line(one) for one in brought.problems[:_MOST_SHOWN]]
        tone = Tone.BAD if brought.source is None else Tone.WARN
        advice = tr("Chưa lưu gì. Hãy sửa trong Excel, lưu lại, rồi bấm Chọn lại tệp.") if tone is Tone.BAD else ""
        banner = Banner(tone, f"{did} {_counted(brought.problems)}", advice, further)
        back = QWidget()
        foot = QHBoxLayout(back)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(ActButton(self._back))
        foot.addStretch(1)
        self._parts = [banner, self._card(len(brought.problems)), back]
        for place, part in enumerate(self._parts):
            self.body.insertWidget(place, part)

    def _card(self, count: int) -> Card:
        card = Card()
        for place, line in enumerate(self.lines):
            if place:
                card.body.addWidget(rule())
            card.body.addWidget(line)
        if count > len(self.lines):
            rest = format_count(count - len(self.lines))
            card.body.addWidget(words(tr("Còn {count} chỗ nữa; sửa những chỗ trên trước.").format(count=rest), "quiet"))
        return card


def _counted(problems: Sequence[Problem]) -> str:
    remarks = sum(one.remark for one in problems)
    counts = (
        (len(problems) - remarks, tr("{count} chỗ phải sửa trong tệp Excel.")),
        (remarks, tr("{count} điều nên xem lại, không bắt buộc sửa.")),
    )
    return " ".join(told.format(count=format_count(count)) for count, told in counts if count)


def _line(problem: Problem) -> QWidget:
    line = QWidget()
    across = QHBoxLayout(line)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(SPACE_3)
    mark = IconMark("close-circle", "bad", 20) if not problem.remark else IconMark("alert-outline", "warn", 20)
    across.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    told = QVBoxLayout()
    told.setSpacing(0)
    place = f"{problem.place[:1].upper()}{problem.place[1:]}"
    for text, role in ((place, "strong"), (problem.message, ""), (problem.advice, "quiet")):
        if text:
            told.addWidget(words(text, role))
    across.addLayout(told, 1)
    line.setAccessibleName(str(problem))
    return line
