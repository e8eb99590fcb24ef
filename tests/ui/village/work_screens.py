"""The room Việc & ý kiến for `tests.ui.screens`."""

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from desktop.models.journal import VILLAGE
from desktop.models.opinion_list import offered_opinions
from desktop.models.village_queries import guides_on
from desktop.models.work import Initiative, Opinion, PlannedSession, Task
from desktop.ui.desk import Desk
from desktop.ui.village.work.calendar_page import MONTH, CalendarPage
from desktop.ui.village.work.initiative_dialog import InitiativeDialog
from desktop.ui.village.work.opinion_dialogs import OpinionDialog, TakeOverDialog
from desktop.ui.village.work.opinions_page import OpinionsPage
from desktop.ui.village.work.planned_dialog import PlannedDialog
from desktop.ui.village.work.task_dialogs import ProgressDialog, TaskDialog
from desktop.ui.village.work.tasks_page import TasksPage
from desktop.ui.window import DeskWindow
from tests.ui.screen import Screen, settle


def filled_tasks(desk: Desk) -> None:
    """One task of each standing."""
    village, day = desk.store.setting(VILLAGE) or "", desk.day

    def add(name: str, due: int, **values: object) -> None:
        with desk.acting() as acts:
            first = day - timedelta(days=40)
            due_on = day + timedelta(days=due)
            acts.add(Task, village_id=village, name=name, first_day=first, due_on=due_on, **{"level": "xa", **values})

    add(
        "Hướng dẫn kích hoạt VNeID mức 2 cho người từ đủ 14 tuổi",
        -3,
        services=["CQ01"],
        target=60,
        document="15/KH-UBND",
    )
    add("Cài C-Thái Nguyên cho các hộ ở xa trung tâm thôn", 5, services=["CQ10"], target=40, level="tinh")
    add("Lập nhóm Zalo của thôn", 30, level="thon")


def filled_opinions(desk: Desk) -> None:
    """A few opinions."""
    village, day = desk.store.setting(VILLAGE) or "", desk.day
    home = str(desk.store.value("SELECT id FROM household WHERE NOT deleted ORDER BY code LIMIT 1"))
    with desk.acting() as acts:
        acts.add(Opinion, village_id=village, received_on=day - timedelta(days=21), topic="song_mang",
                 state="moi", household_id=home,
                 content="Sóng ở cuối thôn yếu, nộp hồ sơ trực tuyến hay bị đứt giữa chừng.")  # fmt: skip
        acts.add(Opinion, village_id=village, received_on=day - timedelta(days=2), topic="lua_dao",
                 state="da_chuyen_xa",
                 content="Hay có người lạ gọi xưng là công an.", forwarded_on=day)  # fmt: skip
        acts.add(Opinion, village_id=village, received_on=day - timedelta(days=9), topic="to_cong_nghe",
                 content="Muốn Tổ trực thêm tối thứ Bảy.", state="da_tra_loi", answered_on=day,
                 answer="Tổ trực thêm từ tuần này.")  # fmt: skip


def _tasks(desk: Desk, window: DeskWindow) -> QWidget:
    filled_tasks(desk)
    window.open_room("tasks")
    return window


def _empty(room: str) -> Screen:
    def show(_desk: Desk, window: DeskWindow) -> QWidget:
        window.open_room(room)
        return window

    return Screen(f"thon-viec-{room}-trong", "thon-01", show)


def _new_task(desk: Desk, window: DeskWindow) -> QWidget:
    window.open_room("tasks")
    dialog = TaskDialog(desk, None, window)
    dialog.services.show_keys(["CQ01", "CQ10"])
    dialog.level.show_code(None)
    dialog.try_to_save()
    dialog.show()
    return dialog


def _progress(desk: Desk, window: DeskWindow) -> QWidget:
    _tasks(desk, window)
    page = window.page("tasks")
    assert isinstance(page, TasksPage)
    settle()
    dialog = ProgressDialog(desk, page.source.rows(0, 1)[0], window)
    dialog.show()
    return dialog


def _opinions(desk: Desk, window: DeskWindow) -> QWidget:
    filled_opinions(desk)
    window.open_room("opinions")
    page = window.page("opinions")
    assert isinstance(page, OpinionsPage)
    return window


def _opinion(desk: Desk, window: DeskWindow) -> QWidget:
    window.open_room("opinions")
    dialog = OpinionDialog(desk, None, window)
    dialog.content.setPlainText("Gọi cho tôi theo số 0912 345 678 khi nào Tổ trực.")
    dialog.state.show_code("da_tra_loi")
    dialog.state.code_changed.emit("da_tra_loi")
    dialog.show()
    return dialog


