"""The lines of a session: a service each, with visits, new people, what came of it; one empty line is always left."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from desktop.ui.icons import icon
from desktop.ui.parts.entry_form import code_list_field
from desktop.ui.parts.number_field import NumberField
from desktop.ui.parts.pick_field import Option, PickField
from desktop.ui.parts.words import words
from desktop.ui.style import current_look, set_role
from desktop.ui.tokens import SPACE_1, SPACE_2
from desktop.ui.village.service_finding import services_found
from desktop.ui.village.session_entry import LineEntry

_VISITS, _NEW, _OUTCOME, _WHOM, _AGAIN, _CROSS = 66, 92, 140, 136, 150, 30
WIDE = 950  # pixels of normal text; narrower lines take two rows
_USUAL_BENEFICIARY = "nguoi_dan"


class SessionLineRow(QWidget):
    """One line. Signals: filled(), when a service was chosen; done(), when Enter was pressed behind it; removed()."""

    filled = Signal()
    done = Signal()
    removed = Signal()

    def __init__(self, services: Sequence[Option], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.record: str | None = None
        self._services = services
        prompt = self.tr("Mã hoặc tên dịch vụ, không cần dấu")
        self.service = PickField(lambda typed: services_found(services, typed), prompt)
        self.visits = NumberField(least=1, most=5000)
        self.new_people = NumberField(least=0, most=5000)
        self.outcome = code_list_field("outcomes")
        self.beneficiary = code_list_field("beneficiaries")
        self.follow_up = QLineEdit()
        self._lay_out()
        self._name_parts()
        self.beneficiary.show_code(_USUAL_BENEFICIARY)
        self.service.picked.connect(lambda key: self.filled.emit() if key else None)
        self.service.entered.connect(self._go_on)

    def _go_on(self) -> None:
        """Behind the service comes the number, or the next line where nobody counts."""
        if self.visits.isHidden():
            self.done.emit()
        else:
            self.visits.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self, option: Option) -> None:
        """Write a service into the line, as if it was found by typing."""
        self.service.show_option(option)
        self.filled.emit()
        self._go_on()

    def count_visits(self, counted: bool) -> None:
        """Ask for visits and new people, or not, where people only listen."""
        for part in (self.visits, self.new_people):
            part.setVisible(counted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter behind the number goes on to the next service; Tab goes through the other fields."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.visits.hasFocus():
            self.done.emit()
            return
        super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(SPACE_2)
        rest = QWidget()
        inside = self._inside = QHBoxLayout(rest)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(SPACE_2)
        for part in (self.visits, self.new_people, self.outcome, self.beneficiary):
            inside.addWidget(part)
        inside.addWidget(self.follow_up, 1)
        inside.addWidget(self._cross())
        self._line.addWidget(self.service, 5)
        self._line.addWidget(rest, 6)
        self._grow()

    def _cross(self) -> QToolButton:
        self.cross = QToolButton()
        set_role(self.cross, "mini")
        self.cross.setIcon(icon("close", "muted"))
        self.cross.clicked.connect(self.removed)
        return self.cross

    def _name_parts(self) -> None:
        for part, name in (
            (self.service, self.tr("Dịch vụ")),
            (self.visits, self.tr("Số lượt")),
            (self.new_people, self.tr("Người lần đầu trong năm, để trống nếu không hỏi")),
            (self.outcome, self.tr("Kết quả")),
            (self.beneficiary, self.tr("Đối tượng")),
            (self.follow_up, self.tr("Hẹn hỗ trợ lại")),
            (self.cross, self.tr("Bỏ dòng này")),
        ):
            part.setAccessibleName(name)
        self.cross.setToolTip(self.tr("Bỏ dòng này"))
        self.new_people.setToolTip(self.tr("Số người được hướng dẫn lần đầu trong năm; để trống nếu không hỏi"))
        self.follow_up.setPlaceholderText(self.tr("nếu có"))

    def _grow(self) -> None:
        look = current_look()
        for part, width in (
            (self.visits, _VISITS),
            (self.new_people, _NEW),
            (self.outcome, _OUTCOME),
            (self.beneficiary, _WHOM),
            (self.cross, _CROSS),
        ):
            part.setFixedWidth(look.scaled(width))
        self.follow_up.setMinimumWidth(look.scaled(_AGAIN))

    def is_empty(self) -> bool:
        """Whether nothing was entered here."""
        return not (self.service.text().strip() or self.visits.text().strip() or self.new_people.text().strip())

    def show_line(self, line: LineEntry) -> None:
        """Show a line from the store."""
        known = {option.key: option for option in self._services}
        self.record = line.record
        self.service.show_option(known.get(line.service, Option(line.service, line.service)))
        self.visits.show_number(line.visits or None)  # 0 is an announcement's, where nobody counts
        self.new_people.show_number(line.new_people if line.visits else None)
        self.outcome.show_code(str(line.outcome) if line.outcome else None)
        self.beneficiary.show_code(line.beneficiary)
        self.follow_up.setText(line.follow_up)

    def line(self) -> LineEntry:
        """What was entered."""
        self.service.settle()
        outcome = self.outcome.code()
        return LineEntry(
            self.service.key() or "",
            self.beneficiary.code() or _USUAL_BENEFICIARY,
            self.visits.number(),
            self.new_people.number(),
            int(outcome) if outcome else None,
            self.follow_up.text().strip(),
            self.record,
        )

    def problem(self) -> str:
        """What an editor of this line cannot read."""
        return next((part.problem() for part in (self.service, self.visits, self.new_people) if part.problem()), "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One row where it fits, else two."""
        super().resizeEvent(event)
        wide = self.width() >= current_look().scaled(WIDE)
        side = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._line.direction() != side:
            self._line.setDirection(side)
            self._move_follow_up(wide=wide)
            self.follow_up.setPlaceholderText(self.tr("nếu có") if wide else self.tr("Hẹn hỗ trợ lại, nếu có"))
            self.visits.setPlaceholderText("" if wide else self.tr("lượt"))
            self.new_people.setPlaceholderText("" if wide else self.tr("lần đầu"))

    def _move_follow_up(self, *, wide: bool) -> None:
        """The promise stands in the row where it fits, else in a row of its own."""
        if wide:
            self._line.removeWidget(self.follow_up)
            self._inside.insertWidget(self._inside.count() - 1, self.follow_up, 1)
        else:
            self._inside.removeWidget(self.follow_up)
            self._line.addWidget(self.follow_up)

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._grow()


