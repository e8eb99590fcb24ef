"""Nhận từ xã: what the commune's files would bring, told before anything is written, then the result."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.sync.merging import Outcome
from desktop.sync.parcels import Parcel
from desktop.text import format_count
from desktop.ui.acts import Act
from desktop.ui.desk import Desk
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.sources_bar import SourcesBar
from desktop.ui.parts.words import words
from desktop.ui.sticks import FindSticks, find_sticks
from desktop.ui.tasks import Progress
from desktop.ui.tokens import SPACE_3, Tone
from desktop.ui.village import handing_over
from desktop.ui.village.handing_over import Looked, counts_words

_MOST_BANNERS = 8


class ReceiveCard(Card):
    """Signal: merged(), after files were merged. `sources` is where they come from."""

    merged = Signal()

    def __init__(self, desk: Desk, sticks: FindSticks = find_sticks, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Nhận từ xã"), parent)
        self._desk = desk
        self._planned: list[Parcel] = []
        self._shown: list[QWidget] = []
        explained = self.tr(
            "Xã gửi lại giấy báo nhận, ý kiến về báo cáo, biểu mẫu và kỳ báo cáo mới, bằng USB hoặc thư. "
            "Mở để xem trước, chưa ghi gì."
        )
        self.body.addWidget(words(explained, "subtitle"))
        self.sources = SourcesBar(sticks, self.tr("Chọn tệp xã gửi"))
        self.sources.chosen.connect(self.plan)
        self._acts = Flow(gap=SPACE_3)
        self._acts.hide()
        self.body.addWidget(self._acts)
        self.body.addWidget(self.sources)

    def plan(self, paths: Sequence[Path]) -> None:
        """Tell what files, letters or the bundles on a stick would bring."""
        store, keys = self._desk.store, self._desk.credentials

        def look(progress: Progress) -> Looked:
            return handing_over.look(store, keys, list(paths), progress)

        self._desk.work(self, self.tr("Đang xem tệp"), look, self._show_plan)

    def _show_plan(self, looked: Looked) -> None:
        self._planned = [parcel for parcel, outcome in looked.found if outcome.verdict in ("merged", "held")]
        banners = [_banner(outcome, planned=True) for _, outcome in looked.found[:_MOST_BANNERS]]
        self._show([*banners, *self._remarks(looked)])
        if self._planned:
            merge = ActButton(Act(self.tr("Ghép vào sổ"), self.merge, "call-merge", "Ctrl+Return"), primary=True)
            self._acts.add(merge)
            self._acts.add(ActButton(Act(self.tr("Thôi, không ghép"), self.clear)))
            self._acts.show()
            merge.setFocus()

    def _remarks(self, looked: Looked) -> list[Banner]:
        """What to say of the search itself."""
        told = []
        if len(looked.found) > _MOST_BANNERS:
            more = self.tr("Và {count} gói nữa.").format(count=format_count(len(looked.found) - _MOST_BANNERS))
            told.append(Banner(Tone.INFO, more))
        if looked.passed_over:
            other = self.tr("{count} tệp khác không phải nhận: gói thôn đã ghi, gói nơi khác, hoặc đã nhận từ trước.")
            told.append(Banner(Tone.QUIET, other.format(count=format_count(looked.passed_over))))
        elif not looked.found:
            advice = self.tr("Tên gói dữ liệu có đuôi .toso; thư có gói đính kèm có đuôi .eml.")
            told.append(Banner(Tone.WARN, self.tr("Không thấy gói dữ liệu nào ở đó."), advice))
        if looked.more:
            told.append(Banner(Tone.INFO, self.tr("Ở đó còn nữa. Chuyển bớt tệp cũ sang thư mục khác rồi đọc lại.")))
        return told

    def merge(self) -> None:
        """Merge what was planned."""
        store, keys, planned = self._desk.store, self._desk.credentials, self._planned

        def work(progress: Progress) -> list[Outcome]:
            return handing_over.merge_all(store, keys, planned, progress)

        self._desk.work(self, self.tr("Đang ghép số liệu"), work, self._show_result)

    def _show_result(self, outcomes: list[Outcome]) -> None:
        self._show([_banner(outcome, planned=False) for outcome in outcomes[:_MOST_BANNERS]])
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
        self._acts.hide()


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
