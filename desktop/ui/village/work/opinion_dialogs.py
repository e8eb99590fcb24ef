"""Writing down what a resident said, how it went on, and taking over what a household said in the survey."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.models import opinion_list, village_queries
from desktop.models.journal import VILLAGE
from desktop.models.opinion_list import ANSWERED, FORWARDED, NEW, OfferedOpinion, OpinionRow, numbers_in
from desktop.models.work import Opinion
from desktop.text import one_line
from desktop.ui.acts import Act
from desktop.ui.attempts import attempt
from desktop.ui.desk import Desk
from desktop.ui.entry_dialog import EntryDialog
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.choice_field import Choice, ChoiceField
from desktop.ui.parts.date_field import DateField
from desktop.ui.parts.entry_form import Wrong, code_list_field
from desktop.ui.parts.facts_grid import FactsGrid
from desktop.ui.parts.pick_field import Option, PickField
from desktop.ui.tokens import Tone
from desktop.ui.village.work.editors import text_box
from desktop.ui.village.work.kept_dialog import KeptDialog
from desktop.ui.village.work.task_dialogs import two_columns
from desktop.ui.village.work.wording import day_words, tr

_LOOK_AFTER_MS = 250  # the input method composes letters; what stands half-typed is not judged


def state_words() -> dict[str, str]:
    """How an opinion can stand."""
    return {
        "moi": tr("Mới ghi"),
        "dang_xem": tr("Tổ đang xem"),
        "da_chuyen_xa": tr("Đã chuyển xã"),
        "da_tra_loi": tr("Đã trả lời"),
    }


class OpinionDialog(KeptDialog):
    """An opinion; without a household it is anonymous. Numbers in its words are warned about, never taken out."""

    def __init__(self, desk: Desk, row: OpinionRow | None, parent: QWidget) -> None:
        title = self.tr("Ý kiến của người dân") if row else self.tr("Ghi ý kiến người dân")
        told = self.tr("Ghi đúng lời bà con nói. Không cần tên: để trống ô hộ là ý kiến không nêu tên.")
        super().__init__(desk, "opinion", row.id if row else "", title, told, self.tr("Lưu ý kiến"), parent)
        self._row = row
        self.received_on, self.forwarded_on, self.answered_on = (DateField(today=desk.day) for _ in range(3))
        self.topic = code_list_field("opinion_topics")
        self.household = PickField(self._households, self.tr("Gõ tên chủ hộ hoặc mã hộ, không cần dấu"))
        self.content, self.answer = text_box(4), text_box(3)
        self.state = ChoiceField([Choice(code, label) for code, label in state_words().items()])
        self.answered_by = QLineEdit()
        self.warning = Banner(Tone.WARN, "")
        self._looking = QTimer(self, singleShot=True, interval=_LOOK_AFTER_MS)
        self._looking.timeout.connect(self._look_for_numbers)
        self._arrange()
        self._show(row)
        self.content.textChanged.connect(self._looking.start)
        self.state.code_changed.connect(self._state_chosen)
        if row:
            question = self.tr("Xóa ý kiến này?")
            self.offer_to_delete(Opinion, self.tr("Xóa ý kiến"), question, self.tr("Giữ lại"))
        self.lay_out()
        (self.state if row else self.topic).setFocus()

    def _households(self, typed: str) -> list[Option]:
        found = village_queries.households_found(self._desk.store, typed)
        return [Option(record, " · ".join(part for part in parts if part)) for record, *parts in found]

    def _arrange(self) -> None:
        field, column = self.form.field, self.form.column
        topic = field("topic", self.tr("Về việc gì"), self.topic, required=True)
        received = field("received_on", self.tr("Ngày nghe"), self.received_on, required=True)
        column.addLayout(two_columns([topic, received]))
        column.addWidget(field("content", self.tr("Bà con nói gì"), self.content, required=True))
        column.addWidget(self.warning)
        self.warning.hide()
        hint = self.tr("Để trống nếu người nói không muốn nêu tên")
        column.addWidget(field("household_id", self.tr("Hộ nào"), self.household, hint=hint))
        column.addWidget(field("state", self.tr("Đã xử lý đến đâu"), self.state, required=True))
        self._forwarded = field("forwarded_on", self.tr("Ngày chuyển xã"), self.forwarded_on)
        answered = field("answered_on", self.tr("Ngày trả lời"), self.answered_on)
        by = field("answered_by", self.tr("Ai trả lời"), self.answered_by)
        self._answer = [field("answer", self.tr("Đã trả lời thế nào"), self.answer), answered, by]
        column.addWidget(self._forwarded)
        column.addWidget(self._answer[0])
        column.addLayout(two_columns(self._answer[1:]))

    def _show(self, row: OpinionRow | None) -> None:
        if row is None:
            self.received_on.show_date(self._desk.day)
            self.state.show_code(NEW)
            return
        self.received_on.show_date(row.received_on)
        self.topic.show_code(row.topic)
        if row.household_id:
            self.household.show_option(Option(row.household_id, row.household))
        self.content.setPlainText(row.content)
        self.state.show_code(row.state)
        self.forwarded_on.show_date(row.forwarded_on)
        self.answer.setPlainText(row.answer)
        self.answered_on.show_date(row.answered_on)
        self.answered_by.setText(row.answered_by)

    def fields_shown(self) -> None:
        """Only what the state asks for is shown; numbers are looked for in what stands there."""
        state = self.state.code()
        self._forwarded.setVisible(state == FORWARDED or self.forwarded_on.entered_date() is not None)
        for part in self._answer:
            part.setVisible(state == ANSWERED)
        self._look_for_numbers()

    def _state_chosen(self, code: object) -> None:
        """The day of what was just done comes by itself."""
        if code == FORWARDED and self.forwarded_on.entered_date() is None:
            self.forwarded_on.show_date(self._desk.day)
        if code == ANSWERED and self.answered_on.entered_date() is None:
            self.answered_on.show_date(self._desk.day)
        self.fields_shown()

    def _look_for_numbers(self) -> None:
        found = numbers_in(self.content.toPlainText())
        if found:
            told = self.tr("Trong lời có số giống số điện thoại hoặc căn cước: {numbers}.")
            advice = self.tr("Nên bỏ số đi, chỉ ghi việc; lời này sẽ nộp về xã.")
            self._warn(told.format(numbers=", ".join(found)), advice)
        self.warning.setVisible(bool(found))

    def _warn(self, message: str, advice: str) -> None:
        old, self.warning = self.warning, Banner(Tone.WARN, message, advice)
        self.form.column.replaceWidget(old, self.warning)
        old.hide()
        old.deleteLater()

    def wrongs(self) -> list[Wrong]:
        """A day, a topic and words."""
        found = []
        if self.topic.code() is None:
            found.append(Wrong("topic", self.tr("Chưa chọn về việc gì.")))
        if self.received_on.entered_date() is None and not self.received_on.problem():
            found.append(Wrong("received_on", self.tr("Chưa ghi ngày nghe.")))
        if not one_line(self.content.toPlainText()):
            found.append(Wrong("content", self.tr("Chưa ghi bà con nói gì.")))
        if self.state.code() is None:
            found.append(Wrong("state", self.tr("Chưa chọn đã xử lý đến đâu.")))
        return found

    def save(self) -> None:
        """Write the opinion; what the state does not show is not thrown away."""
        values = {
            "received_on": self.received_on.entered_date(),
            "household_id": self.household.key(),
            "topic": self.topic.code(),
            "content": self.content.toPlainText().strip(),
            "state": self.state.code(),
            "forwarded_on": self.forwarded_on.entered_date(),
            "answer": self.answer.toPlainText().strip() or None,
            "answered_on": self.answered_on.entered_date(),
            "answered_by": one_line(self.answered_by.text()) or None,
        }
        with self._desk.acting() as acts:
            if self._row:
                acts.set(Opinion, self._row.id, **values)
            else:
                self.record = acts.add(Opinion, village_id=self._desk.store.setting(VILLAGE) or "", **values)


class TakeOverDialog(EntryDialog):
    """One opinion out of the survey: take it over under a topic, or put it aside. `put_aside` tells the second."""

    def __init__(self, desk: Desk, offered: OfferedOpinion, left: int, parent: QWidget) -> None:
        explained = self.tr("Hộ đã đồng ý cho ghi khi khảo sát. Còn {count} ý kiến chưa xem.").format(count=left)
        super().__init__(self.tr("Ý kiến trong phiếu khảo sát"), explained, self.tr("Đưa vào danh sách"), parent)
        self._desk, self._offered = desk, offered
        self.record, self.put_aside = "", False
        self.leave_words = self.tr("Để sau")
        self.beside = Act(self.tr("Không đưa vào, không hỏi lại"), self._put_aside)
        self.topic = code_list_field("opinion_topics")
        facts = [(self.tr("Hộ"), offered.household), (self.tr("Ngày khảo sát"), day_words(offered.said_on))]
        self.form.column.addWidget(FactsGrid([*facts, (self.tr("Lời của hộ"), offered.content)]))
        if numbers := numbers_in(offered.content):
            told = self.tr("Trong lời có số giống số điện thoại hoặc căn cước: {numbers}.")
            advice = self.tr("Đưa vào rồi nên mở ra bỏ số đi.")
            self.form.column.addWidget(Banner(Tone.WARN, told.format(numbers=", ".join(numbers)), advice))
        self.form.column.addWidget(self.form.field("topic", self.tr("Về việc gì"), self.topic, required=True))
        self.lay_out()
        self.topic.setFocus()

    def _put_aside(self) -> None:
        if attempt(self, self._note_put_aside):
            self.put_aside = True
            self.done(0)

    def _note_put_aside(self) -> bool:
        opinion_list.put_aside(self._desk.store, [self._offered])
        return True

    def wrongs(self) -> list[Wrong]:
        """A topic."""
        return [] if self.topic.code() else [Wrong("topic", self.tr("Chưa chọn về việc gì."))]

    def save(self) -> None:
        """Put it into the list."""
        village = self._desk.store.setting(VILLAGE) or ""
        with self._desk.acting() as acts:
            self.record = opinion_list.take_over(acts, village, self._offered, self.topic.code() or "khac")
