"""Pictures of the questionnaires' room for `tests.ui.screens`."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from desktop.models.acts import acting
from desktop.models.designing import close_form
from desktop.ui.commune.forms_room import FormsRoom
from desktop.ui.commune.round_dialog import RoundDialog
from desktop.ui.desk import Desk
from desktop.ui.messages import Message
from desktop.ui.window import DeskWindow
from tests.surveys.books import FORMS, book, edited
from tests.ui.scratch import scratch
from tests.ui.screen import Screen, settle

Wait = Callable[[Callable[[], bool]], None]
Shows = Callable[[Desk, DeskWindow, Wait], QWidget]

_BROKEN = [
    ["type", "name", "label", "relevant"],
    ["integer", "so_nguoi", "Hộ có mấy người?", "${khong_co} > 1"],
]
_REMARKED = [
    ["type", "name", "label", "relevant", "constraint"],
    ["integer", "so_nguoi", "Hộ có mấy người?", "foo(1) > 1", ". < 30"],
    ["text", "ghi_chu", "Ghi chú thêm", "so_nguoi(", ""],
    ["decimal", "dien_tich", "Diện tích nhà (mét vuông)", "", ". >"],
]
_SETTINGS = [["form_title", "form_id", "version"], ["Phiếu nhu cầu học kỹ năng số", "nhu_cau_so", "1"]]


def forms_room(window: DeskWindow) -> FormsRoom:
    """The room, opened."""
    window.open_room("forms")
    room = window.page("forms")
    assert isinstance(room, FormsRoom)
    return room


def workbook(name: str, data: bytes) -> Path:
    """A file on a stick."""
    path = scratch() / name
    path.write_bytes(data)
    return path


def _small() -> Path:
    return workbook("nhu cầu.xlsx", book(survey=[_BROKEN[0], ["text", "a", "Hộ muốn học gì?"]], settings=_SETTINGS))


def newer_workbook() -> Path:
    """The shipped questionnaire as the officer changed it: another version, other words, questions more and fewer."""
    return workbook("phiếu hộ 2026.xlsx", edited((FORMS / "hgd_so.xlsx").read_bytes(), change))


def change(sheet: str, rows: list[list[object]]) -> list[list[object]]:
    """What the officer changed in a sheet."""
    if sheet == "settings":
        return [["2026.1" if cell == "2025.1" else cell for cell in row] for row in rows]
    if sheet != "survey":
        return rows
    head = rows[0]
    name, kind = head.index("name"), head.index("type")
    label = next(at for at, column in enumerate(head) if str(column).startswith("label"))
    changed = [list(row) for row in rows if row[name] != "sdt"]
    for row in changed:
        if row[name] == "so_nk":
            row[label] = "Hộ có bao nhiêu người thường trú?"
            if "constraint" in head:
                row[head.index("constraint")] = ". > 0 and . < 30"
    last = next(at for at, row in enumerate(changed) if row[name] == "so_nk")
    extra: list[object] = [None] * len(head)
    extra[kind], extra[name], extra[label] = "integer", "so_may", "Hộ có mấy chiếc điện thoại thông minh?"
    changed.insert(last + 1, extra)
    return changed


def added(_desk: Desk, window: DeskWindow, path: Path, wait: Wait) -> FormsRoom:
    """The room after a file was looked at."""
    room = forms_room(window)
    before = (room.list._banner, len(room.problems.lines))
    room.add_from(path)
    wait(lambda: (room.list._banner, len(room.problems.lines)) != before)
    settle()
    return room


def _list(desk: Desk, window: DeskWindow, wait: Wait) -> QWidget:
    room = added(desk, window, newer_workbook(), wait)
    added(
        desk,
        window,
        _small(),
        wait,
    )
    room.list.choose("hgd_so", "2026.1")
    room.list.say(None)
    return window


def _published(desk: Desk, window: DeskWindow, wait: Wait) -> QWidget:
    added(
        desk,
        window,
        _small(),
        wait,
    )
    room = forms_room(window)
    one = room.list.chosen()
    assert one is not None
    room._publish(one)
    room._say_done("Đã phát hành “Phiếu nhu cầu học kỹ năng số”, bản 1. Các thôn nhận cùng gói xã gửi sau.", one)
    return window


def _wrong(desk: Desk, window: DeskWindow, wait: Wait, rows: list[list[str]]) -> QWidget:
    added(desk, window, workbook("nhu cầu học.xlsx", book(survey=rows, settings=_SETTINGS)), wait)
    return window


def _empty(desk: Desk, window: DeskWindow, wait: Wait) -> QWidget:
    with desk.store.transaction():
        desk.store.execute("UPDATE form SET deleted = 1")
    forms_room(window)
    return window


def _trial(desk: Desk, window: DeskWindow, wait: Wait) -> QWidget:
    room = forms_room(window)
    room._try_chosen()
    settle()
    return window


def _compared(desk: Desk, window: DeskWindow, wait: Wait) -> QWidget:
    room = added(desk, window, newer_workbook(), wait)
    chosen = room.list.chosen()
    assert chosen is not None
    room.compare(chosen)
    settle()
    return window


def _paper(desk: Desk, window: DeskWindow, wait: Wait) -> QWidget:
    room = forms_room(window)
    chosen = room.list.chosen()
    assert chosen is not None
    room.print_blank(chosen)
    wait(lambda: room.paper is not None and room.paper.paper.pages > 0)
    assert room.paper is not None
    return room.paper


def _closed(desk: Desk, window: DeskWindow, wait: Wait) -> QWidget:
    room = forms_room(window)
    chosen = room.list.chosen()
    assert chosen is not None
    with acting(desk.store) as acts:
        close_form(acts, desk.store, chosen.record, desk.day)
    room._say_done(f"Đã đóng “{chosen.name}”, bản {chosen.version}.", chosen)
    return window


def _round(desk: Desk, window: DeskWindow, wait: Wait) -> QWidget:
    room = forms_room(window)
    chosen = room.list.chosen()
    assert chosen is not None
    dialog = RoundDialog(desk, chosen, room)
    dialog.show()
    return dialog


def _asked(desk: Desk, window: DeskWindow, wait: Wait) -> QWidget:
    """The question before a form is published."""
    room = added(desk, window, newer_workbook(), wait)
    chosen = room.list.chosen()
    assert chosen is not None
    kept: list[Message] = []

    def keep(dialog: Message) -> int:
        kept.append(dialog)
        dialog.deleteLater = lambda: None  # type: ignore[method-assign]
        return 0

    usual, Message.exec = Message.exec, keep  # type: ignore[assignment, method-assign]
    try:
        room.publish(chosen)
    finally:
        Message.exec = usual  # type: ignore[method-assign]
    kept[0].show()
    QApplication.processEvents()
    return kept[0]


def form_screens(wait: Wait) -> list[Screen]:
    """The pictures; `wait` waits for what runs off the window's thread."""
    shows: tuple[tuple[str, Shows], ...] = (
        ("xa-bieu-mau", _list),
        ("xa-bieu-mau-chua-co", _empty),
        ("xa-bieu-mau-loi", partial(_wrong, rows=_BROKEN)),
        ("xa-bieu-mau-nhieu-loi", partial(_wrong, rows=_REMARKED)),
        ("xa-bieu-mau-lam-thu", _trial),
        ("xa-bieu-mau-so-hai-ban", _compared),
        ("xa-bieu-mau-phat-hanh", _published),
        ("xa-bieu-mau-hoi-phat-hanh", _asked),
        ("xa-bieu-mau-mo-dot", _round),
        ("xa-bieu-mau-da-dong", _closed),
        ("xa-bieu-mau-phieu-trang", _paper),
    )
    return [Screen(name, "xa", _waiting(show, wait)) for name, show in shows]


def _waiting(show: Shows, wait: Wait) -> Callable[[Desk, DeskWindow], QWidget]:
    return lambda desk, window: show(desk, window, wait)
