"""One merged bundle: what it brought, whether both sides agree, and what taking it back would do, before it is done."""

from collections import Counter
from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.models import commune_queries as queries
from desktop.models.comparing import Comparison
from desktop.models.record_names import record_names
from desktop.models.schema import TABLES
from desktop.models.taking_back import Back, Left
from desktop.models.undoing import Batch, Plan, plan_undo, undo
from desktop.models.value_words import value_words
from desktop.text import format_count
from desktop.ui.acts import Act
from desktop.ui.attempts import attempt
from desktop.ui.commune.naming import column_name, day_of, numbers_of, tr
from desktop.ui.desk import Desk
from desktop.ui.messages import ask
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.form_field import FormField
from desktop.ui.parts.words import words
from desktop.ui.tokens import Tone

_MOST = 12  # records that are told one by one
_SHORT = 60  # letters of a value


class UndoCard(Card):
    """Signal: undone(), after the bundle was taken back. `plan` is None when it was taken back before."""

    undone = Signal()

    def __init__(self, desk: Desk, batch: Batch, village: str, parent: QWidget | None = None) -> None:
        super().__init__(tr("Gói số {number} của {sender}").format(number=batch.number, sender=village), parent)
        self._desk, self._batch, self._village = desk, batch, village
        self.reason = QLineEdit()
        self.plan: Plan | None = None
        told = tr("Ghép ngày {day} · {count} thay đổi · {file}")
        count = format_count(batch.entries)
        self.body.addWidget(
            words(told.format(day=day_of(batch.handled_at), count=count, file=batch.file_name), "subtitle")
        )
        if batch.undone_at:
            message = tr("Gói này đã được hoàn tác ngày {day}.").format(day=day_of(batch.undone_at))
            self.body.addWidget(Banner(Tone.INFO, message, tr("Việc hoàn tác nằm trong nhật ký và đã báo về thôn.")))
        else:
            self.plan = plan_undo(desk.store, batch.digest)
            self._show_plan(self.plan)
        self.body.addStretch(1)

    def _show_plan(self, plan: Plan) -> None:
        self.body.addWidget(words(tr("Nếu hoàn tác gói này"), "strong"))
        self._show_lines(self._back_lines(plan.back))
        if plan.left:
            self.body.addWidget(words(tr("Giữ nguyên vì sau đó đã có người sửa tiếp"), "strong"))
            self._show_lines(self._left_lines(plan.left))
        if not plan.back:
            self.body.addWidget(words(tr("Không còn gì để hoàn tác."), "quiet"))
            return
        self.body.addWidget(FormField(tr("Lý do (thôn cũng đọc được)"), self.reason, required=True))
        self.reason.setPlaceholderText(tr("Ví dụ: nộp nhầm số liệu của thôn khác"))
        line = QHBoxLayout()
        self.button = ActButton(Act(tr("Hoàn tác gói này"), self.take_back, "undo"))
        line.addWidget(words(tr("Chưa có gì thay đổi. Không dòng nào trong nhật ký bị xóa."), "quiet"), 1)
        line.addWidget(self.button)
        self.body.addLayout(line)
        self.reason.textChanged.connect(lambda text: self.button.setEnabled(bool(text.strip())))
        self.button.setEnabled(False)

    def _show_lines(self, lines: Sequence[str]) -> None:
        for line in lines[:_MOST]:
            self.body.addWidget(words(line, ""))
        if len(lines) > _MOST:
            rest = format_count(len(lines) - _MOST)
            self.body.addWidget(words(tr("và {count} chỗ khác.").format(count=rest), "quiet"))

    def _back_lines(self, back: Sequence[Back]) -> list[str]:
        """New records are told by number, for there are many; what changes is told one by one."""
        added = Counter(one.table for one in back if one.field is None)
        changed = [one for one in back if one.field is not None]
        names = self._names((one.table, one.record) for one in changed)
        head = [tr("• Xóa những mục gói này đã thêm: {what}.").format(what=numbers_of(added))] if added else []
        return [*head, *(self._back_words(one, names[one.table, one.record]) for one in changed)]

    def _back_words(self, one: Back, name: str) -> str:
        if one.field == "deleted":
            return tr("• {record}: khôi phục").format(record=name)
        now, then = self._value(one, one.now), self._value(one, one.then)
        told = tr("• {record} · {column}: {now} → {then}") if now != then else tr("• {record} · {column}: giữ {then}")
        return told.format(record=name, column=column_name(one.table, one.field or ""), now=now, then=then)

    def _value(self, one: Back, value: object) -> str:
        told = value_words(self._desk.store, one.table, one.field or "", value)
        return told if len(told) <= _SHORT else f"{told[:_SHORT]}…"

    def _left_lines(self, left: Sequence[Left]) -> list[str]:
        names = self._names((one.table, one.record) for one in left)
        told = []
        for one in left:
            name = names[one.table, one.record]
            told.append(f"• {name} · {column_name(one.table, one.field)}" if one.field else f"• {name}")
        return told

    def _names(self, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
        wanted = list(keys)
        found = record_names(self._desk.store, wanted)
        return {key: f"{TABLES[key[0]].title} {found[key]}" if key in found else TABLES[key[0]].title for key in wanted}

    def take_back(self) -> None:
        """Take the bundle back, once the person has said so."""
        plan, reason = self.plan, self.reason.text().strip()
        if plan is None or not reason:
            return
        sure = ask(
            self,
            tr("Hoàn tác gói số {number} của {sender}?").format(number=self._batch.number, sender=self._village),
            tr("Hoàn tác {count} mục").format(count=format_count(plan.records)),
            tr("Để nguyên"),
            advice=tr("Giá trị trước khi ghép được ghi lại thành thay đổi mới và về thôn trong gói sau."),
            destructive=True,
        )
        if sure and attempt(self, lambda: self._write(plan, reason)):
            self.undone.emit()

    def _write(self, plan: Plan, reason: str) -> bool:
        by = queries.officer(self._desk.store) or tr("Cán bộ xã")
        undo(self._desk.store, plan, reason=reason, decided_by=by)
        self._desk.tell_changed(frozenset({one.table for one in plan.back} | {"bundle", "undoing"}))
        return True


def compared_words(one: Comparison | None) -> tuple[Tone, str]:
    """Whether both sides hold the same after a bundle, as a tone and a sentence."""
    if one is None:
        return Tone.QUIET, tr("Chưa đối chiếu được với máy này.")
    day = day_of(one.compared_at)
    if one.equal is None:
        if one.we_lack:
            return Tone.WARN, tr("Ngày {day}: xã còn thiếu {count} thay đổi.").format(
                day=day, count=format_count(one.we_lack)
            )
        return Tone.INFO, tr("Ngày {day}: thôn chưa có {count} thay đổi mới của xã; gửi gói xã về thôn.").format(
            day=day, count=format_count(one.they_lack)
        )
    if one.equal:
        return Tone.GOOD, tr("Ngày {day}: số liệu hai bên bằng nhau.").format(day=day)
    tables = ", ".join(TABLES[line.table].title for line in one.lines if not line.equal and line.table in TABLES)
    return Tone.BAD, tr("Ngày {day}: đủ gói mà không khớp ở {tables}; hãy báo người hỗ trợ.").format(
        day=day, tables=tables
    )


__all__ = ["UndoCard", "compared_words"]
