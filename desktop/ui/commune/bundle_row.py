"""One file in Hộp nhận: what it is, what it would bring or what became of it, and what to tell the village."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.sync.merging import Outcome
from desktop.text import format_count
from desktop.ui.acts import Act
from desktop.ui.commune.naming import brought, day_of, sender_name, tr
from desktop.ui.commune.receiving import Arrived
from desktop.ui.conflicts.brought_dialog import BroughtDialog
from desktop.ui.conflicts.brought_words import has_names, to_look_at
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.state_chip import StateChip
from desktop.ui.parts.words import words
from desktop.ui.states import Shape, State
from desktop.ui.style import current_look
from desktop.ui.tokens import SPACE_2, SPACE_3, SPACE_4, Tone

_CHIP_WIDTH = 150
_MOST_COPIES = 3


def verdict(one: Arrived) -> State:
    """How a file stands, as a chip."""
    if one.kind in ("request", "enrolment"):
        return State(tr("Tệp ghi danh"), Tone.INFO, Shape.RING)
    if one.own:
        return State(tr("Gói của xã"), Tone.QUIET, Shape.RING)
    match one.outcome.verdict, one.done:
        case "merged", False:
            return State(tr("Sẽ ghép"), Tone.INFO, Shape.HALF)
        case "merged", True:
            return State(tr("Đã ghép"), Tone.GOOD, Shape.FULL)
        case "held", False:
            return State(tr("Sẽ giữ lại"), Tone.WARN, Shape.TRIANGLE)
        case "held", True:
            return State(tr("Đang giữ lại"), Tone.WARN, Shape.TRIANGLE)
        case "already", _:
            return State(tr("Đã nhận trước"), Tone.QUIET, Shape.TICK)
    return State(tr("Không nhận"), Tone.BAD, Shape.CROSS)


def title(one: Arrived) -> str:
    """From whom and which number; a file that cannot be read is known by its name."""
    outcome = one.outcome
    if not outcome.sender:
        return one.name
    told = tr("{sender} · gói {number}").format(sender=sender_name(outcome.sender), number=outcome.number)
    made = day_of(outcome.made_at)
    return tr("{told} · lập ngày {day}").format(told=told, day=made) if made else told


def lines(one: Arrived) -> list[str]:
    """What it brings, what it causes, what to do, in whole sentences."""
    outcome = one.outcome
    if one.kind in ("request", "enrolment") and not one.own:
        return [tr("Đây là tệp ghi danh máy, không phải gói dữ liệu. Mở ở mục Ghi danh.")]
    if one.own:
        return [tr("Xã đã ghi gói này để gửi thôn; không phải nhận lại.")]
    if outcome.verdict == "merged":
        told = [brought(outcome.added, outcome.changed) or outcome.message]
        told += to_look_at(outcome)
        if outcome.equal_counts is False and one.done:
            told.append(tr("Thôn và xã đã đủ gói của nhau mà số liệu không khớp; hãy báo người hỗ trợ."))
        return told + _released(outcome)
    return [outcome.message, *([outcome.advice] if outcome.advice else []), *_released(outcome)]


def _released(outcome: Outcome) -> list[str]:
    """What became of bundles that had been held, in whole sentences."""
    told = [
        tr("Gói {name} giữ từ trước chưa ghép được. {message}").format(name=one.file, message=one.message)
        for one in outcome.released
        if one.verdict == "held"
    ]
    if count := len(outcome.released) - len(told):
        told.insert(0, tr("Kèm theo {count} gói giữ từ trước, nay ghép được.").format(count=count))
    return told


def whereabouts(one: Arrived) -> list[str]:
    """That it came in a letter, and where the same bundle lies again."""
    told = []
    if one.parcel.letter:
        told.append(tr("Đính kèm trong thư {name}").format(name=one.parcel.letter))
    if one.parcel.copies:
        count, names = format_count(len(one.parcel.copies)), ", ".join(one.parcel.copies[:_MOST_COPIES])
        more = tr(" và {count} tệp nữa").format(count=len(one.parcel.copies) - _MOST_COPIES)
        more = more if len(one.parcel.copies) > _MOST_COPIES else ""
        told.append(tr("Có {count} bản chép giống hệt: {names}{more}").format(count=count, names=names, more=more))
    return told


def message_to_village(one: Arrived) -> str:
    """What to send to the village by telephone or Zalo about a file that was not merged; "" when there is nothing."""
    outcome = one.outcome
    if one.own or one.kind in ("request", "enrolment"):
        return ""
    if outcome.verdict == "held":
        told = tr(
            "Xã nhận được gói {number} nhưng {gap} Nhờ thôn bấm Nộp về xã lần nữa, gói mới sẽ mang đủ phần thiếu."
        )
        return told.format(number=outcome.number, gap=_gap_of(outcome.message))
    if outcome.verdict == "refused":
        told = tr("Tệp {name} xã chưa nhận được. {message} Nhờ thôn bấm Nộp về xã lần nữa rồi gửi tệp mới.")
        return told.format(name=one.name, message=outcome.message)
    return ""


def _gap_of(message: str) -> str:
    """The sentence "Có gói 1-6 và 9; thiếu 7-8." at the end of a message."""
    start = message.rfind("Có gói")
    return tr("còn thiếu gói trước: {told}").format(told=message[start:]) if start >= 0 else tr("còn thiếu gói trước.")


class BundleRow(QFrame):
    """Signal: enrol_wanted(), for a file that belongs to Ghi danh."""

    enrol_wanted = Signal()

    def __init__(self, one: Arrived, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.arrived = one
        state = verdict(one)
        self.setAccessibleName(". ".join([state.words, title(one), *lines(one)]))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, SPACE_3, 0, SPACE_3)
        line.setSpacing(SPACE_4)
        line.addWidget(_chip(state), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(words(title(one), "strong"))
        for text in lines(one):
            column.addWidget(words(text, ""))
        if one.outcome.sender:
            column.addWidget(words(one.name, "quiet"))
        elif one.claimed and one.kind == "changes" and not one.own:
            told = tr("Trên tệp ghi người gửi là {name}, chưa xác minh được.")
            column.addWidget(words(told.format(name=one.claimed), "quiet"))
        for text in whereabouts(one):
            column.addWidget(words(text, "quiet"))
        buttons = self._buttons(one)
        if buttons:
            column.addSpacing(SPACE_2)
            column.addWidget(buttons)
        line.addLayout(column, 1)

    def _buttons(self, one: Arrived) -> QWidget | None:
        acts = []
        message = message_to_village(one)
        if message:
            acts.append(Act(tr("Chép lời nhắn gửi thôn"), lambda: _copy(message), "content-copy"))
        if has_names(one.outcome):
            told = tr("Xem điều cần xem") if one.done else tr("Xem từng mục sẽ thêm, sửa")
            acts.append(Act(told, self.look, "format-list-checks"))
        if one.kind == "request":
            acts.append(Act(tr("Mở ở Ghi danh"), self.enrol_wanted.emit, "shield-key-outline"))
        if not acts:
            return None
        line = Flow()
        for act in acts:
            line.add(ActButton(act))
        return line

    def look(self) -> None:
        """Show what the bundle brings, record by record."""
        BroughtDialog(self.arrived.outcome, planned=not self.arrived.done, parent=self).open()


def _chip(state: State) -> QWidget:
    """Chips of different words stand in one column."""
    block = QWidget()
    block.setMinimumWidth(current_look().scaled(_CHIP_WIDTH))
    line = QHBoxLayout(block)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(StateChip(state))
    return block


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
