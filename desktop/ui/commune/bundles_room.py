"""Gói đã nhận: what is missing and how to ask for it, whether both sides agree, and taking a merged bundle back."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QFrame, QScrollArea, QStackedWidget, QWidget

from desktop.models import commune_queries as queries
from desktop.models.comparing import Comparison, last_comparisons
from desktop.models.lives import forget_new_life
from desktop.models.schema import TABLES
from desktop.models.store_news import store_news
from desktop.models.undoing import Batch, batches
from desktop.sync.gaps import Gap, ask_again, gaps
from desktop.text import format_count
from desktop.ui.acts import Act
from desktop.ui.attempts import attempt
from desktop.ui.commune.heads import empty_out
from desktop.ui.commune.naming import day_of, sender_name, tr
from desktop.ui.commune.undo_card import UndoCard, compared_words
from desktop.ui.desk import Desk
from desktop.ui.fresh import keep_fresh
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.empty_state import EmptyState
from desktop.ui.parts.page import Page
from desktop.ui.rows import Column
from desktop.ui.rows_view import RowsView
from desktop.ui.states import Shape, State
from desktop.ui.style import set_role
from desktop.ui.tables import RowsModel
from desktop.ui.tokens import SPACE_3, SPACE_4, Tone

_EMPTY, _FILLED = 0, 1
_SHAPES = {Tone.GOOD: Shape.TICK, Tone.BAD: Shape.CROSS, Tone.WARN: Shape.TRIANGLE, Tone.INFO: Shape.HALF}


@dataclass(frozen=True)
class Line:
    """A merged bundle as the list shows it, with the comparison that was made after it, if it is the laptop's last."""

    batch: Batch
    village: str
    compared: Comparison | None

    @property
    def state(self) -> State:
        """Whether it was taken back, else how the last comparison with the laptop came out."""
        if self.batch.undone_at:
            return State(tr("Đã hoàn tác"), Tone.QUIET, Shape.RING)
        tone, _ = compared_words(self.compared)
        told = {
            Tone.GOOD: tr("Hai bên bằng nhau"),
            Tone.BAD: tr("Không khớp"),
            Tone.WARN: tr("Xã còn thiếu"),
            Tone.INFO: tr("Thôn chưa nhận hết"),
        }
        return State(told.get(tone, tr("Đã ghép")), tone, _SHAPES.get(tone, Shape.RING))


