"""One application: who asked for what and when, and the answer with its reason. It decides nothing itself."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.models.listing_people import ApplicationRow
from desktop.models.teams import Application
from desktop.text import DASH, format_input_date
from desktop.ui.acts import Act
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.facts_grid import FactsGrid
from desktop.ui.parts.words import words
from desktop.ui.style import current_look, set_role
from desktop.ui.tokens import SPACE_3, SPACE_4, SPACE_5


class ApplicationDialog(QDialog):
    """`agreed` tells which decision was asked for; None when the application was only read."""

    def __init__(self, row: ApplicationRow, application: Application, parent: QWidget) -> None:
        super().__init__(parent)
        self.agreed: bool | None = None
        title = f"{row.name}: {row.kind_label[:1].lower()}{row.kind_label[1:]}"
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_5, SPACE_4, SPACE_5, SPACE_4)
        column.setSpacing(SPACE_3)
        column.addWidget(words(title, "title"))
        column.addWidget(FactsGrid(self._facts(row, application)))
        column.addStretch(1)
        column.addLayout(self._buttons(waiting=row.state == "proposed"))
        self.setMinimumWidth(current_look().scaled(560))

    def _facts(self, row: ApplicationRow, application: Application) -> list[tuple[str, str]]:
        facts = [
            (self.tr("Ngày nộp đơn"), format_input_date(row.submitted_on)),
            (self.tr("Nguyện vọng"), application.wish or DASH),
            (self.tr("Kết quả"), row.state_label),
        ]
        if row.state != "proposed":
            facts += [
                (self.tr("Ngày quyết"), format_input_date(row.decided_on) or DASH),
                (self.tr("Người quyết"), row.approver or DASH),
                (self.tr("Ý kiến, lý do"), application.remark or DASH),
            ]
        return facts

    def _buttons(self, *, waiting: bool) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(SPACE_3)
        line.addStretch(1)
        if waiting:
            for agreed, label in ((True, self.tr("Đồng ý")), (False, self.tr("Không đồng ý"))):
                button = ActButton(Act(label, lambda agreed=agreed: self._decide(agreed)), primary=agreed)  # type: ignore[misc]
                line.addWidget(button)
        close = QPushButton(self.tr("Đóng"))
        set_role(close, "act")
        close.setAccessibleName(close.text())
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        line.addWidget(close)
        return line

    def _decide(self, agreed: bool) -> None:
        self.agreed = agreed
        self.accept()
