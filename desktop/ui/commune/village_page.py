"""One village at the commune: whom to call, its report, what the rules find, its bundles and laptops."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.models import commune_queries as queries
from desktop.models.checking import findings
from desktop.models.commune_queries import Contact
from desktop.models.places import Village
from desktop.models.placing import villages_of
from desktop.models.rules.findings import Finding
from desktop.models.succession import Past, history_of
from desktop.sync.gaps import gaps
from desktop.text import format_count, format_input_date, format_phone
from desktop.ui.acts import Act
from desktop.ui.commune.naming import day_of, tr
from desktop.ui.commune.own_reports_card import OwnReportsCard
from desktop.ui.commune.restructure_words import past_words
from desktop.ui.commune.village_report_card import VillageReportCard
from desktop.ui.conflicts.finding_row import beside, finding_row
from desktop.ui.desk import Desk
from desktop.ui.fresh import keep_fresh
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.state_chip import StateChip
from desktop.ui.parts.turning_page import TurningPage
from desktop.ui.parts.words import rule, words
from desktop.ui.states import Shape, State
from desktop.ui.tokens import SPACE_4, Tone

_TABLES = frozenset(
    {
        "village",
        "village_change",
        "device",
        "person",
        "team",
        "membership",
        "application",
        "village_report",
        "period",
        "household",
        "bundle",
    }
)
_ROLES = {"truong_thon": "Trưởng thôn", "to_truong": "Tổ trưởng", "bi_thu": "Bí thư Chi Đoàn"}
_BUNDLES = {
    "merged": State("Đã ghép", Tone.GOOD, Shape.FULL),
    "held": State("Giữ lại", Tone.WARN, Shape.TRIANGLE),
}


class VillagePage(TurningPage):
    """Signals: left(), back to the list; restructure_wanted(str), the village's id. `report` is the report's card."""

    two_columns_from = 720
    left = Signal()
    restructure_wanted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(tr("Thôn"), " ", scrolling=True, parent=parent)
        self._desk = desk
        self._village_id, self._period_id = "", ""
        self._chosen_period = ""  # the commune's, to come back to from a report that the village began itself
        self.report: VillageReportCard | None = None
        self._content = QWidget()
        line = QHBoxLayout()
        self._back = ActButton(Act(tr("Về các thôn"), self.left.emit, "chevron-left", "Esc"))
        line.addWidget(self._back)
        self.restructure = ActButton(Act(tr("Nhập, tách, đổi tên..."), self._restructure, "gavel"))
        line.addWidget(self.restructure)
        line.addStretch(1)
        self.body.addLayout(line)
        self.body.addWidget(self._content, 1)
        keep_fresh(self, desk, _TABLES, self.refresh)

    def show_village(self, village_id: str, period_id: str) -> None:
        """Show this village and its report for a period ("" for none)."""
        self._village_id, self._period_id = village_id, period_id
        self._chosen_period = period_id
        self.refresh()

    def refresh(self) -> None:
        """Read the village again."""
        village = self._desk.store.get(Village, self._village_id) if self._village_id else None
        if village is None:
            return
        self.title.setText(tr("Thôn {name}").format(name=village.name))
        self.setAccessibleName(self.title.text())
        self.show_subtitle(
            " · ".join(part for part in (village.code, village.signal and f"Sóng: {village.signal}") if part)
        )
        had_keyboard = self._content.isAncestorOf(self.focusWidget() or self)
        old, self._content = self._content, self._build(village)
        self.body.replaceWidget(old, self._content)
        old.hide()
        old.deleteLater()
        if had_keyboard:
            self._back.setFocus()

    def _build(self, village: Village) -> QWidget:
        content = QWidget()
        columns = self.new_columns(SPACE_4, content)
        self.report = VillageReportCard(self._desk, village, self._period_id)
        left = [self._contacts(village), self._findings(village), self._bundles(village), self._devices(village)]
        past = history_of(self._desk.store, village.id)
        if past:
            left.append(self._history(past))
        self.restructure.setVisible(village.successor_id is None)
        own = OwnReportsCard(self._desk, village, self._period_id, self._chosen_period)
        own.chosen.connect(self._show_report)
        own.setVisible(own.has_any)
        for cards, stretch in ((left, 4), ([self.report, own], 5)):
            side = QVBoxLayout()
            side.setSpacing(SPACE_4)
            for card in cards:
                side.addWidget(card)
            side.addStretch(1)
            columns.addLayout(side, stretch)
        return content

    def _show_report(self, period_id: str) -> None:
        self._period_id = period_id
        self.refresh()

    # --- the cards ---

    def _contacts(self, village: Village) -> Card:
        card = Card(tr("Gọi cho ai"))
        people = queries.contacts(self._desk.store, self._desk.day).get(village.id, [])
        for place, person in enumerate(people):
            if place:
                card.body.addWidget(rule())
            card.body.addWidget(_contact(person))
        if not people:
            card.body.addWidget(words(tr("Chưa ghi trưởng thôn và Bí thư Chi Đoàn. Ghi ở Thôn và kỳ."), "subtitle"))
        return card

    def _findings(self, village: Village) -> Card:
        card = Card(tr("Tổ của thôn theo quy định"))
        listed = self._found(village)
        for place, finding in enumerate(listed):
            if place:
                card.body.addWidget(rule())
            card.body.addWidget(finding_row(finding))
        if not listed:
            card.body.addWidget(words(tr("Không có điều gì cần xem lại."), "subtitle"))
        return card

    def _found(self, village: Village) -> list[Finding]:
        every = findings(self._desk.store, self._desk.day)
        places = villages_of(self._desk.store, ((one.table, one.record) for one in every))
        return [one for one in every if places.get((one.table, one.record)) == village.id]

    def _bundles(self, village: Village) -> Card:
        card = Card(tr("Gói dữ liệu thôn đã nộp"))
        own = {device.id for device, _ in queries.devices(self._desk.store) if device.village_id == village.id}
        for gap in gaps(self._desk.store):
            if gap.device in own:
                card.body.addWidget(words(tr("{told} Gọi thôn nộp lại.").format(told=gap.told), "problem"))
        for number, state, at, entries in queries.bundle_of_village(self._desk.store, village.id):
            told = tr("Gói {number} · {day} · {entries} thay đổi")
            line = told.format(number=number, day=day_of(at), entries=format_count(entries))
            card.body.addWidget(beside(StateChip(_BUNDLES.get(state, _BUNDLES["held"])), words(line, "")))
        if not queries.bundle_of_village(self._desk.store, village.id):
            card.body.addWidget(words(tr("Chưa nhận gói nào của thôn này."), "subtitle"))
        receipt = queries.last_receipt(self._desk.store, village.id)
        if receipt:
            told = tr("Gói xã ghi cho thôn gần nhất: số {number}, {day}.")
            card.body.addWidget(words(told.format(number=receipt[0], day=day_of(receipt[1])), "quiet"))
        return card

    def _devices(self, village: Village) -> Card:
        card = Card(tr("Máy đã ghi danh"))
        own = [device for device, _ in queries.devices(self._desk.store) if device.village_id == village.id]
        for device in own:
            state = (
                State(tr("Đã thu hồi"), Tone.BAD, Shape.CROSS)
                if device.revoked_on
                else State(tr("Đang dùng"), Tone.GOOD, Shape.FULL)
            )
            since = tr("{holder}, từ {day}").format(
                holder=device.holder or tr("chưa ghi người giữ"), day=format_input_date(device.enrolled_on)
            )
            card.body.addWidget(beside(StateChip(state), words(f"{device.name} · {since}", "")))
        if not own:
            card.body.addWidget(words(tr("Chưa có máy nào. Ghi danh ở mục Ghi danh."), "subtitle"))
        return card

    @staticmethod
    def _history(past: Sequence[Past]) -> Card:
        card = Card(tr("Lịch sử của thôn"))
        for one in past:
            card.body.addWidget(words(past_words(one), ""))
        return card

    def _restructure(self) -> None:
        self.restructure_wanted.emit(self._village_id)

    # --- shape ---

    def arrive(self) -> None:
        """The keyboard stands on the way back."""
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)


def _contact(person: Contact) -> QWidget:
    block = QWidget()
    line = QHBoxLayout(block)
    line.setContentsMargins(0, 0, 0, 0)
    names = QVBoxLayout()
    names.setSpacing(0)
    names.addWidget(words(person.name, "strong"))
    names.addWidget(words(tr(_ROLES[person.role]), "quiet"))
    line.addLayout(names, 1)
    phone = words(format_phone(person.phone), "heading", wrap=False)
    phone.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    line.addWidget(phone, 0, Qt.AlignmentFlag.AlignVCenter)
    block.setAccessibleName(f"{tr(_ROLES[person.role])} {person.name} {format_phone(person.phone)}")
    return block
