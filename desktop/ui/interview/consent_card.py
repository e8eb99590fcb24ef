"""The household's consent (DOMAIN 5): the witness of a spoken one, and the question itself where a form has none."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.surveys.definition import Choice
from desktop.ui.interview.choosing import OneField
from desktop.ui.parts.card import Card
from desktop.ui.parts.form_field import FormField

BY_WORD = "loi_noi"


class WitnessField(FormField):
    """Who heard a consent that was given by word."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.line = QLineEdit()
        super().__init__("", self.line, required=True, parent=parent)
        self.set_label(self.tr("Người chứng kiến"))


class ConsentCard(Card):
    """Asks for consent where the questionnaire itself does not. Nothing is chosen beforehand. Signal: changed()."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.field = OneField(
            [
                Choice("ky", self.tr("Đồng ý, đã ký phiếu")),
                Choice(BY_WORD, self.tr("Đồng ý bằng lời nói")),
                Choice("tu_choi", self.tr("Không đồng ý")),
            ]
        )
        self._shown = FormField(
            self.tr("Hộ có đồng ý trả lời phiếu này không?"),
            self.field,
            hint=self.tr("Đọc mục đích khảo sát cho hộ nghe trước. Im lặng không phải là đồng ý."),
            required=True,
        )
        self.body.addWidget(self._shown)
        self.field.changed.connect(self.changed.emit)

    def said(self) -> str:
        """What the household said, "" when nobody asked."""
        return str(self.field.answer() or "")

    def show_problem(self, text: str) -> None:
        """Say beside the question what is missing."""
        self._shown.show_problem(text)

    def go_here(self) -> None:
        """Put the cursor here."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
