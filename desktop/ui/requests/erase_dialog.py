"""The one question before a person's data is erased: what goes, what stays, that there is no way back."""

from collections.abc import Mapping

from PySide6.QtCore import QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.models.erasure_plan import ErasurePlan
from desktop.models.schema import TABLES
from desktop.text import format_count, format_input_date
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.tick_box import TickBox
from desktop.ui.parts.words import words
from desktop.ui.requests.wording import tr
from desktop.ui.style import current_look, set_role
from desktop.ui.tokens import SPACE_2, SPACE_3, SPACE_4, SPACE_5, Tone

_WIDTH, _HEIGHT = 720, 540
_MOST_DAYS = 5
_STAYS = {"attendance": "lần được hỗ trợ", "membership": "lần ở trong Tổ", "application": "đơn vào, ra Tổ"}


class _Inside(QWidget):
    """Words that scroll; Qt would tell the height that they need at their least width, far too much."""

    def minimumSizeHint(self) -> QSize:
        """The least width alone."""
        return QSize(super().minimumSizeHint().width(), 0)


class EraseDialog(QDialog):
    """Accepted means: erase. The button is dead until the tick says that it was read; Enter never erases."""

    def __init__(self, plan: ErasurePlan, other_side: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._plan, self._other_side = plan, other_side
        title = tr("Xóa hẳn dữ liệu của {name}?").format(name=plan.name)
        self.setWindowTitle(tr("Xóa dữ liệu cá nhân"))
        self.setAccessibleName(title)
        self.sure = TickBox(tr("Tôi đã đọc: xóa rồi không lấy lại được"))
        self.sure.setAccessibleName(self.sure.text())
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_5, SPACE_4 + 4, SPACE_5, SPACE_4)
        column.setSpacing(SPACE_3)
        column.addWidget(words(title, "title"))
        column.addWidget(self._told(), 1)
        column.addWidget(self.sure)
        column.addLayout(self._buttons())

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the words need, within 540 pixels and the screen."""
        super().showEvent(event)
        screen = self.screen().availableSize()
        width = min(current_look().scaled(_WIDTH), screen.width() - 40)
        layout, inside = self.layout(), self._inside.layout()
        if layout and inside:
            around = layout.totalSizeHint().height() - self._area.sizeHint().height()
            height = inside.totalHeightForWidth(width - 2 * SPACE_5 - SPACE_3) + around + SPACE_3
            self.resize(width, min(height, current_look().scaled(_HEIGHT), screen.height()))

    def _told(self) -> QScrollArea:
        inside = _Inside()
        set_role(inside, "page-body")
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, SPACE_3, 0)
        lines.setSpacing(SPACE_2)
        for warning in self._warnings():
            lines.addWidget(warning)
        parts = ((tr("Sẽ mất hẳn"), self._goes()), (tr("Vẫn giữ"), self._stays()), (tr("Sau đó"), self._next()))
        for heading, told in parts:
            lines.addWidget(words(heading, "strong"))
            for line in told:
                lines.addWidget(words(f"• {line}", ""))
        lines.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        set_role(area, "page-scroll")
        area.setWidget(inside)
        self._area, self._inside = area, inside
        return area

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(SPACE_3)
        self.erase_button = QPushButton(tr("Xóa hẳn"))
        set_role(self.erase_button, "danger")
        self.erase_button.setAutoDefault(False)
        self.erase_button.setEnabled(False)
        self.erase_button.clicked.connect(self.accept)
        self.keep_button = QPushButton(tr("Giữ lại, không xóa"))
        set_role(self.keep_button, "primary")
        self.keep_button.setDefault(True)
        self.keep_button.clicked.connect(self.reject)
        for button in (self.erase_button, self.keep_button):
            button.setAccessibleName(button.text())
        self.sure.toggled.connect(self.erase_button.setEnabled)
        line.addStretch(1)
        line.addWidget(self.erase_button)
        line.addWidget(self.keep_button)
        return line

    def _warnings(self) -> list[Banner]:
        plan, found = self._plan, []
        if plan.in_team:
            advice = tr("Nên ghi việc ra khỏi Tổ trước, nếu không Tổ sẽ có một người không tên.")
            found.append(Banner(Tone.WARN, tr("Người này đang ở trong Tổ."), advice))
        if plan.mentioned_on:
            days = ", ".join(map(format_input_date, plan.mentioned_on[:_MOST_DAYS]))
            told = tr("Tên này còn trong lời ghi của buổi hỗ trợ: {days}.").format(days=days)
            found.append(Banner(Tone.WARN, told, tr("Lời ghi tự do không tự xóa; hãy sửa các buổi đó.")))
        return found

    def _goes(self) -> list[str]:
        plan = self._plan
        subject = TABLES[plan.table].title.lower()
        columns = ", ".join(name[:1].lower() + name[1:] for name in plan.columns)
        others = _counts({table: count for table, count in plan.goes.items() if table != plan.table})
        told = [tr("Mọi thông tin của {subject}: {columns}.").format(subject=subject, columns=columns)]
        if self._plan.copies:
            told.append(tr("Cả bản của hộ này ở sổ của thôn đã tách."))
        if others:
            told.append(tr("Kèm theo: {others}.").format(others=others))
        told.append(tr("Giá trị cũ trong nhật ký, chữ đang ghi dở và bản lưu các gói trên máy này."))
        return told

    def _stays(self) -> list[str]:
        told = [tr("Chỉ còn dòng: đã xóa một mục, ngày nào. Không ghi đã xóa tên ai, giá trị gì.")]
        stays = ", ".join(
            f"{format_count(count)} {tr(_STAYS[name])}" for name, count in self._plan.stays.items() if count
        )
        if stays:
            told.append(tr("{stays}, nhưng không còn tên ai; số liệu đã báo cáo không đổi.").format(stays=stays))
        return told

    def _next(self) -> list[str]:
        told = tr("{other} cũng mất các giá trị này khi nhận gói tới.").format(other=self._other_side)
        return [told, tr("Bản sao lưu trên USB và giấy đã in thì phải tự hủy.")]


def _counts(counts: Mapping[str, int]) -> str:
    """Counts by table in words: "1 phiếu khảo sát, 2 đồng ý cung cấp thông tin"."""
    told = [f"{format_count(count)} {TABLES[table].title.lower()}" for table, count in counts.items() if count]
    return ", ".join(told)
