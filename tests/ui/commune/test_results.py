"""The room of results: it shows what was counted, hides small cells, and nothing leaves without a line in the log."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.models.access_log import logged_exports
from desktop.models.survey_rounds import round_on, state_counts
from desktop.ui.commune.results_room import ResultsRoom
from desktop.ui.results.export_dialog import ExportDialog
from desktop.ui.results.results_page import COMPARISON, FIGURES, LOG, QUESTIONS
from tests.ui.commune.conftest import Commune
from tests.ui.commune.results_screens import loaded, room_of
from tests.ui.commune.second_round import add_second_round
from tests.ui.screen import settle

WAIT = 20_000


@pytest.fixture
def room(commune: Commune) -> ResultsRoom:
    return room_of(commune.window)


def _words(room: ResultsRoom) -> str:
    settle()
    view = room._stack.currentWidget()
    assert view is not None
    return " ".join(label.text() for label in view.findChildren(QLabel) if label.isVisibleTo(view))


def test_progress_goes_from_the_commune_to_a_village_and_back(commune: Commune, room: ResultsRoom):
    told = state_counts(commune.store, round_on(commune.store, commune.desk.day))
    charts = room.progress.charts
    by_village = {bar.key: bar.figure.split(" ")[0] for bar in charts["village"].chart.bars}
    assert by_village == {key: f"{states['xong']}/{sum(states.values())}" for key, states in told.items()}
    first = charts["village"].chart.bars[0]
    charts["village"].pressed.emit(first.key, "")
    assert room.progress.part.village_id == first.key
    assert room.progress.charts["total"].chart.bars[0].figure == first.figure
    assert {"hamlet", "interviewer"} <= set(room.progress.charts)
    table = room.shown_table()
    assert table is not None
    assert table.rows[-1][1].value == sum(told[first.key].values())
    room.progress.look_at(type(room.progress.part)())
    assert "village" in room.progress.charts


def test_indicators_have_value_and_coverage(room: ResultsRoom):
    loaded(room, FIGURES)
    table = room.figures.table
    assert table is not None
    rows = {row[0].text: [cell.text for cell in row[1:]] for row in table.rows}
    assert rows["Hộ có ít nhất 01 điện thoại thông minh"][2].endswith(" hộ")
    assert "Hộ đã khảo sát" in rows


def test_a_question_by_village_then_by_class_then_one_answer_alone(room: ResultsRoom, qtbot: QtBot):
    loaded(room, QUESTIONS)
    view = room.questions
    view.question.choose("/c_tn")
    assert view.table is not None
    assert view.table.heads[0] == "Thôn"
    view.by.choose("class")
    qtbot.waitUntil(lambda: view.table is not None and view.table.heads[0] == "Loại hộ", timeout=WAIT)
    assert view.question.key == "/c_tn"
    assert len(view.charts) == 2
    choices = [bar.key for bar in view.charts[0].chart.bars]
    view.charts[0].pressed.emit(choices[1], "")
    assert view.charts[1].chart.legend == ()
    assert view.charts[1].chart.name.endswith(view.charts[0].chart.bars[1].name)


def test_small_cells_are_hidden_and_it_says_why(room: ResultsRoom):
    loaded(room, QUESTIONS)
    tables = room.questions._tables
    hiding = next(key for key in tables if any(cell.hidden for row in tables[key].rows for cell in row.cells))
    room.questions.question.choose(hiding)
    assert room.questions.table is not None
    assert room.questions.table.hides
    assert "dưới 5 hộ" in _words(room)


def test_one_round_has_nothing_to_be_compared_with(room: ResultsRoom):
    room.show_view(COMPARISON)
    assert "chưa có đợt nào" in _words(room)
    assert room.shown_table() is None
    room.save_shown()  # asks for no place


def test_two_rounds_are_compared_in_points(commune: Commune, room: ResultsRoom):
    second = add_second_round(commune.desk)
    room.round.choose(second)
    loaded(room, COMPARISON)
    known = {
        facts.name
        for facts in room.comparison._facts.values()
        if any(change.code and change.points is not None for change in facts.groups[-1].changes)
    }
    room.comparison.choose_question(sorted(known)[0])
    table = room.comparison.table
    assert table is not None
    assert table.heads == ("Câu trả lời", "Đợt 1", "Đợt 2", "Chênh lệch")
    assert any(row[3].text.endswith("điểm") for row in table.rows)


def test_what_is_shown_is_saved(room: ResultsRoom, tmp_path: Path, qtbot: QtBot):
    loaded(room, FIGURES)
    table = room.shown_table()
    assert table is not None
    room.save_to(tmp_path / "chi-tieu.xlsx", table)
    qtbot.waitUntil(lambda: "Đã lưu chi-tieu.xlsx" in room.subtitle.text(), timeout=WAIT)
    sheet = openpyxl.load_workbook(tmp_path / "chi-tieu.xlsx").active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == [*table.heads, *table.extra_heads]


def _dialog(room: ResultsRoom) -> ExportDialog:
    room.export()
    assert room.dialog is not None
    return room.dialog


def test_an_export_says_what_it_is_for_and_leaves_a_line(
    commune: Commune, room: ResultsRoom, tmp_path: Path, qtbot: QtBot
):
    dialog = _dialog(room)
    dialog.try_to_save()
    assert dialog.form.fields["purpose"].problem == "Hãy chọn xuất để làm gì."
    assert logged_exports(commune.store) == []
    dialog.purpose.show_code("bao_cao")
    dialog.kind.show_code("csv")
    dialog.personal.setChecked(True)
    with qtbot.waitSignal(dialog.written, timeout=WAIT):
        dialog.export_to(tmp_path / "a.csv")
    assert (tmp_path / "a.csv").is_file()
    (line,) = logged_exports(commune.store)
    assert (line.format, line.personal, line.purpose) == ("csv", True, "bao_cao")
    loaded(room, LOG)
    model = room.log.view.rows_model()
    assert model is not None
    assert [model.columns[place].text(line) for place in (3, 4, 5)] == ["CSV", "Có", "Làm báo cáo của xã"]


def test_a_refused_export_is_told_and_the_dialog_stays(
    commune: Commune, room: ResultsRoom, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    told: list[BaseException] = []
    monkeypatch.setattr("desktop.ui.tasks.show_error", lambda _parent, error: told.append(error))
    dialog = _dialog(room)
    dialog.purpose.show_code("luu_tru")
    (tmp_path / "a.xlsx").mkdir()
    dialog.export_to(tmp_path / "a.xlsx")
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT)
    assert "a.xlsx" in str(told[0])
    assert dialog.isVisible()
    assert [line.records for line in logged_exports(commune.store)] == [None]
    dialog.reject()


def test_a_desk_without_a_round_says_where_one_comes_from(commune: Commune, room: ResultsRoom):
    with commune.store.transaction():
        commune.store.execute("UPDATE survey_round SET deleted = 1")
    room.refresh()
    assert "Chưa có đợt khảo sát nào" in _words(room)
    assert not room.save_button.isEnabled()
    room.export()
    assert room.dialog is None
