"""The village desk's screens for `tests.ui.screens`."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.models.households import Household
from desktop.models.listing_households import HouseholdRow
from desktop.sync import enrolment, passphrases, renewal
from desktop.ui.desk import Desk
from desktop.ui.help_dialog import HelpDialog
from desktop.ui.key_room import KeyRoom
from desktop.ui.sticks import Stick
from desktop.ui.tokens import Tone
from desktop.ui.unlocking import UnlockDialog
from desktop.ui.village.enrol_card import EnrolCard
from desktop.ui.village.enrol_sheet import SheetDialog, sheet_facts
from desktop.ui.village.go_card import GoCard
from desktop.ui.village.handover_room import HandoverRoom
from desktop.ui.village.household_dialog import HouseholdDialog
from desktop.ui.village.households_room import HouseholdsRoom
from desktop.ui.village.report_room import ReportRoom
from desktop.ui.village.restore_dialog import RestoreDialog
from desktop.ui.village.support_room import SupportRoom
from desktop.ui.village.survey_room import SurveyRoom
from desktop.ui.window import DeskWindow
from tests.ui.scratch import scratch
from tests.ui.screen import Screen, settle
from tests.ui.village.decided_screens import DECIDED_SCREENS
from tests.ui.village.first_screens import FIRST_SCREENS
from tests.ui.village.import_screens import IMPORT_SCREENS
from tests.ui.village.interview_screens import INTERVIEW_SCREENS
from tests.ui.village.newcomer import answer, new_desk, window_of
from tests.ui.village.progress_screens import PROGRESS_SCREENS
from tests.ui.village.report_screens import REPORT_SCREENS
from tests.ui.village.request_screens import REQUEST_SCREENS
from tests.ui.village.session_screens import SESSION_SCREENS
from tests.ui.village.team_screens import TEAM_SCREENS
from tests.ui.village.work_screens import WORK_SCREENS


def _room(key: str) -> Callable[[Desk, DeskWindow], QWidget]:
    def show(_desk: Desk, window: DeskWindow) -> QWidget:
        window.open_room(key)
        return window

    return show


def _session(_desk: Desk, window: DeskWindow) -> QWidget:
    window.open_room("support")
    room = window.page("support")
    assert isinstance(room, SupportRoom)
    room.record()
    return window


def _household(_desk: Desk, window: DeskWindow) -> QWidget:
    window.open_room("households")
    room = window.page("households")
    assert isinstance(room, HouseholdsRoom)
    room.list.search.setText("lương")
    room.list.searched.emit("luong")
    row = room.list.view.chosen_row()
    assert isinstance(row, HouseholdRow)
    room.show_household(row.id)
    return window


def _search(_desk: Desk, window: DeskWindow) -> QWidget:
    window.open_room("households")
    room = window.page("households")
    assert isinstance(room, HouseholdsRoom)
    room.list.search.setText("luong v")
    room.list.searched.emit("luong v")
    return window


def _household_dialog(desk: Desk, window: DeskWindow) -> QWidget:
    window.open_room("households")
    dialog = HouseholdDialog(desk, None, window)
    dialog.phone.setText("12345")
    dialog.try_to_save()
    dialog.show()
    return dialog


def _interview(answers: dict[str, object], scroll_to: str = "") -> Callable[[Desk, DeskWindow], QWidget]:
    def show(_desk: Desk, window: DeskWindow) -> QWidget:
        window.open_room("survey")
        room = window.page("survey")
        assert isinstance(room, SurveyRoom)
        room.survey_next()
        form = room.page.interview
        assert form is not None
        if answers:
            form.show_answers({**form.answers(), **answers}, "")
        settle()
        if scroll_to:
            form.go_to(scroll_to)
        return window

    return show


_SAID_YES: dict[str, object] = {"gap": "gap_duoc", "dong_y": "ky", "nguoi_tl": "Nông Thị Thử", "so_nk": 5, "so_14": 4}


def _interview_problems(desk: Desk, window: DeskWindow) -> QWidget:
    _interview({**_SAID_YES, "dong_y": "loi_noi", "so_14": 9})(desk, window)
    room = window.page("survey")
    assert isinstance(room, SurveyRoom)
    room.page.finish(go_on=False)
    return window


def _newcomer(window: DeskWindow, *, home: str = "moi") -> tuple[DeskWindow, EnrolCard, Path]:
    """A laptop that is not enrolled, at the room where it asks to be; its window, the card, and a folder beside."""
    folder = scratch()
    desk = new_desk(folder / home)
    new = window_of(desk, window.size())
    new.open_room("handover")
    card = new.page("handover").findChild(EnrolCard)
    assert card is not None
    return new, card, folder


def _not_enrolled(_desk: Desk, window: DeskWindow) -> QWidget:
    return _newcomer(window)[0]


def _asked(_desk: Desk, window: DeskWindow) -> QWidget:
    new, card, folder = _newcomer(window)
    card.holder.setText("Nông Văn Thử")
    (folder / "usb").mkdir()
    card.write_request(folder / "usb")
    _wait(lambda: card.request_state().tone is Tone.GOOD)
    return new


def _enrol_today(_desk: Desk, window: DeskWindow) -> QWidget:
    new = _newcomer(window)[0]
    new.open_room("today")
    return new


def _sheet(_desk: Desk, window: DeskWindow) -> QWidget:
    _new, card, _folder = _newcomer(window)
    dialog = SheetDialog(card.desk, sheet_facts(card.desk, ""), card)
    dialog.show()
    _wait(lambda: dialog.paper.pages > 0)
    return dialog


def _offer(_desk: Desk, window: DeskWindow, *, compared: int, name: str = "Nà Quang") -> QWidget:
    """The commune's answer looked at, with some groups compared."""
    new, card, folder = _newcomer(window)
    commune, path = answer(card.desk, folder, name)
    commune.store.close()
    card.look_at(path)
    assert card.offer is not None
    for tick in card.offer.check.ticks[:compared]:
        tick.setChecked(True)
    settle()
    area = new.page("handover").findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    area.ensureWidgetVisible(card.offer.take_button)
    return new


