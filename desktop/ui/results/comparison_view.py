"""So hai đợt: one question in two rounds, with the difference in percentage points."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.models.survey_charts import comparison_chart, told_cell
from desktop.models.survey_facts import ComparedGroup, ComparisonFacts
from desktop.models.survey_rounds import Round
from desktop.models.survey_tables import comparison_table
from desktop.ui.results.views import Picker, ResultsView, tr


class ComparisonView(ResultsView):
    """Signal: before_changed(str), the id of the earlier round, when a person chooses another."""

    before_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: dict[str, ComparisonFacts] = {}
        self._names = ("", "")
        self.question = Picker(tr("Câu hỏi"), letters=18)
        self.place = Picker(tr("Nơi"), letters=7)
        self.before = Picker(tr("So với đợt"), letters=6)
        self.add_picker(tr("Câu hỏi"), self.question, 1)
        self.add_picker(tr("Nơi"), self.place)
        self._before_label = self.add_picker(tr("So với"), self.before)
        self.question.picked.connect(lambda _key: self._show())
        self.place.picked.connect(lambda _key: self._show())
        self.before.picked.connect(self.before_changed)

    def offer_rounds(self, rounds: Sequence[Round]) -> None:
        """Offer the rounds to compare with."""
        self.before.offer([(one.id or "", one.name.capitalize()) for one in rounds])
        for part in (self.before, self._before_label):  # with one round there is nothing to choose, but its name below
            part.setVisible(len(rounds) > 1)

    def show_nothing(self, why: str) -> None:
        """There is nothing to compare: only the rounds can be chosen, where there are several."""
        self.picker_line.setVisible(self.before.count() > 0)
        self.begin()
        self.add_words(why)
        self.end()

    def show_facts(self, facts: Sequence[ComparisonFacts], before: str, after: str) -> None:
        """Show the questions that both rounds asked."""
        self._names = before.capitalize(), after.capitalize()
        self._facts = {f"{one.name}/{place}": one for place, one in enumerate(facts)}
        named = [(key, f"{number}. {one.label}") for number, (key, one) in enumerate(self._facts.items(), 1)]
        usual = next((key for key, one in self._facts.items() if any(len(group.changes) > 2 for group in one)), "")
        self.question.offer(named, usual)
        self._show()

    def choose_question(self, name: str) -> None:
        """Show a question by its name in the form."""
        self.question.choose(next((key for key, one in self._facts.items() if one.name == name), ""))

    def _show(self) -> None:
        facts = self._facts.get(self.question.key)
        if facts is None or not facts.groups:
            self.show_nothing(tr("Hai đợt này không có câu hỏi nào giống nhau."))
            return
        groups = [facts.groups[-1], *facts.groups[:-1]]
        self.place.offer([(one.key, one.name if one.key else tr("Tất cả")) for one in groups])
        group = next((one for one in groups if one.key == self.place.key), groups[0])
        self.picker_line.show()
        self.begin()
        self._show_group(facts, group)
        self.end()

    def _show_group(self, facts: ComparisonFacts, group: ComparedGroup) -> None:
        before, after = self._names
        both = tr("{count} hộ trả lời câu này ở cả hai đợt. “điểm” là điểm phần trăm.").format(
            count=told_cell(group.both)
        )
        if group.changes:
            self.add_chart(facts.label, comparison_chart(facts.label, group, before, after), both)
        self.add_table(tr("Bảng số"), comparison_table(facts.label, group, before, after))
