"""One request for enrolment: the laptop's name, its code in large groups, the village, and the act of issuing."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from desktop.errors import TosoError
from desktop.models import commune_queries as queries
from desktop.models.places import Village
from desktop.sync import enrolment
from desktop.sync.enrolment import Request
from desktop.text import fold, format_count
from desktop.ui.acts import Act
from desktop.ui.commune.naming import sender_name, tr
from desktop.ui.desk import Desk
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.choice_field import Choice, ChoiceField
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.form_field import FormField
from desktop.ui.parts.words import words
from desktop.ui.style import set_role
from desktop.ui.tokens import SPACE_3, SPACE_4


@dataclass(frozen=True)
class Asked:
    """A request and the file that it stands in."""

    path: Path
    request: Request


def read_requests(desk: Desk, paths: Sequence[Path]) -> tuple[list[Asked], list[tuple[Path, TosoError]]]:
    """The requests among files, and the files that are none, with the reason."""
    found, refused = [], []
    for path in paths:
        try:
            found.append(Asked(path, enrolment.read_request(desk.store, desk.credentials, path)))
        except TosoError as error:
            refused.append((path, error))
    return found, refused


class RequestCard(Card):
    """Signals: issued(Exported), after the enrolment's file was written; left(), to pass the request over."""

    issued = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk, asked: Asked, more: int, parent: QWidget | None = None) -> None:
        super().__init__(tr("{name} xin ghi danh").format(name=sender_name(asked.request.name)), parent)
        self._desk, self._asked = desk, asked
        self._villages = [one for one in queries.villages(desk.store) if one.closed_on is None]
        if more:
            self.head.addWidget(words(tr("còn {count} máy nữa").format(count=format_count(more)), "quiet", wrap=False))
        self.body.addWidget(
            words(tr("Gọi người gửi, nghe đọc mã trên màn hình máy thôn. Đúng cả 6 nhóm số mới ghi danh."), "")
        )
        self.body.addWidget(_code(asked.request.spoken))
        self.village = ChoiceField([Choice(one.id, f"{one.name} ({one.code})") for one in self._villages], as_row=False)
        self.holder = QLineEdit()
        self._village_field = FormField(tr("Máy này của thôn"), self.village, required=True)
        line = QHBoxLayout()
        line.setSpacing(SPACE_4)
        line.addWidget(self._village_field, 1)
        line.addWidget(FormField(tr("Người giữ máy"), self.holder), 1)
        self.body.addLayout(line)
        self.body.addWidget(self._buttons())
        self._suggest()

    def _suggest(self) -> None:
        """Choose the village of that name, if there is exactly one; the person still sees and may change it."""
        name = fold(self._asked.request.name).removeprefix("thon ")
        same = [one for one in self._villages if fold(one.name) == name]
        if len(same) == 1:
            self.village.show_code(same[0].id)

    def _buttons(self) -> Flow:
        line = Flow(gap=SPACE_3)
        leave = QPushButton(tr("Mã không đúng, bỏ qua"))
        set_role(leave, "act")
        leave.setAccessibleName(leave.text())
        leave.setAutoDefault(False)
        leave.clicked.connect(self.left.emit)
        self.issue_button = ActButton(
            Act(tr("Mã đúng, ghi danh máy này"), self.issue, "shield-key-outline", "Ctrl+S"), primary=True
        )
        line.add(self.issue_button)
        line.add(leave)
        return line

    def issue(self) -> None:
        """Certify the laptop and write the file beside the request; runs off the window's thread."""
        village = next((one for one in self._villages if one.id == self.village.code()), None)
        self._village_field.show_problem("" if village else tr("Hãy chọn thôn của máy này."))
        if village is None:
            self.village.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._run(village, self.holder.text().strip())

    def _run(self, village: Village, holder: str) -> None:
        store, own, path = self._desk.store, self._desk.credentials, self._asked.path
        heard = self._asked.request.spoken  # the person has compared the groups that stand on the card
        self._desk.work(
            self.window(),
            tr("Đang ghi danh"),
            lambda _progress: enrolment.issue(store, own, path, village, path.parent, heard=heard, holder=holder),
            self.issued.emit,
        )


def _code(spoken: str) -> QWidget:
    """The code in groups that can be read out one by one."""
    line = Flow(gap=SPACE_4)
    for group in spoken.split():
        label = words(group, "figure", wrap=False)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        line.add(label)
    line.setAccessibleName(tr("Mã của máy: {code}").format(code=spoken))
    return line
