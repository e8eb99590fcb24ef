"""How far the round is, as bars with figures: all together, then by village, hamlet and interviewer.

A village's desk opens the households behind a bar; the commune's goes from the villages down to the hamlets of one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.models.charts import Chart
from desktop.models.survey_charts import STATES, progress_chart, progress_legend
from desktop.models.survey_progress import (
    Part,
    ProgressLine,
    Standing,
    all_together,
    by_hamlet,
    by_interviewer,
    by_village,
)
from desktop.models.survey_rounds import NOT_YET
from desktop.models.survey_tables import ShownTable, progress_table
from desktop.ui.acts import Act
from desktop.ui.parts.big_button import ActButton
from desktop.ui.parts.card import Card
from desktop.ui.parts.chart_view import ChartView
from desktop.ui.parts.words import words
from desktop.ui.style import set_role
from desktop.ui.tokens import SPACE_3


def _tr(text: str) -> str:
    return QCoreApplication.translate("Progress", text)


class ProgressView(QScrollArea):
    """Signal: wanted(object, str), the `Part` whose households somebody wants to see, and what it is called."""

    wanted = Signal(object, str)

    def __init__(self, *, of_commune: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._of_commune = of_commune
        self._standings: Sequence[Standing] = ()
        self._villages: Mapping[str, str] = {}
        self._interviewers: Mapping[str, str] = {}
        self._part = Part()
        self._lines: dict[str, Sequence[ProgressLine]] = {}
        self.charts: dict[str, ChartView] = {}
        inside = QWidget()
        set_role(inside, "page-body")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_3)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        set_role(self, "page-scroll")
        self.setWidget(inside)

    @property
    def part(self) -> Part:
        """The village and hamlet that is looked at."""
        return self._part

    def show_progress(
        self, found: Sequence[Standing], interviewers: Mapping[str, str], villages: Mapping[str, str]
    ) -> None:
        """Show these households; the village and hamlet that were looked at stay."""
        self._standings, self._interviewers, self._villages = found, interviewers, villages
        if self._part.village_id is not None and not any(map(self._part.holds, found)):
            self._part = Part()
        self._show()

    def look_at(self, part: Part) -> None:
        """Go to a village or a hamlet, or back to all."""
        self._part = part
        self._show()
        self.verticalScrollBar().setValue(0)

    def _show(self) -> None:
        self._empty_out()
        found = [one for one in self._standings if self._part.holds(one)]
        if self._of_commune and self._part.village_id is not None:
            self._column.addWidget(self._way_back())
        total = all_together(found, self._called())
        self._lines = {"total": [total]}
        self._add("total", "", replace(progress_chart(self._called(), [total]), legend=progress_legend(total)))
        if self._of_commune and self._part.village_id is None:
            self._add_lines("village", _tr("Theo thôn"), by_village(found, self._villages))
        elif self._part.hamlet is None:
            self._add_lines("hamlet", _tr("Theo xóm"), by_hamlet(found))
        if not self._of_commune or self._part.village_id is not None:
            self._add_lines("interviewer", _tr("Theo người hỏi"), by_interviewer(found, self._interviewers))
        self._column.addStretch(1)

    def _add_lines(self, kind: str, heading: str, lines: Sequence[ProgressLine]) -> None:
        self._lines[kind] = lines
        if lines:
            self._add(kind, heading, progress_chart(heading, lines))

    def _add(self, kind: str, heading: str, chart: Chart) -> None:
        card = Card(heading)
        leads_on = not self._of_commune or kind == "village" or (kind == "hamlet" and self._part.hamlet is None)
        view = ChartView(leads_on=leads_on)
        view.show_chart(chart)
        view.pressed.connect(self._pressed_in(kind))
        card.body.addWidget(view)
        if kind == "total":
            card.body.addWidget(words(self._advice(), "quiet"))
        self.charts[kind] = view
        self._column.addWidget(card)

    def shown_table(self, title: str) -> ShownTable:
        """What is seen as one table: each card's lines, the total last."""
        named = {"village": _tr("Thôn"), "hamlet": _tr("Xóm"), "interviewer": _tr("Người hỏi")}
        lines: list[ProgressLine] = []
        for kind, told in named.items():
            lines += [replace(line, name=f"{told}: {line.name}") for line in self._lines.get(kind, ())]
        return progress_table(title, _tr("Nơi, người"), [*lines, *self._lines.get("total", ())])

    def _advice(self) -> str:
        if not self._standings:
            return _tr("Chưa có hộ nào đang cư trú trong sổ.")
        counted = _tr("Tính các hộ đang cư trú.")
        if not self._of_commune:
            return f"{counted} {_tr('Bấm vào một thanh hoặc một con số để xem các hộ đó.')}"
        if self._part.village_id is None:
            return f"{counted} {_tr('Bấm vào một thôn để xem từng xóm và từng người hỏi.')}"
        return counted

    def _called(self) -> str:
        """What the total is of."""
        if self._part.hamlet is not None:
            return self._part.hamlet or _tr("Chưa ghi xóm")
        if self._part.village_id is not None:
            return self._villages.get(self._part.village_id) or _tr("Chưa rõ thôn")
        return _tr("Cả xã") if self._of_commune else _tr("Cả thôn")

    def _way_back(self) -> QWidget:
        up = Part() if self._part.hamlet is None else Part(village_id=self._part.village_id)
        told = _tr("Xem cả xã") if self._part.hamlet is None else _tr("Xem cả thôn")
        button = ActButton(Act(told, lambda: self.look_at(up), "chevron-left"))
        line = QWidget()
        row = QVBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(button)
        button.setMaximumWidth(button.sizeHint().width() + 8)
        return line

    def _empty_out(self) -> None:
        self.charts = {}
        while item := self._column.takeAt(0):
            widget = item.widget()
            if widget:
                widget.hide()
                widget.deleteLater()

    # --- pressing ---

    def _pressed_in(self, kind: str) -> Callable[[str, str], None]:
        def pressed(key: str, piece: str) -> None:
            part, name = self._behind(kind, key)
            if self._of_commune:
                self.look_at(part)
                return
            state = piece or part.state or ""
            self.wanted.emit(replace(part, state=state or None), _with_state(name, state))

        return pressed

    def _behind(self, kind: str, key: str) -> tuple[Part, str]:
        """The households behind a bar, and its name."""
        chart = self.charts[kind].chart
        name = next((bar.name for bar in chart.bars if bar.key == key), self._called())
        if kind == "village":
            return replace(self._part, village_id=key), name
        if kind == "hamlet":
            return replace(self._part, hamlet=key), name
        if kind == "interviewer":
            nobody = key == NOT_YET
            return replace(self._part, interviewer_id=None if nobody else key, state=NOT_YET if nobody else None), name
        return self._part, name


def _with_state(name: str, state: str) -> str:
    told = {code: words_.lower() for code, words_, _ in STATES}.get(state)
    return f"{name}: {told}" if told else name
