"""The form of a support session: filled in from the last one, saved in one act, usable by keyboard alone."""

from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.errors import TosoError
from desktop.models import catalogues
from desktop.models import village_queries as queries
from desktop.models.journal import VILLAGE
from desktop.models.rules.findings import RuleBroken
from desktop.models.session_queries import Usual, last_held, services_by_use, usual_on_weekday
from desktop.models.sessions import Session, SessionLine
from desktop.ui.acts import Act
from desktop.ui.attempts import attempt
from desktop.ui.desk import Desk
from desktop.ui.messages import ask, show_error
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.entry_form import EntryForm, Wrong, wrongs_of
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.page import Page
from desktop.ui.parts.pick_field import Option
from desktop.ui.parts.words import words
from desktop.ui.style import current_look
from desktop.ui.tokens import SPACE_3
from desktop.ui.village import session_entry
from desktop.ui.village.session_entry import SessionEntry
from desktop.ui.village.session_homes import SessionHomes
from desktop.ui.village.session_kinds import MUST, asked_of
from desktop.ui.village.session_lines import WIDE, LineHeads, SessionLines
from desktop.ui.village.session_more import SessionMore
from desktop.ui.village.session_occasion import Occasion
from desktop.ui.village.session_photos import SessionPhotos
from desktop.ui.village.session_ways import Repeats, quick_services
from desktop.ui.village.wording import short_day, weekday

