"""Why a value is kept and who says so: short reasons to press, room to write, and the name, remembered."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from desktop.models.settling import REASONS
from desktop.ui.conflicts.wording import tr
from desktop.ui.parts.card import Card
from desktop.ui.parts.combo_box import ComboBox
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.form_field import FormField
from desktop.ui.parts.words import words
from desktop.ui.tokens import SPACE_2, SPACE_4


class Grounds(Card):
    """`reason` and `name` are what is entered; both are needed."""

    def __init__(self, names: Sequence[str], *, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.body.setSpacing(SPACE_2)
        self._reason = QLineEdit()
        self._reason.setPlaceholderText(tr("Chọn ở dưới, hoặc ghi lý do khác"))
        self._reason_field = FormField(tr("Lý do (thôn cũng đọc được)"), self._reason, required=True)
        self._name = ComboBox()
        self._name.setEditable(True)
        self._name.setInsertPolicy(ComboBox.InsertPolicy.NoInsert)
        self._name.addItems(list(names))
        self._name.setCurrentIndex(0 if names else -1)
        self._name_field = FormField(tr("Người quyết định"), self._name, required=True)
        self._name.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._name.setMinimumContentsLength(12)
        line = QHBoxLayout()
        line.setSpacing(SPACE_4)
        line.addWidget(self._reason_field, 5, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._name_field, 3, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(line)
        self.body.addWidget(self._offered())
        if note:
            self.body.addWidget(words(note, "quiet"))
        self._reason.textEdited.connect(lambda _text: self._reason_field.show_problem(""))
        self._name.editTextChanged.connect(lambda _text: self._name_field.show_problem(""))

    def _offered(self) -> Flow:
        line = Flow(gap=4)
        for reason in REASONS:
            button = QPushButton(reason)
            button.setAutoDefault(False)
            button.setAccessibleName(tr("Lý do: {reason}").format(reason=reason))
            button.clicked.connect(lambda _on=False, reason=reason: self.take_reason(reason))
            line.add(button)
        return line

    def take_reason(self, reason: str) -> None:
        """Write one of the offered reasons into the field."""
        self._reason.setText(reason)
        self._reason_field.show_problem("")

    @property
    def reason(self) -> str:
        """The reason, "" for none yet."""
        return self._reason.text().strip()

    @property
    def name(self) -> str:
        """Who decides, "" for nobody yet."""
        return self._name.currentText().strip()

    def look(self) -> bool:
        """Whether both are there; what is missing is said beside it and gets the keyboard."""
        self._reason_field.show_problem("" if self.reason else tr("Hãy chọn hoặc ghi lý do."))
        self._name_field.show_problem("" if self.name else tr("Hãy ghi họ tên người quyết định."))
        for given, editor in ((self.reason, self._reason), (self.name, self._name)):
            if not given:
                editor.setFocus(Qt.FocusReason.OtherFocusReason)
                return False
        return True

    def show_name(self, name: str) -> None:
        """Put a name into the field, as when somebody types it."""
        self._name.setEditText(name)
