"""The village's register of requests for `tests.ui.screens`."""

from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from desktop.models.erasure_plan import plan_erasure
from desktop.models.request_register import acknowledge, answer, write_request
from desktop.ui.desk import Desk
from desktop.ui.requests.erase_dialog import EraseDialog
from desktop.ui.requests.register_page import RegisterPage
from desktop.ui.requests.request_dialog import RequestDialog
from desktop.ui.window import DeskWindow
from tests.ui.screen import Screen, settle


def filled_register(desk: Desk) -> str:
    """One request of each standing; the id of the one that asks for erasing."""
    sql = "SELECT id FROM household WHERE NOT deleted ORDER BY code, id LIMIT 5"
    homes = [record for (record,) in desk.store.rows(sql)]

    def ago(days: int) -> date:
        return desk.day - timedelta(days=days)

    write_request(desk.store, "xem", "household", homes[0], received_on=ago(12))
    erasing = write_request(desk.store, "xoa", "household", homes[1], received_on=ago(18))
    acknowledge(desk.store, erasing, ago(17))
    later = write_request(desk.store, "han_che", "household", homes[2], received_on=ago(4))
    acknowledge(desk.store, later, ago(3))
    done = write_request(desk.store, "sua", "household", homes[3], received_on=ago(6))
    answer(desk.store, done, ago(2))
    refused = write_request(desk.store, "rut_dong_y", "household", homes[4], received_on=ago(9))
    answer(desk.store, refused, ago(5), refused_reason="Hộ chưa từng ký phiếu đồng ý")
    desk.tell_changed(frozenset({"data_request"}))
    return erasing


def _register(desk: Desk, window: DeskWindow) -> QWidget:
    erasing = filled_register(desk)
    window.open_room("requests")
    room = window.page("requests")
    assert isinstance(room, RegisterPage)
    settle()
    room.show_request(erasing)
    return window


def _empty(_desk: Desk, window: DeskWindow) -> QWidget:
    window.open_room("requests")
    return window


def _asking(desk: Desk, window: DeskWindow) -> QWidget:
    window.open_room("requests")
    home = str(desk.store.value("SELECT id FROM household WHERE NOT deleted ORDER BY code LIMIT 1"))
    dialog = RequestDialog(desk, window, ("household", home) if desk.is_village else None)
    dialog.kind.show_code("xoa")
    dialog.kind.code_changed.emit("xoa")
    if not desk.is_village:
        dialog.try_to_save()
    dialog.show()
    return dialog


def _erasing(desk: Desk, window: DeskWindow, *, table: str = "household") -> QWidget:
    window.open_room("requests")
    found = {
        "household": "SELECT household_id FROM response WHERE NOT deleted ORDER BY household_id LIMIT 1",
        "person": "SELECT person_id FROM membership WHERE NOT deleted AND ended_on IS NULL ORDER BY id LIMIT 1",
    }
    plan = plan_erasure(desk.store, table, str(desk.store.value(found[table])))
    assert plan is not None
    dialog = EraseDialog(plan, "Xã và máy khác của thôn" if desk.is_village else "Thôn Nà Bản", window)
    dialog.show()
    return dialog


def _erasing_person(desk: Desk, window: DeskWindow) -> QWidget:
    return _erasing(desk, window, table="person")


REQUEST_SCREENS = [
    Screen("thon-yeu-cau", "thon-01", _register),
    Screen("thon-yeu-cau-trong", "thon-01", _empty),
    Screen("thon-yeu-cau-ghi", "thon-01", _asking),
    Screen("thon-yeu-cau-xoa", "thon-01", _erasing),
    Screen("thon-yeu-cau-xoa-nguoi", "thon-01", _erasing_person),
]
COMMUNE_REQUEST_SCREENS = [
    Screen("xa-yeu-cau", "xa", _register),
    Screen("xa-yeu-cau-ghi", "xa", _asking),
]
