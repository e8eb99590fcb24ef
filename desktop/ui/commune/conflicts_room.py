"""Chỗ khác nhau: the inbox of records that differ, one record in its place; what the rules find; what was decided."""

from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop.models.conflict_inbox import InboxLine
from desktop.models.conflicts import Key
from desktop.models.decided import decided
from desktop.models.schema import TABLES
from desktop.models.settling import Settled
from desktop.text import format_count
from desktop.ui.commune.conflict_list import ConflictList
from desktop.ui.commune.findings_page import FindingsPage, findings_to_look_at
from desktop.ui.commune.heads import empty_out
from desktop.ui.commune.many_dialog import decide_many
from desktop.ui.commune.naming import tr
from desktop.ui.commune.ways import Ways
from desktop.ui.conflicts.decided_page import DecidedPage
from desktop.ui.conflicts.record_page import RecordPage
from desktop.ui.conflicts.tabs import Tabs
from desktop.ui.desk import Desk
from desktop.ui.fresh import keep_fresh
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.page import Page
from desktop.ui.parts.page_stack import PageStack
from desktop.ui.tokens import SPACE_3, Tone

DIFFERING, TO_LOOK, DECIDED = "differing", "to-look", "decided"


class ConflictsRoom(PageStack):
    """The list stands first. `list` is its page, `record` the page of one record, `findings`, `decided` the others."""

    def __init__(self, desk: Desk, ways: Ways, parent: QWidget | None = None) -> None:
        super().__init__(tr("Chỗ khác nhau"), parent)
        self._desk = desk
        self._tabs = [self._strip(on) for on in (DIFFERING, TO_LOOK, DECIDED)]
        self.list = ConflictList(desk, self._tabs[0], self.refresh)
        self.record = RecordPage(desk)
        self.findings = FindingsPage(desk, ways, self._tabs[1])
        self.decided = DecidedPage(desk, self._tabs[2])
        self._banners = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._banners.setSpacing(SPACE_3)
        self.list.body.insertLayout(1, self._banners)
        self._order: list[Key] = []
        self._settled: list[Banner] = []
        for page in (self.list, self.record, self.findings, self.decided):
            self.put(page)
        self.list.opened.connect(self._open)
        self.list.many_wanted.connect(lambda: decide_many(self, desk, self.list.inbox.keys(), self._many_settled))
        self.record.left.connect(lambda: self._back())
        self.record.moved.connect(self._move)
        self.record.settled.connect(self._one_settled)
        keep_fresh(self, desk, frozenset(TABLES) | {"bundle"}, self.refresh)

    def _strip(self, on: str) -> Tabs:
        views = [(DIFFERING, tr("Chỗ khác nhau")), (TO_LOOK, tr("Điều cần xem lại")), (DECIDED, tr("Đã quyết định"))]
        strip = Tabs(views, on)
        strip.chosen.connect(self.show_view)
        return strip

    # --- showing ---

    def show_view(self, view: str) -> None:
        """Bring a view to the front: DIFFERING, TO_LOOK or DECIDED."""
        pages: dict[str, Page] = {DIFFERING: self.list, TO_LOOK: self.findings, DECIDED: self.decided}
        self.show_page(pages[view])

    def refresh(self) -> None:
        """Read everything again; the page that is seen stays."""
        self.list.reread()
        found, settled = findings_to_look_at(self._desk), decided(self._desk.store)
        self.findings.show_findings(found)
        self.decided.show_decisions(settled)
        counts = {DIFFERING: self.list.inbox.total, TO_LOOK: len(found), DECIDED: len(settled)}
        for strip in self._tabs:
            strip.show_counts(counts)
        self._show_banners()
        self.record.refresh()

    def _show_banners(self) -> None:
        empty_out(self._banners)
        for banner in self._settled:
            self._banners.addWidget(banner)
        self._settled = []

    # --- one record ---

    def _open(self, line: InboxLine) -> None:
        self._order = self.list.inbox.keys()
        self.show_record(line.key)

    def show_record(self, key: Key) -> None:
        """Show one record."""
        if key not in self._order:
            self._order = [key]
        self.record.say(Tone.GOOD, "")
        self.record.show_record(key, self._order.index(key) + 1, len(self._order))
        self._shown = key
        self.show_page(self.record)

    def _move(self, by: int) -> None:
        place = self._order.index(self._shown) + by
        if 0 <= place < len(self._order):
            self.show_record(self._order[place])

    def _back(self) -> None:
        self.show_page(self.list)

    def _one_settled(self, done: Settled) -> None:
        """The next record comes by itself; after the last one the list."""
        told = self._settled_banners(done)
        place = self._order.index(self._shown)
        self._order.remove(self._shown)
        if not self._order:
            self._settled = told
            self._back()
            return
        self.show_record(self._order[min(place, len(self._order) - 1)])
        self.record.say_all(told)

    def _many_settled(self, done: Settled) -> None:
        self._settled = self._settled_banners(done)
        self._desk.tell_changed(done.tables)

    @staticmethod
    def _settled_banners(done: Settled) -> list[Banner]:
        told = tr("Đã ghi quyết định cho {count} chỗ.").format(count=format_count(done.fields))
        found = [Banner(Tone.GOOD, told, tr("Quyết định về thôn trong gói xã gửi sau."))]
        if done.findings:
            head = tr("Nay có {count} điều cần xem lại.").format(count=format_count(len(done.findings)))
            found.append(Banner(Tone.WARN, head, " ".join(one.message for one in done.findings)))
        return found
