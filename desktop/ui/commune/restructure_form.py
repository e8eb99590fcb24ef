"""What a decision about villages says: the act, the villages, the new name and code, the households, the decision."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.models import commune_queries as queries
from desktop.models.places import Village
from desktop.models.restructuring import Resolution
from desktop.models.restructuring_plan import homes_of
from desktop.models.rules.columns import column_findings
from desktop.models.setup import COMMUNE_CODE
from desktop.text import one_line
from desktop.ui.commune.homes_picker import HomesPicker
from desktop.ui.commune.naming import tr
from desktop.ui.desk import Desk
from desktop.ui.parts.choice_field import Choice, ChoiceField
from desktop.ui.parts.date_field import DateField
from desktop.ui.parts.entry_form import EntryForm, Wrong, wrongs_of
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.form_field import FormField
from desktop.ui.parts.tick_box import TickBox
from desktop.ui.tokens import SPACE_2, SPACE_4

MERGE, RENAME, SPLIT = "nhap", "doi_ten", "tach"
ACTS = {MERGE: "Nhập thôn", RENAME: "Đổi tên, mã", SPLIT: "Tách thôn"}
_VILLAGE = {MERGE: "Thôn còn lại sau khi nhập", RENAME: "Thôn đổi tên", SPLIT: "Thôn bị tách"}


class RestructureForm(EntryForm):
    """Signal: changed(), whenever what stands here is another. `homes` stands outside of it, where there is room."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._villages = [one for one in queries.villages(desk.store) if one.closed_on is None]
        self.act = ChoiceField([Choice(code, tr(label)) for code, label in ACTS.items()])
        choices = [Choice(one.id, f"{one.name} ({one.code})") for one in self._villages]
        self.village = ChoiceField(choices, as_row=False)
        self.olds = Flow(gap=SPACE_2)
        self.ticks: dict[str, TickBox] = {}
        self.name, self.code, self.number = QLineEdit(), QLineEdit(), QLineEdit()
        self.name.setPlaceholderText(tr("không ghi chữ “thôn”"))
        self.number.setPlaceholderText(tr("ví dụ: 12/QĐ-UBND"))
        self.number.setMaxLength(40)
        self.dated, self.since = DateField(today=desk.day), DateField(today=desk.day)
        self.homes = HomesPicker()
        self._village_fields: dict[str, FormField] = {}
        self._arrange()
        self._listen()
        self._follow_act()

    def _arrange(self) -> None:
        self.column.addWidget(self.field("act", tr("Quyết định về việc gì"), self.act, required=True))
        self._village_field = self.field("village", tr("Thôn"), self.village, required=True)
        self.column.addWidget(self._village_field)
        for one in self._villages:
            tick = TickBox(one.name.replace("&", "&&"))
            tick.setAccessibleName(tr("Nhập thôn {name}").format(name=one.name))
            tick.toggled.connect(lambda _on: self.changed.emit())
            self.ticks[one.id] = tick
            self.olds.add(tick)
        self._olds_field = self.field("olds", tr("Các thôn nhập vào thôn đó"), self.olds, required=True)
        self.column.addWidget(self._olds_field)
        named = (("name", tr("Tên thôn mới"), self.name), ("code", tr("Mã thôn mới"), self.code))
        self._named_line = self._line([self.field(key, label, editor, required=True) for key, label, editor in named])
        self.column.addWidget(self._named_line)
        self.column.addWidget(
            self._line(
                [
                    self.field("number", tr("Quyết định số"), self.number, required=True),
                    self.field("dated", tr("Ngày ký"), self.dated),
                    self.field("since", tr("Có hiệu lực từ ngày"), self.since, required=True),
                ]
            )
        )

    @staticmethod
    def _line(fields: Sequence[FormField]) -> QWidget:
        block = QWidget()
        line = QHBoxLayout(block)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_4)
        for field in fields:
            line.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        return block

    def _listen(self) -> None:
        self.act.code_changed.connect(lambda _code: self._follow_act())
        self.village.code_changed.connect(lambda _code: self._follow_village())
        for editor in (self.name, self.code, self.number, self.dated, self.since):
            editor.textChanged.connect(lambda _text: self.changed.emit())
        self.homes.changed.connect(self.changed)

    def show_village(self, village_id: str) -> None:
        """Begin with a village."""
        if any(one.id == village_id for one in self._villages):
            self.village.show_code(village_id)
        self._follow_village()

    def show_act(self, act: str) -> None:
        """Begin with an act."""
        self.act.show_code(act)
        self._follow_act()

    # --- what follows ---

    def _follow_act(self) -> None:
        act = self.act.code()
        self._village_field.setVisible(act is not None)
        self._olds_field.setVisible(act == MERGE)
        self._named_line.setVisible(act in (RENAME, SPLIT))
        if act:
            self._village_field.set_label(tr(_VILLAGE[act]))
        self._follow_village()

    def _follow_village(self) -> None:
        """The village itself is not among those that go into it; name and code start from what is there."""
        village = self.chosen()
        for record, tick in self.ticks.items():
            own = village is not None and record == village.id
            tick.setEnabled(not own)
            if own:
                tick.setChecked(False)
        if self.act.code() == RENAME:
            self.name.setText(village.name if village else "")
            self.code.setText(village.code if village else "")
        elif self.act.code() == SPLIT:
            self.name.setText("")
            self.code.setText(f"{self._desk.store.setting(COMMUNE_CODE) or ''}-")
            self.homes.show_homes(homes_of(self._desk.store, village.id) if village else [])
        self.changed.emit()

    # --- what stands here ---

    def chosen(self) -> Village | None:
        """The village that the decision is about."""
        return next((one for one in self._villages if one.id == self.village.code()), None)

    def going(self) -> list[Village]:
        """The villages that go into it."""
        return [one for one in self._villages if self.ticks[one.id].isChecked()]

    def new_name(self) -> str:
        """The name that is to be."""
        return one_line(self.name.text())

    def new_code(self) -> str:
        """The code that is to be."""
        return one_line(self.code.text())

    def resolution(self) -> Resolution | None:
        """The decision; None as long as its day is not there."""
        since: date | None = self.since.entered_date()
        return Resolution(since, one_line(self.number.text()), self.dated.entered_date()) if since else None

    def wrongs(self) -> list[Wrong]:
        """What is missing or does not fit, for the chosen act."""
        found = self.own_wrongs()
        act, village = self.act.code(), self.chosen()
        if act is None:
            return [Wrong("act", tr("Hãy chọn nhập, đổi tên hay tách."))]
        if village is None:
            found.append(Wrong("village", tr("Hãy chọn thôn.")))
        needed: dict[str, Callable[[], list[Wrong]]] = {
            MERGE: self._merge_wrongs,
            RENAME: self._named_wrongs,
            SPLIT: lambda: [*self._named_wrongs(), *self._homes_wrongs()],
        }
        found += needed[act]()
        if not one_line(self.number.text()):
            found.append(Wrong("number", tr("Hãy ghi số quyết định.")))
        if not self.since.text().strip():
            found.append(Wrong("since", tr("Hãy ghi ngày có hiệu lực.")))
        return found

    def _merge_wrongs(self) -> list[Wrong]:
        return [] if self.going() else [Wrong("olds", tr("Hãy chọn ít nhất một thôn để nhập vào."))]

    def _named_wrongs(self) -> list[Wrong]:
        village, split = self.chosen(), self.act.code() == SPLIT
        name, code = self.new_name(), self.new_code()
        found = [] if name else [Wrong("name", tr("Hãy ghi tên thôn."))]
        found += [] if code and not code.endswith("-") else [Wrong("code", tr("Hãy ghi đủ mã thôn."))]
        own = village.id if village and not split else ""
        if any(one.code == code and one.id != own for one in self._villages):
            found.append(Wrong("code", tr("Đã có thôn mang mã này.")))
        if village and not split and (name, code) == (village.name, village.code):
            found.append(Wrong("name", tr("Tên và mã vẫn như cũ, chưa có gì để đổi.")))
        return found or wrongs_of(column_findings(Village, "", {"name": name, "code": code}, partial=True))

    def _homes_wrongs(self) -> list[Wrong]:
        going, every = len(self.homes.chosen()), self.homes.total
        if not going:
            return [Wrong("", tr("Hãy chọn những hộ sang thôn mới, ở danh sách bên dưới."))]
        return (
            [Wrong("", tr("Thôn cũ không còn hộ nào; như vậy là đổi tên, không phải tách."))] if going == every else []
        )
