"""The window: lazy rooms, keys, menus, the last line, and what it remembers."""

import gc
import weakref
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from desktop.text import fold
from desktop.ui.acts import Act
from desktop.ui.list_page import ListPage
from desktop.ui.menus import Menu
from desktop.ui.parts.page import Page
from desktop.ui.rail import RoomButton
from desktop.ui.settings import FileSettings, ForgetfulSettings
from desktop.ui.style import current_look
from desktop.ui.tokens import Look, TextSize, Theme
from desktop.ui.window import DeskWindow, kept_look
from tests.ui.gallery import sample_window
from tests.ui.samples import PLACE, STATUS, rooms


def actions(window: DeskWindow) -> dict[str, QAction]:
    """Every act of the menu bar by its words."""
    found: dict[str, QAction] = {}
    for menu in window.menuBar().findChildren(QMenu):
        found.update({action.text().replace("&", ""): action for action in menu.actions() if action.text()})
    return found


def test_pages_are_built_when_first_opened_and_only_once(window: DeskWindow):
    assert window.room == "today"
    assert not window.is_built("households")
    window.open_room("households")
    first = window.page("households")
    window.open_room("today")
    window.open_room("households")
    assert window.page("households") is first
    assert not window.is_built("survey")


def test_rail_opens_rooms_by_mouse_and_keyboard(qtbot: QtBot, window: DeskWindow):
    buttons = window.findChildren(RoomButton)
    QTest.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    assert window.room == "households"
    QTest.keyClick(window, Qt.Key.Key_F6)
    assert buttons[1].hasFocus()
    QTest.keyClick(buttons[1], Qt.Key.Key_Down)
    assert (window.room, buttons[2].hasFocus()) == ("households", True)
    QTest.keyClick(buttons[2], Qt.Key.Key_Return)
    assert window.room == "survey"
    assert [button.isChecked() for button in buttons][:4] == [False, False, True, False]


def test_room_keys_open_rooms(qtbot: QtBot, window: DeskWindow):
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.room == "households"


def test_opening_a_list_gives_it_the_keyboard_and_typing_searches(qtbot: QtBot, window: DeskWindow):
    window.open_room("households")
    page = window.page("households")
    assert isinstance(page, ListPage)
    assert page.view.hasFocus()
    QTest.keyClick(page.view, Qt.Key.Key_H)
    assert page.search.hasFocus()
    QTest.keyClicks(page.search, "oa")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    model = page.view.rows_model()
    assert model is not None
    heads = {model.row(place).head for place in range(model.rowCount())}  # type: ignore[union-attr]
    assert heads
    assert all("hoa" in fold(head) for head in heads)
    QTest.keyClick(page.search, Qt.Key.Key_Down)
    assert page.view.hasFocus()


def test_a_search_without_result_says_so_and_leads_back(qtbot: QtBot, window: DeskWindow):
    window.open_room("households")
    page = window.page("households")
    assert isinstance(page, ListPage)
    page.search.setText("zzz")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert (page._middle.currentIndex(), page.search.isVisible()) == (1, True)
    page._widen()
    assert (page._middle.currentIndex(), page.view.model().rowCount()) == (0, 95)


def test_an_empty_room_says_how_to_begin(window: DeskWindow):
    window.open_room("survey")
    page = window.page("survey")
    assert isinstance(page, ListPage)
    assert (page._middle.currentIndex(), page.search.isVisible()) == (2, False)


def test_last_line_says_all_three(window: DeskWindow):
    assert window.status() == tuple(state.words for state in STATUS)


def test_menus_stand_as_in_office_software(window: DeskWindow):
    titles = [action.text().replace("&", "") for action in window.menuBar().actions()]
    assert titles == ["Tệp", "Sửa", "Xem", "Trợ giúp"]
    keys = {words: action.shortcut().toString() for words, action in actions(window).items()}
    assert keys["Thoát"] == "Ctrl+Q"
    assert keys["Đọc lại trang này"] == "F5"
    assert keys["Hướng dẫn trang này"] == "F1"
    assert keys["Sao chép"] == "Ctrl+C"
    assert keys["Hộ dân"] == "Ctrl+2"


def test_no_key_is_bound_twice_and_none_is_unikeys(window: DeskWindow):
    bound = [action.shortcut().toString() for action in actions(window).values() if not action.shortcut().isEmpty()]
    assert len(bound) == len(set(bound))
    assert not {"Alt+Z", "Ctrl+Shift"} & set(bound)
    assert all(len(key) > 1 for key in bound)


