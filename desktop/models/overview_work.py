"""What of the team's work the first screen shows: late or soon due tasks, long waits, today's sessions."""

from dataclasses import dataclass
from datetime import date

from desktop.models.calendar_list import Planned, planned_between
from desktop.models.opinion_list import OpinionRow, opinions
from desktop.models.store import Store
from desktop.models.task_list import TaskRow, tasks_of


@dataclass(frozen=True)
class WorkToDo:
    """Only what wants somebody today; empty when nothing does."""

    late: tuple[TaskRow, ...]
    soon: tuple[TaskRow, ...]  # due within a week
    waiting: tuple[OpinionRow, ...]  # longer than 15 days, the longest first
    today: tuple[Planned, ...]  # not recorded and not put off


def work_to_do(store: Store, village_id: str, day: date) -> WorkToDo:
    """What a village's team has to do on a day."""
    tasks = tasks_of(store, village_id, day)
    planned = planned_between(store, day, day, village_id)
    return WorkToDo(
        late=tuple(row for row in tasks if row.is_late),
        soon=tuple(row for row in tasks if row.is_soon),
        waiting=tuple(row for row in opinions(store, day, village_id=village_id) if row.waits_long),
        today=tuple(entry for entry in planned if entry.is_open),
    )
