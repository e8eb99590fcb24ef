"""The form of a support session: filled in from the last one, saved in one act, usable by keyboard alone."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from desktop.errors import TosoError
from desktop.models import catalogues
from desktop.models import village_queries as queries
from desktop.models.journal import VILLAGE
from desktop.models.rules.findings import RuleBroken
from desktop.models.sessions import Session, SessionLine
from desktop.ui.acts import Act
from desktop.ui.attempts import attempt
from desktop.ui.desk import Desk
from desktop.ui.messages import ask, show_error
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.date_field import DateField
from desktop.ui.parts.entry_form import EntryForm, Wrong, code_list_field, wrongs_of
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.number_field import NumberField
from desktop.ui.parts.page import Page
from desktop.ui.parts.pick_field import Option, PickField, matching
from desktop.ui.parts.tick_box import TickBox
from desktop.ui.parts.words import words
from desktop.ui.style import current_look
from desktop.ui.tokens import SPACE_3
from desktop.ui.village import session_entry
from desktop.ui.village.household_chips import HouseholdChips
from desktop.ui.village.session_entry import SessionEntry
from desktop.ui.village.session_lines import WIDE, LineHeads, SessionLines
from desktop.ui.village.wording import short_day

_TYPED = "session"
_HOME_VISIT = "DN"
_TWO_ROWS = 820


class SessionPage(Page):
    """Signals: saved(str) and deleted(str), the session's id; left(), to go back with what was typed kept."""

    saved = Signal(str)
    deleted = Signal(str)
    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        save = Act(self.tr("Lưu buổi hỗ trợ"), self.save, "content-save-outline", "Ctrl+S")
        super().__init__(self.tr("Ghi buổi hỗ trợ"), act=save, scrolling=True, parent=parent)
        self._desk = desk
        self._entry = SessionEntry(None, None)
        self._services = self._service_options()
        self.form = EntryForm()
        self.body.addWidget(self.form)
        self._build_occasion()
        self._build_lines()
        self._build_households()
        self._foot()
        self.body.addStretch(1)
        self._keeping = QTimer(self, singleShot=True, interval=600)
        self._keeping.timeout.connect(self.keep)
        self._listen()
        self._open_first()

    # --- the parts ---

    def _service_options(self) -> list[Option]:
        pillars = catalogues.labels("pillars")
        found = queries.services_on(self._desk.store, self._desk.day)
        return [Option(one.code, f"{one.code} {one.name}", pillars.get(one.pillar, "")) for one in found]

    def _build_occasion(self) -> None:
        card = Card(self.tr("Buổi hỗ trợ"))
        self.held_on = DateField(today=self._desk.day)
        self.kind = code_list_field("session_kinds", short=True)
        self.place = PickField(self._places, self.tr("Ví dụ: Nhà văn hóa thôn"), free=True)
        self.audience = NumberField(least=0, most=20_000)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(SPACE_3)
        form = self.form
        self._row.addWidget(form.field("held_on", self.tr("Ngày"), self.held_on, required=True), 2)
        self._row.addWidget(form.field("kind", self.tr("Hình thức"), self.kind, required=True), 4)
        self._row.addWidget(form.field("place", self.tr("Nơi"), self.place), 4)
        self._row.addWidget(form.field("audience", self.tr("Số người dự"), self.audience), 2)
        card.body.addLayout(self._row)
        self._helpers = Flow(gap=2)
        self._ticks: dict[str, TickBox] = {}
        card.body.addWidget(form.field("helpers", self.tr("Ai hướng dẫn"), self._helpers))
        self.form.column.addWidget(card)

    def _places(self, typed: str) -> list[Option]:
        return matching([Option(place, place) for place in queries.places_used(self._desk.store)], typed)

    def _build_lines(self) -> None:
        card = Card(self.tr("Đã hỗ trợ những gì"))
        self.heads = LineHeads()
        self.lines = SessionLines(self._services)
        card.body.addWidget(self.heads)
        card.body.addWidget(self.lines)
        hint = self.tr("Gõ mã (CQ03) hoặc vài chữ (dich vu cong), Enter để chọn. “Lần đầu” để trống nếu không hỏi.")
        card.body.addWidget(words(hint, "quiet"))
        self.form.column.addWidget(card)

    def _build_households(self) -> None:
        self._visited = Card(self.tr("Đã đến nhà những hộ nào"))
        self.households = HouseholdChips(self._find_households)
        self._visited.body.addWidget(self.households)
        self.form.column.addWidget(self._visited)

    def _find_households(self, typed: str) -> list[Option]:
        found = queries.households_found(self._desk.store, typed)
        return [Option(record, " · ".join(part for part in parts if part)) for record, *parts in found]

    def _foot(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(SPACE_3)
        line.addWidget(ActButton(Act(self.tr("Về danh sách"), self.left.emit, "chevron-left", "Esc")))
        self._blank = ActButton(Act(self.tr("Xóa trắng để ghi lại"), self._start_afresh, "refresh"))
        self._delete = ActButton(Act(self.tr("Xóa buổi này"), self._ask_to_delete, "trash-can-outline"))
        line.addWidget(self._blank)
        line.addWidget(self._delete)
        line.addStretch(1)
        self.body.addLayout(line)

    def _listen(self) -> None:
        for editor in (self.held_on, self.place, self.audience):
            editor.textEdited.connect(lambda _text: self._keeping.start())
        self.kind.code_changed.connect(lambda _code: self._show_households_part())
        self.lines.lines_changed.connect(self._keeping.start)
        self.households.households_changed.connect(self._keeping.start)

    # --- what is entered ---

    def _open_first(self) -> None:
        kept = queries.typed(self._desk.store, _TYPED).get("")
        entry = session_entry.from_json(kept) if kept else None
        if entry:
            self.show_entry(entry)
            self.show_subtitle(self.tr("Đây là buổi bác đang ghi dở, chưa lưu."))
        else:
            self.begin()

    def begin(self) -> None:
        """An empty form with today's date; kind, place and helpers stand as they were last time."""
        last = queries.last_session(self._desk.store)
        usual = SessionEntry(self._desk.day, None)
        if last:
            usual = SessionEntry(self._desk.day, last.kind, last.place, helpers=last.helpers)
        self.show_entry(usual)
        told = self.tr("Hình thức, nơi và người hướng dẫn điền sẵn theo buổi gần nhất ({day}); sửa nếu khác.")
        self.show_subtitle(told.format(day=short_day(last.held_on, self._desk.day)) if last else "")

    def show_entry(self, entry: SessionEntry) -> None:
        """Show an entry: a new one, one that was being typed, or one from the store."""
        self._entry = entry
        self.held_on.show_date(entry.held_on)
        self.kind.show_code(entry.kind)
        self.place.setText(entry.place)
        self.audience.show_number(entry.audience)
        self._show_guides(entry)
        self.lines.show_lines(entry.lines)
        chosen = {one: option for one in entry.households for option in self._named(one)}
        self.households.show_households(list(chosen.values()))
        self._show_households_part()
        self.form.show_wrongs([])
        title = self.tr("Ghi buổi hỗ trợ") if entry.record is None else self.tr("Sửa buổi hỗ trợ")
        self.title.setText(title)
        self._blank.setVisible(entry.record is None)
        self._delete.setVisible(entry.record is not None)

    def _named(self, household_id: str) -> list[Option]:
        rows = self._desk.store.rows("SELECT head_name, hamlet FROM household WHERE id = ?", [household_id])
        return [Option(household_id, " · ".join(part for part in row if part)) for row in rows]

    def _show_guides(self, entry: SessionEntry) -> None:
        self._helpers.clear()
        self._ticks = {}
        active = queries.guides_on(self._desk.store, entry.held_on or self._desk.day)
        names = {one.id: one.name for one in active}
        past = queries.guide_names(self._desk.store)
        names |= {one: past[one] for one in entry.helpers if entry.record and one in past and one not in names}
        for record, name in names.items():
            tick = TickBox(name.replace("&", "&&"))
            tick.setAccessibleName(self.tr("{name} có hướng dẫn").format(name=name))
            tick.setChecked(record in entry.helpers)
            tick.toggled.connect(lambda _on: self._keeping.start())
            self._ticks[record] = tick
            self._helpers.add(tick)

    def _show_households_part(self) -> None:
        self._visited.setVisible(self.kind.code() == _HOME_VISIT)
        self._keeping.start()

    def entry(self) -> SessionEntry:
        """What stands in the form."""
        visited = self.kind.code() == _HOME_VISIT
        return SessionEntry(
            held_on=self.held_on.entered_date(),
            kind=self.kind.code(),
            place=self.place.text().strip(),
            audience=self.audience.number(),
            helpers=tuple(record for record, tick in self._ticks.items() if tick.isChecked()),
            need=self._entry.need,
            lines=self.lines.lines(),
            households=self.households.ids() if visited else (),
            record=self._entry.record,
        )

    # --- saving ---

    def save(self) -> None:
        """Write the session with all its lines in one act, or say what is missing."""
        entry = self.entry()
        place, unreadable = self.lines.problem()
        found = [Wrong(name, text) for name, text in session_entry.problems_of(entry, self._desk.day)]
        found = [*self.form.own_wrongs(), *([Wrong(f"line-{place}", unreadable)] if unreadable else found)]
        if found:
            self._show_wrongs(found)
            return
        try:
            record = self._write(entry)
        except RuleBroken as broken:
            self._show_wrongs(wrongs_of(broken.findings))
        except TosoError as error:
            show_error(self, error)
        else:
            self._forget()
            self.begin()
            self.saved.emit(record)

    def _write(self, entry: SessionEntry) -> str:
        village = self._desk.store.setting(VILLAGE) or ""
        before = session_entry.attendance_of(self._desk.store, entry.record) if entry.record else []
        with self._desk.acting() as acts:
            record = session_entry.write_session(acts, entry, village)
            session_entry.write_households(acts, record, village, entry.households, before)
            for line in self.lines.removed_records:
                acts.delete(SessionLine, line)
        return record

    def _show_wrongs(self, found: list[Wrong]) -> None:
        self.form.show_wrongs(found)
        of_lines = [wrong for wrong in found if wrong.field.startswith("line-")]
        first = of_lines[0] if of_lines else None
        to_line = first is not None and found[0] is first
        place = int(first.field.removeprefix("line-")) if first and to_line else None
        self.lines.show_problem(first.message if first else "", place)

    # --- keeping what is typed ---

    def keep(self) -> None:
        """Keep a new session that is being typed, safe from a power cut."""
        self._keeping.stop()
        if self._entry.record is None and (self.lines.lines() or self.households.ids()):
            queries.keep_typed(self._desk.store, _TYPED, session_entry.as_json(self.entry()))

    def _forget(self) -> None:
        self._keeping.stop()
        queries.drop_typed(self._desk.store, _TYPED)

    def _start_afresh(self) -> None:
        if (self.lines.lines() or self._entry.record) and not ask(
            self,
            self.tr("Xóa trắng buổi đang ghi?"),
            self.tr("Xóa trắng"),
            self.tr("Ghi tiếp buổi này"),
            destructive=True,
        ):
            return
        self._forget()
        self.begin()
        self.arrive()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is typed when another room is opened or the window goes."""
        super().hideEvent(event)
        if self._keeping.isActive():
            self.keep()

    def arrive(self) -> None:
        """The cursor stands where one begins: at the first service, or at what is still missing above it."""
        if self.kind.code() is None:
            self.kind.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.lines.rows[-1].service.setFocus(Qt.FocusReason.OtherFocusReason)

    def prepare_new(self) -> None:
        """Stand ready for a new session; one that is being typed stays."""
        if self._entry.record is not None:
            self.begin()

    def open_entry(self, entry: SessionEntry) -> bool:
        """Show a session of the store for correcting; False when a new one is being typed and should stay."""
        if self.lines.lines() and self._entry.record is None and not ask(
            self,
            self.tr("Bác đang ghi dở một buổi mới. Bỏ buổi đang ghi dở để sửa buổi này?"),
            self.tr("Bỏ buổi ghi dở"),
            self.tr("Giữ buổi ghi dở"),
            destructive=True,
        ):  # fmt: skip
            return False
        self._forget()
        self.show_entry(entry)
        self._keeping.stop()
        self.show_subtitle("")
        return True

    def _ask_to_delete(self) -> None:
        record = self._entry.record
        if record is None or not ask(
            self,
            self.tr("Xóa buổi hỗ trợ này?"),
            self.tr("Xóa buổi này"),
            self.tr("Giữ lại"),
            advice=self.tr("Số lượt của buổi này sẽ không còn trong báo cáo. Xóa nhầm vẫn lấy lại được."),
            destructive=True,
        ):
            return
        if attempt(self, lambda: self._delete_record(record)):
            self.begin()
            self.deleted.emit(record)

    def _delete_record(self, record: str) -> bool:
        with self._desk.acting() as acts:
            acts.delete(Session, record)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the first fields below each other where they would be squeezed."""
        super().resizeEvent(event)
        self._turn()

    def changeEvent(self, event: QEvent) -> None:
        """The same after the size of text has changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_row"):
            self._turn()

    def _turn(self) -> None:
        narrow = self.width() < current_look().scaled(_TWO_ROWS)
        side = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._row.direction() != side:
            self._row.setDirection(side)
        self.heads.setVisible(self.width() - 2 * 46 >= current_look().scaled(WIDE))