def _enrolled(_desk: Desk, window: DeskWindow) -> QWidget:
    new, card, folder = _newcomer(window)
    commune, path = answer(card.desk, folder)
    card.accept_file(path, enrolment.commune_code(commune.keys))
    commune.store.close()
    _wait(lambda: card.desk.credentials.certificate is not None)
    settle()
    return new


def _wait(done: Callable[[], bool]) -> None:
    for _ in range(400):
        if done():
            return
        QTest.qWait(20)
    assert done()


def _paper(_desk: Desk, window: DeskWindow) -> QWidget:
    window.open_room("reports")
    room = window.page("reports")
    assert isinstance(room, ReportRoom)
    room.report.show_paper()
    for _ in range(400):
        if room.paper.paper.pages:
            break
        QTest.qWait(20)
    return window


_GIB = 1 << 30


def _handover(window: DeskWindow, sticks: list[Stick]) -> tuple[HandoverRoom, GoCard]:
    """The room with these sticks plugged in, as they are at each look."""
    window.open_room("handover")
    room = window.page("handover")
    assert isinstance(room, HandoverRoom)
    room._sticks = lambda: list(sticks)
    room.receive.sources._watch._find = lambda: list(sticks)
    room.receive.sources._watch.look()
    room.refresh()
    assert room.go is not None
    return room, room.go


def _sticks(*sticks: Stick, left: int | None = None) -> Callable[[Desk, DeskWindow], QWidget]:
    """The room with sticks plugged in; with `left` all but the first ones are pulled out."""

    def show(_desk: Desk, window: DeskWindow) -> QWidget:
        now = list(sticks)
        _room, go = _handover(window, now)
        if left is not None:
            settle()
            del now[left:]
            go.places.look()
        return window

    return show


def _written(_desk: Desk, window: DeskWindow, *, by: str) -> QWidget:
    """A bundle that went onto a stick, or by mail: to a mail program, to none, or too heavy for one."""
    folder = scratch()
    room, go = _handover(window, [Stick("THON-01", folder, "stick", 3 * _GIB)])
    go.open = lambda _path: by == "mail"
    if by == "stick":
        go.write()
    else:
        go.mail()
    _wait(lambda: room._banner is not None)
    return window


def _from_stick(desk: Desk, window: DeskWindow) -> QWidget:
    """What the commune sent, looked at on a stick that went back and forth."""
    folder = scratch()
    room, _go = _handover(window, [Stick("THON-01", folder, "stick", 3 * _GIB)])
    for path in sorted((desk.store.home / "da-ghi").glob("*.toso")):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "goi-cua-xa (1).toso").write_bytes(path.read_bytes()[:900])
    room.turn_to(receiving=True)
    room.receive.plan([folder])
    _wait(lambda: bool(room.receive._shown))
    settle()
    area = window.page("handover").findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    area.ensureWidgetVisible(room.receive)
    return window


_ONE = Stick("THON-01", Path("/media/thon/THON-01"), "stick", 3 * _GIB + (_GIB >> 1))
_LOCKED = Stick("KINGSTON (E:)", Path("/media/thon/KINGSTON"), "stick", _GIB, locked=True)
_FULL = Stick("ẢNH & NHẠC", Path("/media/thon/ANH"), "stick", 4096)
_DISK = Stick("SAO LƯU", Path("/media/thon/SAO-LUU"), "disk", 412 * _GIB)


