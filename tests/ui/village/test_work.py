"""Việc & ý kiến by keyboard: tasks and their progress, opinions, what is typed and what is deleted."""

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.models import village_queries as queries
from desktop.models.journal import VILLAGE
from desktop.models.opinion_list import ANSWERED, offered_opinions, opinions
from desktop.models.task_list import DONE, tasks_of
from desktop.models.work import Opinion, Task
from desktop.ui.desk import Desk
from desktop.ui.village.work import kept_dialog
from desktop.ui.village.work.opinion_dialogs import OpinionDialog, TakeOverDialog
from desktop.ui.village.work.opinions_page import LONG, OpinionsPage
from desktop.ui.village.work.task_dialogs import ProgressDialog, TaskDialog
from desktop.ui.village.work.tasks_page import LATE, TasksPage
from desktop.ui.village.work.work_list import WorkList
from desktop.ui.window import DeskWindow
from tests.ui.screen import settle
from tests.ui.village.acting import CTRL, count, press, press_on, type_in
from tests.ui.village.conftest import Answering, OpenVillage
from tests.ui.village.work_screens import filled_opinions, filled_tasks

DeskAndWindow = tuple[Desk, DeskWindow]


def page_of(window: DeskWindow, room: str) -> Any:
    window.open_room(room)
    settle()
    page = window.page(room)
    assert isinstance(page, WorkList)
    return page


def village_of(desk: Desk) -> str:
    return desk.store.setting(VILLAGE) or ""


def clear(desk: Desk, *models: Any) -> None:
    """Take what the demo wrote away; the commune's tasks are gone as if it had given none."""
    with desk.store.transaction():
        desk.store.execute("DELETE FROM task WHERE village_id IS NULL")
    with desk.acting() as acts:
        for model in models:
            for (record,) in desk.store.rows(f"SELECT id FROM {model.table()} WHERE NOT deleted"):
                acts.delete(model, record)


# --- tasks ---


def test_a_task_is_written_down_and_done_by_keyboard(desk_and_window: DeskAndWindow, answering: Answering) -> None:
    desk, window = desk_and_window
    clear(desk, Task)
    page = page_of(window, "tasks")
    assert isinstance(page, TasksPage)

    def write(dialog: TaskDialog) -> None:
        type_in("Lập nhóm Zalo")
        press(Qt.Key.Key_S, CTRL)

    answering(TaskDialog, write)
    press_on(page, Qt.Key.Key_N, CTRL)
    (row,) = tasks_of(desk.store, village_of(desk), desk.day)
    assert (row.name, row.level, row.first_day, row.own) == ("Lập nhóm Zalo", "thon", desk.day, True)
    assert page.banner is not None

    def finish(dialog: ProgressDialog) -> None:
        press(Qt.Key.Key_3)  # Đã xong
        press(Qt.Key.Key_S, CTRL)

    answering(ProgressDialog, finish)
    press_on(page.view, Qt.Key.Key_Return)  # the new task is chosen
    (row,) = tasks_of(desk.store, village_of(desk), desk.day)
    assert (row.state, row.done_on) == (DONE, desk.day)


def test_the_list_says_how_each_task_stands_and_keeps_the_late_ones(desk_and_window: DeskAndWindow) -> None:
    desk, window = desk_and_window
    clear(desk, Task)
    filled_tasks(desk)
    page = page_of(window, "tasks")
    states = [page.source.columns[-1].text(row) for row in page.source.rows(0, 9)]
    assert states == ["Quá hạn 3 ngày", "Còn 5 ngày", "Chưa làm"]
    assert page.subtitle.text() == "3 việc phải làm, 1 việc quá hạn"
    page.show_only(LATE)
    assert page.source.count() == 1


