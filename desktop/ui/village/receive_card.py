"""Nhận từ xã: what the commune's files would bring, told before anything is written, then the result."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.sync.merging import Outcome
from desktop.ui.acts import Act
from desktop.ui.desk import Desk
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.words import words
from desktop.ui.tasks import Progress
from desktop.ui.tokens import SPACE_3, Tone
from desktop.ui.village.handing_over import counts_words, merge_files, plan_files


class ReceiveCard(Card):
    """Signal: merged(), after files were merged."""

    merged = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Nhận từ xã"), parent)
        self._desk = desk
        self._planned: list[Path] = []
        self._shown: list[QWidget] = []
        explained = self.tr(
            "Xã gửi lại giấy báo nhận, ý kiến về báo cáo, biểu mẫu và kỳ báo cáo mới. Mở tệp để xem trước, chưa ghi gì."
        )
        self.body.addWidget(words(explained, "subtitle"))
        self._choose = ActButton(Act(self.tr("Chọn tệp xã gửi"), self._ask_files, "inbox-arrow-down-outline", "Ctrl+O"))
        self._acts = Flow(gap=SPACE_3)
        self._acts.add(self._choose)
        self.body.addWidget(self._acts)

    def _ask_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("Chọn tệp xã gửi"), "", "Tổ Số (*.toso)")
        if names:
            self.plan([Path(name) for name in names])

    def plan(self, paths: Sequence[Path]) -> None:
        """Tell what files would bring."""
        store, keys = self._desk.store, self._desk.credentials

        def look(progress: Progress) -> list[tuple[Path, Outcome]]:
            return plan_files(store, keys, list(paths), progress)

        self._desk.work(self, self.tr("Đang xem tệp"), look, self._show_plan)

    def _show_plan(self, found: list[tuple[Path, Outcome]]) -> None:
        self._planned = [path for path, outcome in found if outcome.verdict in ("merged", "held")]
        self._show([_banner(outcome, planned=True) for _, outcome in found])
        if self._planned:
            merge = Act(self.tr("Ghép vào sổ"), self.merge, "call-merge", "Ctrl+Return")
            self._acts.add(ActButton(merge, primary=True))
            self._acts.add(ActButton(Act(self.tr("Thôi, không ghép"), self.clear)))
            self._acts.parts()[1].setFocus()

    def merge(self) -> None:
        """Merge what was planned."""
        store, keys, paths = self._desk.store, self._desk.credentials, self._planned

        def work(progress: Progress) -> list[Outcome]:
            return merge_files(store, keys, paths, progress)

        self._desk.work(self, self.tr("Đang ghép số liệu"), work, self._show_result)

    def _show_result(self, outcomes: list[Outcome]) -> None:
        self._show([_banner(outcome, planned=False) for outcome in outcomes])
        self._planned = []
        tables = {table for outcome in outcomes for table in outcome.counts}
        self._desk.tell_changed(frozenset({*tables, "bundle"}))
        self.merged.emit()

    def clear(self) -> None:
        """Take the plan away; nothing was written."""
        self._planned = []
        self._show([])

    def _show(self, banners: Sequence[QWidget]) -> None:
        for old in self._shown:
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._shown = list(banners)
        for place, banner in enumerate(self._shown):
            self.body.insertWidget(2 + place, banner)
        self._acts.clear()
        self._choose = ActButton(Act(self.tr("Chọn tệp xã gửi"), self._ask_files, "inbox-arrow-down-outline", "Ctrl+O"))
        self._acts.add(self._choose)


def _banner(outcome: Outcome, *, planned: bool) -> Banner:
    """One file in words: what it brings, or why it is not taken."""
    tone = {"merged": Tone.INFO if planned else Tone.GOOD, "already": Tone.QUIET, "held": Tone.WARN}
    who = f"{outcome.sender}, gói số {outcome.number}" if outcome.sender else outcome.file
    if outcome.verdict != "merged":
        return Banner(tone.get(outcome.verdict, Tone.BAD), f"{who}: {outcome.message}", outcome.advice)
    head = "Sẽ ghép" if planned else "Đã ghép"
    brings = counts_words(outcome.counts) or "giấy báo nhận của xã"
    apart = f" Có {outcome.conflicts} chỗ khác nhau, xã sẽ chọn." if outcome.conflicts else ""
    return Banner(tone["merged"], f"{head} {who}", f"Gồm {brings}.{apart}")