class SessionLines(QWidget):
    """All lines. Signal: lines_changed()."""

    lines_changed = Signal()

    def __init__(self, services: Sequence[Option], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._counted = True
        self.rows: list[SessionLineRow] = []
        self.removed_records: list[str] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_2)
        self._problem = words("", "problem")
        self._problem.hide()
        self._column.addWidget(self._problem)
        self.show_lines(())

    def show_lines(self, lines: Sequence[LineEntry]) -> None:
        """Show these lines and an empty one."""
        for row in self.rows:
            self._let_go(row)
        self.rows, self.removed_records = [], []
        for line in lines:
            self._add().show_line(line)
        self._add()
        self.show_problem("", None)

    def count_visits(self, counted: bool) -> None:
        """Ask for visits in every line, or in none."""
        self._counted = counted
        for row in self.rows:
            row.count_visits(counted)

    def take(self, key: str) -> None:
        """Write a service into the line that is empty, by its code."""
        option = next((option for option in self._services if option.key == key), None)
        if option:
            self.rows[-1].take(option)

    def go_on(self, row: SessionLineRow) -> None:
        """Behind a line the next one begins: at its number when its service is there already."""
        after = self.rows[min(self.rows.index(row) + 1, len(self.rows) - 1)]
        target = after.visits if after.service.key() and self._counted else after.service
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def lines(self) -> tuple[LineEntry, ...]:
        """The lines in which something was entered."""
        return tuple(row.line() for row in self.rows if not row.is_empty())

    def problem(self) -> tuple[int, str]:
        """The first line that cannot be read, and why; '' when all can."""
        for place, row in enumerate(row for row in self.rows if not row.is_empty()):
            row.service.settle()
            if row.problem():
                return place, row.problem()
        return 0, ""

    def show_problem(self, text: str, place: int | None) -> None:
        """Say what is wrong with a line and put the cursor there."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        if place is not None and place < len(self.rows):
            row = self.rows[place]
            target = row.visits if row.service.key() else row.service
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self) -> SessionLineRow:
        row = SessionLineRow(self._services)
        row.filled.connect(self._leave_one_empty)
        row.removed.connect(lambda: self._remove(row))
        row.done.connect(lambda: self.go_on(row))
        row.count_visits(self._counted)
        for editor in (row.service, row.visits, row.new_people, row.follow_up):
            editor.textChanged.connect(lambda _text: self.lines_changed.emit())
        self.rows.append(row)
        self._column.addWidget(row)
        return row

    def _leave_one_empty(self) -> None:
        if not self.rows[-1].is_empty():
            last = self.rows[-1]
            row = self._add()
            QWidget.setTabOrder(last.cross, row.service)
        self.lines_changed.emit()

    def _remove(self, row: SessionLineRow) -> None:
        if row.record:
            self.removed_records.append(row.record)
        place = self.rows.index(row)
        self.rows.remove(row)
        self._let_go(row)
        if not self.rows or not self.rows[-1].is_empty():
            self._add()
        self.rows[min(place, len(self.rows) - 1)].service.setFocus(Qt.FocusReason.OtherFocusReason)
        self.lines_changed.emit()

    def _let_go(self, row: SessionLineRow) -> None:
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()


class LineHeads(QWidget):
    """The names of the columns above the lines, while they stand in one row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_2)
        rest = QWidget()
        inside = QHBoxLayout(rest)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(SPACE_2)
        look = current_look()
        self._counting: list[QWidget] = []
        for text, width in (
            (self.tr("Lượt"), _VISITS),
            (self.tr("Lần đầu"), _NEW),
            (self.tr("Kết quả"), _OUTCOME),
            (self.tr("Đối tượng"), _WHOM),
        ):
            head = words(text, "quiet", wrap=False)
            head.setFixedWidth(look.scaled(width))
            inside.addWidget(head)
            if width in (_VISITS, _NEW):
                self._counting.append(head)
        again = words(self.tr("Hẹn hỗ trợ lại"), "quiet", wrap=False)
        again.setMinimumWidth(look.scaled(_AGAIN))
        inside.addWidget(again, 1)
        inside.addSpacing(look.scaled(_CROSS) + SPACE_1)
        line.addWidget(words(self.tr("Dịch vụ"), "quiet", wrap=False), 5)
        line.addWidget(rest, 6)

    def count_visits(self, counted: bool) -> None:
        """Name the columns of visits, or not."""
        for head in self._counting:
            head.setVisible(counted)