_TYPED = "session"


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
        self._kind_before: str | None = None
        self._services = self._service_options()
        self.form = EntryForm()
        self.body.addWidget(self.form)
        self._build()
        self._foot()
        self.body.addStretch(1)
        self._keeping = QTimer(self, singleShot=True, interval=600)
        self._keeping.timeout.connect(self.keep)
        self._listen()
        self._open_first()

    # --- the parts ---

    def _service_options(self) -> list[Option]:
        """Those given most come first."""
        pillars = catalogues.labels("pillars")
        found = services_by_use(self._desk.store, self._desk.day)
        return [Option(one.code, f"{one.code} {one.name}", pillars.get(one.pillar, "")) for one in found]

    def _build(self) -> None:
        self.repeats = Repeats(weekday(self._desk.day), self.as_on_weekday, self.as_last)
        self.form.column.addWidget(self.repeats)
        self.occasion = Occasion(self._desk, self.form)
        self.homes = SessionHomes(self._desk, self.form)
        self.more = SessionMore(self._desk, self.form)
        self.photos = SessionPhotos(self._desk)
        self._given = self._build_lines()
        for part in (self.occasion, self.homes, self._given, self.more, self.photos):
            self.form.column.addWidget(part)
        self.held_on, self.kind, self.place = self.occasion.held_on, self.occasion.kind, self.occasion.place
        self.audience, self.households = self.occasion.audience, self.homes.chips

    def _build_lines(self) -> Card:
        card = Card(self.tr("Đã hỗ trợ những gì"))
        self.heads = LineHeads()
        self.lines = SessionLines(self._services)
        card.body.addWidget(quick_services(self._services, self.lines.take))
        card.body.addWidget(self.heads)
        card.body.addWidget(self.lines)
        hint = self.tr(
            "Gõ mã (CQ03) hoặc vài chữ (dich vu cong), Enter để chọn. Lượt: mỗi người một lần hướng dẫn là một lượt. "
            "Lần đầu: số người năm nay mới được hướng dẫn lần đầu, để trống nếu không hỏi."
        )
        card.body.addWidget(words(hint, "quiet"))
        return card

    def _foot(self) -> None:
        line = Flow(gap=SPACE_3)
        line.add(ActButton(Act(self.tr("Về danh sách"), self.left.emit, "chevron-left", "Esc")))
        self._blank = ActButton(Act(self.tr("Xóa trắng để ghi lại"), self._start_afresh, "refresh"))
        self._delete = ActButton(Act(self.tr("Xóa buổi này"), self._ask_to_delete, "trash-can-outline"))
        line.add(self._blank)
        line.add(self._delete)
        self.body.addWidget(line)

    def _listen(self) -> None:
        for part in (self.occasion, self.homes, self.more, self.photos):
            part.edited.connect(self._keeping.start)
        self.occasion.kind_changed.connect(self._take_kind)
        self.lines.lines_changed.connect(self._keeping.start)
        self.households.done.connect(self._go_to_services)
        to_kind = QShortcut(QKeySequence("F4"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        to_kind.activated.connect(lambda: self.kind.setFocus(Qt.FocusReason.ShortcutFocusReason))

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
        last = last_held(self._desk.store)
        self.show_entry(self._like(last))
        told = self.tr("Hình thức, nơi và người hướng dẫn điền sẵn theo buổi gần nhất ({day}); sửa nếu khác.")
        self.show_subtitle(told.format(day=short_day(last.held_on, self._desk.day)) if last else "")

    def _like(self, usual: Usual | None) -> SessionEntry:
        if usual is None:
            return SessionEntry(self._desk.day, None)
        return SessionEntry(self._desk.day, usual.kind, usual.place, helpers=usual.helpers)

    def begin_follow_up(self, entry: SessionEntry, told: str) -> None:
        """A new session that gives help promised before; `told` says which."""
        self.show_entry(entry)
        self.show_subtitle(told)
        self.lines.rows[0].visits.setFocus(Qt.FocusReason.OtherFocusReason)

    def as_on_weekday(self) -> None:
        """Kind, place and helpers as they usually are on this day of the week; what was typed below stays."""
        usual = usual_on_weekday(self._desk.store, self._desk.day)
        if usual:
            told = self.tr("Hình thức, nơi và người hướng dẫn điền sẵn như mọi tuần (gần nhất {day}); sửa nếu khác.")
            self._take_occasion(usual, told.format(day=short_day(usual.held_on, self._desk.day)))

    def as_last(self) -> None:
        """The whole session as the last one, but for the numbers."""
        last = last_held(self._desk.store)
        entry = session_entry.read_session(self._desk.store, last.session) if last else None
        if last and entry and self._may_drop():
            self.show_entry(session_entry.like_before(entry, self._desk.day))
            told = self.tr("Điền sẵn như cả buổi {day}; bác chỉ ghi lại số lượt, bỏ dòng nào không có.")
            self.show_subtitle(told.format(day=short_day(last.held_on, self._desk.day)))
            self._go_to_first_number()

    def _go_to_first_number(self) -> None:
        row = self.lines.rows[0]
        needs_audience = asked_of(self.kind.code()).audience == MUST
        target = self.audience if needs_audience else row.visits if self.occasion.is_counted else row.service
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _may_drop(self) -> bool:
        """Whether lines that were typed may go, asked only when there are any."""
        return not self.lines.lines() or ask(
            self,
            self.tr("Bỏ các dòng đang ghi để làm như buổi trước?"),
            self.tr("Làm như buổi trước"),
            self.tr("Giữ các dòng đang ghi"),
            destructive=True,
        )

    def _take_occasion(self, usual: Usual, told: str) -> None:
        entry = self.entry()
        self.occasion.show_entry(replace(entry, kind=usual.kind, place=usual.place, helpers=usual.helpers))
        self.show_subtitle(told)
        self._show_asked()
        self.arrive()

    def show_entry(self, entry: SessionEntry) -> None:
        """Show an entry: a new one, one that was being typed, or one from the store."""
        self._entry = entry
        for part in (self.occasion, self.homes, self.more, self.photos):
            part.show_entry(entry)
        self.lines.show_lines(entry.lines)
        self._show_asked()
        self.form.show_wrongs([])
        is_new = entry.record is None
        self.title.setText(self.tr("Ghi buổi hỗ trợ") if is_new else self.tr("Sửa buổi hỗ trợ"))
        self._blank.setVisible(is_new)
        self._delete.setVisible(not is_new)
        last = is_new and last_held(self._desk.store) is not None
        self.repeats.offer(weekly=last and usual_on_weekday(self._desk.store, self._desk.day) is not None, last=last)

    def _take_kind(self) -> None:
        """Another kind is held where it was held last, by whom it was held last, and begins where it asks first."""
        usual = last_held(self._desk.store, self.kind.code() or "") if self.kind.code() else None
        if usual and self._entry.record is None and usual.kind != self._kind_before:
            told = self.tr("Nơi và người hướng dẫn điền sẵn theo buổi cùng hình thức gần nhất ({day}); sửa nếu khác.")
            self._take_occasion(usual, told.format(day=short_day(usual.held_on, self._desk.day)))
        self._show_asked()
        if self._entry.record is None:
            self.arrive()

    def _show_asked(self) -> None:
        self.occasion.show_asked()
        self.homes.show_asked(self.kind.code())
        self._place_homes()
        self.lines.count_visits(self.occasion.is_counted)
        self.heads.count_visits(self.occasion.is_counted)
        self._kind_before = self.kind.code()
        self._keeping.start()

    def _place_homes(self) -> None:
        """A visit begins with its households; elsewhere they may be told at the end."""
        column, first = self.form.column, asked_of(self.kind.code()).homes == MUST
        is_first = column.indexOf(self.homes) < column.indexOf(self._given)
        if first != is_first:
            column.removeWidget(self.homes)
            column.insertWidget(column.indexOf(self._given) + (0 if first else 1), self.homes)

    def entry(self) -> SessionEntry:
        """What stands in the form."""
        self.more.partner.settle()
        return replace(
            self._entry,
            held_on=self.held_on.entered_date(),
            kind=self.kind.code(),
            place=self.place.text().strip(),
            audience=self.occasion.heard(),
            helpers=self.occasion.guides(),
            need=self.more.need.text().strip(),
            lines=self.lines.lines(),
            households=self.homes.ids(),
            note=self.homes.why_none() if asked_of(self.kind.code()).homes == MUST else self._entry.note,
            partner=self.more.partner.text().strip(),
            partner_sector=self.more.sector.code(),
            guided=self.occasion.guided.isChecked(),
            photos=self.photos.added(),
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

    def _has_content(self) -> bool:
        return bool(self.lines.lines() or self.homes.ids() or self.photos.added() or self.more.need.text().strip())

    def keep(self) -> None:
        """Keep a new session that is being typed, safe from a power cut."""
        self._keeping.stop()
        if self._entry.record is None and self._has_content():
            queries.keep_typed(self._desk.store, _TYPED, session_entry.as_json(self.entry()))

    def _forget(self) -> None:
        self._keeping.stop()
        queries.drop_typed(self._desk.store, _TYPED)

    def _start_afresh(self) -> None:
        if (self._has_content() or self._entry.record) and not ask(
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
        """The cursor stands where one begins: at the kind, the households of a visit, or the first service."""
        if self.kind.code() is None:
            self.kind.setFocus(Qt.FocusReason.OtherFocusReason)
        elif asked_of(self.kind.code()).homes == MUST and not self.homes.ids():
            self.households.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._go_to_services()

    def _go_to_services(self) -> None:
        self.lines.rows[-1].service.setFocus(Qt.FocusReason.OtherFocusReason)

    def prepare_new(self) -> None:
        """Stand ready for a new session; one that is being typed stays."""
        if self._entry.record is not None:
            self.begin()

    def may_leave_new(self, question: str) -> bool:
        """Whether a new session that is being typed, if any, may be thrown away."""
        return not (self._has_content() and self._entry.record is None) or ask(
            self, question, self.tr("Bỏ buổi ghi dở"), self.tr("Giữ buổi ghi dở"), destructive=True
        )

    def open_entry(self, entry: SessionEntry) -> bool:
        """Show a session of the store for correcting; False when a new one is being typed and should stay."""
        if not self.may_leave_new(self.tr("Bác đang ghi dở một buổi mới. Bỏ buổi đang ghi dở để sửa buổi này?")):
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
        """The heads of the lines go where the lines take two rows."""
        super().resizeEvent(event)
        self._turn()

    def changeEvent(self, event: QEvent) -> None:
        """The same after the size of text has changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "heads"):
            self._turn()

    def _turn(self) -> None:
        self.heads.setVisible(self.width() - 2 * 46 >= current_look().scaled(WIDE))
