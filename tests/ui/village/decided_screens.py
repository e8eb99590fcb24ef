"""The screens of Xã đã quyết định for `tests.ui.screens`."""

from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.models.conflict_inbox import ConflictInbox
from desktop.models.households import Household
from desktop.models.journal import changing
from desktop.models.settling import keep, settle
from desktop.models.weighing import weigh
from desktop.ui.desk import Desk
from desktop.ui.village.decided_room import DecidedRoom
from desktop.ui.window import DeskWindow
from tests.makers import carry
from tests.ui.screen import Screen
from tests.ui.village.deciding import OFFICER, as_commune

_EDITS: list[tuple[dict[str, object], dict[str, object], str]] = [
    ({"phone": "0912000111"}, {"phone": "0987000222"}, "Đã gọi hỏi chủ hộ, số cũ đã bỏ từ tháng trước"),
    ({"people": 5}, {"people": 6}, "Theo giấy tờ xem tận nơi"),
    ({"note": "Hộ ở cuối xóm, phải qua suối."}, {"note": "Đi làm xa"}, "Số liệu ghi sau đúng hơn"),
]
_WAITING: tuple[dict[str, object], dict[str, object], str] = ({"status": "tam_vang"}, {"status": "da_chuyen_di"}, "")


def _decided(desk: Desk) -> None:
    """The commune decided three things, and one more waits."""
    homes = [row.id for row in desk.store.all(Household.select().where(~Household.deleted).order_by(Household.id))][3:7]
    with as_commune(desk) as commune:
        for home, (ours, theirs, _) in zip(homes, [*_EDITS, _WAITING], strict=True):
            for store, values in ((desk.store, ours), (commune, theirs)):
                with changing(store) as change:
                    change.set(Household, home, **values)
        carry(desk.store, commune)
        for home, (_, theirs, reason) in zip(homes, _EDITS, strict=False):
            (record,) = weigh(commune, [("household", home)])
            chosen = [keep(record, one, theirs[one.field]) for one in record.fields]
            settle(commune, chosen, reason=reason, decided_by=OFFICER)


def _room(desk: Desk, window: DeskWindow, *, record: bool = False) -> QWidget:
    _decided(desk)
    window.open_room("decided")
    room = window.page("decided")
    assert isinstance(room, DecidedRoom)
    if record:
        room.show_record(ConflictInbox(desk.store).keys()[-1])
    return window


def _today(desk: Desk, window: DeskWindow) -> QWidget:
    _decided(desk)
    window.open_room("today")
    return window


def _nothing(_desk: Desk, window: DeskWindow) -> QWidget:
    window.open_room("decided")
    return window


DECIDED_SCREENS = [
    Screen("thon-xa-quyet-dinh", "thon-01", _room),
    Screen("thon-xa-quyet-dinh-trong", "thon-03", _nothing),
    Screen("thon-cho-xa-quyet-dinh", "thon-01", partial(_room, record=True)),
    Screen("thon-hom-nay-co-quyet-dinh", "thon-01", _today),
]
