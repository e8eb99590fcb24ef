"""The commune's second computer beside a desk under test: waiting to be let in, and let in."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

from desktop.clock import ScriptedClock
from desktop.models.store import Store
from desktop.sync import credentials, enrolment, joining, second_desk
from desktop.ui.desk import Desk
from desktop.ui.settings import ForgetfulSettings
from tests.ui.commune.stick import NOW

NAME = "Máy văn thư"


def waiting_desk(folder: Path, passphrase: str = "") -> Desk:
    """A computer that waits to be let in; whoever calls closes its store."""
    home = folder / "xa-2"
    joining.create(home, ScriptedClock(NOW - timedelta(days=1), 88), name=NAME, commune_code="02107")
    store = Store.open(home, ScriptedClock(NOW, 89))
    return Desk(store, credentials.load(home, passphrase), ForgetfulSettings())


def asking_file(folder: Path) -> Path:
    """The request of a computer that nobody sees again."""
    desk = waiting_desk(folder)
    with closing(desk.store):
        return enrolment.request(desk.store, desk.credentials, folder)


def let_in(first: Desk, folder: Path) -> Desk:
    """A second desk that has joined with everything."""
    desk = waiting_desk(folder)
    asked = enrolment.request(desk.store, desk.credentials, folder)
    heard = enrolment.spoken_code(desk.credentials)
    issued = second_desk.issue(first.store, first.credentials, asked, folder, heard=heard, holder="Nông Thị Thử")
    _, desk.credentials = joining.accept(desk.store, desk.credentials, issued.path)
    return desk
