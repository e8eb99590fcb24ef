"""A computer that asks to be the commune's second desk: its code compared, let in, and what happens next."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from desktop.models.conflict_words import moment
from desktop.sync import enrolment, second_desk
from desktop.sync.exporting import Exported
from desktop.text import format_count, one_line
from desktop.ui.acts import Act
from desktop.ui.commune.naming import tr
from desktop.ui.commune.requests import AskedDesk
from desktop.ui.desk import Desk
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.code_check import CodeCheck
from desktop.ui.parts.code_groups import code_groups
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.form_field import FormField
from desktop.ui.parts.words import rule, words
from desktop.ui.style import current_look, set_role
from desktop.ui.tokens import SPACE_3, Tone

_LONGEST_HOLDER = 200
_FIELD_WIDTH = 460


class DeskRequestCard(Card):
    """Signals: issued(Exported), after the file for the second desk was written; left(), to pass the request over.

    `check` is the computer's code; nothing can be issued before all of it was compared.
    """

    issued = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk, asked: AskedDesk, more: int, parent: QWidget | None = None) -> None:
        super().__init__(tr("Xin vào làm máy thứ hai của xã"), parent)
        self._desk, self.asked = desk, asked
        if more:
            self.head.addWidget(words(tr("còn {count} máy nữa").format(count=format_count(more)), "quiet", wrap=False))
        self._add_who()
        self.body.addWidget(rule())
        self._add_codes()
        self._add_holder()
        self.body.addWidget(self._buttons())
        self.check.turned.connect(self.issue_button.setEnabled)

    def _add_who(self) -> None:
        asking = self.asked.asking
        told = tr("Máy “{laptop}”, tệp lập lúc {when} theo đồng hồ máy đó, tệp {file}.")
        who = told.format(laptop=asking.laptop or "-", when=moment(asking.made_at), file=self.asked.path.name)
        self.body.addWidget(words(who, ""))
        if asking.is_known:
            message = tr("Máy này đã là máy của xã.")
            advice = tr("Chỉ cấp lại khi máy đó chưa nhận được tệp trước, hoặc bị bỏ lại khi xã đổi khóa.")
            self.body.addWidget(Banner(Tone.INFO, message, advice))
            return
        message = tr("Máy này sẽ có toàn bộ sổ của xã, nhận gói, quyết định và in như máy đang dùng.")
        advice = tr("Ghi danh máy và đổi khóa của xã vẫn chỉ làm ở máy này.")
        self.body.addWidget(Banner(Tone.WARN, message, advice))

    def _add_codes(self) -> None:
        self.body.addWidget(words(tr("1. Nghe người ngồi máy thứ hai đọc mã trên màn hình máy đó"), "strong"))
        told = tr("Nghe nhóm nào đúng thì tích nhóm đó, hoặc gõ cả mã. Hai máy để cạnh nhau thì nhìn và so.")
        self.body.addWidget(words(told, ""))
        self.check = CodeCheck(tr("Mã của máy thứ hai"), self.asked.asking.spoken)
        self.body.addWidget(self.check)
        self.body.addWidget(rule())
        self.body.addWidget(words(tr("2. Đọc mã của xã cho bên kia, để so khi mở tệp trả lời"), "strong"))
        self.body.addWidget(code_groups(tr("Mã của xã"), enrolment.commune_code(self._desk.credentials)))
        self.body.addWidget(rule())

    def _add_holder(self) -> None:
        self.holder = QLineEdit()
        self.holder.setMaxLength(_LONGEST_HOLDER)
        field = FormField(tr("3. Người giữ máy thứ hai"), self.holder)
        field.setMaximumWidth(current_look().scaled(_FIELD_WIDTH))
        line = QHBoxLayout()  # which knows how wide the field may be; a column would not
        line.addWidget(field, 1)
        line.addStretch(1)
        self.body.addLayout(line)

    def _buttons(self) -> Flow:
        line = Flow(gap=SPACE_3)
        leave = QPushButton(tr("Mã khác, không cho vào"))
        set_role(leave, "act")
        leave.setAccessibleName(leave.text())
        leave.setAutoDefault(False)
        leave.clicked.connect(self.left.emit)
        told = tr("Cấp lại tệp cho máy này") if self.asked.asking.is_known else tr("Cho máy này vào")
        self.issue_button = ActButton(Act(told, self.issue, "shield-key-outline", "Ctrl+S"), primary=True)
        self.issue_button.setEnabled(False)
        line.add(self.issue_button)
        line.add(leave)
        return line

    def issue(self) -> None:
        """Certify the computer and write the file beside its request, off the window's thread; only once compared."""
        if not self.check.is_same:
            return
        store, own, path = self._desk.store, self._desk.credentials, self.asked.path
        heard, holder = self.check.heard, one_line(self.holder.text())
        self._desk.work(
            self.window(),
            tr("Đang ghi toàn bộ sổ của xã cho máy thứ hai"),
            lambda _progress: second_desk.issue(store, own, path, path.parent, heard=heard, holder=holder),
            self.issued.emit,
        )


class DeskIssuedCard(Card):
    """What happens next once a second desk was let in. Signal: done(), when the officer has read it."""

    done = Signal()

    def __init__(self, desk: Desk, exported: Exported, more: int, parent: QWidget | None = None) -> None:
        super().__init__(tr("Việc tiếp theo"), parent)
        told = tr("Đã cho “{name}” vào làm máy của xã.").format(name=exported.to)
        where = tr("Tệp {file} nằm cạnh tệp xin, có toàn bộ {count} thay đổi của xã; chỉ máy đó mở được.")
        where = where.format(file=exported.path.name, count=format_count(exported.entries))
        self.body.addWidget(Banner(Tone.GOOD, told, where))
        taken = tr("1. Cắm USB vào máy thứ hai, bấm Mở tệp của máy thứ nhất, so mã của xã rồi mới nhận. Mã của xã là:")
        self.body.addWidget(words(taken, ""))
        self.body.addWidget(code_groups(tr("Mã của xã"), enrolment.commune_code(desk.credentials)))
        for step in (
            tr("2. Gửi mỗi thôn một gói của xã. Từ đó gói thôn nộp mở được ở cả hai máy."),
            tr("3. Hai máy chuyển gói cho nhau bằng USB: một máy ghi ở Ghi danh, máy kia nhận ở Hộp nhận."),
        ):
            self.body.addWidget(words(step, ""))
        line = Flow()
        act = Act(tr("Sang máy tiếp theo") if more else tr("Xong"), self.done.emit, "chevron-right" if more else "")
        self.done_button = ActButton(act, primary=True)
        line.add(self.done_button)
        self.body.addWidget(line)
