"""A laptop that is not enrolled yet, open in its window with some work on it, and a commune that answers it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from pathlib import Path

from PySide6.QtCore import QSize

from desktop.clock import ScriptedClock
from desktop.models.acts import acting
from desktop.models.forms_at_hand import keep_form_at_hand
from desktop.models.households import Household
from desktop.models.journal import VILLAGE
from desktop.models.setup import DeviceIdentity, FormSource, create_village
from desktop.surveys import bringing
from desktop.sync import credentials, enrolment
from desktop.ui.desk import Desk
from desktop.ui.opening import desk_window
from desktop.ui.settings import ForgetfulSettings
from desktop.ui.window import DeskWindow
from tests.sync.desks import Desk as Side
from tests.sync.desks import add_village, make_commune
from tests.ui.screen import NOW, USUAL, settle


@cache
def shipped_form() -> FormSource:
    """The questionnaire that ships with the program; reading it takes a while."""
    return bringing.shipped_form()[0]


def new_desk(home: Path, name: str = "Nà Quang", households: int = 3) -> Desk:
    """A new laptop's desk with some households."""
    own = credentials.create(home, name)
    identity = DeviceIdentity(f"Máy thôn {name}", own.key.public_line("thon"), own.fingerprint)
    clock = ScriptedClock(NOW - timedelta(days=1), 77)
    store = create_village(home, clock, village_name=name, commune_code="02107", identity=identity)
    keep_form_at_hand(store, shipped_form())
    with acting(store) as acts:
        for number in range(households):
            values = {"head_name": f"Nông Văn Thử {number + 1}", "status": "dang_cu_tru", "people": 4}
            acts.add(Household, village_id=store.setting(VILLAGE) or "", **values)
    clock.move_to(NOW)
    return Desk(store, own, ForgetfulSettings())


def window_of(desk: Desk, size: QSize = USUAL) -> DeskWindow:
    """The desk's window, shown."""
    window = desk_window(desk)
    window.resize(size)
    window.show()
    window.activateWindow()
    settle()
    return window


@contextmanager
def newcomer(home: Path) -> Iterator[tuple[Desk, DeskWindow]]:
    """A new laptop in its window; closed afterwards."""
    desk = new_desk(home)
    window = window_of(desk)
    yield desk, window
    window.close()
    window.deleteLater()
    settle()
    desk.store.close()


def answer(desk: Desk, folder: Path, name: str = "Nà Quang") -> tuple[Side, Path]:
    """A commune that has read out the laptop's code rightly and issued; the caller closes its store."""
    commune = make_commune(folder / "xa", seed=5)
    row = add_village(commune, "02107-01", name)
    asked = enrolment.request(desk.store, desk.credentials, folder / "usb")
    heard = enrolment.spoken_code(desk.credentials)
    issued = enrolment.issue(commune.store, commune.keys, asked, row, folder / "usb", heard=heard)
    return commune, issued.path
