"""One request of the register: what was asked, the legal days, what was done, and what can be done now."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.models import request_register
from desktop.models.request_register import Asked
from desktop.text import format_input_date
from desktop.ui.acts import Act
from desktop.ui.attempts import attempt
from desktop.ui.desk import Desk
from desktop.ui.messages import ask
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.facts_grid import FactsGrid
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.state_chip import StateChip
from desktop.ui.parts.words import words
from desktop.ui.requests.refusal_dialog import RefusalDialog
from desktop.ui.requests.wording import asked_state, kind_words, left_words, subject_words, tr
from desktop.ui.tokens import SPACE_3

_ADVICE = {
    "xem": "Cho người dân xem hoặc in trang của hộ, rồi ghi đã trả lời.",
    "sua": "Sửa ở trang của hộ hoặc của thành viên, báo lại cho người dân, rồi ghi đã trả lời.",
    "rut_dong_y": "Ghi việc rút đồng ý ở trang của hộ, rồi ghi đã trả lời.",
    "han_che": "Thống nhất với người dân không dùng mục nào, rồi ghi đã trả lời.",
    "xoa": "Bấm Xóa dữ liệu để xem sẽ mất gì, còn gì. Xóa xong sổ tự ghi đã trả lời.",
}


class RequestCard(Card):
    """Signals: erase_wanted(object), the request; open_wanted(object), to go to whom it is about."""

    erase_wanted = Signal(object)
    open_wanted = Signal(object)

    def __init__(self, desk: Desk, asked: Asked, *, can_open: bool, parent: QWidget | None = None) -> None:
        super().__init__(kind_words(asked.kind), parent)
        self._desk, self._asked = desk, asked
        self.head.addWidget(StateChip(asked_state(asked, desk.day)))
        self.body.addWidget(words(subject_words(asked), "strong"))
        self.body.addWidget(FactsGrid(self._facts()))
        self.acts = Flow(gap=SPACE_3)
        if asked.is_open:
            self.body.addWidget(words(tr(_ADVICE[asked.kind]), ""))
            for act in self._offered(can_open=can_open):
                self.acts.add(ActButton(act))
        self.body.addWidget(self.acts)
        self.body.addStretch(1)

    def _facts(self) -> list[tuple[str, str]]:
        asked = self._asked
        told = asked.acknowledged_on
        facts = [
            (tr("Ngày nhận"), format_input_date(asked.received_on)),
            (tr("Báo đã nhận"), format_input_date(told) if told else self._until(asked.acknowledge_by)),
            (tr("Trả lời"), format_input_date(asked.answered_on) or self._until(asked.answer_by)),
        ]
        if asked.extended_on:
            facts.append((tr("Đã báo gia hạn"), format_input_date(asked.extended_on)))
        if asked.refused_reason:
            facts.append((tr("Lý do từ chối"), asked.refused_reason))
        return facts

    def _until(self, due: date) -> str:
        if not self._asked.is_open:
            return "-"
        return tr("chậm nhất {day}, {left}").format(day=format_input_date(due), left=left_words(due, self._desk.day))

    def _offered(self, *, can_open: bool) -> list[Act]:
        asked, found = self._asked, []
        if asked.kind == "xoa" and asked.record and not asked.erased:
            found.append(Act(tr("Xóa dữ liệu..."), lambda: self.erase_wanted.emit(asked), "trash-can-outline"))
        if can_open and not asked.erased:
            found.append(Act(tr("Mở trang của hộ"), lambda: self.open_wanted.emit(asked), "home-group"))
        if not asked.acknowledged_on:
            found.append(Act(tr("Đã báo là đã nhận"), self.acknowledge, "message-text-outline"))
        if asked.kind != "xoa" or asked.erased:
            found.append(Act(tr("Đã trả lời xong"), self.answer, "check-circle-outline"))
        if not asked.extended_on and self._desk.day <= asked.answer_by:
            found.append(Act(tr("Đã báo gia hạn"), self.extend, "clock-outline"))
        found.append(Act(tr("Từ chối"), self.refuse, "close-circle"))
        return found

    # --- acts ---

    def acknowledge(self) -> None:
        """Note that the resident was told today that the request came."""
        self._write(lambda: request_register.acknowledge(self._desk.store, self._asked.id, self._desk.day))

    def answer(self) -> None:
        """Note that the request was answered today."""
        self._write(lambda: request_register.answer(self._desk.store, self._asked.id, self._desk.day))

    def extend(self) -> None:
        """Note that the resident was told that it takes longer, once that is sure."""
        advice = tr("Chỉ được một lần, và phải báo cho người dân biết lý do trước khi hết hạn.")
        if ask(self, tr("Đã báo cho người dân là cần thêm thời gian?"), tr("Đã báo"), tr("Chưa báo"), advice=advice):
            self._write(lambda: request_register.extend(self._desk.store, self._asked.id, self._desk.day))

    def refuse(self) -> None:
        """Ask for the reason and note the refusal."""
        dialog = RefusalDialog(self._desk, self._asked, self.window())
        dialog.exec()
        dialog.deleteLater()

    def _write(self, act: Callable[[], None]) -> None:
        def write() -> bool:
            act()
            return True

        if attempt(self, write):
            self._desk.tell_changed(frozenset({"data_request"}))
