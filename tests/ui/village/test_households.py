"""The register of households: search, adding, correcting, one household's page."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.models.households import Consent, Household
from desktop.models.listing_households import HouseholdRow
from desktop.text import fold
from desktop.ui.desk import Desk
from desktop.ui.village.household_dialog import HouseholdDialog
from desktop.ui.village.households_room import HouseholdsRoom
from desktop.ui.window import DeskWindow
from tests.ui.village.acting import CTRL, count, focused, press, press_on, type_in

DeskAndWindow = tuple[Desk, DeskWindow]


def _room(window: DeskWindow) -> HouseholdsRoom:
    window.open_room("households")
    room = window.page("households")
    assert isinstance(room, HouseholdsRoom)
    return room


def _heads(room: HouseholdsRoom) -> list[str]:
    model = room.list.view.rows_model()
    assert model is not None
    rows = [model.row(place) for place in range(model.rowCount())]
    return [row.head_name for row in rows if isinstance(row, HouseholdRow)]


def test_typing_in_the_list_finds_names_without_marks(desk_and_window: DeskAndWindow):
    _, window = desk_and_window
    press_on(window, Qt.Key.Key_2, CTRL)
    room = _room(window)
    every = _heads(room)
    wanted = fold(every[3]).split()[-1]
    type_in(wanted)
    press(Qt.Key.Key_Return)
    found = _heads(room)
    assert every[3] in found
    assert len(found) < len(every)
    assert all(any(word.startswith(wanted) for word in fold(head).split()) for head in found)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert room.shown is room.one


def test_filters_count_what_they_leave(desk_and_window: DeskAndWindow):
    _, window = desk_and_window
    room = _room(window)
    every = len(_heads(room))
    room.list.filtered.emit("chua_khao_sat")
    left = len(_heads(room))
    assert 0 < left < every
    assert f"{left} trong {every} hộ" in room.list._foot.text()


def test_a_household_is_added_by_keyboard(qtbot: QtBot, desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    before = count(desk, "household")
    dialog = HouseholdDialog(desk, None, window)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.head_name.setFocus()
    type_in("nông văn mới")
    press(Qt.Key.Key_Return)
    assert focused() is dialog.code
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert focused() is dialog.phone
    type_in("+84 912.345.678")
    press_on(dialog, Qt.Key.Key_S, CTRL)
    assert count(desk, "household") == before + 1
    saved = desk.store.get(Household, dialog.record)
    assert saved is not None
    assert (saved.head_name, saved.phone, saved.people) == ("Nông Văn Mới", "0912345678", None)


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_written(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    before = count(desk, "household")
    code = desk.store.value("SELECT code FROM household WHERE code IS NOT NULL LIMIT 1")
    dialog = HouseholdDialog(desk, None, window)
    dialog.head_name.setText("Lý A Thử")
    dialog.code.setText(code)
    dialog.people.setText("nhiều")
    dialog.try_to_save()
    assert "đã có ở hộ khác" in dialog.form.fields["code"].problem
    assert dialog.form.fields["people"].problem
    dialog.code.setText("")
    dialog.people.setText("")
    dialog.phone.setText("12345")
    dialog.head_name.setText("")
    dialog.try_to_save()
    assert dialog.form.fields["phone"].problem
    assert dialog.form.fields["head_name"].problem
    assert dialog.form.fields["code"].problem == ""
    assert count(desk, "household") == before
    dialog.deleteLater()


def test_leaving_a_filled_dialog_asks(desk_and_window: DeskAndWindow, monkeypatch):
    desk, window = desk_and_window
    asked: list[str] = []

    def keep_on(_parent: object, question: str, *_: object, **__: object) -> bool:
        asked.append(question)
        return False

    monkeypatch.setattr("desktop.ui.entry_dialog.ask", keep_on)
    dialog = HouseholdDialog(desk, None, window)
    dialog.show()
    dialog.head_name.setText("Lý A Thử")
    dialog.reject()
    assert (len(asked), dialog.isVisible()) == (1, True)
    dialog.head_name.setText("")
    dialog.reject()
    assert (len(asked), dialog.isVisible()) == (1, False)
    dialog.deleteLater()


def test_a_change_is_seen_on_the_page_and_in_the_list(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    room = _room(window)
    record = desk.store.value("SELECT id FROM household WHERE NOT deleted LIMIT 1")
    room.show_household(record)
    with desk.acting() as acts:
        acts.set(Household, record, head_name="Triệu Thị Đổi")
    assert room.one.title.text() == "Triệu Thị Đổi"
    assert "Triệu Thị Đổi" in _heads(room)


def test_taking_back_consent_is_written(desk_and_window: DeskAndWindow, monkeypatch):
    desk, window = desk_and_window
    monkeypatch.setattr("desktop.ui.village.household_page.ask", lambda *_, **__: True)
    consent = desk.store.first(Consent.select().where(Consent.answer == "ky"))
    assert consent is not None
    room = _room(window)
    room.show_household(consent.household_id)
    room.one._withdraw(consent.id)
    kept = desk.store.get(Consent, consent.id)
    assert kept is not None
    assert kept.withdrawn_on == desk.day
