"""The officer's words for the report: a box a section, kept while one types. Suggestions are only offered."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from desktop.models import commune_queries as queries
from desktop.models.facts import CommuneReportFacts
from desktop.models.reporting import CommuneReport
from desktop.reports.commune_wording import NARRATIVE, suggested_narrative
from desktop.ui.acts import Act
from desktop.ui.attempts import attempt
from desktop.ui.commune.naming import tr
from desktop.ui.desk import Desk
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.words import words
from desktop.ui.style import current_look, set_role
from desktop.ui.tokens import SPACE_2, SPACE_3

TITLES = {
    "chi_dao": "Công tác chỉ đạo, điều hành",
    "to_chuc": "Kiện toàn tổ chức",
    "tap_huan": "Tập huấn",
    "sang_kien": "Sáng kiến, cách làm hay",
    "uu_diem": "Ưu điểm",
    "ton_tai": "Tồn tại, hạn chế",
    "nguyen_nhan": "Nguyên nhân",
    "ky_toi": "Nhiệm vụ trọng tâm kỳ tới",
    "kien_nghi": "Kiến nghị, đề xuất",
}
_PAUSE_MS = 900
_LEAST, _MOST = 2, 12  # lines of a box


class WordsView(QScrollArea):
    """Signal: saved(), after something was written to the store. `boxes` are the sections' boxes by code."""

    saved = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._period_id = desk, ""
        self._kept: dict[str, str] = {}
        self._facts: CommuneReportFacts | None = None
        self.boxes: dict[str, SectionBox] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.keep_now)
        self._state = words("", "quiet")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        set_role(self, "page-scroll")
        self.setWidget(self._inside())
        self.setFocusPolicy(self.focusPolicy().NoFocus)

    def _inside(self) -> QWidget:
        inside = QWidget()
        set_role(inside, "page-body")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SPACE_3, 0)
        column.setSpacing(SPACE_3)
        column.addWidget(self._state)
        for code in NARRATIVE:
            box = SectionBox(tr(TITLES[code]))
            box.edited.connect(self._wait)
            box.left.connect(self.keep_now)
            self.boxes[code] = box
            column.addWidget(box)
        column.addStretch(1)
        return inside

    def show_period(self, period_id: str, facts: CommuneReportFacts) -> None:
        """Show the words of a period; unsaved words of the one before were kept by `keep_now`."""
        self._facts = facts
        is_other = period_id != self._period_id
        self._period_id = period_id
        found = queries.commune_words(self._desk.store, period_id)
        written = found.narrative if found and isinstance(found.narrative, dict) else {}
        self._kept = {str(code): str(text) for code, text in written.items()}
        suggested = suggested_narrative(facts)
        for code, box in self.boxes.items():
            box.offer(suggested.get(code, ""))
            if is_other or not box.hasFocusInside():
                box.show_text(self._kept.get(code, ""))
        self._say()

    def _say(self, problem: str = "") -> None:
        told = tr("Chữ gõ ở đây tự lưu. Mục để trống thì bản in chỉ ghi số liệu, hoặc bỏ qua mục đó.")
        self._state.setText(problem or told)

    def _wait(self) -> None:
        self._pause.start()

    def keep_now(self) -> None:
        """Write what was changed; nothing when nothing was."""
        self._pause.stop()
        told = {code: box.text() for code, box in self.boxes.items()}
        others = {code: text for code, text in self._kept.items() if code not in self.boxes}
        new = {**others, **{code: text for code, text in told.items() if text.strip()}}
        if not self._period_id or new == {code: text for code, text in self._kept.items() if text.strip()}:
            return
        if attempt(self, lambda: self._write(new)):
            self._kept = new
            self.saved.emit()

    def _write(self, narrative: dict[str, str]) -> bool:
        found = queries.commune_words(self._desk.store, self._period_id)
        with self._desk.acting() as acts:
            if found:
                acts.set(CommuneReport, found.id, narrative=narrative)
            else:
                acts.add(CommuneReport, period_id=self._period_id, narrative=narrative)
        return True


class SectionBox(Card):
    """A section's box with the suggestion that the figures bear out. Signals: edited(), left()."""

    edited = Signal()
    left = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.body.setSpacing(SPACE_2)
        self.editor = _Editor()
        self.editor.setAccessibleName(title)
        self.editor.textChanged.connect(self._typed)
        self.editor.left.connect(self.left)
        self._suggestion = ""
        self._shown = words("", "quiet")
        self.take_button = ActButton(Act(tr("Chèn câu gợi ý"), self.take, "plus"))
        line = QHBoxLayout()
        line.addWidget(self._shown, 1)
        line.addWidget(self.take_button)
        self.body.addWidget(self.editor)
        self.body.addLayout(line)
        self._loading = False
        self.offer("")

    def text(self) -> str:
        """What stands in the box."""
        return self.editor.toPlainText().strip()

    def show_text(self, text: str) -> None:
        """Show a text from the store, unless it stands there already; tells nobody."""
        if text != self.text():
            self._loading = True
            self.editor.setPlainText(text)
            self._loading = False
        self._show_offer()

    def offer(self, suggestion: str) -> None:
        """Offer a text; nothing is written until the person takes it."""
        self._suggestion = suggestion
        self._show_offer()

    def take(self) -> None:
        """Add the suggestion below what stands there; nothing is written over."""
        before = self.text()
        self.editor.setPlainText(f"{before}\n{self._suggestion}" if before else self._suggestion)
        self.editor.setFocus()

    def hasFocusInside(self) -> bool:
        """Whether somebody is typing here."""
        return self.editor.hasFocus()

    def _typed(self) -> None:
        self._show_offer()
        if not self._loading:
            self.edited.emit()

    def _show_offer(self) -> None:
        is_new = bool(self._suggestion) and self._suggestion not in self.text()
        self._shown.setText(tr("Gợi ý từ số liệu: {text}").format(text=self._suggestion) if is_new else "")
        self._shown.setVisible(is_new)
        self.take_button.setVisible(is_new)


class _Editor(QPlainTextEdit):
    """A box of a few lines that grows with its text. Signal: left(), when the keyboard goes on."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._grow)
        self._grow()

    def _grow(self) -> None:
        """As high as the lines that the text takes at the present width."""
        block, lines = self.document().begin(), 0
        while block.isValid():
            lines += max(1, block.layout().lineCount())
            block = block.next()
        rows = max(_LEAST, min(_MOST, lines))
        self.setFixedHeight(rows * self.fontMetrics().lineSpacing() + current_look().scaled(26))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the lines elsewhere."""
        super().resizeEvent(event)
        self._grow()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard goes on."""
        super().focusOutEvent(event)
        self.left.emit()
