"""Nhận từ thôn: bundles are chosen or dropped, each is tried at once, one act merges them, receipts go back.

Trying (a plan) writes nothing; what is refused is a row with the reason, never a dialog.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout

from desktop.models.places import Village
from desktop.sync import exporting, merging
from desktop.sync.gaps import gaps
from desktop.sync.merging import Outcome
from desktop.ui.acts import Act
from desktop.ui.commune.listed import HeldRows
from desktop.ui.commune.wording import outcome_chip
from desktop.ui.desk import Desk
from desktop.ui.naming import counted
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.empty_state import EmptyState
from desktop.ui.parts.page import Page
from desktop.ui.parts.words import words
from desktop.ui.rows import Column
from desktop.ui.rows_view import RowsView
from desktop.ui.tables import RowsModel
from desktop.ui.tasks import Progress
from desktop.ui.tokens import SPACE_2, SPACE_3, Tone

_ALL = frozenset({"*"})
_WORTH_MERGING = ("merged", "held")


@dataclass(frozen=True)
class Given:
    """A file that was given, and what became of it or will."""

    path: Path
    outcome: Outcome
    planned: bool


class InboxRoom(Page):
    """Three steps that cannot be taken in the wrong order: choose, see, merge."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("")
        self.title.setText(self.tr("Nhận từ thôn"))
        self.setAccessibleName(self.tr("Nhận từ thôn"))
        self.show_subtitle(
            self.tr("Chọn các gói dữ liệu của thôn trên USB. Xem trước, chưa ghi gì cho đến khi bấm ghép.")
        )
        self.setAcceptDrops(True)
        self._desk = desk
        self._given: list[Given] = []
        self._receipts_due: set[str] = set()
        self._rows: HeldRows[Given] = HeldRows(_columns(self), _ORDERS)
        self._model: RowsModel[Given] = RowsModel(self._rows)
        self.view = RowsView(self.tr("Các gói đã chọn"), dense=True)
        self.view.show_rows(self._model)
        self.choose_button = ActButton(Act(self.tr("Chọn gói"), self.choose, "folder-open-outline", "Ctrl+O"))
        self.merge_button = ActButton(Act(self.tr("Ghép số liệu"), self.merge, "call-merge", "Ctrl+G"), primary=True)
        self.receipt_button = ActButton(Act(self.tr("Ghi giấy báo nhận ra USB"), self.write_receipts, "tray-arrow-up"))
        self._notes = QVBoxLayout()
        self._notes.setSpacing(SPACE_2)
        self._told = words("", "quiet")
        self._middle = QStackedWidget()
        self._lay_out()
        desk.changed.connect(self.refresh)
        self.refresh()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(SPACE_3)
        for button in (self.choose_button, self.merge_button, self.receipt_button):
            line.addWidget(button)
        line.addStretch(1)
        self.body.addLayout(line)
        self.body.addLayout(self._notes)
        advice = self.tr(
            "Cắm USB của thôn rồi chọn các tệp .toso, hoặc kéo thả tệp vào đây."
        )
        empty = EmptyState("usb-flash-drive-outline", self.tr("Chưa chọn gói nào"), advice, None)
        self._middle.addWidget(empty)
        self._middle.addWidget(self.view)
        self.body.addWidget(self._middle, 1)
        self.body.addWidget(self._told)

    # --- choosing and trying ---

    def choose(self) -> None:
        """Ask for files."""
        names, _ = QFileDialog.getOpenFileNames(
            self, self.tr("Chọn gói dữ liệu"), "", self.tr("Gói dữ liệu (*.toso);;Mọi tệp (*)")
        )
        self.take([Path(name) for name in names])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere on the page."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped; a folder stands for the bundles in it."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        self.take(paths)

    def take(self, paths: Sequence[Path]) -> None:
        """Try these files without writing anything, and show what they would bring."""
        files = [file for path in paths for file in (sorted(path.glob("*.toso")) if path.is_dir() else [path])]
        if not files:
            return
        desk = self._desk

        def plan(progress: Progress) -> list[Given]:
            given = []
            for number, file in enumerate(files):
                progress(file.name, number / len(files))
                given.append(
                    Given(file, merging.merge_file(desk.store, desk.credentials, file, plan=True), planned=True)
                )
            return given

        desk.work(self, self.tr("Đang kiểm tra các gói"), plan, self._show)

    def _show(self, given: Sequence[Given]) -> None:
        self._given = list(given)
        self.refresh()

    # --- merging ---

    def merge(self) -> None:
        """Merge what can be merged, one bundle after the other; each is in whole or not at all."""
        files = [one.path for one in self._ready()]
        desk = self._desk

        def run(progress: Progress) -> list[Given]:
            done = []
            for number, file in enumerate(files):
                progress(file.name, number / len(files))
                done.append(Given(file, merging.merge_file(desk.store, desk.credentials, file), planned=False))
            return done

        desk.work(self, self.tr("Đang ghép số liệu"), run, self._merged)

    def _merged(self, done: Sequence[Given]) -> None:
        results = {one.path: one for one in done}
        self._given = [results.get(one.path, one) for one in self._given]
        self._receipts_due |= {one.outcome.sender for one in done if one.outcome.verdict in ("merged", "already")}
        tables = frozenset(table for one in done for table in one.outcome.counts)
        self._desk.tell_changed(tables | _ALL)

    def _ready(self) -> list[Given]:
        """The files that are worth merging; one that was merged before may still carry a newer receipt."""
        waiting = [one for one in self._given if one.planned and one.outcome.verdict != "refused"]
        return waiting if any(one.outcome.verdict in _WORTH_MERGING for one in waiting) else []

    # --- receipts ---

    def write_receipts(self) -> None:
        """Ask for the stick and write every enrolled village's bundle, which tells it what has arrived."""
        folder = QFileDialog.getExistingDirectory(self, self.tr("Chọn USB để ghi giấy báo nhận"))
        if folder:
            self.write_receipts_to(Path(folder))

    def write_receipts_to(self, folder: Path) -> None:
        """Write the receipts for the villages whose bundles were merged here, or for all when none was."""
        desk = self._desk
        villages = self._receivers()

        def run(progress: Progress) -> int:
            for number, village in enumerate(villages):
                progress(village.name, number / max(len(villages), 1))
                exporting.export(desk.store, desk.credentials, folder, village=village)
            return len(villages)

        desk.work(self, self.tr("Đang ghi giấy báo nhận"), run, self._receipts_written)

    def _receivers(self) -> list[Village]:
        rows = self._desk.store.rows(
            "SELECT village_id FROM device WHERE role = 'village' AND revoked_on IS NULL AND NOT deleted"
        )
        enrolled = {village for (village,) in rows}
        query = Village.select().where(~Village.deleted).order_by(Village.position, Village.code)
        villages = [village for village in self._desk.store.all(query) if village.id in enrolled]
        due = [village for village in villages if f"thôn {village.name}" in self._receipts_due]
        return due or villages

    def _receipts_written(self, count: int) -> None:
        self._receipts_due.clear()
        self._desk.tell_changed(_ALL)
        self._told.setText(
            self.tr("Đã ghi giấy báo nhận cho {count} thôn. Hãy gửi USB lại cho thôn.").format(count=count)
        )

    # --- showing ---

    def refresh(self, _tables: object = None) -> None:
        """Show the files that were given and the gaps that are known."""
        self._rows.hold(self._given)
        self._model.start_afresh()
        ready = sum(one.outcome.verdict in _WORTH_MERGING for one in self._ready())
        self.merge_button.setEnabled(bool(ready))
        self._middle.setCurrentIndex(int(bool(self._given)))
        merged = sum(not one.planned and one.outcome.verdict == "merged" for one in self._given)
        if self._given:
            self._told.setText(
                self.tr("{all} gói: {ready} gói ghép được, {merged} gói đã ghép.").format(
                    all=len(self._given), ready=ready, merged=merged
                )
            )
        while self._notes.count():
            item = self._notes.takeAt(0)
            if (old := item.widget() if item else None) is not None:
                old.deleteLater()
        for gap in gaps(self._desk.store):
            message = f"{gap.sender[:1].upper()}{gap.sender[1:]}: {gap.told}"
            self._notes.addWidget(Banner(Tone.WARN, message, self.tr("Hãy xin thôn nộp lại gói còn thiếu.")))


def _columns(room: InboxRoom) -> list[Column[Given]]:
    tr = room.tr

    def bringing(row: Given) -> str:
        outcome = row.outcome
        if outcome.verdict == "merged" and outcome.counts:
            told = counted(outcome.counts)
            return told + (tr("; {count} chỗ khác nhau").format(count=outcome.conflicts) if outcome.conflicts else "")
        return f"{outcome.message} {outcome.advice}".strip()

    return [
        Column(tr("Kết quả"), lambda row: outcome_chip(row.outcome, planned=row.planned).words, 190, "verdict",
               state=lambda row: outcome_chip(row.outcome, planned=row.planned)),
        Column(tr("Từ đâu"), lambda row: row.outcome.sender or "-", 130, "sender", strong=True),
        Column(tr("Số gói"), lambda row: str(row.outcome.number or "-"), 70, "number", number=True),
        Column(tr("Gói mang gì"), bringing, 430),
        Column(tr("Tệp"), lambda row: row.path.name, 160, "file", spare=1),
    ]  # fmt: skip


_ORDERS = {
    "verdict": lambda row: row.outcome.verdict,
    "sender": lambda row: row.outcome.sender,
    "number": lambda row: row.outcome.number,
    "file": lambda row: row.path.name,
}
