"""What a bundle would bring, record by record, before anything is written; afterwards what is left to look at."""

from collections.abc import Iterable

from PySide6.QtCore import QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.models.brought import records_told
from desktop.models.conflict_words import upper_first
from desktop.sync.merging import Outcome
from desktop.text import format_count
from desktop.ui.acts import Act
from desktop.ui.conflicts.finding_row import finding_row
from desktop.ui.conflicts.wording import tr
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.words import rule, words
from desktop.ui.style import current_look, set_role
from desktop.ui.tokens import SPACE_3, SPACE_4, SPACE_5

_SIZE = QSize(760, 520)


class BroughtDialog(QDialog):
    """Shows an outcome; `planned` tells that nothing of it was written yet."""

    def __init__(self, outcome: Outcome, *, planned: bool, parent: QWidget) -> None:
        super().__init__(parent)
        title = tr("Gói sẽ thêm, sửa gì") if planned else tr("Gói đã để lại gì cần xem")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_5, SPACE_4 + 4, SPACE_5, SPACE_4)
        column.setSpacing(SPACE_3)
        column.addWidget(words(title, "title"))
        who = tr("{sender}, gói số {number}").format(sender=outcome.sender, number=outcome.number)
        told = f"{upper_first(who)}. {tr('Chưa ghi gì vào sổ.') if planned else ''}"
        column.addWidget(words(told.strip(), "subtitle"))
        column.addWidget(self._scroll(self._cards(outcome)), 1)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(ActButton(Act(tr("Đóng"), self.accept, key="Esc"), primary=True))
        column.addLayout(line)

    @staticmethod
    def _scroll(cards: Iterable[Card]) -> QScrollArea:
        inside = QWidget()
        set_role(inside, "page-body")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SPACE_3, 0)
        column.setSpacing(SPACE_3)
        for card in cards:
            column.addWidget(card)
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        set_role(area, "page-scroll")
        area.setWidget(inside)
        return area

    def _cards(self, outcome: Outcome) -> Iterable[Card]:
        if outcome.differences:
            head = tr("{count} chỗ khác nhau").format(count=format_count(outcome.conflicts))
            note = tr("Cả hai giá trị đều được giữ cho đến khi có người chọn.")
            yield self._card(head, note, [one.told for one in outcome.differences], of=outcome.conflicts)
        if outcome.findings:
            card = Card(tr("{count} điều cần xem lại").format(count=format_count(len(outcome.findings))))
            for place, finding in enumerate(outcome.findings):
                if place:
                    card.body.addWidget(rule())
                card.body.addWidget(finding_row(finding))
            yield card
        if outcome.records:
            yield self._card(tr("Các mục thêm, sửa"), "", records_told(outcome.records, outcome.added))

    @staticmethod
    def _card(head: str, note: str, lines: list[str], of: int = 0) -> Card:
        card = Card(head)
        if note:
            card.body.addWidget(words(note, "quiet"))
        for line in lines:
            card.body.addWidget(words(line, ""))
        if of > len(lines):
            card.body.addWidget(words(tr("và {count} chỗ nữa").format(count=format_count(of - len(lines))), "quiet"))
        return card

    def showEvent(self, event: QShowEvent) -> None:
        """Be large enough to read, within the screen."""
        super().showEvent(event)
        look, screen = current_look(), self.screen().availableSize()
        self.resize(QSize(look.scaled(_SIZE.width()), look.scaled(_SIZE.height())).boundedTo(screen))