class _Lines:
    """A RowSource of the merged bundles, the latest first."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self.columns: Sequence[Column[Line]] = (
            Column(tr("Nơi gửi"), lambda line: line.village, width=140, strong=True),
            Column(tr("Gói"), lambda line: str(line.batch.number), width=50, number=True),
            Column(tr("Ghép ngày"), lambda line: day_of(line.batch.handled_at), width=115, spare=2),
            Column(tr("Thay đổi"), lambda line: format_count(line.batch.entries), width=85, number=True, spare=3),
            Column(tr("Đối chiếu"), lambda line: line.state.words, width=160, state=lambda line: line.state),
        )

    def take(self, lines: list[Line]) -> None:
        self._lines = lines

    def count(self) -> int:
        return len(self._lines)

    def rows(self, offset: int, limit: int) -> Sequence[Line]:
        return self._lines[offset : offset + limit]

    def sort(self, key: str, *, descending: bool) -> None:
        """The list has one order."""


class BundlesRoom(Page):
    """Gaps on top, the merged bundles at the left, the chosen one at the right; `card` is the one that is shown."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(tr("Gói đã nhận"), " ", parent=parent)
        self._desk = desk
        self._source = _Lines()
        self.card: UndoCard | None = None
        self.banners: list[Banner] = []
        self.view = RowsView(tr("Gói đã nhận"), dense=True)
        self._right = QScrollArea()
        self._right.setFrameShape(QFrame.Shape.NoFrame)
        self._right.setWidgetResizable(True)
        self._right.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_role(self._right, "page-scroll")
        self._top = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._top.setSpacing(SPACE_3)
        self._middle = QStackedWidget()
        self._middle.addWidget(self._empty())
        self._middle.addWidget(self._both())
        self.body.addLayout(self._top)
        self.body.addWidget(self._middle, 1)
        self.view.show_rows(RowsModel(self._source))
        self.view.chosen.connect(self._show)
        keep_fresh(self, desk, frozenset(TABLES) | {"bundle"}, self.refresh)

    @staticmethod
    def _empty() -> EmptyState:
        return EmptyState(
            "inbox-arrow-down-outline",
            tr("Chưa ghép gói nào"),
            tr("Gói của thôn, sau khi ghép ở Hộp nhận, nằm ở đây để đối chiếu và hoàn tác khi cần."),
            None,
        )

    def _both(self) -> QWidget:
        block = QWidget()
        columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, block)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(SPACE_4)
        columns.addWidget(self.view, 5)
        columns.addWidget(self._right, 4)
        return block

    def refresh(self) -> None:
        """Read gaps and bundles again."""
        lines = self._lines()
        self._source.take(lines)
        model = self.view.rows_model()
        if model:
            model.start_afresh()
        self._show_top(lines)
        told = tr("{count} gói đã ghép. Chọn một gói để xem, đối chiếu hoặc hoàn tác.")
        self.show_subtitle(told.format(count=format_count(len(lines))) if lines else "")
        self._middle.setCurrentIndex(_FILLED if lines else _EMPTY)

    def _lines(self) -> list[Line]:
        store = self._desk.store
        names = {one.id: tr("Thôn {name}").format(name=one.name) for one in queries.villages(store)}
        compared = {(one.device, one.number): one for one in last_comparisons(store)}
        return [
            Line(
                batch, names.get(batch.village_id or "", tr("Máy xã khác")), compared.get((batch.device, batch.number))
            )
            for batch in batches(store)
        ]

    def _show_top(self, lines: Sequence[Line]) -> None:
        empty_out(self._top)
        self.banners = [self._gap_banner(gap) for gap in gaps(self._desk.store)]
        different = {line.compared.device: line for line in lines if line.compared and line.compared.equal is False}
        self.banners += [
            Banner(Tone.BAD, f"{line.village}: {compared_words(line.compared)[1]}") for line in different.values()
        ]
        self.banners += self._news(lines)
        for banner in self.banners:
            self._top.addWidget(banner)

    def _news(self, lines: Sequence[Line]) -> list[Banner]:
        """Stores that were copied or restored, here and in the villages."""
        news, names = store_news(self._desk.store), {line.batch.village_id: line.village for line in lines}
        told = []
        if news.own:
            why = tr("được khôi phục từ bản cũ") if news.own.reason == "restored" else tr("được chép từ nơi khác")
            act = Act(tr("Đã đọc"), self._read_news)
            advice = tr(
                "Không mất gì và không trùng số với sổ gốc. Gửi gói về các thôn; thôn sẽ nộp lại phần xã thiếu."
            )
            told.append(Banner(Tone.INFO, tr("Sổ của xã vừa {why}.").format(why=why), advice, act))
        for one in news.others:
            where = names.get(one.village_id, one.name)
            if one.side_by_side:
                message = tr("{where}: sổ đang được dùng ở hai nơi cùng lúc.").format(where=where)
                advice = tr(
                    "Cả hai bên đều nhận được, nhưng nên hỏi thôn và chỉ dùng một máy, hoặc ghi danh máy thứ hai."
                )
                told.append(Banner(Tone.WARN, message, advice))
            elif one.lost:
                message = tr("{where}: máy thôn đã về bản cũ, thiếu {count} thay đổi.")
                advice = tr("Gửi gói của xã về thôn; gói tới mang đủ phần thiếu.")
                told.append(Banner(Tone.INFO, message.format(where=where, count=format_count(one.lost)), advice))
        return told

    def _read_news(self) -> None:
        forget_new_life(self._desk.store)
        self.refresh()

    def _gap_banner(self, gap: Gap) -> Banner:
        told = tr("{sender}: {gap}").format(sender=sender_name(gap.sender), gap=gap.told)
        advice = tr("Còn thiếu {count} thay đổi; gói {held} đang giữ lại, chưa mất gì.")
        numbers = ", ".join(map(str, gap.held))
        act = Act(tr("Ghi tệp xin nộp lại"), lambda: self._ask(gap), "usb-flash-drive-outline")
        return Banner(Tone.WARN, told, advice.format(count=format_count(gap.missing), held=numbers), act)

    def _ask(self, gap: Gap) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr("Ghi tệp xin nộp lại vào USB hoặc thư mục"))
        if folder:
            self.ask_into(gap, Path(folder))

    def ask_into(self, gap: Gap, folder: Path) -> None:
        """Write the file that asks for what is missing, and say what to do with it."""
        done = attempt(self, lambda: ask_again(self._desk.store, self._desk.credentials, folder, gap))
        if done:
            advice = tr("Đưa tệp về thôn, mở ở mục Nộp về xã; rồi thôn nộp lại như thường, gói mới có đủ phần thiếu.")
            banner = Banner(Tone.GOOD, tr("Đã ghi {file}.").format(file=done.path.name), advice)
            self.banners.append(banner)
            self._top.addWidget(banner)

    # --- one bundle ---

    def _show(self, line: object) -> None:
        old = self._right.takeWidget()
        if old:
            old.hide()
            old.deleteLater()
        self.card = None
        if not isinstance(line, Line):
            return
        self.card = UndoCard(self._desk, line.batch, line.village)
        if line.compared:
            self.card.body.insertWidget(2, Banner(*compared_words(line.compared)))
        self.card.undone.connect(self.refresh)
        self._right.setWidget(self.card)

    def arrive(self) -> None:
        """The list takes the keyboard."""
        if self._middle.currentIndex() == _FILLED:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().arrive()
