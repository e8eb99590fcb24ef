"""The list of questionnaires and versions with what can be done with the one that is chosen. It does nothing itself."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.models.form_versions import CLOSED, DRAFT, FormVersion, form_versions
from desktop.ui.acts import Act
from desktop.ui.commune.form_words import answered_words, form_state, since_words, told_of
from desktop.ui.commune.naming import tr
from desktop.ui.desk import Desk
from desktop.ui.parts.banner import Banner, replace_banner
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.empty_state import EmptyState
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.page import Page
from desktop.ui.parts.words import words
from desktop.ui.rows import Column
from desktop.ui.rows_view import RowsView
from desktop.ui.tables import RowsModel
from desktop.ui.tokens import SPACE_2

Doing = Callable[[FormVersion], object]
_LIST, _EMPTY = 0, 1


class _Rows:
    """A RowSource over the versions in their order."""

    def __init__(self) -> None:
        self.held: Sequence[FormVersion] = ()
        self.columns: Sequence[Column[FormVersion]] = (
            Column(tr("Biểu mẫu"), lambda one: one.name, width=236, strong=True),
            Column(tr("Bản"), lambda one: one.version, width=80),
            Column(
                tr("Trạng thái"), lambda one: form_state(one.state).words, width=158,
                state=lambda one: form_state(one.state),
            ),
            Column(tr("Từ ngày"), since_words, width=116),
            Column(tr("Phiếu đã xong"), answered_words, width=112, number=True),
        )  # fmt: skip

    def count(self) -> int:
        return len(self.held)

    def rows(self, offset: int, limit: int) -> Sequence[FormVersion]:
        return self.held[offset : offset + limit]

    def sort(self, key: str, *, descending: bool) -> None:
        """There is no other order."""


class FormsList(Page):
    """`acts` gives what can be done: key, the act on a version, and in which case it is offered."""

    def __init__(self, desk: Desk, add: Callable[[], None], parent: QWidget | None = None) -> None:
        new = Act(tr("Thêm từ Excel…"), add, "file-excel-outline", "Ctrl+N")
        super().__init__(
            tr("Biểu mẫu"), tr("Phiếu khảo sát do xã soạn bằng Excel, các thôn dùng để hỏi"), new, parent=parent
        )
        self._desk = desk
        self._rows = _Rows()
        self._banner: Banner | None = None
        self._offered: list[tuple[ActButton, Callable[[FormVersion], bool]]] = []
        self.view = RowsView(tr("Biểu mẫu"))
        self.view.show_rows(RowsModel(self._rows))
        self.view.chosen.connect(self._chose)
        self._told = words("", "quiet")
        self.acts = Flow(gap=SPACE_2)
        self._middle = QStackedWidget()
        self._middle.addWidget(self.view)
        self._middle.addWidget(self._nothing(add))
        self.body.addWidget(self._middle, 1)
        self.body.addWidget(self._told)
        self.body.addWidget(self.acts)

    @staticmethod
    def _nothing(add: Callable[[], None]) -> EmptyState:
        return EmptyState(
            "file-excel-outline",
            tr("Chưa có biểu mẫu nào"),
            tr(
                "Soạn câu hỏi trong Excel theo mẫu XLSForm, lưu thành tệp .xlsx, rồi bấm Thêm từ Excel."
                " Máy kiểm tra xong thì làm thử, sau đó phát hành cho các thôn."
            ),
            Act(tr("Thêm từ Excel…"), add, "file-excel-outline"),
        )

    def offer(self, act: Act, when: Callable[[FormVersion], bool], do: Doing) -> ActButton:
        """Offer an act on the version that is chosen, in the cases in which it can be done."""
        button = ActButton(Act(act.words, lambda: self._do(do), act.icon, act.key))
        self._offered.append((button, when))
        self.acts.add(button)
        return button

    def _do(self, do: Doing) -> None:
        chosen = self.chosen()
        if chosen is not None:
            do(chosen)

    def chosen(self) -> FormVersion | None:
        """The version that is chosen."""
        row = self.view.chosen_row()
        return row if isinstance(row, FormVersion) else None

    def choose(self, form_id: str, version: str) -> None:
        """Choose a version in the list."""
        for place, one in enumerate(self._rows.held):
            model = self.view.rows_model()
            if model and (one.form_id, one.version) == (form_id, version):
                self.view.setCurrentIndex(model.index(place, 0))

    def read(self) -> None:
        """Read the versions again and keep the choice."""
        before = self.chosen()
        self._rows.held = form_versions(self._desk.store)
        model = self.view.rows_model()
        if model:
            model.start_afresh()
        self._middle.setCurrentIndex(_LIST if self._rows.held else _EMPTY)
        if self.primary:
            self.primary.setVisible(bool(self._rows.held))
        if before:
            self.choose(before.form_id, before.version)
        self._chose(self.chosen())

    def _chose(self, row: object) -> None:
        one = row if isinstance(row, FormVersion) else None
        for button, when in self._offered:
            button.setVisible(one is not None and when(one))
        self.acts.setVisible(one is not None)
        self._told.setText(told_of(one) if one else "")

    def say(self, banner: Banner | None) -> None:
        """Say something above the list instead of what was said before."""
        self._banner = replace_banner(self.body, self._banner, banner)

    def arrive(self) -> None:
        """The list takes the keyboard."""
        self.view.setFocus()

    def refresh(self) -> None:
        """Read again."""
        self.read()


def is_draft(one: FormVersion) -> bool:
    """Whether it was never published."""
    return one.state == DRAFT


def is_closed(one: FormVersion) -> bool:
    """Whether no interview may begin with it."""
    return one.state == CLOSED
