"""Kết quả khảo sát: a round's progress, indicators, questions and the comparison with another round, on both desks.

What takes longer than a blink is read off the window's thread and kept until the store changes.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QHBoxLayout, QPushButton, QStackedWidget, QWidget

from desktop.models.access_log import logged_exports
from desktop.models.survey_progress import counted, interviewer_names, village_names
from desktop.models.survey_rounds import Round, rounds_on
from desktop.models.survey_tables import ShownTable
from desktop.surveys.exports.shown import save_table
from desktop.surveys.results.of_rounds import By
from desktop.surveys.results.shown import compared_questions, earlier, question_tables, round_figures
from desktop.text import fold, format_input_date
from desktop.ui.acts import Act
from desktop.ui.commune.heads import head_of
from desktop.ui.desk import Desk
from desktop.ui.fresh import keep_fresh
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.empty_state import EmptyState
from desktop.ui.parts.filter_button import filter_button
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.page import Page
from desktop.ui.parts.words import words
from desktop.ui.results.comparison_view import ComparisonView
from desktop.ui.results.indicators_view import IndicatorsView
from desktop.ui.results.log_view import LogView
from desktop.ui.results.progress_view import ProgressView
from desktop.ui.results.question_view import QuestionView
from desktop.ui.results.views import Picker, ResultsView, tr
from desktop.ui.tokens import SPACE_3

_TABLES = frozenset(
    {"household", "response", "consent", "survey_round", "form", "village", "village_change", "membership", "person"}
)
PROGRESS, FIGURES, QUESTIONS, COMPARISON, LOG = "progress", "figures", "questions", "comparison", "log"
_OF_COMMUNE: tuple[tuple[By, str], ...] = (("village", "Thôn"), ("class", "Loại hộ"), ("round", "Đợt"))
_OF_VILLAGE: tuple[tuple[By, str], ...] = (("", "Cả thôn"), ("class", "Loại hộ"), ("round", "Đợt"))


class ResultsPage(Page):
    """`view(key)` gives a view; `round` chooses the round. The commune's desk has all views, a village's its own."""

    def __init__(self, desk: Desk, act: Act | None = None, parent: QWidget | None = None) -> None:
        super().__init__(tr("Kết quả khảo sát"), " ", act, parent=parent)
        self._desk = desk
        self._rounds: list[Round] = []
        self._kept: dict[tuple[str, ...], object] = {}
        self.round = Picker(tr("Đợt khảo sát"), letters=8)
        self.round.setMaximumWidth(220)
        self.round.picked.connect(lambda _id: self._read_view())
        self._build_views()
        self.save_button = self._add_save_button()
        self.body.addLayout(self._top_line())
        self.body.addWidget(self._stack, 1)
        keep_fresh(self, desk, _TABLES, self.refresh)

    def _build_views(self) -> None:
        village = self._desk.is_village
        self.progress = ProgressView(of_commune=True)
        self.figures, self.questions = IndicatorsView(), QuestionView(_OF_VILLAGE if village else _OF_COMMUNE)
        self.comparison, self.log = ComparisonView(), LogView()
        self.questions.by_changed.connect(lambda _by: self._read_view())
        self.comparison.before_changed.connect(lambda _id: self._read_view())
        shared: list[tuple[str, str, QWidget]] = [
            (FIGURES, tr("Chỉ tiêu"), self.figures),
            (QUESTIONS, tr("Từng câu hỏi"), self.questions),
            (COMPARISON, tr("So hai đợt"), self.comparison),
        ]
        self._views = (
            shared
            if village
            else [(PROGRESS, tr("Tiến độ"), self.progress), *shared, (LOG, tr("Nhật ký xuất"), self.log)]
        )

    def _top_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(SPACE_3)
        label = words(tr("Đợt"), "label", wrap=False)
        label.setBuddy(self.round)
        tabs = Flow(gap=2)
        self._tabs, self._stack = QButtonGroup(self), QStackedWidget()
        for place, (_, title, view) in enumerate(self._views):
            self._stack.addWidget(view)
            tabs.add(self._tab(place, title))
        self._stack.addWidget(_no_round(village=self._desk.is_village))
        line.addWidget(label)
        line.addWidget(self.round)
        line.addWidget(tabs, 1)
        return line

    def _tab(self, place: int, title: str) -> QPushButton:
        button = filter_button(title, on=place == 0)
        button.clicked.connect(self._read_view)
        self._tabs.addButton(button, place)
        return button

    def _add_save_button(self) -> ActButton:
        button = ActButton(Act(tr("Lưu ra Excel"), self.save_shown, "file-excel-outline", "Ctrl+S"))
        head = head_of(self)
        head.insertWidget(1, button, 0, Qt.AlignmentFlag.AlignTop)
        head.setSpacing(SPACE_3)
        return button

    # --- reading ---

    @property
    def shown_round(self) -> Round | None:
        """The round that is chosen."""
        return next((one for one in self._rounds if one.id == self.round.key), None)

    def show_view(self, key: str) -> None:
        """Show a view by its key."""
        place = next(place for place, (each, _, _) in enumerate(self._views) if each == key)
        self._tabs.button(place).setChecked(True)
        self._read_view()

    def refresh(self) -> None:
        """Read everything again."""
        self._kept = {}
        self._rounds = rounds_on(self._desk.store, self._desk.day)
        self.round.offer([(one.id or "", one.name.capitalize()) for one in self._rounds])
        self._read_view()

    def _read_view(self) -> None:
        round_, key = self.shown_round, self._views[max(0, self._tabs.checkedId())][0]
        self.save_button.setEnabled(round_ is not None and key != LOG)
        if self.primary and not self._desk.is_village:
            self.primary.setEnabled(round_ is not None)
        if round_ is None and key != LOG:
            self._stack.setCurrentIndex(self._stack.count() - 1)
            return
        self.show_subtitle(_days_of(round_) if round_ else "")
        self._stack.setCurrentIndex(max(0, self._tabs.checkedId()))
        if key == LOG:
            self.log.show_lines(logged_exports(self._desk.store))
        elif round_:
            {PROGRESS: self._read_progress, FIGURES: self._read_figures, QUESTIONS: self._read_questions,
             COMPARISON: self._read_comparison}[key](round_)  # fmt: skip

    def _load(self, key: tuple[str, ...], work: Callable[[], object], show: Callable[[object], None]) -> None:
        """Show what is kept under a key, or read it off the window's thread first."""
        if key in self._kept:
            show(self._kept[key])
            return

        def done(found: object) -> None:
            self._kept[key] = found
            show(found)

        self._desk.work(self.window(), tr("Đang tính số liệu"), lambda _progress: work(), done)

    def _read_progress(self, round_: Round) -> None:
        store = self._desk.store

        def read() -> object:
            return counted(store, round_), interviewer_names(store), village_names(store, round_)

        self._load((PROGRESS, round_.id or ""), read, lambda found: self.progress.show_progress(*found))  # type: ignore[misc]

    def _read_figures(self, round_: Round) -> None:
        store = self._desk.store
        self._load(
            (FIGURES, round_.id or ""),
            lambda: round_figures(store, round_),
            lambda found: self.figures.show_figures(found, round_.name),  # type: ignore[arg-type]
        )

    def _read_questions(self, round_: Round) -> None:
        store, by = self._desk.store, self._by()
        key = (QUESTIONS, "" if by == "round" else round_.id or "", by)
        self._load(key, lambda: question_tables(store, round_, by), self.questions.show_tables)  # type: ignore[arg-type]

    def _by(self) -> By:
        offered = _OF_VILLAGE if self._desk.is_village else _OF_COMMUNE
        return next(by for by, _ in offered if by == self.questions.by.key)

    def _read_comparison(self, round_: Round) -> None:
        store, others = self._desk.store, earlier(self._rounds, round_)
        self.comparison.offer_rounds(others)
        before = next((one for one in others if one.id == self.comparison.before.key), None)
        if before is None:
            self.comparison.show_nothing(
                tr("Trước đợt này chưa có đợt nào cùng biểu mẫu để so. Khi có hai đợt, chênh lệch hiện ở đây.")
            )
            return
        self._load(
            (COMPARISON, before.id or "", round_.id or ""),
            lambda: compared_questions(store, before, round_),
            lambda found: self.comparison.show_facts(found, before.name, round_.name),  # type: ignore[arg-type]
        )

    # --- saving ---

    def shown_table(self) -> ShownTable | None:
        """The table of the view that is seen."""
        view = self._stack.currentWidget()
        if isinstance(view, ResultsView):
            return view.table
        round_ = self.shown_round
        if view is self.progress and round_:
            return self.progress.shown_table(f"{tr('Tiến độ khảo sát')} - {round_.name}")
        return None

    def save_shown(self) -> None:
        """Ask where, then save the table that is seen."""
        table = self.shown_table()
        if table is None:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        offered = str(Path(folder) / f"{'-'.join(fold(table.title).split())[:60].strip('-')}.xlsx")
        name, _ = QFileDialog.getSaveFileName(self, tr("Lưu bảng ra Excel"), offered, tr("Tệp Excel (*.xlsx)"))
        if name:
            self.save_to(Path(name).with_suffix(".xlsx"), table)

    def save_to(self, path: Path, table: ShownTable) -> None:
        """Write a table into a file and say where it lies."""

        def done(_nothing: object) -> None:
            self.show_subtitle(tr("Đã lưu {name} trong {folder}.").format(name=path.name, folder=path.parent.name))

        self._desk.work(self.window(), tr("Đang lưu bảng"), lambda _progress: save_table(path, table), done)


def _days_of(round_: Round) -> str:
    """When the round is: "22/07/2025 – 15/09/2025"."""
    first, last = format_input_date(round_.first_day), format_input_date(round_.last_day)
    return f"{first} – {last}" if last else tr("Từ {first}").format(first=first)


def _no_round(*, village: bool) -> EmptyState:
    advice = (
        tr("Khi xã gửi đợt khảo sát và biểu mẫu về, kết quả sẽ có ở đây.")
        if village
        else tr("Mở đợt khảo sát ở mục Biểu mẫu; số liệu có ở đây sau khi ghép gói của các thôn.")
    )
    return EmptyState("chart-bar", tr("Chưa có đợt khảo sát nào"), advice, None)
