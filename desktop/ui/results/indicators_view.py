"""Chỉ tiêu: the indicators of the survey with value and coverage, as bars and as a table."""

from desktop.models.survey_charts import indicator_chart
from desktop.models.survey_tables import indicator_table
from desktop.surveys.results.shown import RoundFigures
from desktop.text import format_count
from desktop.ui.results.views import ResultsView, tr


class IndicatorsView(ResultsView):
    """Shows the figures of one round."""

    def show_figures(self, found: RoundFigures, round_name: str) -> None:
        """Show these figures."""
        self.begin()
        surveyed = found.surveyed
        told = tr("Đã khảo sát {done}/{all} hộ đang cư trú. Chỉ tiêu nào chưa có số liệu thì ghi “-”.")
        note = told.format(done=format_count(surveyed.value), all=format_count(surveyed.base))
        self.add_chart(tr("Tỷ lệ trên số có trả lời"), indicator_chart(tr("Chỉ tiêu"), found.figures), note)
        self.add_table(tr("Bảng chỉ tiêu"), indicator_table(f"{tr('Chỉ tiêu')} - {round_name}", found.figures))
        self.end()
