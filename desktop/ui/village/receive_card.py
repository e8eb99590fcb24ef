"""Nhận từ xã in three steps: find the file; what it would bring, before anything is written; what it brought."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

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

_MOST_BANNERS, _MOST_NAMES = 8, 4


class ReceiveCard(QWidget):
    """Three numbered cards: find the file, look at it with nothing written, done with what changed.

    Signal: merged(), after files were merged. `sources` is where they come from.
    """

    merged = Signal()

    def __init__(self, desk: Desk, sticks: FindSticks = find_sticks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._planned: list[Parcel] = []
        self._shown: list[QWidget] = []
        self.sources = SourcesBar(sticks, self.tr("Chọn tệp xã gửi"))
        self.sources.chosen.connect(self.plan)
        self._acts = Flow(gap=SPACE_3)
        self._acts.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_3)
        self._find = Card(self.tr("1. Lấy tệp xã gửi"))
        explained = self.tr(
            "Xã gửi lại giấy báo nhận, ý kiến về báo cáo, biểu mẫu và kỳ báo cáo mới, bằng USB hoặc thư. "
            "Cắm USB rồi bấm F8, chương trình tự tìm gói gửi cho máy này."
        )
        self._find.body.addWidget(words(explained, "subtitle"))
        self._find.body.addWidget(self.sources)
        self._look, self._look_told = self._step(self.tr("2. Xem trước, chưa ghi gì"))
        self._look.body.addWidget(self._acts)
        self._done, self._done_told = self._step(self.tr("3. Xong"))
        for card in (self._find, self._look, self._done):
            column.addWidget(card)
        self.clear()

    @staticmethod
    def _step(heading: str) -> tuple[Card, QLabel]:
        card, told = Card(heading), words("", "subtitle")
        card.body.addWidget(told)
        return card, told

    def plan(self, paths: Sequence[Path]) -> None:
        """Tell what files, letters or the bundles on a stick would bring."""
        store, keys = self._desk.store, self._desk.credentials

        def look(progress: Progress) -> Looked:
            return handing_over.look(store, keys, list(paths), progress)

        self._desk.work(self, self.tr("Đang xem tệp"), look, self._show_plan)

    def _show_plan(self, looked: Looked) -> None:
        self._planned = [parcel for parcel, outcome in looked.found if outcome.verdict in ("merged", "held")]
        banners = [_banner(outcome, planned=True) for _, outcome in looked.found[:_MOST_BANNERS]]
        self._show(self._look, [*banners, *self._remarks(looked)])
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
        self._show(self._done, [_banner(outcome, planned=False) for outcome in outcomes[:_MOST_BANNERS]])
        self._planned = []
        tables = {table for outcome in outcomes for table in outcome.counts}
        self._desk.tell_changed(frozenset({*tables, "bundle"}))
        self.merged.emit()

    def clear(self) -> None:
        """Take the plan away; nothing was written."""
        self._planned = []
        self._show(self._look, [])

    def _show(self, card: Card, banners: Sequence[QWidget]) -> None:
        """Show these in one step's card, instead of what any step showed before."""
        for old in self._shown:
            old.hide()
            old.deleteLater()
        self._shown = list(banners)
        for place, banner in enumerate(self._shown):
            card.body.insertWidget(2 + place, banner)
        self._acts.clear()
        self._acts.hide()
        self._look_told.setText(self.tr("Chưa chọn tệp nào. Xem xong mới ghép, chưa ghép thì sổ chưa đổi gì."))
        self._look_told.setVisible(card is not self._look or not self._shown)
        self._done_told.setText(
            self.tr("Ghép xong, ở đây cho biết những gì đã đổi. Gói thôn đã nộp mà xã nhận được sẽ chuyển xanh.")
        )
        self._done_told.setVisible(card is not self._done or not self._shown)


def _banner(outcome: Outcome, *, planned: bool) -> Banner:
    """One file in words: what it brings, or why it is not taken."""
    tone = {"merged": Tone.INFO if planned else Tone.GOOD, "already": Tone.QUIET, "held": Tone.WARN}
    who = f"{outcome.sender}, gói số {outcome.number}" if outcome.sender else outcome.file
    if outcome.verdict != "merged":
        return Banner(tone.get(outcome.verdict, Tone.BAD), f"{who}: {outcome.message}", outcome.advice)
    head = "Sẽ ghép" if planned else "Đã ghép"
    brings = counts_words(outcome.counts) or "giấy báo nhận của xã"
    apart = f" Có {outcome.conflicts} chỗ khác nhau, xã sẽ chọn." if outcome.conflicts else ""
    named = [one.name for one in outcome.records[:_MOST_NAMES] if one.name] if planned else []
    told = f" Trong đó: {'; '.join(dict.fromkeys(named))}." if named else ""
    return Banner(tone["merged"], f"{head} {who}", f"Gồm {brings}.{told}{apart}")
