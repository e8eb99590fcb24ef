"""Villages merged, renamed and split, for `tests.ui.screens`."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.models import commune_queries as queries
from desktop.models.restructuring import Resolution, merge, rename
from desktop.ui.commune.restructure_form import MERGE, RENAME, SPLIT, RestructureForm
from desktop.ui.commune.villages_room import VillagesRoom
from desktop.ui.desk import Desk
from desktop.ui.window import DeskWindow
from tests.ui.screen import Screen, settle


def villages_room(window: DeskWindow) -> VillagesRoom:
    """The room, in front."""
    window.open_room("villages")
    room = window.page("villages")
    assert isinstance(room, VillagesRoom)
    return room


def begun(desk: Desk, window: DeskWindow, act: str, which: int = 0) -> tuple[VillagesRoom, RestructureForm]:
    """The act begun about one of the villages, with a decision."""
    room = villages_room(window)
    village = queries.villages(desk.store)[which]
    room.begin_restructuring(village.id)
    form = room.restructure.form
    assert form is not None
    form.show_act(act)
    form.number.setText("12/QĐ-UBND")
    form.dated.setText("28/08/2025")
    form.since.setText("01/09/2025")
    return room, form


def _filled(desk: Desk, window: DeskWindow, *, act: str) -> VillagesRoom:
    room, form = begun(desk, window, act)
    others = [one for one in queries.villages(desk.store) if one.id != form.village.code()]
    if act == MERGE:
        form.ticks[others[0].id].setChecked(True)
        return room
    form.name.setText("Nà Mới")
    form.code.setText("02107-31")
    if act == SPLIT:
        form.homes._move_hamlet(form.homes._homes[0].hamlet)
    return room


def _show(desk: Desk, window: DeskWindow, *, act: str) -> QWidget:
    _filled(desk, window, act=act)
    settle()
    return window


def _homes(desk: Desk, window: DeskWindow) -> QWidget:
    page = _filled(desk, window, act=SPLIT).restructure
    settle()
    assert page.form is not None
    page.form.homes.search.setText("xom")
    page.form.homes.search.searched.emit("xom")
    page.reveal(page.form.homes)
    return window


def _wrong(desk: Desk, window: DeskWindow) -> QWidget:
    room = villages_room(window)
    room.begin_restructuring(queries.villages(desk.store)[0].id)
    assert room.restructure.form is not None
    room.restructure.form.show_act(SPLIT)
    room.restructure.carry_out()
    return window


def _done(wait: Callable[[Callable[[], bool]], None], desk: Desk, window: DeskWindow, *, act: str) -> QWidget:
    page = _filled(desk, window, act=act).restructure
    form = page.form
    assert form is not None
    village, by = form.chosen(), form.resolution()
    assert village is not None
    assert by is not None
    work = page._work_of(form, village, by)
    page._did(form, act, village, work())
    wait(lambda: page.done is not None)
    return window


def _history(desk: Desk, window: DeskWindow) -> QWidget:
    one, two, *_ = queries.villages(desk.store)
    by = Resolution(date(2025, 9, 1), "12/QĐ-UBND")
    merge(desk.store, [two.id], one.id, by=by)
    rename(desk.store, one.id, name="Nà Quang Mới", code=one.code, by=Resolution(date(2025, 9, 5), "15/QĐ-UBND"))
    desk.tell_changed(frozenset({"village"}))
    villages_room(window).show_village(one.id)
    settle()
    page = villages_room(window).village
    if page._area:
        page._area.verticalScrollBar().setValue(10_000)
    return window


def restructure_screens(wait: Callable[[Callable[[], bool]], None]) -> list[Screen]:
    """The screens; `wait` waits for work in the background."""
    return [
        Screen("xa-nhap-thon", "xa", partial(_show, act=MERGE)),
        Screen("xa-doi-ten-thon", "xa", partial(_show, act=RENAME)),
        Screen("xa-tach-thon", "xa", partial(_show, act=SPLIT)),
        Screen("xa-tach-thon-cac-ho", "xa", _homes),
        Screen("xa-tach-thon-thieu", "xa", _wrong),
        Screen("xa-nhap-thon-xong", "xa", partial(_done, wait, act=MERGE)),
        Screen("xa-tach-thon-xong", "xa", partial(_done, wait, act=SPLIT)),
        Screen("xa-lich-su-thon", "xa", _history),
    ]
