"""What may be told of a session besides: what people asked for, and who helped the team (R008, R090)."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QWidget

from desktop.models.session_queries import partners_used
from desktop.ui.desk import Desk
from desktop.ui.parts.card import Card
from desktop.ui.parts.entry_form import EntryForm, code_list_field
from desktop.ui.parts.pick_field import Option, PickField, matching
from desktop.ui.style import current_look
from desktop.ui.tokens import SPACE_3
from desktop.ui.village.session_entry import SessionEntry

_TWO_ROWS = 820


class SessionMore(Card):
    """Signal: edited(). A partner told before brings its sector along."""

    edited = Signal()

    def __init__(self, desk: Desk, form: EntryForm, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._desk = desk
        self.need = QLineEdit()
        self.need.setPlaceholderText(self.tr("Ví dụ: muốn trả tiền điện qua điện thoại"))
        self.partner = PickField(self._partners, self.tr("Ví dụ: Bưu điện xã"), free=True)
        self.sector = code_list_field("partner_sectors")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(SPACE_3)
        self._row.addWidget(form.field("need", self.tr("Bà con cần gì (không bắt buộc)"), self.need), 6)
        self._row.addWidget(form.field("partner", self.tr("Đơn vị cùng làm, nếu có"), self.partner), 4)
        self._row.addWidget(form.field("partner_sector", self.tr("Lĩnh vực"), self.sector), 3)
        self.body.addLayout(self._row)
        self.need.textEdited.connect(lambda _text: self.edited.emit())
        self.partner.textEdited.connect(lambda _text: self.edited.emit())
        self.partner.picked.connect(self._bring_sector)
        self.sector.code_changed.connect(lambda _code: self.edited.emit())

    def _partners(self, typed: str) -> list[Option]:
        return matching([Option(name, name) for name, _ in partners_used(self._desk.store)], typed)

    def _bring_sector(self, key: object) -> None:
        known = dict(partners_used(self._desk.store)).get(key if isinstance(key, str) else "", "")
        if known:
            self.sector.show_code(known)
        self.edited.emit()

    def show_entry(self, entry: SessionEntry) -> None:
        """Show what an entry tells."""
        self.need.setText(entry.need)
        self.partner.setText(entry.partner)
        self.sector.show_code(entry.partner_sector)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the fields below each other where they would be squeezed."""
        super().resizeEvent(event)
        self._turn()

    def changeEvent(self, event: QEvent) -> None:
        """The same after the size of text has changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_row"):
            self._turn()

    def _turn(self) -> None:
        narrow = self.width() < current_look().scaled(_TWO_ROWS)
        side = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._row.direction() != side:
            self._row.setDirection(side)
