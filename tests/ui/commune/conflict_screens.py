"""The screens of Chỗ khác nhau for `tests.ui.screens`: every state of the inbox and of a record in it."""

from functools import partial

from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from desktop.models.conflicts import differing
from desktop.models.settling import REASONS, keep_all_of, settle
from desktop.models.weighing import weigh
from desktop.sync.merging import merge_file
from desktop.ui.commune.conflicts_room import DECIDED, TO_LOOK, ConflictsRoom
from desktop.ui.commune.many_dialog import ManyDialog
from desktop.ui.conflicts.brought_dialog import BroughtDialog
from desktop.ui.conflicts.record_page import RecordPage
from desktop.ui.desk import Desk
from desktop.ui.window import DeskWindow
from tests.ui.commune.conflict_samples import Samples
from tests.ui.commune.stick import filled_stick
from tests.ui.scratch import scratch
from tests.ui.screen import Screen
from tests.ui.screen import settle as let_qt_finish


def _sampled(desk: Desk, window: DeskWindow, kind: str = "", *, many: int = 0) -> tuple[ConflictsRoom, RecordPage]:
    """Chỗ khác nhau with conflicts of every kind; the page of one of them, if one is named."""
    samples = Samples(desk)
    keys = samples.make()
    if many:
        samples.many(many)
    samples.close()
    window.open_room("conflicts")
    room = window.page("conflicts")
    assert isinstance(room, ConflictsRoom)
    if kind:
        room.list.opened.emit(next(one for one in room.list.inbox.rows(0, 999) if one.key == keys[kind]))
    return room, room.record


def _conflicts(desk: Desk, window: DeskWindow, *, many: int = 0) -> QWidget:
    _sampled(desk, window, many=many)
    return window


def _nothing_differs(desk: Desk, window: DeskWindow) -> QWidget:
    _settle_all(desk)
    window.open_room("conflicts")
    return window


def _settle_all(desk: Desk) -> None:
    records = weigh(desk.store, {(table, record) for table, record, _ in differing(desk.store)})
    choices = [choice for one in records for choice in keep_all_of(one, one.parties[0])]
    settle(desk.store, choices, reason=REASONS[0], decided_by="Lường Thị Thử")
    desk.tell_changed(frozenset({"household", "decision"}))


def _conflict(desk: Desk, window: DeskWindow, *, kind: str = "three", act: str = "") -> QWidget:
    """One record; `act` is what the officer does then: own, all, decide, fold."""
    room, page = _sampled(desk, window, kind)
    assert page.sides is not None
    assert page.grounds is not None
    let_qt_finish()
    if act == "own":
        choice = next(one for one in page.sides.fields if one.of.field == "phone")
        choice.radios[-1].click()
        if choice.editor and isinstance(choice.editor.widget, QLineEdit):
            choice.editor.widget.setText("09123")
        page.grounds.take_reason(REASONS[0])
        for other in page.sides.fields:
            if other is not choice:
                other.radios[0].click()
        page.decide()
    elif act == "all" and page.record:
        page.sides.keep_all_of(page.record.parties[0])
        page.grounds.take_reason(REASONS[1])
    elif act == "decide":
        for choice in page.sides.fields:
            choice.radios[0].click()
        page.grounds.take_reason(REASONS[0])
        page.decide()
    elif act == "fold":
        next(one for one in page.sides.findChildren(QPushButton) if "Xem cả mục" in one.text()).click()
    assert room
    return window


def _many_at_once(desk: Desk, window: DeskWindow) -> QWidget:
    room, _ = _sampled(desk, window, many=20)
    keys = room.list.inbox.keys()
    dialog = ManyDialog(desk, weigh(desk.store, keys), window, lambda _done: None)
    dialog.show()
    return dialog


def _view(desk: Desk, window: DeskWindow, *, view: str) -> QWidget:
    _settle_all(desk)
    room, page = _sampled(desk, window, "role")
    assert page.record is not None
    keep_a_second_deputy = keep_all_of(page.record, next(one for one in page.record.parties if one.writer.is_mine))
    done = settle(desk.store, keep_a_second_deputy, reason=REASONS[1], decided_by="Lường Thị Thử")
    desk.tell_changed(done.tables)
    room.show_view(view)
    return window


def _inside_a_bundle(desk: Desk, window: DeskWindow) -> QWidget:
    stick = filled_stick(desk, scratch())
    window.open_room("inbox")
    outcomes = [merge_file(desk.store, desk.credentials, path, plan=True) for path in sorted(stick.glob("*.toso"))]
    outcome = next(one for one in outcomes if one.conflicts)
    dialog = BroughtDialog(outcome, planned=True, parent=window)
    dialog.show()
    return dialog


CONFLICT_SCREENS = [
    Screen("xa-khac-nhau", "xa", _conflicts),
    Screen("xa-khac-nhau-trong", "xa", _nothing_differs),
    Screen("xa-khac-nhau-nhieu", "xa", partial(_conflicts, many=30)),
    Screen("xa-khac-nhau-mot-muc", "xa", partial(_conflict, act="all")),
    Screen("xa-khac-nhau-gia-tri-khac", "xa", partial(_conflict, act="own")),
    Screen("xa-khac-nhau-xoa", "xa", partial(_conflict, kind="gone")),
    Screen("xa-khac-nhau-xoa-va-sua", "xa", partial(_conflict, kind="gone-and-more")),
    Screen("xa-khac-nhau-dai", "xa", partial(_conflict, kind="long", act="fold")),
    Screen("xa-khac-nhau-ba-may", "xa", partial(_conflict, kind="all-three")),
    Screen("xa-khac-nhau-da-quyet", "xa", partial(_conflict, kind="role", act="decide")),
    Screen("xa-quyet-nhieu-muc", "xa", _many_at_once),
    Screen("xa-dieu-can-xem", "xa", partial(_view, view=TO_LOOK)),
    Screen("xa-da-quyet-dinh", "xa", partial(_view, view=DECIDED)),
    Screen("xa-goi-se-ghep-gi", "xa", _inside_a_bundle),
]
