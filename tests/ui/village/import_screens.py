"""The page that takes a list of households in, for `tests.ui.screens`."""

from PySide6.QtWidgets import QWidget

from desktop.models.households import Household
from desktop.models.importing.sheets import pasted
from desktop.ui.desk import Desk
from desktop.ui.village.households_room import HouseholdsRoom
from desktop.ui.village.importing.columns_dialog import ColumnsDialog
from desktop.ui.village.importing.import_page import ImportPage
from desktop.ui.village.importing.reading import read_list
from desktop.ui.village.moving_dialog import MovingDialog
from desktop.ui.window import DeskWindow
from tests.ui.screen import Screen, settle

LIST = (
    "DANH SÁCH HỘ THÔN\n\nSTT\tHọ và tên chủ hộ\tXóm\tSố CCCD\tĐiện thoại\tSố khẩu\tLoại hộ\n"
    "1\tNÔNG VĂN MỚI\tNà Cà\t006090123456\t912345678\t4\tHộ nghèo\n2\tLý A Páo\tnt\t\t0168 234 5678\t5 khẩu\t\n"
    "3\t{head}\t{hamlet}\t\t0987654321\t9\tcận nghèo\n4\t\tNà Cà\t\tkhông có\tbốn\t\n"
    "5\tLý A Páo\tNà Cà\t\t\t\t\nTổng cộng\t\t\t\t\t22"
)


def page_with_list(desk: Desk, window: DeskWindow) -> ImportPage:
    """The page with a list in which each verdict occurs."""
    window.open_room("households")
    room = window.page("households")
    assert isinstance(room, HouseholdsRoom)
    room.import_list()
    sql = "SELECT head_name, hamlet FROM household WHERE NOT deleted AND code IS NOT NULL ORDER BY code LIMIT 1"
    head, hamlet = desk.store.rows(sql)[0]
    sheet = pasted(LIST.format(head=head, hamlet=hamlet or ""), "danh sach ho.xlsx")
    room.importing.show_list(read_list(desk.store, "danh sach ho.xlsx", sheet))
    settle()
    return room.importing


def _empty(_desk: Desk, window: DeskWindow) -> QWidget:
    window.open_room("households")
    room = window.page("households")
    assert isinstance(room, HouseholdsRoom)
    room.import_list()
    return window


def _list(desk: Desk, window: DeskWindow) -> QWidget:
    page_with_list(desk, window)
    return window


def _columns(desk: Desk, window: DeskWindow) -> QWidget:
    page = page_with_list(desk, window)
    assert page.read is not None
    dialog = ColumnsDialog(page.read, window)
    dialog.show()
    return dialog


def _moving(desk: Desk, window: DeskWindow) -> QWidget:
    window.open_room("households")
    household = desk.store.first(Household.select().where(Household.status == "dang_cu_tru").order_by(Household.code))
    assert household is not None
    dialog = MovingDialog(desk, household, window)
    dialog.kind.show_code("split")
    dialog._show_fields()
    dialog.show()
    return dialog


IMPORT_SCREENS = [
    Screen("thon-nhap-danh-sach-trong", "thon-01", _empty),
    Screen("thon-nhap-danh-sach", "thon-01", _list),
    Screen("thon-nhap-danh-sach-cot", "thon-01", _columns),
    Screen("thon-ho-bien-dong", "thon-01", _moving),
]
