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

    def __init__(
        self, desk: Desk, exported: Exported, more: int, *, renewed: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Việc tiếp theo"), parent)
        told = tr("Đã cấp ghi danh cho máy của thôn {village}.").format(village=exported.to)
        where = tr("Tệp {file} nằm cạnh tệp yêu cầu.").format(file=exported.path.name)
        self.body.addWidget(Banner(Tone.GOOD, told, where))
        carried = tr("1. Đưa tệp này về thôn bằng USB, Zalo hoặc thư điện tử. Chỉ máy của thôn mở được tệp.")
        self.body.addWidget(words(carried, ""))
        self.body.addWidget(words(_taken(renewed=renewed), ""))
        self.body.addWidget(code_groups(tr("Mã của xã"), enrolment.commune_code(desk.credentials)))
        self.body.addWidget(words(_handed_in(renewed=renewed), ""))
        line = Flow()
        self.done_button = ActButton(
            Act(tr("Sang máy tiếp theo") if more else tr("Xong"), self.done.emit, "chevron-right" if more else ""),
            primary=True,
        )
        line.add(self.done_button)
        self.body.addWidget(line)


def _taken(*, renewed: bool) -> str:
    """What the village does with the file; a new key has its own room."""
    if renewed:
        return tr("2. Trên máy thôn mở Khóa của máy, bấm Mở tệp ghi danh của xã; khóa cũ bị hủy lúc đó. Mã của xã là:")
    return tr("2. Trên máy thôn mở Nộp về xã, bấm Mở tệp ghi danh của xã, so mã của xã rồi mới nhận. Mã của xã là:")


def _handed_in(*, renewed: bool) -> str:
    """What comes to the commune after that."""
    if renewed:
        return tr("3. Gói của khóa cũ đến sau lúc này không được nhận; thôn nộp lại, gói mới mang đủ phần đó.")
    return tr("3. Thôn ghi gói đầu tiên, kể cả những gì đã ghi trước khi ghi danh, gửi về xã. Nhận ở Hộp nhận.")