def _renewing(desk: Desk, window: DeskWindow) -> QWidget:
    renewal.begin(desk.store, desk.credentials, holder="Nông Thị Mới", passphrase="con trâu đi trước")
    window.open_room("key")
    room = window.page("key")
    assert isinstance(room, KeyRoom)
    assert room.renew is not None
    settle()
    (area,) = room.findChildren(QScrollArea)
    area.verticalScrollBar().setValue(room.renew.y() - 8)
    return window


def _unlocking(desk: Desk, _window: DeskWindow) -> QWidget:
    passphrases.change(desk.store.home, "", "hoa ban trắng")
    dialog = UnlockDialog(desk.store.home / "keys", None, is_village=True, opening=True)
    dialog.show()
    dialog.passphrase.setText("sai")
    dialog.try_to_open()
    return dialog


def _restoring(desk: Desk, window: DeskWindow) -> QWidget:
    dialog = RestoreDialog(desk, Path("khoa-khoi-phuc-7a3f.key"), window)
    dialog.show()
    return dialog


def _deleted(desk: Desk, window: DeskWindow) -> QWidget:
    window.open_room("households")
    record = desk.store.value("SELECT id FROM household WHERE NOT deleted ORDER BY code")
    with desk.acting() as acts:
        acts.delete(Household, record)
    return window


def _help(_desk: Desk, window: DeskWindow) -> QWidget:
    window.open_room("households")
    window.help_wanted.emit("households")
    settle()
    (dialog,) = window.findChildren(HelpDialog)
    return dialog


SCREENS = [
    Screen("thon-tro-giup", "thon-01", _help),
    Screen("thon-da-xoa", "thon-01", _deleted),
    Screen("thon-khoa", "thon-01", _room("key")),
    Screen("thon-khoa-ban-giao", "thon-01", _renewing),
    Screen("thon-khoa-mat-khau", "thon-01", _unlocking),
    Screen("thon-khoa-lay-lai", "thon-01", _restoring),
    Screen("thon-hom-nay", "thon-01", _room("today")),
    Screen("thon-ho-dan", "thon-01", _room("households")),
    Screen("thon-ho-dan-tim", "thon-01", _search),
    Screen("thon-mot-ho", "thon-01", _household),
    Screen("thon-them-ho", "thon-01", _household_dialog),
    Screen("thon-khao-sat", "thon-01", _room("survey")),
    Screen("thon-phieu-dau", "thon-01", _interview({})),
    Screen("thon-phieu-tu-choi", "thon-01", _interview({"gap": "gap_duoc", "dong_y": "tu_choi"})),
    Screen("thon-phieu-giua", "thon-01", _interview(_SAID_YES, "so_60")),
    Screen("thon-phieu-sau", "thon-01", _interview(_SAID_YES, "ket_noi")),
    Screen("thon-phieu-con-thieu", "thon-01", _interview_problems),
    *INTERVIEW_SCREENS,
    *FIRST_SCREENS,
    Screen("thon-ho-tro", "thon-01", _room("support")),
    *TEAM_SCREENS,
    Screen("thon-nop", "thon-01", _room("handover")),
    Screen("thon-nop-usb", "thon-01", _sticks(_ONE)),
    Screen("thon-nop-nhieu-usb", "thon-01", _sticks(_ONE, _DISK, _LOCKED, _FULL)),
    Screen("thon-nop-usb-khoa", "thon-01", _sticks(_LOCKED)),
    Screen("thon-nop-usb-rut", "thon-01", _sticks(_ONE, left=0)),
    Screen("thon-nop-da-ghi", "thon-01", partial(_written, by="stick")),
    Screen("thon-nop-thu", "thon-01", partial(_written, by="mail")),
    Screen("thon-nop-thu-khong-mo", "thon-01", partial(_written, by="nothing")),
    Screen("thon-nop-nhan-usb", "thon-01", _from_stick),
    Screen("thon-ghi-danh", "thon-01", _not_enrolled),
    Screen("thon-ghi-danh-hom-nay", "thon-01", _enrol_today),
    Screen("thon-ghi-danh-da-ghi", "thon-01", _asked),
    Screen("thon-ghi-danh-phieu", "thon-01", _sheet),
    Screen("thon-ghi-danh-so-ma", "thon-01", partial(_offer, compared=3)),
    Screen("thon-ghi-danh-so-xong", "thon-01", partial(_offer, compared=6, name="Nà Bản")),
    Screen("thon-ghi-danh-xong", "thon-01", _enrolled),
    Screen("thon-bao-cao", "thon-01", _room("reports")),
    Screen("thon-bao-cao-tra-lai", "thon-03", _room("reports")),
    Screen("thon-bao-cao-ban-in", "thon-01", _paper),
    Screen("thon-ghi-buoi", "thon-01", _session),
    *PROGRESS_SCREENS,
    *DECIDED_SCREENS,
    *REPORT_SCREENS,
    *IMPORT_SCREENS,
    *REQUEST_SCREENS,
    *SESSION_SCREENS,
    *WORK_SCREENS,
]
