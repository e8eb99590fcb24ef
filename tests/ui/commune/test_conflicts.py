"""Chỗ khác nhau on a real store: the list, one record side by side, decisions one by one and many at once."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from desktop.models.conflicts import conflicts
from desktop.models.decided import decided
from desktop.models.households import Response
from desktop.models.teams import Person
from desktop.surveys.xform.defining import form_from_xform
from tests.ui.commune.conftest import Commune
from tests.ui.commune.differing import later
from tests.ui.commune.weighing_page import (
    REASON,
    field_of,
    grounds,
    household,
    open_record,
    press_decide,
    sides,
    words_of,
)

# --- the list ---


def test_the_list_has_a_line_a_record_and_opens_it_with_enter(commune: Commune) -> None:
    room = commune.conflicts
    assert room.list.inbox.count() == len({one.record for one in conflicts(commune.store)}) > 0
    first = room.list.inbox.rows(0, 1)[0]
    room.list.view.setFocus()
    QTest.keyClick(room.list.view, Qt.Key.Key_Return)
    assert first.name in words_of(room.shown)
    assert room.record.isVisible()
    QTest.keyClick(commune.window, Qt.Key.Key_Escape)
    QTest.qWait(130)
    assert room.list.isVisible()


def test_it_is_searched_and_narrowed(commune: Commune) -> None:
    commune.differ({"people": 3}, {"people": 4})
    room = commune.conflicts
    room.refresh()
    every = room.list.inbox.count()
    name = room.list.inbox.rows(0, 1)[0].name.partition(" (")[0]
    room.list.searched.emit(name)
    assert 1 <= room.list.inbox.count() < every
    room.list.searched.emit("")
    room.list.villages.setCurrentIndex(1)
    room.list.villages.activated.emit(1)
    assert 1 <= room.list.inbox.count() < every
    assert len({line.village for line in room.list.inbox.rows(0, 99)}) == 1
    room.list.searched.emit("không có ai tên thế")
    assert room.list.inbox.count() == 0
    assert "Không tìm thấy" in words_of(room.list)
    room.list._widen()
    assert room.list.inbox.count() == every


def test_a_filter_stays_while_one_decides(commune: Commune) -> None:
    room = commune.conflicts
    room.list.villages.setCurrentIndex(2)
    room.list.villages.activated.emit(2)
    chosen = room.list.villages.currentData()
    room.refresh()
    assert room.list.villages.currentData() == chosen


def test_an_empty_inbox_says_what_it_is_for(commune: Commune) -> None:
    room = commune.conflicts
    for record in [key[1] for key in room.list.inbox.keys()]:  # noqa: SIM118 - a list of the inbox
        open_record(commune, record)
        field_of(room, "phone").radios[0].click()
        press_decide(room)
    assert room.shown is room.list
    assert "Không có chỗ nào khác nhau" in words_of(room.list)
    assert "Đã ghi quyết định" in words_of(room.list)
    assert not room.list._many.isVisible()


# --- one record ---


def test_a_decision_is_written_and_the_next_record_comes(commune: Commune) -> None:
    room = commune.conflicts
    before = conflicts(commune.store)
    first, second = [key[1] for key in room.list.inbox.keys()][:2]  # noqa: SIM118
    open_record(commune, first)
    field_of(room, "phone").radios[1].click()
    kept = sides(room).choices()[0].value
    press_decide(room)
    (told,) = decided(commune.store)
    assert (told.record, told.chosen, told.reason) == (first, kept, REASON)
    assert told.by
    assert household(commune, first).phone == kept
    assert len(conflicts(commune.store)) == len(before) - 1
    assert room.record.record is not None
    assert room.record.record.record == second
    assert "Đã ghi quyết định cho 1 chỗ" in words_of(room.record)


def test_people_are_told_who_and_when_and_with_which_bundle(commune: Commune) -> None:
    first = commune.conflicts.list.inbox.rows(0, 1)[0]
    said = words_of(open_record(commune, first.record).record)
    assert "Máy của Trưởng thôn, thôn" in said
    assert "Máy xã" in said
    assert "ghi lúc 21:00 ngày 31/08/2025" in said
    assert "gói số" in said
    assert first.record not in said


def test_one_column_is_chosen_and_another_is_not(commune: Commune) -> None:
    record = commune.differ({"people": 3, "hamlet": "Xóm Xã"}, {"people": 4, "hamlet": "Xóm Thôn"})
    room = open_record(commune, record)
    field_of(room, "people").radios[0].click()
    press_decide(room)
    assert "Còn chưa chọn: xóm." in words_of(room.record)
    assert len(conflicts(commune.store, [("household", record)])) == 2
    field_of(room, "hamlet").pick("Xóm Xã")
    press_decide(room)
    assert household(commune, record).hamlet == "Xóm Xã"
    assert conflicts(commune.store, [("household", record)]) == []


@pytest.mark.parametrize("place", [0, 1])
def test_everything_of_one_side_is_chosen_with_one_press(commune: Commune, place: int) -> None:
    record = commune.differ({"people": 3, "hamlet": "Xóm Xã"}, {"people": 4, "hamlet": "Xóm Thôn"})
    room = open_record(commune, record)
    buttons = [one for one in sides(room).findChildren(QAbstractButton) if "Giữ tất cả của" in one.accessibleName()]
    assert len(buttons) == 2
    party = room.record.record.parties[place]  # type: ignore[union-attr]
    assert party.writer.told in buttons[place].accessibleName()
    buttons[place].click()
    press_decide(room)
    row = household(commune, record)
    assert (row.people, row.hamlet) == (party.wrote["people"].value, party.wrote["hamlet"].value)


def test_without_a_reason_nothing_is_written(commune: Commune) -> None:
    room = open_record(commune, commune.conflicts.list.inbox.rows(0, 1)[0].record)
    field_of(room, "phone").radios[0].click()
    press_decide(room, reason="")
    assert "Hãy chọn hoặc ghi lý do" in words_of(room.record)
    assert decided(commune.store) == []
    grounds(room).show_name("  ")
    press_decide(room)
    assert "Hãy ghi họ tên" in words_of(room.record)
    assert decided(commune.store) == []


def test_the_name_is_remembered(commune: Commune) -> None:
    first, second = [key[1] for key in commune.conflicts.list.inbox.keys()][:2]  # noqa: SIM118
    room = open_record(commune, first)
    field_of(room, "phone").radios[0].click()
    grounds(room).show_name("Lường Thị Thử")
    press_decide(room)
    room = open_record(commune, second)
    assert grounds(room).name == "Lường Thị Thử"


@pytest.mark.parametrize(
    ("column", "ours", "theirs", "bad", "problem", "good", "stored"),
    [
        ("phone", "0345887943", "0366164118", "09123", "không phải số điện thoại", "0987 111 222", "0987111222"),
        ("people", 3, 4, "ba", "số nguyên", "5", 5),
        ("people", 3, 4, "99", "không nằm trong khoảng", "-", None),
        ("head_name", "Nông Văn A", "Nông Văn B", "", "không được để trống", "Nông Văn C", "Nông Văn C"),
    ],
)
def test_a_value_of_ones_own_is_looked_at_as_in_a_form(
    commune: Commune, column: str, ours: Any, theirs: Any, bad: str, problem: str, good: str, stored: Any
) -> None:
    record = commune.differ({column: ours}, {column: theirs})
    room = open_record(commune, record)
    choice = field_of(room, column)
    choice.radios[-1].click()
    assert choice.editor is not None
    editor = choice.editor.widget
    assert isinstance(editor, QLineEdit)
    editor.setText(bad)
    press_decide(room)
    assert problem in words_of(room.record)
    assert conflicts(commune.store, [("household", record)])
    editor.setText(good)
    press_decide(room)
    assert getattr(household(commune, record), column) == stored


def test_a_coded_value_of_ones_own_is_taken_from_its_list(commune: Commune) -> None:
    record = commune.differ({"status": "tam_vang"}, {"status": "da_chuyen_di"})
    room = open_record(commune, record)
    choice = field_of(room, "status")
    assert choice.editor is not None
    choice.radios[-1].click()
    combo = choice.editor.widget.focusProxy()
    assert combo is not None
    QTest.keyClick(combo, Qt.Key.Key_1)
    press_decide(room)
    assert household(commune, record).status == "dang_cu_tru"


def test_a_day_of_ones_own_is_typed(commune: Commune) -> None:
    person = commune.store.all(Person.select().where(Person.village_id.is_null(False)))[0]
    commune.differ({"birth_date": date(1990, 1, 2)}, {"birth_date": date(1990, 2, 1)}, model=Person, record=person.id)
    room = open_record(commune, person.id, "person")
    choice = field_of(room, "birth_date")
    choice.radios[-1].click()
    assert choice.editor is not None
    editor = choice.editor.widget
    assert isinstance(editor, QLineEdit)
    editor.setText("31/02/1990")
    press_decide(room)
    assert "Chưa đọc được ngày này" in words_of(room.record)
    editor.setText("3/3/1990")
    press_decide(room)
    row = commune.store.get(Person, person.id)
    assert row is not None
    assert row.birth_date == date(1990, 3, 3)


def test_a_deletion_is_told_and_needs_nothing_else(commune: Commune) -> None:
    record = commune.differ({"people": 3}, {"people": 4}, delete=True)
    room = open_record(commune, record)
    said = words_of(room.record)
    assert "xóa hộ dân này, trong khi" in said
    field_of(room, "deleted").pick(1)
    press_decide(room)
    assert household(commune, record).deleted
    assert conflicts(commune.store, [("household", record)]) == []


def test_a_deleted_record_that_stays_needs_every_choice(commune: Commune) -> None:
    record = commune.differ({"people": 3}, {"people": 4}, delete=True)
    room = open_record(commune, record)
    field_of(room, "deleted").pick(0)
    press_decide(room)
    assert "Còn chưa chọn: số nhân khẩu." in words_of(room.record)
    field_of(room, "people").pick(4)
    press_decide(room)
    assert not household(commune, record).deleted
    assert household(commune, record).people == 4


def test_what_was_decided_before_is_told_when_it_is_open_again(commune: Commune) -> None:
    record = commune.differ({"people": 3}, {"people": 4})
    room = open_record(commune, record)
    field_of(room, "people").pick(3)
    press_decide(room)
    later(commune.store, commune.laptop, record, people=6)
    room = open_record(commune, record)
    assert "trước đây" in words_of(room.record)
    assert REASON in words_of(room.record)


def test_what_changes_meanwhile_is_shown_anew(commune: Commune) -> None:
    record = commune.differ({"people": 3}, {"people": 4})
    room = open_record(commune, record)
    field_of(room, "people").pick(3)
    commune.desk.tell_changed(frozenset({"household"}))
    assert sides(room).choices(), "what was chosen stays while nothing changed"
    later(commune.store, commune.laptop, record, people=7)
    commune.desk.tell_changed(frozenset({"household"}))
    assert not sides(room).choices()
    assert "vừa thay đổi" in words_of(room.record)


def test_the_rest_of_the_record_is_folded_away(commune: Commune) -> None:
    record = commune.differ({"people": 3, "note": "xã ghi"}, {"people": 4})
    room = open_record(commune, record)
    assert "xã ghi" in words_of(room.record)  # changed by one side alone
    (fold,) = [one for one in sides(room).findChildren(QAbstractButton) if "Xem cả mục" in one.text()]
    shown = words_of(room.record)
    fold.click()
    assert len(words_of(room.record)) > len(shown)
    assert "Chủ hộ" in words_of(room.record)


def test_records_are_gone_through_without_deciding(commune: Commune) -> None:
    keys = commune.conflicts.list.inbox.keys()
    room = open_record(commune, keys[0][1])
    shown = [room.record.record.record] if room.record.record else []
    room.record.moved.emit(1)
    shown += [room.record.record.record] if room.record.record else []
    room.record.moved.emit(-1)
    shown += [room.record.record.record] if room.record.record else []
    room.record.moved.emit(-1)  # before the first there is none
    assert shown[0] == shown[2] != shown[1]
    assert decided(commune.store) == []


def test_of_answers_only_those_that_differ_are_told_in_the_words_of_the_questionnaire(commune: Commune) -> None:
    form = form_from_xform(str(commune.store.value("SELECT definition FROM form")))
    (row, *_) = [one for one in commune.laptop.all(Response.select().order_by(Response.id)) if one.answers]
    given = dict(row.answers or {})
    question = next(one for one in form.questions if len(one.choices) > 2 and one.name in given)
    free = [choice for choice in question.choices if choice.value != given[question.name]][:2]
    ours, theirs = ({**given, question.name: choice.value} for choice in free)
    commune.differ({"answers": ours}, {"answers": theirs}, model=Response, record=row.id)
    said = words_of(open_record(commune, row.id, "response").record)
    for choice in free:
        assert f"{question.label}: {choice.label}" in said
    others = [one for one in form.questions if one.name in given and one is not question]
    assert not any(f"{one.label}: " in said for one in others)
