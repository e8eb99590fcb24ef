"""Lists read only what is seen, sort in their source, and are used wholly by keyboard."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHeaderView
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.ui.rows_view import RowsView
from desktop.ui.states import State
from desktop.ui.tables import KEPT_PAGES, PAGE, STATE_ROLE, RowsModel
from tests.ui.keyboard import send_letter
from tests.ui.samples import COLUMNS, Household, Households, ManyRows, household

BIG = 100_000


def view_of(qtbot: QtBot, source: Any) -> RowsView:
    view = RowsView("Hộ dân")
    qtbot.addWidget(view)
    view.resize(1000, 600)
    view.show_rows(RowsModel(source))
    view.show()
    qtbot.waitExposed(view)
    return view


def test_model_keeps_qts_contract(qtmodeltester: ModelTester):
    qtmodeltester.check(RowsModel(Households(450)))  # type: ignore[no-untyped-call]


def test_a_hundred_thousand_rows_are_counted_but_only_the_first_page_is_read(qtbot: QtBot):
    source = ManyRows(BIG)
    view = view_of(qtbot, source)
    assert view.model().rowCount() == BIG
    assert set(source.asked) == {(0, PAGE)}


def test_jumping_about_reads_the_pages_seen_and_no_others(qtbot: QtBot):
    source = ManyRows(BIG)
    view = view_of(qtbot, source)
    source.asked.clear()
    view.scrollToBottom()
    view.viewport().grab()
    assert source.asked == [(BIG - PAGE, PAGE)]
    source.asked.clear()
    view.setCurrentIndex(view.model().index(50_050, 0))
    view.viewport().grab()
    assert source.asked == [(50_000, PAGE)]


def test_pages_are_kept_and_the_oldest_let_go():
    source = ManyRows(BIG)
    model = RowsModel(source)
    for number in range(KEPT_PAGES + 1):
        model.row(number * PAGE)
    source.asked.clear()
    model.row(KEPT_PAGES * PAGE)
    assert source.asked == []
    model.row(0)
    assert source.asked == [(0, PAGE)]


def test_roles_that_need_no_row_read_none():
    source = ManyRows(BIG)
    model = RowsModel(source)
    index = model.index(77_000, 0)
    for role in (Qt.ItemDataRole.TextAlignmentRole, Qt.ItemDataRole.DecorationRole, Qt.ItemDataRole.ToolTipRole):
        model.data(index, role)
    assert source.asked == []


def test_cells_show_text_and_states():
    model = RowsModel(Households(3))
    assert model.data(model.index(0, 1)) == household(0).head
    state = model.data(model.index(1, 4), STATE_ROLE)
    assert isinstance(state, State)
    assert (state.words, model.data(model.index(1, 4))) == ("Chưa", "Chưa")
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Chủ hộ"


def test_a_list_that_became_shorter_shows_nothing_there():
    source = ManyRows(250)
    model = RowsModel(source)
    source.total = 210
    assert model.row(240) is None
    assert model.data(model.index(240, 0)) is None


def test_header_click_sorts_in_the_source(qtbot: QtBot):
    source = ManyRows(BIG)
    view = view_of(qtbot, source)
    model = view.rows_model()
    assert model is not None
    header = view.horizontalHeader()
    click = QPoint(header.sectionViewportPosition(1) + 20, header.height() // 2)
    asked: list[tuple[str, bool]] = []
    model.sort_requested.connect(lambda key, descending: asked.append((key, descending)))
    for _ in range(2):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=click)
    assert source.sorted_by == asked == [("head", False), ("head", True)]


def test_column_without_a_key_does_not_sort(qtbot: QtBot):
    source = ManyRows(10)
    RowsModel(source).sort(3)
    assert source.sorted_by == []


def test_refresh_keeps_the_place_while_the_count_stays(qtbot: QtBot):
    source = ManyRows(1000)
    view = view_of(qtbot, source)
    model = view.rows_model()
    assert model is not None
    view.setCurrentIndex(model.index(700, 0))
    model.refresh()
    assert view.currentIndex().row() == 700
    source.total = 999
    model.refresh()
    assert (model.rowCount(), view.currentIndex().row()) == (999, 0)


def test_enter_and_double_click_open_the_row(qtbot: QtBot):
    view = view_of(qtbot, Households(20))
    QTest.keyClick(view, Qt.Key.Key_Down)
    with qtbot.waitSignal(view.opened) as opened:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [household(1)]
    middle = view.visualRect(view.model().index(3, 1)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    with qtbot.waitSignal(view.opened) as opened:
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert opened.args == [household(3)]


def test_enter_in_an_empty_list_opens_nothing(qtbot: QtBot):
    view = view_of(qtbot, Households(0))
    with qtbot.assertNotEmitted(view.opened):
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert view.chosen_row() is None


def test_the_choice_is_told_as_it_moves(qtbot: QtBot):
    view = view_of(qtbot, Households(20))
    rows: list[Household] = []
    view.chosen.connect(rows.append)
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert rows == [household(1), household(2)]


def test_letters_are_handed_on_and_keys_are_not(qtbot: QtBot):
    view = view_of(qtbot, Households(20))
    typed: list[str] = []
    view.typed.connect(typed.append)
    send_letter(view, "đ")
    QTest.keyClick(view, Qt.Key.Key_A)
    QTest.keyClick(view, Qt.Key.Key_7)
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Backspace, Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_F3):
        QTest.keyClick(view, key)
    assert typed == ["đ", "a", "7"]


def test_copy_gives_cells_for_a_spreadsheet(qtbot: QtBot):
    view = view_of(qtbot, Households(20))
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    row = household(0)
    assert QGuiApplication.clipboard().text() == "\t".join(
        (row.code, row.head, row.hamlet, row.phone, row.survey.words, row.support)
    )


def test_tab_leaves_the_list(qtbot: QtBot):
    assert not view_of(qtbot, Households(20)).tabKeyNavigation()


@pytest.mark.parametrize("width", [600, 760, 1000, 1400])
def test_columns_fit_the_width_by_hiding_the_spare_ones(qtbot: QtBot, width: int):
    view = view_of(qtbot, Households(20))
    view.resize(width, 400)
    qtbot.waitUntil(lambda: view.width() == width)
    shown = [place for place in range(len(COLUMNS)) if not view.isColumnHidden(place)]
    assert {0, 1, 2, 4} <= set(shown)
    assert sum(view.columnWidth(place) for place in shown) <= view.viewport().width()
    assert (5 in shown) == (width >= 1000)


def test_nothing_measures_every_row(qtbot: QtBot):
    view = view_of(qtbot, ManyRows(BIG))
    assert view.verticalHeader().sectionResizeMode(0) == QHeaderView.ResizeMode.Fixed
    assert view.horizontalHeader().sectionResizeMode(0) == QHeaderView.ResizeMode.Interactive
    assert (view.rowHeight(0), view.showGrid()) == (44, False)


def test_hover_lights_one_whole_row_and_goes_out(qtbot: QtBot):
    view = view_of(qtbot, Households(20))
    QTest.mouseMove(view.viewport(), view.visualRect(view.model().index(2, 0)).center())
    qtbot.waitUntil(lambda: view.hovered == 2)
    view._hover(-1)
    assert view.hovered == -1
