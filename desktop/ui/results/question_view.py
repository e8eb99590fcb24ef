"""Từng câu hỏi: how one question was answered, all together and by village, class or round."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.models.survey_charts import answers_chart, choices_of, groups_chart, told_cell, told_number
from desktop.models.survey_facts import GroupFacts, QuestionFacts
from desktop.models.survey_tables import SMALL_CELLS, ShownTable, question_table
from desktop.surveys.paper.numbering import CONSENT
from desktop.text import format_count
from desktop.ui.results.views import Picker, ResultsView, tr

_PERSONAL = frozenset({"C", "N"})


class QuestionView(ResultsView):
    """Signal: by_changed(str), "village", "class" or "round", when a person chooses another grouping."""

    by_changed = Signal(str)

    def __init__(self, by: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._by = dict(by)
        self._tables: dict[str, QuestionFacts] = {}
        self._code = ""
        self.question = Picker(tr("Câu hỏi"), letters=20)
        self.by = Picker(tr("Xem theo"), letters=8)
        self.by.offer(by)
        self.add_picker(tr("Câu hỏi"), self.question, 1)
        self.add_picker(tr("Theo"), self.by)
        self.question.picked.connect(self._choose_question)
        self.by.picked.connect(self.by_changed)

    def show_tables(self, tables: Sequence[QuestionFacts]) -> None:
        """Offer these questions and show the one that was chosen, else the first with several answers."""
        self._tables = {_key(table): table for table in tables}
        named = [(key, f"{number}. {table.label}") for number, (key, table) in enumerate(self._tables.items(), 1)]
        self.question.offer(named, _usual(list(self._tables.values())))
        self._show()

    def _choose_question(self, _key: str) -> None:
        self._code = ""
        self._show()

    def _show(self) -> None:
        self.begin()
        table = self._tables.get(self.question.key)
        if table is None or not table.rows:
            self.add_words(tr("Chưa có phiếu nào hoàn thành trong đợt này."))
        else:
            self._show_question(table)
        self.end()

    def _show_question(self, table: QuestionFacts) -> None:
        whole = table.total or (table.groups[0] if len(table.groups) == 1 else None)
        shown = question_table(table, self._by.get(self.by.key, ""))
        notes = [_basis(table, whole)] if whole else []
        several = len(table.rows) > 1
        if whole and choices_of(table):
            if several:
                notes.append(tr("Bấm vào một câu trả lời để so riêng câu ấy ở dưới."))
            press = self._choose_answer if several else None
            self.add_chart(table.label, answers_chart(table, whole), self._with_reason(notes, shown), press)
        elif whole:
            self.add_words(self._with_reason([f"{table.label}.", *notes], shown))
        if several:
            self._add_groups(table)
        self.add_table(tr("Bảng số"), shown, tell_small_cells=whole is None)

    def _add_groups(self, table: QuestionFacts) -> None:
        chart = groups_chart(table, self._code)
        told = chart.name.removeprefix(table.label).removeprefix(": ")
        heading = tr("Theo {what}").format(what=self._by.get(self.by.key, "").lower())
        self.add_chart(heading + (f": {told}" if told else ""), chart)

    @staticmethod
    def _with_reason(notes: Sequence[str], shown: ShownTable) -> str:
        """What is told below the first card; that something is hidden, and why, stands where it is seen first."""
        return " ".join([*notes, *([SMALL_CELLS] if shown.hides else [])])

    def _choose_answer(self, code: str) -> None:
        self._code = "" if code == self._code else code
        self._show()


def _usual(tables: Sequence[QuestionFacts]) -> str:
    """The question that is shown first: after consent, not personal, several answers to choose from."""
    names = [table.name for table in tables]
    after = tables[names.index(CONSENT) + 1 :] if CONSENT in names else tables
    several = (table for table in after if len(choices_of(table)) > 2 and table.personal not in _PERSONAL)
    return next((_key(table) for table in several), "")


def _key(table: QuestionFacts) -> str:
    return f"{table.repeat}/{table.name}"


def _basis(table: QuestionFacts, row: GroupFacts) -> str:
    """What stands behind the shares, and the numbers' mean."""
    answered = told_cell(row.answered)
    told = tr("{answered}/{units} {unit} có trả lời.").format(
        answered=answered, units=format_count(row.units), unit=table.unit
    )
    if row.numbers:
        mean = tr("Trung bình {mean}, tổng {total}.").format(
            mean=told_number(row.numbers.mean), total=told_number(row.numbers.total)
        )
        return f"{told} {mean}"
    return told
