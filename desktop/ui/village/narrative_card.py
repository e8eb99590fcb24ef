"""The words of a report: a box a section, and beside it a suggestion made of the figures, put in only when asked."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop.ui.parts.card import Card
from desktop.ui.parts.tick_box import TickBox
from desktop.ui.parts.words import words
from desktop.ui.style import current_look
from desktop.ui.tokens import SPACE_1, SPACE_2

_BOX_HEIGHT = 84
_SHOWN_LETTERS = 100  # what fits into a narrow box; the whole stands in the button's tip


class NarrativeCard(Card):
    """Signal: changed(), at every letter. `boxes` are the sections by code, `nothing` says that there is none."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.boxes: dict[str, QPlainTextEdit] = {}
        self.buttons: dict[str, QPushButton] = {}
        self._suggested: Mapping[str, str] = {}
        self.body.addWidget(words(self.tr("Lời văn của Tổ"), "heading"))
        self.nothing = TickBox(self.tr("Kỳ này không phát sinh việc gì"))
        self.nothing.setAccessibleName(self.nothing.text())
        self.nothing.toggled.connect(lambda _on: self.changed.emit())
        self.body.addWidget(self.nothing)
        for code, title in (
            ("ket_qua", self.tr("Kết quả nổi bật")),
            ("sang_kien", self.tr("Sáng kiến, cách làm hay")),
            ("kho_khan", self.tr("Khó khăn, vướng mắc")),
            ("kien_nghi", self.tr("Kiến nghị, đề xuất")),
            ("ky_toi", self.tr("Việc làm kỳ tới")),
        ):
            self._add_section(code, title)
        self.kept = words("", "quiet")
        self.body.addWidget(self.kept)
        self.body.addStretch(1)

    def _add_section(self, code: str, title: str) -> None:
        box = QPlainTextEdit()
        box.setTabChangesFocus(True)
        box.setFixedHeight(current_look().scaled(_BOX_HEIGHT))
        box.setAccessibleName(title)
        box.textChanged.connect(self.changed)
        suggest = QPushButton(self.tr("Chèn gợi ý"))
        suggest.setAutoDefault(False)
        suggest.setAccessibleName(self.tr("Chèn gợi ý: {section}").format(section=title))
        suggest.clicked.connect(partial(self.insert, code))
        key = QShortcut(QKeySequence("Ctrl+G"), box, context=Qt.ShortcutContext.WidgetShortcut)
        key.activated.connect(partial(self.insert, code))
        self.boxes[code], self.buttons[code] = box, suggest
        line = QHBoxLayout()
        line.setSpacing(SPACE_2)
        name = words(title, "label")
        name.setBuddy(box)
        line.addWidget(name, 1)
        line.addWidget(suggest)
        section = QWidget()
        column = self._column_of(section)
        column.addLayout(line)
        column.addWidget(box)
        self.body.addWidget(section)
        QWidget.setTabOrder(box, suggest)

    @staticmethod
    def _column_of(section: QWidget) -> QVBoxLayout:
        column = QVBoxLayout(section)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        return column

    # --- suggestions ---

    def offer(self, suggested: Mapping[str, str]) -> None:
        """Offer these sentences by section; an empty box shows its own in grey, which is not part of the report."""
        self._suggested = suggested
        for code, box in self.boxes.items():
            text = suggested.get(code, "")
            box.setPlaceholderText(self.tr("Gợi ý: {words}").format(words=_begun(text)) if text else "")
            self.buttons[code].setVisible(bool(text) and not box.isReadOnly())
            self.buttons[code].setToolTip(text)

    def insert(self, code: str) -> None:
        """Put the section's suggestion in where the cursor stands; nothing that was typed is written over."""
        text, box = self._suggested.get(code, ""), self.boxes[code]
        if not text or box.isReadOnly():
            return
        cursor = box.textCursor()
        cursor.clearSelection()
        before = box.toPlainText()[: cursor.position()]
        after = box.toPlainText()[cursor.position() :]
        left = "" if not before or before[-1].isspace() else " "
        right = "" if not after or after[0].isspace() else " "
        cursor.insertText(f"{left}{text}{right}")
        box.setTextCursor(cursor)
        box.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what stands there ---

    def narrative(self) -> dict[str, str]:
        """Section code -> what was typed, without the empty ones."""
        return {code: text for code, box in self.boxes.items() if (text := box.toPlainText().strip())}

    def show_words(self, narrative: Mapping[str, str], *, nothing: bool, is_open: bool) -> None:
        """Show what is kept; a box that says the same is left alone, so that the cursor stays."""
        for code, box in self.boxes.items():
            text = narrative.get(code, "")
            box.setReadOnly(not is_open)
            if box.toPlainText().strip() != text.strip():
                box.blockSignals(True)
                box.setPlainText(text)
                box.blockSignals(False)
        self.nothing.blockSignals(True)
        self.nothing.setChecked(nothing)
        self.nothing.setEnabled(is_open)
        self.nothing.blockSignals(False)


def _begun(text: str) -> str:
    """The beginning of a suggestion, to the end of a word."""
    return text if len(text) <= _SHOWN_LETTERS else f"{text[:_SHOWN_LETTERS].rpartition(' ')[0]}..."
