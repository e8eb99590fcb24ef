"""Ghi danh: laptops that ask to be enrolled, compared by telephone and issued; the enrolled ones, and ending one."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.errors import TosoError
from desktop.models import commune_queries as queries
from desktop.models.places import Device
from desktop.sync import enrolment, keys, second_desk
from desktop.sync.exporting import Exported
from desktop.text import format_count, format_input_date
from desktop.ui.acts import Act
from desktop.ui.attempts import attempt
from desktop.ui.commune import receiving
from desktop.ui.commune.desk_request_card import DeskIssuedCard, DeskRequestCard
from desktop.ui.commune.desks_card import DesksCard
from desktop.ui.commune.device_acts import DeviceActs
from desktop.ui.commune.issued_card import IssuedCard
from desktop.ui.commune.naming import tr
from desktop.ui.commune.request_card import RequestCard
from desktop.ui.commune.requests import Asked, AskedDesk, read_requests
from desktop.ui.desk import Desk
from desktop.ui.fresh import keep_fresh
from desktop.ui.parts.banner import Banner
from desktop.ui.parts.page import Page
from desktop.ui.parts.sources_bar import SourcesBar
from desktop.ui.parts.words import words
from desktop.ui.rows import Column
from desktop.ui.rows_view import RowsView
from desktop.ui.states import Shape, State
from desktop.ui.sticks import FindSticks, find_sticks
from desktop.ui.tables import RowsModel
from desktop.ui.tokens import SPACE_3, Tone

Row = tuple[Device, str]


class _Devices:
    """A RowSource of the villages' laptops."""

    def __init__(self) -> None:
        self._rows: Sequence[Row] = ()
        self.columns: Sequence[Column[Row]] = (
            Column(tr("Thôn"), lambda row: row[1], width=120, strong=True),
            Column(tr("Máy"), lambda row: row[0].name, width=150),
            Column(tr("Người giữ"), lambda row: row[0].holder or "-", width=130, spare=2),
            Column(tr("Ghi danh"), lambda row: format_input_date(row[0].enrolled_on) or "-", width=118, spare=1),
            Column(
                tr("Tình trạng"),
                lambda row: device_state(row[0]).words,
                width=150,
                state=lambda row: device_state(row[0]),
            ),
        )

    def take(self, rows: Sequence[Row]) -> None:
        self._rows = rows

    def count(self) -> int:
        return len(self._rows)

    def rows(self, offset: int, limit: int) -> Sequence[Row]:
        return self._rows[offset : offset + limit]

    def sort(self, key: str, *, descending: bool) -> None:
        """Those in force stand first; there is no other order."""


def device_state(device: Device) -> State:
    """Whether a laptop is in force."""
    if device.revoked_on is None:
        return State(tr("Đang dùng"), Tone.GOOD, Shape.FULL)
    return State(tr("Thu hồi {day}").format(day=format_input_date(device.revoked_on)), Tone.BAD, Shape.CROSS)


