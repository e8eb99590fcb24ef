"""Biến động on screen: what happened is chosen, said before, written in one act, and read on the household's page."""

from PySide6.QtWidgets import QWidget

from desktop.models.households import Household
from desktop.ui.desk import Desk
from desktop.ui.village.households_room import HouseholdsRoom
from desktop.ui.village.moving_dialog import JOIN, LEAVE, SPLIT, WITHIN, MovingDialog
from desktop.ui.window import DeskWindow
from tests.ui.village.acting import count

DeskAndWindow = tuple[Desk, DeskWindow]


def _household(desk: Desk) -> Household:
    query = Household.select().where(Household.status == "dang_cu_tru", Household.people > 2, ~Household.deleted)
    found = desk.store.first(query.order_by(Household.code))
    assert found is not None
    return found


def _dialog(desk: Desk, window: QWidget, household: Household, kind: str) -> MovingDialog:
    dialog = MovingDialog(desk, household, window)
    dialog.kind.show_code(kind)
    dialog._show_fields()
    return dialog


def _fields(dialog: MovingDialog) -> set[str]:
    return {name for name, made in dialog.form.fields.items() if not made.isHidden()}


def test_each_kind_asks_for_what_belongs_to_it_and_says_what_will_happen(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    dialog = _dialog(desk, window, _household(desk), SPLIT)
    assert _fields(dialog) == {"kind", "since", "head", "people"}
    assert "hộ mới" in dialog.told.text()
    dialog.kind.show_code(LEAVE)
    dialog._show_fields()
    assert _fields(dialog) == {"kind", "since", "where"}
    dialog.kind.show_code(WITHIN)
    dialog.try_to_save()
    assert dialog.form.fields["hamlet"].problem
    dialog.deleteLater()


def test_a_household_that_left_no_longer_counts_and_its_page_says_so(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    household = _household(desk)
    living = count(desk, "household", "status = 'dang_cu_tru'")
    window.open_room("households")
    room = window.page("households")
    assert isinstance(room, HouseholdsRoom)
    room.show_household(household.id)
    dialog = _dialog(desk, window, household, LEAVE)
    dialog.where.setText("xã Chợ Mới")
    dialog.try_to_save()
    assert count(desk, "household", "status = 'dang_cu_tru'") == living - 1
    again = desk.store.get(Household, household.id)
    assert again is not None
    assert (again.moved_to, again.status_since) == ("xã Chợ Mới", desk.day)
    dialog.deleteLater()


def test_a_split_and_a_join_are_written(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    household = _household(desk)
    before = count(desk, "household")
    dialog = _dialog(desk, window, household, SPLIT)
    dialog.head.setText("ma thị con")
    dialog.people.setText("1")
    dialog.try_to_save()
    assert count(desk, "household") == before + 1
    made = desk.store.get(Household, dialog.made)
    assert made is not None
    assert (made.head_name, made.people, made.split_from_id) == ("Ma Thị Con", 1, household.id)
    joining = _dialog(desk, window, made, JOIN)
    joining.try_to_save()
    assert joining.form.fields["into"].problem
    (option,) = [one for one in joining._others(household.head_name) if one.key == household.id]
    joining.into.show_option(option)
    joining.try_to_save()
    again = desk.store.get(Household, made.id)
    assert again is not None
    assert (again.status, again.merged_into_id) == ("nhap_ho", household.id)
    for one in (dialog, joining):
        one.deleteLater()


def test_what_the_rules_refuse_stays_in_the_dialog(desk_and_window: DeskAndWindow):
    desk, window = desk_and_window
    household = _household(desk)
    dialog = _dialog(desk, window, household, SPLIT)
    dialog.head.setText("Ma Thị Con")
    dialog.people.setText(str(household.people))
    before = count(desk, "household")
    dialog.try_to_save()
    assert count(desk, "household") == before
    assert dialog.form.problems.isVisibleTo(dialog)
    dialog.deleteLater()