def _taking_over(desk: Desk, window: DeskWindow) -> QWidget:
    window.open_room("opinions")
    offered = offered_opinions(desk.store, desk.store.setting(VILLAGE) or "")
    dialog = TakeOverDialog(desk, offered[0], len(offered), window)
    dialog.show()
    return dialog


def filled_initiatives(desk: Desk) -> None:
    """Two good ways of working."""
    village, day = desk.store.setting(VILLAGE) or "", desk.day
    guide = guides_on(desk.store, day)[0].id
    with desk.acting() as acts:
        acts.add(Initiative, village_id=village, name="Con cháu dạy ông bà dùng điện thoại mỗi tối thứ Bảy",
                 begun_on=day - timedelta(days=30), author_ids=[guide], effect="26 cụ tự gọi được video.",
                 proposed=True)  # fmt: skip
        acts.add(Initiative, village_id=village, name="Dán mã QR hướng dẫn nộp hồ sơ ở nhà văn hóa",
                 begun_on=day - timedelta(days=9), other_authors="Chi Đoàn thôn")  # fmt: skip


def filled_calendar(desk: Desk) -> None:
    """This week's sessions; one helper is wanted twice on the next day."""
    village, day = desk.store.setting(VILLAGE) or "", desk.day
    guides = [one.id for one in guides_on(desk.store, day)]

    def add(passed: int, kind: str, begins: str, ends: str, place: str, *helpers: int, **values: object) -> None:
        who = [guides[one] for one in helpers]
        with desk.acting() as acts:
            acts.add(PlannedSession, village_id=village, held_on=day + timedelta(days=passed), kind=kind,
                     begins_at=begins, ends_at=ends, place=place, helpers=who, **values)  # fmt: skip

    add(-2, "DC", "19:30", "21:00", "Nhà văn hóa thôn", 0, 1)
    add(0, "DN", "18:00", "20:00", "Xóm Dưới", 0)
    add(1, "LL", "19:30", "21:00", "Nhà văn hóa thôn", 1, 2)
    add(1, "DN", "20:00", "", "Xóm Trên", 1)
    add(-1, "CH", "", "", "Chợ xã", 2, cancelled_on=day)


def _initiatives(desk: Desk, window: DeskWindow) -> QWidget:
    filled_initiatives(desk)
    window.open_room("initiatives")
    return window


def _initiative(desk: Desk, window: DeskWindow) -> QWidget:
    window.open_room("initiatives")
    dialog = InitiativeDialog(desk, None, window)
    dialog.show()
    return dialog


def _calendar(desk: Desk, window: DeskWindow) -> QWidget:
    filled_calendar(desk)
    window.open_room("calendar")
    return window


def _month(desk: Desk, window: DeskWindow) -> QWidget:
    _calendar(desk, window)
    page = window.page("calendar")
    assert isinstance(page, CalendarPage)
    page.filtered.emit(MONTH)
    return window


def _planned(desk: Desk, window: DeskWindow) -> QWidget:
    _calendar(desk, window)
    dialog = PlannedDialog(desk, None, desk.day, window)
    dialog.kind.show_code("DN")
    dialog.begins_at.setText("19h")
    dialog.helpers.show_keys([guides_on(desk.store, desk.day)[0].id])
    dialog.show()
    return dialog


WORK_SCREENS = [
    Screen("thon-viec-nhiem-vu", "thon-01", _tasks),
    Screen("thon-viec-nhiem-vu-ghi", "thon-01", _new_task),
    Screen("thon-viec-tien-do", "thon-01", _progress),
    Screen("thon-viec-y-kien", "thon-01", _opinions),
    Screen("thon-viec-y-kien-ghi", "thon-01", _opinion),
    Screen("thon-viec-y-kien-khao-sat", "thon-01", _taking_over),
    Screen("thon-viec-sang-kien", "thon-01", _initiatives),
    Screen("thon-viec-sang-kien-ghi", "thon-01", _initiative),
    Screen("thon-viec-lich", "thon-01", _calendar),
    Screen("thon-viec-lich-thang", "thon-01", _month),
    Screen("thon-viec-lich-ghi", "thon-01", _planned),
    _empty("initiatives"),
    _empty("calendar"),
    _empty("tasks"),
    _empty("opinions"),
]