def test_progress_says_what_sessions_counted_and_what_is_wrong(
    desk_and_window: DeskAndWindow, answering: Answering
) -> None:
    desk, window = desk_and_window
    clear(desk, Task)
    filled_tasks(desk)
    page = page_of(window, "tasks")
    seen: list[str] = []

    def spoil(dialog: ProgressDialog) -> None:
        dialog.state.show_code("dang_lam")
        dialog.done_on.show_date(desk.day)
        dialog.try_to_save()
        seen.append(dialog.form.fields["done_on"].problem)
        dialog.done_on.show_date(None)
        dialog.told.show_number(4)
        dialog.try_to_save()

    answering(ProgressDialog, spoil)
    before = page.source.rows(0, 1)[0]
    page.open_row(before)
    assert seen[0].startswith("Việc chưa xong")
    after = next(row for row in tasks_of(desk.store, village_of(desk), desk.day) if row.id == before.id)
    assert (after.told, after.done) == (4, (before.counted or 0) + 4)


def test_a_task_is_deleted_after_a_question_and_comes_back(
    desk_and_window: DeskAndWindow, answering: Answering, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, window = desk_and_window
    clear(desk, Task)
    filled_tasks(desk)
    page = page_of(window, "tasks")
    asked: list[str] = []

    def agree(_parent: QWidget, question: str, *_rest: str, **_more: object) -> bool:
        asked.append(question)
        return True

    monkeypatch.setattr(kept_dialog, "ask", agree)
    answering(ProgressDialog, lambda dialog: dialog.beside.run())

    def delete(dialog: TaskDialog) -> None:
        assert dialog.beside is not None
        dialog.beside.run()

    answering(TaskDialog, delete)
    row = page.source.rows(0, 1)[0]
    page.open_row(row)
    assert row.name in asked[0]
    assert count(desk, "task") == 2
    assert row.name in window.undo_bar.told()
    assert window.undo_bar.offered is not None
    window.undo_bar.offered.click()
    assert count(desk, "task") == 3
    assert row.id in [one.id for one in page.source.rows(0, 9)]


# --- opinions ---


def test_an_opinion_is_written_down_by_keyboard_without_a_name(
    desk_and_window: DeskAndWindow, answering: Answering
) -> None:
    desk, window = desk_and_window
    clear(desk, Opinion)
    page = page_of(window, "opinions")
    assert isinstance(page, OpinionsPage)

    def write(dialog: OpinionDialog) -> None:
        press(Qt.Key.Key_2)  # sóng, mạng
        press(Qt.Key.Key_Tab)
        press(Qt.Key.Key_Tab)
        type_in("Sóng yếu")
        press(Qt.Key.Key_S, CTRL)

    answering(OpinionDialog, write)
    press_on(page, Qt.Key.Key_N, CTRL)
    (row,) = opinions(desk.store, desk.day)
    told = (row.content, row.topic, row.household_id, row.received_on, row.state)
    assert told == ("Sóng yếu", "song_mang", None, desk.day, "moi")

    def answer(dialog: OpinionDialog) -> None:
        assert not dialog.answer.isVisible()
        press(Qt.Key.Key_4)
        assert dialog.answer.isVisible()
        dialog.answer.setFocus()
        type_in("Da bao nha mang")
        press(Qt.Key.Key_S, CTRL)

    answering(OpinionDialog, answer)
    press_on(page.view, Qt.Key.Key_Return)
    (row,) = opinions(desk.store, desk.day)
    assert (row.state, row.answered_on, row.answer) == (ANSWERED, desk.day, "Da bao nha mang")


def test_numbers_in_an_opinion_are_warned_about_and_left(desk_and_window: DeskAndWindow) -> None:
    desk, window = desk_and_window
    dialog = OpinionDialog(desk, None, window)
    dialog.show()
    dialog.content.setPlainText("Gọi 0912 345 678")
    dialog.fields_shown()
    assert "0912 345 678" in dialog.warning.accessibleName()
    assert dialog.warning.isVisible()
    assert dialog.content.toPlainText() == "Gọi 0912 345 678"
    dialog.content.setPlainText("Không có số")
    dialog.fields_shown()
    assert dialog.warning.isHidden()
    dialog.done(0)


def test_the_survey_s_opinions_are_gone_through_one_by_one(
    desk_and_window: DeskAndWindow, answering: Answering
) -> None:
    desk, window = desk_and_window
    clear(desk, Opinion)
    page = page_of(window, "opinions")
    offered = offered_opinions(desk.store, village_of(desk))
    assert len(offered) == 2
    assert page.offer is not None
    assert str(len(offered)) in page.offer.accessibleName()
    turn = iter(("take", "later", "aside"))

    def decide(dialog: TakeOverDialog) -> None:
        match next(turn):
            case "take":
                dialog.topic.show_code("song_mang")
                dialog.try_to_save()
            case "aside":
                assert dialog.beside is not None
                dialog.beside.run()
            case "later":
                dialog.reject()

    assert len(answering(TakeOverDialog, decide)) == 0
    page.take_over()
    assert [row.content for row in opinions(desk.store, desk.day)] == [offered[0].content]
    assert offered_opinions(desk.store, village_of(desk)) == offered[1:]
    page.take_over()
    assert offered_opinions(desk.store, village_of(desk)) == []
    assert page.offer is None
    assert len(opinions(desk.store, desk.day)) == 1


def test_those_that_wait_for_long_are_one_filter(desk_and_window: DeskAndWindow) -> None:
    desk, window = desk_and_window
    clear(desk, Opinion)
    filled_opinions(desk)
    page = page_of(window, "opinions")
    page.show_only(LONG)
    (row,) = page.source.rows(0, 9)
    assert desk.day - row.received_on > timedelta(days=15)


# --- nothing typed is lost ---


def test_what_was_typed_is_there_after_a_crash_and_offered(open_village: OpenVillage, answering: Answering) -> None:
    desk, window = open_village()
    dialog = OpinionDialog(desk, None, window)
    dialog.content.setPlainText("Chữ đang gõ dở")
    dialog.topic.show_code("khac")
    dialog.keep()  # and the power is cut
    page = page_of(window, "opinions")
    assert page.banner is not None
    assert "ghi dở" in page.banner.accessibleName()
    found: list[str] = []

    def look(again: OpinionDialog) -> None:
        found.append(f"{again.content.toPlainText()} {again.topic.code()}")
        again.try_to_save()

    answering(OpinionDialog, look)
    page.banner.button.click()
    settle()
    assert found == ["Chữ đang gõ dở khac"]
    assert queries.typed(desk.store, "opinion:") == {}
    assert any(row.content == "Chữ đang gõ dở" for row in opinions(desk.store, desk.day))


def test_a_form_that_nobody_typed_in_keeps_nothing(desk_and_window: DeskAndWindow) -> None:
    desk, window = desk_and_window
    dialog = OpinionDialog(desk, None, window)
    dialog.keep()
    assert queries.typed(desk.store, "opinion:") == {}
    dialog.state.show_code("dang_xem")
    dialog.keep()
    assert "new" in queries.typed(desk.store, "opinion:")
    dialog.done(0)
    assert queries.typed(desk.store, "opinion:") == {}


def test_an_empty_list_says_how_to_begin(desk_and_window: DeskAndWindow) -> None:
    desk, window = desk_and_window
    clear(desk, Task, Opinion)
    for room, words in (("tasks", "Chưa có nhiệm vụ nào"), ("opinions", "Chưa có ý kiến nào")):
        page = page_of(window, room)
        empty = page._middle.currentWidget()
        assert words in [label.text() for label in empty.findChildren(type(page.title))]


def test_the_offer_goes_when_a_person_puts_the_typed_form_away(open_village: OpenVillage, answering: Answering) -> None:
    desk, window = open_village()
    queries.keep_typed(desk.store, "opinion:new", {"content": "Chữ đang gõ dở"})
    page = page_of(window, "opinions")
    answering(OpinionDialog, lambda dialog: dialog.done(0))
    page.banner.button.click()
    settle()
    assert page.banner is None
    page.refresh()
    assert page.banner is None
