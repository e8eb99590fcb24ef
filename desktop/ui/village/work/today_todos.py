"""The team's work as lines of the first screen: each with the room where it is done."""

from collections.abc import Iterator

from desktop.models import catalogues
from desktop.models.calendar_list import Planned
from desktop.models.journal import VILLAGE
from desktop.models.overview_work import work_to_do
from desktop.models.task_list import TaskRow
from desktop.text import format_count
from desktop.ui.desk import Desk
from desktop.ui.parts.todo_row import Todo
from desktop.ui.states import Shape, State
from desktop.ui.tokens import Tone
from desktop.ui.village.ways import Ways
from desktop.ui.village.work.wording import done_words, task_state, tr

#: The tables that these lines come from.
WORK = frozenset({"task", "task_progress", "opinion", "planned_session"})
_MOST = 3  # lines of one kind; the room has them all


def work_todos(desk: Desk, ways: Ways) -> Iterator[Todo]:
    """Today's sessions, late tasks, tasks due within a week, opinions that wait for too long."""
    seen = work_to_do(desk.store, desk.store.setting(VILLAGE) or "", desk.day)
    for entry in seen.today[:_MOST]:
        yield _planned(entry, ways)
    for row in [*seen.late, *seen.soon][:_MOST]:
        yield _task(row, ways)
    if seen.waiting:
        longest = seen.waiting[0]
        count = format_count(len(seen.waiting))
        state = State(tr("{count} ý kiến").format(count=count), Tone.WARN, Shape.TRIANGLE)
        told = tr("Lâu nhất đã {count} ngày, chưa trả lời").format(count=format_count(longest.waits))
        yield Todo(state, tr("Ý kiến người dân chờ quá 15 ngày"), told, lambda: ways.open("opinions"))


def _planned(entry: Planned, ways: Ways) -> Todo:
    kind = catalogues.labels("session_kinds").get(entry.kind, entry.kind).partition(" (")[0]
    title = " · ".join(part for part in (kind, entry.place) if part)
    told = " · ".join(part for part in (entry.hours, entry.who) if part)
    return Todo(State(tr("Lịch hôm nay"), Tone.INFO, Shape.HALF), title, told, lambda: ways.open("calendar"))


def _task(row: TaskRow, ways: Ways) -> Todo:
    told = tr("Nhiệm vụ · đã làm {done}").format(done=done_words(row))
    return Todo(task_state(row), row.name, told, lambda: ways.open("tasks"))
