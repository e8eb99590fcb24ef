"""Yêu cầu của dân: every request with the days that the law gives, the chosen one at the right, and erasing."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QStackedWidget, QWidget

from desktop.models.erasing import Erased
from desktop.models.erasure_plan import ErasurePlan, plan_erasure
from desktop.models.places import Village
from desktop.models.request_register import LATE, SOON, Asked, register
from desktop.models.schema import TABLES
from desktop.sync.erasure import erase_here
from desktop.sync.exporting import Exported
from desktop.text import format_count, format_input_date
from desktop.ui.acts import Act
from desktop.ui.desk import Desk
from desktop.ui.fresh import keep_fresh
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.empty_state import EmptyState
from desktop.ui.parts.page import Page
from desktop.ui.parts.targets_bar import AskFolder, choose_folder
from desktop.ui.requests.erase_dialog import EraseDialog
from desktop.ui.requests.request_card import RequestCard
from desktop.ui.requests.request_dialog import RequestDialog
from desktop.ui.requests.wording import asked_state, next_words, short_kind, short_subject, tr
from desktop.ui.rows import Column
from desktop.ui.rows_view import RowsView
from desktop.ui.states import State
from desktop.ui.style import set_role
from desktop.ui.tables import RowsModel
from desktop.ui.tokens import SPACE_4, Tone
from desktop.ui.village_bundle import write_for_village

_EMPTY, _FILLED = 0, 1


class _Requests:
    """A RowSource of the register, in its own order."""

    def __init__(self, desk: Desk) -> None:
        self.held: Sequence[Asked] = ()

        def state(one: Asked) -> State:
            return asked_state(one, desk.day)

        village = Column[Asked](tr("Thôn"), lambda one: one.village or "-", width=100, spare=3)
        self.columns: Sequence[Column[Asked]] = (
            Column(tr("Yêu cầu"), lambda one: short_kind(one.kind), width=124, strong=True),
            Column(tr("Của ai"), short_subject, width=150),
            *([] if desk.is_village else [village]),
            Column(tr("Phải làm"), next_words, width=112, spare=2),
            Column(tr("Hạn"), lambda one: state(one).words, width=158, state=state),
        )

    def count(self) -> int:
        return len(self.held)

    def rows(self, offset: int, limit: int) -> Sequence[Asked]:
        return self.held[offset : offset + limit]

    def sort(self, key: str, *, descending: bool) -> None:
        """There is no other order."""


class RegisterPage(Page):
    """`card` is the request that is shown, `banner` what was done last. `ask_folder` asks where to write a bundle.

    `hand_over` opens the village's room for bundles; `open_household` a household's page; the commune has neither.
    """

    def __init__(
        self, desk: Desk, hand_over: Callable[[], None] | None = None,
        open_household: Callable[[str], None] | None = None, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        add = Act(tr("Ghi yêu cầu mới"), self.add, "account-plus-outline", "Ctrl+N")
        super().__init__(tr("Yêu cầu của dân"), " ", act=add, parent=parent)
        self._desk, self._hand_over, self._open_household = desk, hand_over, open_household
        self._source = _Requests(desk)
        self.card: RequestCard | None = None
        self.banner: Banner | None = None
        self.ask_folder: AskFolder = choose_folder
        self.view = RowsView(tr("Yêu cầu của dân"), dense=not desk.is_village)
        self._right = QScrollArea()
        self._right.setFrameShape(QFrame.Shape.NoFrame)
        self._right.setWidgetResizable(True)
        self._right.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_role(self._right, "page-scroll")
        self._middle = QStackedWidget()
        self._middle.addWidget(self._empty())
        self._middle.addWidget(self._both())
        self.body.addWidget(self._middle, 1)
        self.view.show_rows(RowsModel(self._source))
        self.view.chosen.connect(self._show)
        keep_fresh(self, desk, frozenset({"data_request", "erasure", "household", "person", "village"}), self.refresh)

    def _empty(self) -> EmptyState:
        return EmptyState(
            "shield-key-outline",
            tr("Chưa có yêu cầu nào"),
            tr("Người dân xin xem, sửa, rút đồng ý, hạn chế hoặc xóa dữ liệu của mình thì ghi vào đây; máy đếm ngày."),
            Act(tr("Ghi yêu cầu đầu tiên"), self.add, "account-plus-outline"),
        )

    def _both(self) -> QWidget:
        block = QWidget()
        columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, block)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(SPACE_4)
        columns.addWidget(self.view, 11)
        columns.addWidget(self._right, 8)
        return block

    def refresh(self) -> None:
        """Read the register again and keep the chosen request."""
        chosen = self.view.chosen_row()
        self._source.held = register(self._desk.store, self._desk.day)
        model = self.view.rows_model()
        if model:
            model.start_afresh()
        self._middle.setCurrentIndex(_FILLED if self._source.held else _EMPTY)
        self.show_subtitle(self._subtitle())
        if isinstance(chosen, Asked):
            self.show_request(chosen.id)

    def _subtitle(self) -> str:
        held = self._source.held
        late = sum(one.state == LATE for one in held)
        soon = sum(one.state == SOON for one in held)
        waiting = sum(one.is_open for one in held)
        parts = [tr("{count} yêu cầu chưa trả lời").format(count=format_count(waiting))]
        parts += [tr("{count} quá hạn").format(count=late)] if late else []
        parts += [tr("{count} sắp hết hạn").format(count=soon)] if soon else []
        return ", ".join(parts) if held else ""

    def show_request(self, request_id: str) -> None:
        """Choose a request in the list."""
        place = next((at for at, one in enumerate(self._source.held) if one.id == request_id), None)
        model = self.view.rows_model()
        if place is not None and model:
            self.view.setCurrentIndex(model.index(place, 0))

    def _show(self, row: object) -> None:
        old = self._right.takeWidget()
        if old:
            old.hide()
            old.deleteLater()
        self.card = None
        if not isinstance(row, Asked):
            return
        can_open = self._open_household is not None and row.table == "household"
        self.card = RequestCard(self._desk, row, can_open=can_open)
        self.card.erase_wanted.connect(self.erase)
        self.card.open_wanted.connect(self._open)
        self._right.setWidget(self.card)

    def _open(self, asked: Asked) -> None:
        if self._open_household:
            self._open_household(asked.record)

    # --- acts ---

    def add(self, about: tuple[str, str] | None = None) -> None:
        """Write down a request, about somebody when that is known."""
        dialog = RequestDialog(self._desk, self.window(), about)
        dialog.exec()
        written = dialog.written
        dialog.deleteLater()
        if written:
            self.refresh()
            self.show_request(written)

    def erase(self, asked: Asked) -> None:
        """Erase whom a request is about, once the person at the desk has read what that means."""
        plan = plan_erasure(self._desk.store, asked.table, asked.record)
        if plan is None:
            self.refresh()
            return
        dialog = EraseDialog(plan, self._other_side(asked, plan), self.window())
        sure = dialog.exec()
        dialog.deleteLater()
        if sure:
            store = self._desk.store
            self._desk.work(
                self.window(),
                tr("Đang xóa dữ liệu"),
                lambda _progress: erase_here(store, asked.table, asked.record, request_id=asked.id),
                lambda done: self._erased(asked, plan, done),
            )

    def _other_side(self, asked: Asked, plan: ErasurePlan) -> str:
        if self._desk.is_village:
            return tr("Xã và máy khác của thôn")
        split = tr(" và thôn đã tách") if plan.copies else ""
        return tr("Thôn {name}").format(name=asked.village) + split if asked.village else tr("Máy khác của xã")

    def _erased(self, asked: Asked, plan: ErasurePlan, done: Erased) -> None:
        """Nothing of the person stays in sight; the window lets its other pages go when it hears of an erasure."""
        clipboard = QGuiApplication.clipboard()
        if any(value in clipboard.text() for value in plan.values):
            clipboard.clear()
        self._desk.tell_changed(frozenset(TABLES))
        told = tr("Đã xóa hẳn {count} mục, ngày {day}.")
        message = told.format(count=format_count(len(done.records)), day=format_input_date(self._desk.day))
        advice = tr("{other} cũng xóa khi nhận gói tới. Bản sao lưu và giấy đã in: hãy tự hủy.")
        self._say(Banner(Tone.GOOD, message, advice.format(other=self._other_side(asked, plan)), self._next_act(asked)))

    def _next_act(self, asked: Asked) -> Act | None:
        if self._hand_over:
            return Act(tr("Nộp về xã"), self._hand_over, "usb-flash-drive-outline")
        if not asked.village_id:
            return None
        write = tr("Ghi gói cho thôn {name}").format(name=asked.village)
        return Act(write, lambda: self.tell_village(asked.village_id or ""), "usb-flash-drive-outline")

    def tell_village(self, village_id: str) -> None:
        """Write the commune's bundle that takes the erasure to the village."""
        write_for_village(self._desk, self, self.ask_folder, village_id, self._told_village)

    def _told_village(self, _village: Village, done: Exported) -> None:
        message = tr("Đã ghi {name}.").format(name=done.path.name)
        self._say(Banner(Tone.GOOD, message, tr("Đưa về thôn, mở ở Nộp về xã trên máy của thôn.")))

    def _say(self, banner: Banner) -> None:
        if self.banner:
            self.body.removeWidget(self.banner)
            self.banner.hide()
            self.banner.deleteLater()
        self.banner = banner
        self.body.insertWidget(0, banner)

    def arrive(self) -> None:
        """The list takes the keyboard."""
        if self._middle.currentIndex() == _FILLED:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().arrive()
