"""What the tests of the key's room share."""

from PySide6.QtWidgets import QLabel, QWidget

from desktop.sync import credentials, passphrases
from desktop.ui.desk import Desk
from desktop.ui.key_room import KeyRoom
from desktop.ui.window import DeskWindow
from tests.ui.screen import settle

OLD, NEW = "hoa ban trắng", "con trâu đi trước"
HOLDER = "Nông Thị Mới"


def room_of(window: DeskWindow) -> KeyRoom:
    window.open_room("key")
    room = window.page("key")
    assert isinstance(room, KeyRoom)
    settle()
    return room


def words(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def said(room: KeyRoom) -> str:
    assert room.banner is not None
    return room.banner.accessibleName()


def wrap(desk: Desk, passphrase: str = OLD) -> None:
    """Give the desk's key a passphrase and close it, as after a new start."""
    passphrases.change(desk.store.home, "", passphrase)
    desk.credentials = credentials.load_closed(desk.store.home)
