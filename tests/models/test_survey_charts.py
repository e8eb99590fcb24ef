"""Charts and tables of a survey: the same numbers twice, hidden and unknown never drawn and never 0."""

from dataclasses import replace

from desktop.models.charts import Fill
from desktop.models.facts import Figure
from desktop.models.survey_charts import (
    HIDDEN_WORD,
    answers_chart,
    comparison_chart,
    groups_chart,
    indicator_chart,
    progress_chart,
    told_number,
    told_points,
)
from desktop.models.survey_facts import (
    HIDDEN,
    Cell,
    ChangeFacts,
    ColumnFacts,
    ComparedGroup,
    GroupFacts,
    Numbers,
    QuestionFacts,
)
from desktop.models.survey_progress import ProgressLine
from desktop.models.survey_rounds import AWAY, DONE
from desktop.models.survey_tables import comparison_table, indicator_table, question_table

YES, NO = ColumnFacts("co", "Có", "choice"), ColumnFacts("khong", "Không", "choice")
UNKNOWN = ColumnFacts("unknown", "Không biết", "unknown")
A = GroupFacts("a", "Nà Quang", 22, Cell(20), (Cell(5), Cell(15), Cell(2)))
B = GroupFacts("b", "Nà Cà", 9, Cell(9), (HIDDEN, HIDDEN, Cell(0)))
SUM = GroupFacts("", "Tổng", 31, Cell(29), (HIDDEN, HIDDEN, Cell(2)))
TABLE = QuestionFacts("zalo", "Có nhóm Zalo", "select_one", "K", "hộ", (YES, NO, UNKNOWN), (A, B), SUM)


def sizes(bar: object) -> list[float]:
    return [piece.size for piece in bar.pieces]  # type: ignore[attr-defined]


def test_few_choices_are_stacked_each_with_its_filling():
    chart = groups_chart(TABLE)
    assert [entry.fill for entry in chart.legend] == [Fill.FULL, Fill.STRIPES]
    assert sizes(chart.bars[0]) == [0.25, 0.75]
    assert chart.bars[0].figure == "20 hộ"


def test_what_is_hidden_has_no_bar_and_says_so():
    assert sizes(groups_chart(TABLE).bars[1]) == []
    assert groups_chart(TABLE).bars[1].figure == "9 hộ · có số ẩn"
    bars = answers_chart(TABLE, B).bars
    assert [(bar.figure, bar.pieces) for bar in bars] == [(HIDDEN_WORD, ()), (HIDDEN_WORD, ())]
    assert "0" not in groups_chart(TABLE, "co").bars[1].figure


def test_one_choice_by_group_is_a_share_of_the_real_answers():
    (first, second, total) = groups_chart(TABLE, "khong").bars
    assert (first.name, first.figure, sizes(first)) == ("Nà Quang", "15/20 · 75%", [0.75])
    assert (second.figure, total.figure) == (HIDDEN_WORD, HIDDEN_WORD)


def test_several_choices_of_one_household_are_never_stacked():
    table = replace(TABLE, kind="select_multiple")
    assert groups_chart(table).legend == ()
    assert groups_chart(table).name == "Có nhóm Zalo: Có"


def test_nobody_answered_is_unknown_and_not_0():
    empty = GroupFacts("c", "Nà Bản", 3, Cell(0), (Cell(0), Cell(0), Cell(0)))
    assert [bar.figure for bar in answers_chart(TABLE, empty).bars] == ["-", "-"]


def test_numbers_are_drawn_as_means():
    one = GroupFacts("a", "Nà Quang", 10, Cell(10), (), Numbers(2.5, 2, 1, 4, 25))
    other = GroupFacts("b", "Nà Cà", 10, Cell(10), (), Numbers(5, 5, 5, 5, 50))
    closed = GroupFacts("c", "Nà Bản", 3, HIDDEN, ())
    chart = groups_chart(QuestionFacts("so", "Số máy", "integer", "K", "hộ", (), (one, other, closed), None))
    assert [(bar.figure, sizes(bar)) for bar in chart.bars] == [("2,5", [0.5]), ("5", [1.0]), (HIDDEN_WORD, [])]


