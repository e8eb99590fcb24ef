"""Hộp nhận: bundles are looked at when they come, merged when the person says so, and answered with receipts."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from desktop.models.schema import TABLES
from desktop.sync import parcels
from desktop.text import format_count
from desktop.ui.acts import Act
from desktop.ui.commune import receiving
from desktop.ui.commune.bundle_row import BundleRow
from desktop.ui.commune.heads import empty_out
from desktop.ui.commune.naming import tr
from desktop.ui.commune.receiving import Arrived, Looked, Receipts
from desktop.ui.commune.ways import Ways
from desktop.ui.desk import Desk
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.empty_state import EmptyState
from desktop.ui.parts.page import Page
from desktop.ui.parts.sources_bar import SourcesBar
from desktop.ui.parts.words import rule, words
from desktop.ui.sticks import FindSticks, find_sticks
from desktop.ui.tokens import SPACE_4, Tone

_EMPTY, _FILLED = 0, 1


class ReceivingRoom(Page):
    """`arrived` is what is listed now; `primary_act` the one button that is to be pressed next, None for none."""

    def __init__(self, desk: Desk, ways: Ways, sticks: FindSticks = find_sticks, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("Hộp nhận"), tr("Gói dữ liệu các thôn nộp về bằng USB, Zalo hoặc thư điện tử"), parent=parent
        )
        self._desk, self._ways = desk, ways
        self.arrived: list[Arrived] = []
        self.receipts: Receipts | None = None
        self.primary_act: ActButton | None = None
        self.sources = SourcesBar(sticks)
        self.sources.chosen.connect(self.take_files)
        self._middle = QStackedWidget()
        self._middle.addWidget(self._empty())
        self._middle.addWidget(QWidget())
        self._foot = QHBoxLayout()
        self._foot.setSpacing(SPACE_4)
        self.body.addWidget(self.sources)
        self.body.addWidget(self._middle, 1)
        self.body.addLayout(self._foot)
        self.setAcceptDrops(True)

    @staticmethod
    def _empty() -> EmptyState:
        return EmptyState(
            "inbox-arrow-down-outline",
            tr("Cắm USB của thôn, hoặc kéo tệp vào đây"),
            tr("Mỗi gói được kiểm tra và cho xem trước sẽ thêm gì, sửa gì. Chưa bấm Ghép thì sổ của xã chưa thay đổi."),
            None,
        )

    # --- taking files ---

    def take_files(self, paths: Sequence[Path]) -> None:
        """Look at these files and folders, together with those that are listed and not merged yet."""
        waiting = [one.parcel for one in self.arrived if not one.done]
        store, keys = self._desk.store, self._desk.credentials
        self._desk.work(
            self.window(),
            tr("Đang kiểm tra gói dữ liệu"),
            lambda progress: receiving.look(store, keys, waiting, paths, progress),
            self._looked,
        )

    def _looked(self, looked: Looked) -> None:
        self.receipts = None
        self._show(looked.arrived, _banner_of(looked))
        if self.primary_act:
            self.primary_act.setFocus(Qt.FocusReason.OtherFocusReason)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere on the page."""
        if _dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at what was dropped."""
        paths = _dropped(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.take_files(paths)

    # --- merging ---

    def merge(self) -> None:
        """Merge everything that can be merged, with progress and a stop between two bundles."""
        store, keys, arrived = self._desk.store, self._desk.credentials, list(self.arrived)
        self._desk.work(
            self.window(),
            tr("Đang ghép số liệu"),
            lambda progress: receiving.merge_all(store, keys, arrived, progress),
            self._merged,
        )

    def _merged(self, arrived: list[Arrived]) -> None:
        changed = {table for one in arrived if one.done for table in one.outcome.counts}
        changed |= {table for one in arrived for inner in one.outcome.released for table in inner.counts}
        self._desk.tell_changed(frozenset({*changed, "bundle"}) & (TABLES.keys() | {"bundle"}))
        self._show(arrived)
        if self.primary_act:
            self.primary_act.setFocus(Qt.FocusReason.OtherFocusReason)

    def write_receipts(self) -> None:
        """Write a receipt for each village into the folder from which its bundle came."""
        store, keys, villages = self._desk.store, self._desk.credentials, receiving.concerned(self.arrived)
        self._desk.work(
            self.window(),
            tr("Đang ghi giấy báo nhận"),
            lambda progress: receiving.write_receipts(store, keys, villages, progress),
            self._receipts_written,
        )

    def _receipts_written(self, receipts: Receipts) -> None:
        self.receipts = receipts
        self._desk.tell_changed(frozenset({"bundle"}))
        self._show(self.arrived)

    def clear(self) -> None:
        """Take the list away; nothing is merged or deleted by that."""
        self.receipts = None
        self._show([])

    # --- showing ---

    def _show(self, arrived: list[Arrived], banner: Banner | None = None) -> None:
        self.arrived = arrived
        old = self._middle.widget(_FILLED)
        if old:
            self._middle.removeWidget(old)
            old.deleteLater()
        self._middle.addWidget(self._list(arrived, banner))
        self._middle.setCurrentIndex(_FILLED if arrived or banner else _EMPTY)
        self._show_foot()

    def _list(self, arrived: Sequence[Arrived], banner: Banner | None) -> QWidget:
        page = Page("", scrolling=True)
        page.title.hide()
        layout = page.layout()
        if layout:
            layout.setContentsMargins(0, 0, 0, 0)
        for each in (banner, *self._banners()):
            if each:
                page.body.addWidget(each)
        shown = [one for one in arrived if one.done or (one.outcome.verdict != "already" and not one.own)]
        passed_over = len(arrived) - len(shown)
        if shown or not passed_over:
            page.body.addWidget(self._card(shown)) if shown else None
        if passed_over:
            told = tr("{count} tệp khác đã nhận từ trước hoặc là gói của xã, không cần ghép lại.")
            page.body.addWidget(words(told.format(count=format_count(passed_over)), "subtitle"))
        page.body.addStretch(1)
        return page

    def _card(self, shown: Sequence[Arrived]) -> Card:
        card = Card()
        card.body.setSpacing(0)
        card.body.setContentsMargins(SPACE_4, 2, SPACE_4, 2)
        for place, one in enumerate(shown):
            if place:
                card.body.addWidget(rule())
            row = BundleRow(one)
            row.enrol_wanted.connect(lambda path=one.path: self._ways.enrol_from(path))
            card.body.addWidget(row)
        return card

    def _banners(self) -> list[Banner]:
        found = []
        if self.receipts:
            found.append(_receipt_banner(self.receipts))
            for name, error in self.receipts.failed:
                found.append(Banner(Tone.WARN, f"{name}: {error.message}", error.advice))
        conflicts = sum(one.outcome.conflicts for one in self.arrived if one.done)
        if conflicts:
            told = tr("Đã ghép, có {count} chỗ khác nhau cần xã chọn.").format(count=format_count(conflicts))
            look = Act(tr("Xem chỗ khác nhau"), lambda: self._ways.open("conflicts"))
            found.append(Banner(Tone.INFO, told, tr("Cả hai giá trị đều được giữ cho đến khi xã chọn."), look))
        findings = sum(len(one.outcome.findings) for one in self.arrived if one.done)
        if findings:
            told = tr("Đã ghép, có {count} điều cần xem lại.").format(count=format_count(findings))
            look = Act(tr("Xem điều cần xem lại"), self._ways.show_findings)
            found.append(Banner(Tone.WARN, told, tr("Số liệu vẫn được ghép; gọi thôn hỏi rồi sửa."), look))
        return found

    def _show_foot(self) -> None:
        empty_out(self._foot)
        self.primary_act = None
        if not self.arrived:
            return
        self._foot.addWidget(words(self._summary(), "subtitle"), 1)
        if any(one.done for one in self.arrived) or not any(one.can_merge for one in self.arrived):
            self._foot.addWidget(ActButton(Act(tr("Nhận USB khác"), self.clear, "refresh")))
        act = self._next_act()
        if act:
            self.primary_act = ActButton(act, primary=True)
            self._foot.addWidget(self.primary_act)
            self.primary_act.show()  # now, for it gets the keyboard next

    def _next_act(self) -> Act | None:
        ready = [one.outcome.verdict for one in self.arrived if one.can_merge]
        if ready:
            merging = ready.count("merged")
            told = tr("Ghép {count} gói") if merging else tr("Giữ lại {count} gói")
            return Act(told.format(count=format_count(merging or len(ready))), self.merge, "call-merge", "F9")
        if receiving.concerned(self.arrived) and self.receipts is None:
            return Act(tr("Ghi giấy báo nhận ra USB"), self.write_receipts, "tray-arrow-up", "F9")
        return None

    def _summary(self) -> str:
        """What pressing the button will do, or what it has done."""
        done = [one for one in self.arrived if one.done]
        if done:
            merged = [one for one in done if one.outcome.verdict == "merged"]
            entries = sum(one.outcome.entries for one in merged)
            told = tr("Đã ghép {count} gói, {entries} thay đổi.")
            return told.format(count=format_count(len(merged)), entries=format_count(entries))
        kept = [one for one in self.arrived if one.outcome.verdict == "merged"]
        entries = sum(one.outcome.entries for one in kept)
        refused = sum(
            one.outcome.verdict == "refused" and not one.own and one.kind != "request" for one in self.arrived
        )
        parts = [tr("Ghép thêm {count} thay đổi.").format(count=format_count(entries))] if kept else []
        held = sum(one.outcome.verdict == "held" for one in self.arrived)
        parts += [tr("{count} gói giữ lại chờ gói trước.").format(count=held)] if held else []
        parts += [tr("{count} tệp không nhận được.").format(count=refused)] if refused else []
        return " ".join([*parts, tr("Chưa ghi gì vào sổ.")])


def _receipt_banner(receipts: Receipts) -> Banner:
    names = ", ".join(one.to for one in receipts.written)
    where = receipts.folder.name or str(receipts.folder) if receipts.folder else ""
    told = tr("Đã ghi {count} giấy báo nhận vào {where}.").format(count=len(receipts.written), where=where)
    advice = tr("Đưa USB lại cho thôn ({names}). Thôn mở ở mục Nộp về xã thì biết xã đã nhận.").format(names=names)
    return Banner(Tone.GOOD, told, advice)


def _banner_of(looked: Looked) -> Banner | None:
    """What to say of the search itself."""
    if not looked.found:
        advice = tr("Tên gói dữ liệu có đuôi .toso; thư có gói đính kèm có đuôi .eml.")
        return Banner(Tone.WARN, tr("Không thấy gói dữ liệu nào ở đó."), advice)
    if looked.more:
        told = tr("Ở đó còn nữa, mỗi lần chỉ xem {count} gói.").format(count=format_count(parcels.MOST_PARCELS))
        return Banner(Tone.INFO, told, tr("Hãy chuyển bớt tệp đã ghép sang thư mục khác rồi đọc lại."))
    return None


def _dropped(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
