"""The tasks of a village as its desk shows them: whose, until when, how far, what counts by itself (R054, R065).

Reading, and writing the village's own progress: one record a task and village, so that the commune sees each village's
word beside its own task and nobody writes over anybody.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import msgspec

from desktop.models.acts import Acts
from desktop.models.store import Store
from desktop.models.work import TaskProgress

NOT_BEGUN, DOING, DONE, CANNOT = "chua_lam", "dang_lam", "xong", "khong_lam_duoc"
SOON = timedelta(days=7)


@dataclass(frozen=True)
class TaskRow:
    """A task with what one village has done of it on a day; what is not known is None."""

    id: str
    own: bool  # written by the village itself, not by the commune
    level: str  # tinh, xa, thon
    name: str
    content: str
    services: tuple[str, ...]
    target: int | None
    unit: str  # "" = lượt
    first_day: date | None
    due_on: date | None
    document: str
    closed_on: date | None
    progress_id: str | None
    state: str  # chua_lam, dang_lam, xong, khong_lam_duoc
    told: int | None  # what the team told
    counted: int | None  # visits that sessions count; None when the task names no services
    note: str
    done_on: date | None
    day: date

    @property
    def done(self) -> int | None:
        """What is done: what sessions count and what the team tells; not known when neither is."""
        known = [part for part in (self.counted, self.told) if part is not None]
        return sum(known) if known else None

    @property
    def is_open(self) -> bool:
        """Whether the team still has to do something."""
        return self.closed_on is None and self.state not in (DONE, CANNOT)

    @property
    def days_left(self) -> int | None:
        """Days until it is due, below 0 when it is late; None without a day or when nothing is to be done."""
        return (self.due_on - self.day).days if self.due_on and self.is_open else None

    @property
    def is_late(self) -> bool:
        """Whether it is open after its day."""
        return self.days_left is not None and self.days_left < 0

    @property
    def is_soon(self) -> bool:
        """Whether it is due within a week."""
        return self.days_left is not None and 0 <= self.days_left <= SOON.days


_TASKS = """
SELECT t.id, t.village_id IS NOT NULL, t.level, t.name, t.content, t.services, t.target, t.unit, t.first_day, t.due_on,
    t.document, t.closed_on, p.id, COALESCE(p.state, 'chua_lam'), p.done, p.note, p.done_on
FROM task t LEFT JOIN task_progress p ON p.id = (
    SELECT max(id) FROM task_progress WHERE task_id = t.id AND village_id IS ?1 AND NOT deleted)
WHERE NOT t.deleted AND (t.village_id IS NULL OR t.village_id = ?1)
"""
_VISITS = """
SELECT t.id, sum(l.visits) FROM task t JOIN json_each(t.services) wanted
JOIN session_line l ON l.service_code = wanted.value AND l.village_id IS ?1 AND NOT l.deleted
JOIN session s ON s.id = l.session_id AND s.village_id IS ?1 AND NOT s.deleted
    AND s.held_on BETWEEN COALESCE(t.first_day, '') AND COALESCE(t.due_on, '9999')
WHERE NOT t.deleted AND t.services IS NOT NULL AND (t.village_id IS NULL OR t.village_id = ?1) GROUP BY t.id
"""


def tasks_of(store: Store, village_id: str | None, day: date) -> list[TaskRow]:
    """All tasks that a village has: open ones by the day on which they are due, then the others, the latest first."""
    visits = dict(store.rows(_VISITS, [village_id]))
    rows = [_row(visits, day, *row) for row in store.rows(_TASKS, [village_id])]
    open_ = sorted((row for row in rows if row.is_open), key=lambda row: (row.due_on or date.max, row.name, row.id))
    ended = [row for row in rows if not row.is_open]
    ended.sort(key=lambda row: (row.done_on or row.closed_on or row.due_on or date.min, row.id), reverse=True)
    return [*open_, *ended]


def _row(
    visits: Mapping[str, int], day: date, record: str, own: int, level: str, name: str, content: str | None,
    services: str | None, target: int | None, unit: str | None, first: str | None, due: str | None,
    document: str | None, closed: str | None, progress: str | None, state: str, told: int | None, note: str | None,
    done_on: str | None,
) -> TaskRow:  # fmt: skip
    codes = tuple(code for code in msgspec.json.decode(services or "[]") if isinstance(code, str))
    return TaskRow(
        record, bool(own), level, name, content or "", codes, target, unit or "", _day(first), _day(due),
        document or "", _day(closed), progress, state, told, visits.get(record, 0) if codes else None, note or "",
        _day(done_on), day,
    )  # fmt: skip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def write_progress(
    acts: Acts, village_id: str, task: TaskRow, *, state: str, done: int | None, note: str, done_on: date | None
) -> None:
    """Write how far the village is with a task; raises RuleBroken."""
    values = {"state": state, "done": done, "note": note or None, "done_on": done_on}
    if task.progress_id:
        acts.set(TaskProgress, task.progress_id, **values)
    else:
        acts.add(TaskProgress, village_id=village_id, task_id=task.id, **values)