def test_the_table_says_the_same_as_the_chart():
    table = question_table(TABLE, "Thôn")
    assert table.heads == ("Thôn", "Số hộ", "Có trả lời", "Có", "Không", "Không biết")
    assert [cell.text for cell in table.rows[0]] == ["Nà Quang", "22", "20", "5 (25%)", "15 (75%)", "2"]
    assert [cell.value for cell in table.rows[1]] == [None, 9, 9, None, None, 0]
    assert [[cell.value for cell in row] for row in table.extra] == [[25.0, 75.0], [None, None], [None, None]]
    assert table.hides
    assert not question_table(replace(TABLE, groups=(A,), total=None), "Thôn").hides


def test_reasons_that_nobody_has_take_no_column():
    quiet = replace(TABLE, groups=(B,), total=None)
    assert question_table(quiet, "Thôn").heads[-1] == "Không"


def test_an_unknown_indicator_is_a_dash_without_a_bar():
    figures = [Figure("XH-2", "Hộ có điện thoại", "%", 31, 40, 40, 44), Figure("KT-5", "Hộ có QR", "%", None, 0, 0, 44)]
    known, unknown = indicator_chart("Chỉ tiêu", figures).bars
    assert (known.figure, sizes(known)) == ("77,5% · 31/40", [0.775])
    assert (unknown.figure, unknown.pieces) == ("-", ())
    rows = indicator_table("Chỉ tiêu", figures).rows
    assert [cell.text for cell in rows[0]] == ["Hộ có điện thoại", "77,5%", "31/40", "40/44 hộ"]
    assert [cell.text for cell in rows[1][1:]] == ["-", "-", "0/44 hộ"]
    assert rows[1][1].value is None


def test_a_small_number_of_poor_households_is_hidden_and_not_unknown():
    (row,) = indicator_table("", [Figure("KS-2", "Hộ nghèo", "%", None, 9, 9, 44)]).rows
    assert [cell.text for cell in row[1:3]] == [HIDDEN_WORD, HIDDEN_WORD]


def test_two_rounds_stand_under_each_other_with_the_difference_in_points():
    after = GroupFacts("a", "Nà Quang", 30, Cell(30), (Cell(15), Cell(15), Cell(0)))
    changes = (ChangeFacts("co", "Có", Cell(5), Cell(15), 25.0), ChangeFacts("khong", "Không", HIDDEN, Cell(15), None))
    group = ComparedGroup("a", "Nà Quang", A, after, Cell(18), changes)
    chart = comparison_chart("Zalo", group, "Đợt 1", "Đợt 2")
    assert [bar.figure for bar in chart.bars] == ["5/20 · 25%", "15/30 · 50% · +25 điểm", HIDDEN_WORD, "15/30 · 50%"]
    assert [entry.fill for entry in chart.legend] == [Fill.STRIPES, Fill.FULL]
    told = [[cell.text for cell in row] for row in comparison_table("Zalo", group, "Đợt 1", "Đợt 2").rows]
    assert told == [["Có", "5/20 · 25%", "15/30 · 50%", "+25 điểm"], ["Không", HIDDEN_WORD, "15/30 · 50%", "-"]]


def test_differences_have_a_sign_and_nothing_has_none():
    def points(value: float | None, code: str = "co") -> str:
        return told_points(ChangeFacts(code, "", Cell(1), Cell(1), value))

    assert [points(value) for value in (5.25, -0.04, -3.0, None)] == ["+5,2 điểm", "0 điểm", "−3 điểm", "-"]
    assert points(0.4, "") == "+0,4"


def test_numbers_are_told_in_vietnamese():
    assert [told_number(value) for value in (1234.56, 2.0, 0.0, None)] == ["1.234,6", "2", "0", "-"]


def test_a_line_of_the_progress_is_as_long_as_its_households():
    lines = [ProgressLine("x", "Xóm Đồng", {DONE: 3, AWAY: 1}), ProgressLine("y", "Xóm Dưới", {DONE: 0, AWAY: 0})]
    full, empty = progress_chart("", lines).bars
    assert (full.figure, sizes(full)) == ("3/4 hộ · 75%", [0.75, 0.25])
    assert (empty.figure, empty.pieces) == ("0/0 hộ · -", ())
