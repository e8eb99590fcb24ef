"""A repeat on paper: how many columns its table has, what they are called, and which answers stand in them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop.surveys.definition import Form, Repeat

#: How many members a blank table has room for.
ROOM = 6


@dataclass(frozen=True)
class Entry:
    """The answers of one member, where the engine keeps them, and its number ("2", inside another repeat "1.2")."""

    number: str
    path: str
    answers: Mapping[str, object]


def entries_of(form: Form, path: str, answers: Mapping[str, object]) -> Iterator[Entry]:
    """The members of the repeat at a path, of all the repeats around it, in order."""
    yield from _inside(_route(form, path), "", Entry("", "", answers))


def _inside(route: Sequence[Repeat], above: str, around: Entry) -> Iterator[Entry]:
    """The entries at the end of a route of repeats, below one entry."""
    repeat, *deeper = route
    given = around.answers.get(repeat.name)
    for at, each in enumerate(given if isinstance(given, list) else [], start=1):
        place = f"{around.path}{repeat.path[len(above) :]}" + (f"[{at}]" if at > 1 else "")
        number = f"{around.number}.{at}" if around.number else str(at)
        entry = Entry(number, place, each if isinstance(each, Mapping) else {})
        if deeper:
            yield from _inside(deeper, repeat.path, entry)
        else:
            yield entry


def _route(form: Form, path: str) -> list[Repeat]:
    """The repeat at a path with those around it, the outermost first."""
    by_path = {repeat.path: repeat for repeat in form.repeats}
    route: list[Repeat] = []
    while path in by_path:
        route.insert(0, by_path[path])
        path = by_path[path].within
    return route


def columns_of(form: Form, path: str, entries: Sequence[Entry] | None) -> tuple[str, ...]:
    """The titles of the columns: the members that there are, or on a blank table numbers to begin with."""
    if entries is not None:
        return tuple(entry.number for entry in entries)
    repeat = _route(form, path)[-1]
    room = min(int(repeat.count), ROOM) if repeat.count.isdigit() and int(repeat.count) else ROOM
    return tuple("" if repeat.within else str(at) for at in range(1, room + 1))


def member_note(form: Form, path: str, room: int) -> str:
    """How to fill in the table."""
    repeat = _route(form, path)[-1]
    if repeat.within:
        return "Mỗi cột một mục; ghi số của phần bên ngoài và số thứ tự trên đầu cột, ví dụ 1.2."
    if repeat.count.isdigit() and int(repeat.count) <= room:
        return "Mỗi cột một mục, ghi mã hoặc số vào ô."
    return f"Mỗi cột một mục, ghi mã hoặc số vào ô. Quá {room} mục thì dùng thêm tờ này."
