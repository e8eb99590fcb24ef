"""Pictures of the room of support sessions: the form by kind, pictures, promises, households ticked."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.models.sessions import SessionLine
from desktop.models.work import Commitment
from desktop.ui.desk import Desk
from desktop.ui.photo_scaling import scale_image
from desktop.ui.village.household_ticks import HouseholdTicks
from desktop.ui.village.support_room import SupportRoom
from desktop.ui.window import DeskWindow
from tests.ui.screen import Screen, settle


def _room(window: DeskWindow) -> SupportRoom:
    window.open_room("support")
    room = window.page("support")
    assert isinstance(room, SupportRoom)
    return room


def _kind(kind: str, *services: str) -> Callable[[Desk, DeskWindow], QWidget]:
    """The form of a kind with some services typed."""

    def show(_desk: Desk, window: DeskWindow) -> QWidget:
        room = _room(window)
        room.record()
        room.form.kind.show_code(kind)
        room.form._take_kind()
        for code in services:
            room.form.lines.take(code)
            room.form.lines.rows[-2].visits.setText("3")
        return window

    return show


def _saved_wrong(desk: Desk, window: DeskWindow) -> QWidget:
    _kind("DN", "CQ01")(desk, window)
    _room(window).form.save()
    return window


def _with_photos(desk: Desk, window: DeskWindow) -> QWidget:
    _kind("DC", "CQ03")(desk, window)
    form = _room(window).form
    form.photos._take([scale_image(_picture(hue)) for hue in (40, 150, 210)])
    settle()
    area = form.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    area.ensureWidgetVisible(form.photos)
    return window


def _picture(hue: int) -> QImage:
    image = QImage(800, 600, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    shade = QLinearGradient(0, 0, 800, 600)
    shade.setColorAt(0, QColor.fromHsv(hue, 120, 240))
    shade.setColorAt(1, QColor.fromHsv(hue, 200, 90))
    painter.fillRect(image.rect(), shade)
    painter.setPen(Qt.GlobalColor.white)
    painter.drawEllipse(300, 200, 200, 200)
    painter.end()
    return image


def _promises(desk: Desk, window: DeskWindow) -> QWidget:
    session = desk.store.value("SELECT session_id FROM attendance WHERE NOT deleted ORDER BY id")
    with desk.acting() as acts:
        for words in ("Chờ căn cước mới cấp rồi làm tiếp", "Hẹn đến lại tuần sau chỉ cách nộp hồ sơ"):
            acts.add(
                SessionLine, village_id=desk.store.setting("village"), session_id=session, service_code="CQ03",
                beneficiary="nguoi_dan", visits=1, follow_up=words,
            )  # fmt: skip
    window.open_room("follow_ups")
    return window


def _commitments(desk: Desk, window: DeskWindow) -> QWidget:
    home = desk.store.value("SELECT id FROM household WHERE NOT deleted ORDER BY code")
    with desk.acting() as acts:
        acts.add(
            Commitment, village_id=desk.store.setting("village"), household_id=home, product="Miến dong",
            sold_on="voso.vn", signed_on=desk.day, paper_signed=True,
        )  # fmt: skip
    window.open_room("commitments")
    return window


def _ticks(desk: Desk, window: DeskWindow) -> QWidget:
    _kind("DN")(desk, window)
    ids = [record for (record,) in desk.store.rows("SELECT id FROM household WHERE NOT deleted ORDER BY code LIMIT 3")]
    dialog = HouseholdTicks(desk, ids, _room(window).form)
    dialog.show()
    return dialog


SESSION_SCREENS = [
    Screen("thon-buoi-den-nha", "thon-01", _kind("DN", "CQ01")),
    Screen("thon-buoi-loa", "thon-01", _kind("LT", "TT01")),
    Screen("thon-buoi-hop", "thon-01", _kind("HN")),
    Screen("thon-buoi-lop", "thon-01", _kind("LL", "XH08", "AT01", "KT02")),
    Screen("thon-buoi-thieu", "thon-01", _saved_wrong),
    Screen("thon-buoi-anh", "thon-01", _with_photos),
    Screen("thon-buoi-chon-ho", "thon-01", _ticks),
    Screen("thon-cam-ket", "thon-01", _commitments),
    Screen("thon-hen-lai", "thon-01", _promises),
]
