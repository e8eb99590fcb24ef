"""A task comes down in the commune's bundle, each village's progress goes up, and nobody writes over anybody."""

from datetime import date
from pathlib import Path

from desktop.clock import today
from desktop.models.acts import acting
from desktop.models.conflicts import conflicts
from desktop.models.opinion_list import ANSWERED, NEW, opinions
from desktop.models.task_list import DOING, DONE, TaskRow, tasks_of, write_progress
from desktop.models.work import Opinion, Task
from tests.sync.desks import Desk, make_circle

DUE = date(2025, 8, 31)


def the_task(desk: Desk, village_id: str) -> TaskRow:
    (row,) = tasks_of(desk.store, village_id, today(desk.store.clock))
    return row


def report(village: Desk, state: str, done: int) -> None:
    day = today(village.store.clock)
    with acting(village.store) as acts:
        task = the_task(village, village.village_id)
        done_on = day if state == DONE else None
        write_progress(acts, village.village_id, task, state=state, done=done, note="", done_on=done_on)


def test_a_task_goes_down_and_progress_comes_up_from_two_villages(tmp_path: Path) -> None:
    circle = make_circle(tmp_path, villages=2)
    commune, (one, other) = circle.commune, circle.villages
    with acting(commune.store) as acts:
        task = acts.add(Task, level="xa", name="Kích hoạt VNeID", target=20, due_on=DUE)
    for village in (one, other):
        village.merge(commune.export(circle.stick, village))
        assert the_task(village, village.village_id).id == task
        assert not the_task(village, village.village_id).own
    report(one, DOING, 7)
    report(other, DONE, 20)
    for village in (one, other):
        commune.merge(village.export(circle.stick))
    seen = [the_task(commune, village.village_id) for village in (one, other)]
    assert [(row.state, row.told) for row in seen] == [(DOING, 7), (DONE, 20)]
    # the commune changes its task while a village goes on: both stand
    with acting(commune.store) as acts:
        acts.set(Task, task, target=30)
    report(one, DONE, 31)
    one.merge(commune.export(circle.stick, one))
    commune.merge(one.export(circle.stick))
    for desk in (commune, one):
        row = the_task(desk, one.village_id)
        assert (row.target, row.state, row.told) == (30, DONE, 31)
        assert conflicts(desk.store) == []
    assert other.store.value("SELECT count(*) FROM task_progress WHERE village_id = ?", [one.village_id]) == 0
    circle.close()


def test_an_opinion_goes_up_and_its_answer_comes_down(tmp_path: Path) -> None:
    circle = make_circle(tmp_path)
    commune, village = circle.commune, circle.village
    day = today(village.store.clock)
    with acting(village.store) as acts:
        told = {"received_on": day, "topic": "song_mang", "content": "Sóng yếu"}
        record = acts.add(Opinion, village_id=village.village_id, state=NEW, **told)
    commune.merge(village.export(circle.stick))
    with acting(commune.store) as acts:
        acts.set(Opinion, record, state=ANSWERED, answer="Đã báo nhà mạng", answered_on=day, answered_by="UBND xã")
    village.merge(commune.export(circle.stick, village))
    (row,) = opinions(village.store, day)
    assert (row.state, row.answer, row.answered_by) == (ANSWERED, "Đã báo nhà mạng", "UBND xã")
    assert conflicts(village.store) == conflicts(commune.store) == []
    circle.close()
