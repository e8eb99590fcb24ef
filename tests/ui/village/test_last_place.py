"""After a crash the window opens where it was; after an ordinary end it begins with Hôm nay. Only ids are kept."""

from pathlib import Path

from desktop.models.households import Household
from desktop.ui.desk import Desk
from desktop.ui.last_place import LastPlace
from desktop.ui.opening import desk_window
from desktop.ui.settings import FileSettings
from desktop.ui.village.households_room import HouseholdsRoom
from desktop.ui.window import DeskWindow
from tests.ui.screen import settle
from tests.ui.village.newcomer import new_desk


def opened(desk: Desk) -> DeskWindow:
    window = desk_window(desk)
    window.show()
    settle()
    return window


def gone(window: DeskWindow) -> None:
    """The window is no more, without having been closed: a power cut."""
    window.hide()
    window.deleteLater()
    settle()


def test_the_household_that_was_open_is_open_again_and_a_proper_end_forgets_it(tmp_path: Path):
    desk = new_desk(tmp_path / "thon")
    path = tmp_path / "cua-so.json"
    desk.settings = FileSettings(path)
    household = desk.store.all(Household.select())[1]
    window = opened(desk)
    window.open_room("households")
    room = window.page("households")
    assert isinstance(room, HouseholdsRoom)
    room.show_household(household.id)
    settle()
    found = window.findChild(LastPlace)
    assert isinstance(found, LastPlace)
    found.note()
    gone(window)
    assert household.head_name not in path.read_text(encoding="utf-8")

    desk.settings = FileSettings(path)
    again = opened(desk)
    assert again.room == "households"
    page = again.page("households")
    assert isinstance(page, HouseholdsRoom)
    assert page.open_household == household.id
    again.close()
    gone(again)

    desk.settings = FileSettings(path)
    next_day = opened(desk)
    assert next_day.room == "today"
    desk.settings.keep("window.room", "no-such-room")
    next_day.findChild(LastPlace).go_back()  # type: ignore[union-attr]
    assert next_day.room == "today"
    gone(next_day)
    desk.store.close()