def test_desks_add_acts_above_the_closing_ones(window: DeskWindow):
    done: list[str] = []
    window.menus.add(Menu.FILE, Act("Sao lưu ra USB", lambda: done.append("backup"), key="F8"))
    menu = window.menuBar().actions()[0].menu()
    assert isinstance(menu, QMenu)
    assert [action.text().replace("&", "") for action in menu.actions()] == ["Sao lưu ra USB", "", "Thoát"]
    actions(window)["Sao lưu ra USB"].trigger()
    assert done == ["backup"]


def test_f5_and_ctrl_f_reach_the_open_page(qtbot: QtBot):
    calls: list[str] = []

    class Told(Page):
        def refresh(self) -> None:
            calls.append("refresh")

        def go_to_search(self) -> None:
            calls.append("search")

    room = rooms()[1]
    told = type(room)("told", "Nghe", "magnify", lambda: Told("Nghe"))
    desk = DeskWindow(PLACE, [told], ForgetfulSettings())
    qtbot.addWidget(desk)
    desk.show()
    desk.activateWindow()
    qtbot.waitUntil(desk.isActiveWindow)
    QTest.keyClick(desk, Qt.Key.Key_F5)
    QTest.keyClick(desk, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(desk.help_wanted) as helped:
        QTest.keyClick(desk, Qt.Key.Key_F1)
    assert calls == ["refresh", "search"]
    assert helped.args == ["told"]


def test_edit_menu_works_on_the_field_that_has_the_keyboard(qtbot: QtBot, window: DeskWindow):
    window.open_room("households")
    page = window.page("households")
    assert isinstance(page, ListPage)
    page.search.setFocus()
    page.search.setText("Lường")
    acts = actions(window)
    acts["Chọn tất cả"].trigger()
    acts["Cắt"].trigger()
    assert (page.search.text(), QGuiApplication.clipboard().text()) == ("", "Lường")
    acts["Dán"].trigger()
    assert page.search.text() == "Lường"
    page.view.setFocus()
    acts["Sao chép"].trigger()
    assert QGuiApplication.clipboard().text().startswith("02107-01-001\t")


def test_look_is_changed_in_the_menu_kept_and_worn_again(window: DeskWindow):
    acts = actions(window)
    acts["Tối"].trigger()
    acts["Rất to"].trigger()
    assert current_look() == Look(Theme.DARK, TextSize.LARGEST)
    assert kept_look(window._settings) == current_look()
    assert (acts["Tối"].isChecked(), acts["Sáng"].isChecked(), acts["Rất to"].isChecked()) == (True, False, True)
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    assert application.font().pixelSize() == 20


def test_nonsense_in_the_settings_gives_the_usual_look():
    settings = ForgetfulSettings()
    settings.keep("window.theme", "pink")
    assert kept_look(settings) == Look()


def test_size_is_usual_first_and_remembered(qtbot: QtBot, tmp_path: Path):
    file = tmp_path / "desk.json"
    first = DeskWindow(PLACE, rooms(), FileSettings(file))
    qtbot.addWidget(first)
    assert first.minimumSize() == QSize(1024, 560)
    first.resize(1100, 600)
    first.show()
    first.close()
    again = DeskWindow(PLACE, rooms(), FileSettings(file))
    qtbot.addWidget(again)
    screen = again.screen().availableSize()
    assert again.size() == QSize(1100, 600).boundedTo(screen).expandedTo(QSize(1024, 560))


def test_settings_survive_a_broken_file(tmp_path: Path):
    file = tmp_path / "desk.json"
    file.write_text("[1, 2")
    settings = FileSettings(file)
    assert settings.get("window.theme") == ""
    settings.keep("window.theme", "dark")
    assert FileSettings(file).get("window.theme") == "dark"


def test_closing_is_told_before_the_window_goes(qtbot: QtBot, window: DeskWindow):
    with qtbot.waitSignal(window.closing):
        QTest.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert not window.isVisible()


def test_villages_full_name_is_on_the_rail(window: DeskWindow):
    texts = [label.text() for label in window.findChildren(QLabel)]
    assert PLACE.village in texts
    assert PLACE.commune in texts
    assert window.windowTitle() == "Tổ Số - Thôn Nà Quang, xã Thanh Thịnh"


def test_nothing_is_left_after_closing(qapp: QApplication):
    def live_and_die() -> int:
        desk = sample_window()
        desk.show()
        for key in ("households", "parts", "survey"):
            desk.open_room(key)
        desk.close()
        desk.deleteLater()
        QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))
        gc.collect()
        return len(qapp.allWidgets())

    first = live_and_die()
    assert [live_and_die() for _ in range(3)] == [first] * 3


def test_no_page_outlives_its_window_in_python(qapp: QApplication):
    desk = sample_window()
    pages = [weakref.ref(desk.page(key)) for key in ("today", "households", "parts")]
    desk.close()
    desk.deleteLater()
    del desk
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))
    gc.collect()
    assert [page() for page in pages] == [None, None, None]