class EnrolmentRoom(Page):
    """`card` is the request that is being answered, `issued` what to do after it, `banner` what was said last, or None.

    `desk_card` and `desk_issued` are the same of a second desk of the commune. `view` lists the laptops, `desks` is
    about the commune's other desks.
    """

    def __init__(self, desk: Desk, sticks: FindSticks = find_sticks, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("Ghi danh"), tr("Chỉ máy đã ghi danh mới nộp số liệu về xã được"), scrolling=True, parent=parent
        )
        self._desk = desk
        self.card: RequestCard | None = None
        self.issued: IssuedCard | None = None
        self.desk_card: DeskRequestCard | None = None
        self.desk_issued: DeskIssuedCard | None = None
        self._waiting: list[Asked] = []
        self._desks_waiting: list[AskedDesk] = []
        self.sources = SourcesBar(sticks)
        self.sources.chosen.connect(self.take_files)
        self.banner: Banner | None = None
        self._source = _Devices()
        self.view = RowsView(tr("Máy đã ghi danh"), dense=True)
        self.view.setMinimumHeight(180)
        self.view.show_rows(RowsModel(self._source))
        self.view.chosen.connect(self._chosen)
        self.body.addWidget(words(tr("Máy thôn xin ghi danh: cắm USB có tệp “yeu-cau-ghi-danh”, hoặc chọn tệp."), ""))
        self.body.addWidget(self.sources)
        self._own_code = words("", "quiet")
        self.body.addWidget(self._own_code)
        self._place = QHBoxLayout()
        self.body.addLayout(self._place)
        self._list = QWidget()
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._heading())
        column.addWidget(self.view, 1)
        self.desks = DesksCard(desk, sticks)
        self.desks.said.connect(self._say)
        column.addWidget(self.desks)
        self.body.addWidget(self._list, 1)
        self.body.addStretch()
        keep_fresh(self, desk, frozenset({"device", "village"}), self.refresh)

    def _heading(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(SPACE_3)
        self._count = words("", "heading")
        self._code = words("", "quiet")
        self.acts = DeviceActs(self._desk)
        self.acts.said.connect(self._say)
        line.addWidget(self._count)
        line.addWidget(self._code, 1)
        line.addWidget(self.acts)
        return line

    def refresh(self) -> None:
        """Read the laptops again."""
        own = tr("Mã của xã, đọc cho thôn khi thôn gọi: {code}")
        self._own_code.setText(own.format(code=enrolment.commune_code(self._desk.credentials)))
        rows = queries.devices(self._desk.store)
        self._source.take(rows)
        good = sum(device.revoked_on is None for device, _ in rows)
        self._count.setText(tr("{count} máy đang dùng").format(count=format_count(good)))
        model = self.view.rows_model()
        if model:
            model.start_afresh()

    def _chosen(self, row: object) -> None:
        device = row[0] if isinstance(row, tuple) else None
        self.acts.show_row(row if isinstance(row, tuple) else None)
        told = tr("Mã máy: {code}").format(code=keys.spoken(device.fingerprint)) if device else ""
        self._code.setText(told)

    # --- requests ---

    def take_files(self, paths: Sequence[Path]) -> None:
        """Read the requests among these files and folders; the first one is shown."""
        if not second_desk.may_enrol(self._desk.credentials):
            self._say(_not_the_first())
            return
        if attempt(self, lambda: self._desk.credentials.key) is None:
            return
        found = read_requests(self._desk, receiving.bundle_files(paths))
        self._waiting, self._desks_waiting = found.new, list(found.desks)
        self._say(None)
        self._next()
        new = found.new or found.desks
        if found.known and not new:
            self._say(self._known_banner(found.known))
        elif found.refused or not new:
            self._say(_nothing_found(found.refused))

    def _known_banner(self, known: list[Asked]) -> Banner:
        """Laptops that are enrolled already ask again: usually an old file, seldom one whose answer was lost."""

        def again() -> None:
            self._waiting = known
            self._say(None)
            self._next()

        told = tr("Các máy trong tệp này đã ghi danh rồi.")
        advice = tr("Không phải làm gì thêm, trừ khi thôn chưa nhận được tệp ghi danh.")
        return Banner(Tone.INFO, told, advice, Act(tr("Cấp lại tệp ghi danh"), again, "shield-key-outline"))

    def _next(self) -> None:
        """Show the next request, or none."""
        self._drop_cards()
        if not self._waiting:
            self._next_desk()
            return
        self.card = RequestCard(self._desk, self._waiting[0], self._still_waiting - 1)
        self.card.issued.connect(self._issued)
        self.card.left.connect(self._left)
        self._place.addWidget(self.card)
        self._list.hide()
        self.card.check.ticks[0].setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _still_waiting(self) -> int:
        return len(self._waiting) + len(self._desks_waiting)

    def _next_desk(self) -> None:
        """Show the next computer that wants to be a desk of the commune."""
        if not self._desks_waiting:
            return
        asked = self._desks_waiting.pop(0)
        self.desk_card = DeskRequestCard(self._desk, asked, self._still_waiting)
        self.desk_card.issued.connect(self._desk_issued)
        self.desk_card.left.connect(self._next)
        self._place.addWidget(self.desk_card)
        self._list.hide()
        self.desk_card.check.ticks[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _desk_issued(self, exported: Exported) -> None:
        self._drop_cards()
        self._desk.tell_changed(frozenset({"device", "bundle"}))
        self.desk_issued = DeskIssuedCard(self._desk, exported, self._still_waiting)
        self.desk_issued.done.connect(self._next)
        self._place.addWidget(self.desk_issued)
        self._list.hide()
        self.desk_issued.done_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop_cards(self) -> None:
        for shown in (self.card, self.issued, self.desk_card, self.desk_issued):
            if shown:
                self._place.removeWidget(shown)
                shown.hide()
                shown.deleteLater()
        self.card = self.issued = self.desk_card = self.desk_issued = None
        self._list.show()

    def _left(self) -> None:
        self._waiting = self._waiting[1:]
        self._next()

    def _issued(self, exported: Exported) -> None:
        self._waiting = self._waiting[1:]
        renewed = self.card is not None and self.card.asked.request.replaced is not None
        self._drop_cards()
        self._desk.tell_changed(frozenset({"device", "bundle"}))
        self.issued = IssuedCard(self._desk, exported, self._still_waiting, renewed=renewed)
        self.issued.done.connect(self._next)
        self._place.addWidget(self.issued)
        self._list.hide()
        self.issued.done_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, banner: Banner | None) -> None:
        if self.banner:
            self.body.removeWidget(self.banner)
            self.banner.hide()
            self.banner.deleteLater()
        self.banner = banner
        if banner:
            self.body.insertWidget(2, banner)

    def arrive(self) -> None:
        """The list takes the keyboard, or the request that is being answered."""
        (self.card.check.ticks[0] if self.card else self.view).setFocus(Qt.FocusReason.OtherFocusReason)


def _not_the_first() -> Banner:
    told = tr("Máy này là máy thứ hai của xã, không cấp ghi danh được.")
    return Banner(Tone.INFO, told, tr("Mang USB sang máy thứ nhất của xã, mở Ghi danh ở đó."))


def _nothing_found(refused: Sequence[tuple[Path, TosoError]]) -> Banner:
    if len(refused) == 1:
        path, error = refused[0]
        return Banner(Tone.WARN, f"{path.name}: {error.message}", error.advice)
    return Banner(
        Tone.WARN, tr("Không thấy tệp xin ghi danh nào."), tr("Trên máy thôn, mở Nộp về xã, ghi yêu cầu ra USB.")
    )
