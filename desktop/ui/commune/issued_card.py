"""What happens next once a laptop was enrolled: the file goes back, and the village compares the commune's code."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.sync import enrolment
from desktop.sync.exporting import Exported
from desktop.ui.acts import Act
from desktop.ui.commune.naming import tr
from desktop.ui.desk import Desk
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.code_groups import code_groups
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.words import words
from desktop.ui.tokens import Tone


class IssuedCard(Card):
    """Signal: done(), when the officer has read it."""

    done = Signal()

    def __init__(self, desk: Desk, exported: Exported, more: int, parent: QWidget | None = None) -> None:
        super().__init__(tr("Việc tiếp theo"), parent)
        told = tr("Đã cấp ghi danh cho máy của thôn {village}.").format(village=exported.to)
        where = tr("Tệp {file} nằm cạnh tệp yêu cầu.").format(file=exported.path.name)
        self.body.addWidget(Banner(Tone.GOOD, told, where))
        for step in (
            tr("1. Đưa tệp này về thôn bằng USB, Zalo hoặc thư điện tử. Chỉ máy của thôn mở được tệp."),
            tr("2. Trên máy thôn mở Nộp về xã, bấm Mở tệp ghi danh của xã, so mã của xã rồi mới nhận. Mã của xã là:"),
        ):
            self.body.addWidget(words(step, ""))
        self.body.addWidget(code_groups(tr("Mã của xã"), enrolment.commune_code(desk.credentials)))
        last = tr("3. Thôn ghi gói đầu tiên, kể cả những gì đã ghi trước khi ghi danh, gửi về xã. Nhận ở Hộp nhận.")
        self.body.addWidget(words(last, ""))
        line = Flow()
        self.done_button = ActButton(
            Act(tr("Sang máy tiếp theo") if more else tr("Xong"), self.done.emit, "chevron-right" if more else ""),
            primary=True,
        )
        line.add(self.done_button)
        self.body.addWidget(line)
