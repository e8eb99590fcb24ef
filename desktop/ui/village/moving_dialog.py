"""Biến động của một hộ: moved, away, back, split, joined; what will happen is said before, and one act writes it."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.models import moving
from desktop.models import village_queries as queries
from desktop.models.acts import Acts
from desktop.models.households import Household
from desktop.models.moving import Leaving
from desktop.models.rules.moving import ABSENT, GONE, HERE
from desktop.ui.desk import Desk
from desktop.ui.entry_dialog import EntryDialog
from desktop.ui.parts.choice_field import Choice, ChoiceField
from desktop.ui.parts.date_field import DateField
from desktop.ui.parts.entry_form import Wrong
from desktop.ui.parts.number_field import NumberField
from desktop.ui.parts.pick_field import Option, PickField
from desktop.ui.parts.words import words

WITHIN, LEAVE, ABSENCE, BACK, SPLIT, JOIN = "within", "leave", "absence", "back", "split", "join"
_FIELDS = {
    WITHIN: {"hamlet"}, LEAVE: {"where"}, ABSENCE: {"where"}, BACK: set(), SPLIT: {"head", "people"}, JOIN: {"into"},
}  # fmt: skip


class MovingDialog(EntryDialog):
    """Asks what happened, since when, and what belongs to it; `made` is the new household after a split."""

    def __init__(self, desk: Desk, household: Household, parent: QWidget) -> None:
        title = parent.tr("Biến động của hộ {name}").format(name=household.head_name)
        super().__init__(title, "", parent.tr("Ghi biến động"), parent, width=600)
        self._desk, self._household = desk, household
        self.made = ""
        self.kind = ChoiceField([Choice(*each) for each in self._kinds()], as_row=False)
        self.since = DateField(today=desk.day)
        self.since.show_date(desk.day)
        self.hamlet = PickField(self._hamlets, self.tr("Gõ vài chữ, không cần dấu"), free=True)
        self.where, self.head = QLineEdit(), QLineEdit()
        self.people = NumberField(least=1, most=50)
        self.into = PickField(self._others, self.tr("Gõ tên chủ hộ hoặc mã hộ, không cần dấu"))
        self.told = words("", "subtitle")
        for name, label, editor, hint in (
            ("kind", self.tr("Việc gì"), self.kind, ""),
            ("since", self.tr("Từ ngày"), self.since, ""),
            ("hamlet", self.tr("Xóm mới"), self.hamlet, ""),
            ("where", self.tr("Đi đâu"), self.where, self.tr("Chưa rõ thì để trống")),
            ("head", self.tr("Chủ hộ mới"), self.head, ""),
            ("people", self.tr("Số người của hộ mới"), self.people, self.tr("Chưa rõ thì để trống")),
            ("into", self.tr("Nhập vào hộ"), self.into, ""),
        ):
            self.form.column.addWidget(self.form.field(name, label, editor, hint=hint))
        self.form.column.addWidget(self.told)
        self.kind.code_changed.connect(self._show_fields)
        self._show_fields()
        self.lay_out()

    def _kinds(self) -> list[tuple[str, str]]:
        kinds = {
            WITHIN: self.tr("Chuyển xóm trong thôn"),
            ABSENCE: self.tr("Tạm vắng cả hộ"),
            LEAVE: self.tr("Chuyển đi nơi khác"),
            SPLIT: self.tr("Tách hộ"),
            JOIN: self.tr("Nhập vào hộ khác"),
            BACK: self.tr("Trở về thôn"),
        }
        may = {HERE: (WITHIN, ABSENCE, LEAVE, SPLIT, JOIN), ABSENT: (BACK, LEAVE, SPLIT, JOIN), GONE: (BACK,)}
        return [(code, kinds[code]) for code in may.get(self._household.status, (BACK,))]

    def _hamlets(self, typed: str) -> list[Option]:
        return [Option(name, name) for name in queries.hamlets(self._desk.store)]

    def _others(self, typed: str) -> list[Option]:
        found = queries.households_found(self._desk.store, typed)
        others = [one for one in found if one[0] != self._household.id]
        return [Option(record, f"{head} {code}".strip(), hamlet) for record, head, hamlet, code in others]

    def _show_fields(self, *_: object) -> None:
        kind = self.kind.code() or ""
        for name, made in self.form.fields.items():
            made.setVisible(name in {"kind", "since"} or name in _FIELDS.get(kind, set()))
        self.told.setText(self._consequences().get(kind, self.tr("Hãy chọn việc gì đã xảy ra với hộ này.")))

    def _consequences(self) -> dict[str, str]:
        """What will happen, said before it does."""
        gone = self.tr("Hộ không còn tính vào số hộ đang cư trú. Lịch sử và phiếu khảo sát vẫn giữ. Hoàn tác được.")
        return {
            WITHIN: self.tr("Chỉ đổi xóm của hộ; mọi thứ khác giữ nguyên."),
            LEAVE: gone,
            ABSENCE: gone,
            BACK: self.tr("Hộ lại được tính vào số hộ đang cư trú."),
            SPLIT: self.tr("Thêm một hộ mới cùng xóm, trừ số người ở hộ cũ. Phiếu khảo sát đã có ở lại với hộ cũ."),
            JOIN: self.tr("Hộ này thôi tính riêng, số người cộng sang hộ kia. Lịch sử của hộ này vẫn giữ."),
        }

    def wrongs(self) -> list[Wrong]:
        """What is missing for the chosen kind."""
        kind = self.kind.code()
        if kind is None:
            return [Wrong("kind", self.tr("Hãy chọn việc gì đã xảy ra."))]
        found = []
        if self.since.entered_date() is None:
            found.append(Wrong("since", self.tr("Hãy ghi ngày.")))
        if kind == WITHIN and not self.hamlet.text().strip():
            found.append(Wrong("hamlet", self.tr("Hãy ghi xóm mới.")))
        if kind == SPLIT and not self.head.text().strip():
            found.append(Wrong("head", self.tr("Hãy ghi tên chủ hộ mới.")))
        if kind == JOIN and not self.into.key():
            found.append(Wrong("into", self.tr("Hãy chọn hộ trong danh sách hiện ra khi gõ.")))
        return found

    def save(self) -> None:
        """Write what happened, in one act."""
        since = self.since.entered_date()
        if since is not None:
            with self._desk.acting() as acts:
                self._doing(self.kind.code() or "")(acts, since)

    def _doing(self, kind: str) -> Callable[[Acts, date], None]:
        store, record = self._desk.store, self._household.id

        def split(acts: Acts, since: date) -> None:
            self.made = moving.split(store, acts, record, Leaving(self.head.text(), self.people.number()), since)

        return {
            WITHIN: lambda acts, since: moving.move_within(store, acts, record, self.hamlet.text(), since),
            LEAVE: lambda acts, since: moving.leave(store, acts, record, self.where.text(), since),
            ABSENCE: lambda acts, since: moving.be_absent(store, acts, record, self.where.text(), since),
            BACK: lambda acts, since: moving.come_back(store, acts, record, since),
            SPLIT: split,
            JOIN: lambda acts, since: moving.join(store, acts, record, self.into.key() or "", since),
        }[kind]
