"""The columns of Các thôn: one dense row a village, a line of totals at the end."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from desktop.models.commune_queries import Contact
from desktop.models.overview import VillageState
from desktop.text import DASH, fold, format_count, format_phone, text_sort_key
from desktop.ui.commune.naming import days_ago, report_state, tr
from desktop.ui.rows import Column
from desktop.ui.states import Shape, State
from desktop.ui.tokens import Tone

ALL, TO_CALL, NOT_READ, TO_LOOK = "all", "call", "unread", "look"
_REPORTED = ("da_gui", "da_tiep_nhan", "da_khoa")


@dataclass(frozen=True)
class Line:
    """A row of the list: a village, or the totals of the rows above it (`village` is None then)."""

    village: VillageState | None
    shown: tuple[VillageState, ...]  # the village alone, or all that are added up
    contact: Contact | None = None


def owes(village: VillageState) -> bool:
    """Whether somebody should telephone this village now."""
    return village.report_overdue or village.report_state == "can_sua" or village.held_bundles > 0


def bundle_words(line: Line) -> str:
    """The last bundle and how old it is; what is held comes first, because it wants a call."""
    if line.village is None:
        held = sum(one.held_bundles for one in line.shown)
        return tr("{count} gói giữ lại").format(count=held) if held else ""
    one = line.village
    if one.held_bundles:
        return tr("Thiếu gói trước, giữ {count}").format(count=one.held_bundles)
    if one.last_bundle is None:
        return tr("Chưa có gói nào")
    return tr("Gói {number} · {age}").format(number=one.last_bundle, age=days_ago(one.days_old))


def _report(line: Line) -> State:
    if line.village:
        return report_state(line.village.report_state, overdue=line.village.report_overdue)
    sent = sum(one.report_state in _REPORTED for one in line.shown)
    tone, shape = (Tone.GOOD, Shape.FULL) if sent == len(line.shown) else (Tone.QUIET, Shape.HALF)
    return State(tr("{part}/{all} thôn").format(part=sent, all=len(line.shown)), tone, shape)


def _survey(line: Line) -> str:
    done, households = _sum(line, "surveyed"), _sum(line, "households")
    return DASH if households is None else f"{format_count(done)}/{format_count(households)}"


def _members(line: Line) -> str:
    """The number of members; "!" marks a finding, which the village's page tells in words."""
    marked = sum(one.findings for one in line.shown)
    return f"{'! ' if marked else ''}{format_count(_sum(line, 'members'))}"


def _sum(line: Line, name: str) -> int | None:
    """A sum over what is known."""
    known = [value for one in line.shown if (value := getattr(one, name)) is not None]
    return sum(known) if known else None


def _count(name: str) -> Column[Line]:
    titles = {"sessions": tr("Buổi"), "visits": tr("Lượt")}
    return Column(titles[name], lambda line: format_count(_sum(line, name)), width=66, number=True, key=name)


def _conflicts(line: Line) -> str:
    return format_count(_sum(line, "conflicts")) if _sum(line, "conflicts") else DASH


def columns() -> Sequence[Column[Line]]:
    """The columns in their order; those that matter least on a telephone day go first when it is narrow."""
    return (
        Column(tr("Thôn"), _name, width=126, key="name", strong=True),
        Column(tr("Gói gần nhất"), bundle_words, width=190, key="bundle", spare=1),
        Column(tr("Báo cáo"), lambda line: _report(line).words, width=180, key="report", state=_report),
        Column(tr("Khảo sát"), _survey, width=88, number=True, key="survey"),
        _count("sessions"),
        _count("visits"),
        Column(tr("Người"), _members, width=74, number=True, key="members", spare=2),
        Column(tr("Khác nhau"), _conflicts, width=96, number=True, key="conflicts", spare=3),
        Column(tr("Trưởng thôn"), _phone, width=126, spare=4),
    )


def _name(line: Line) -> str:
    return line.village.name if line.village else tr("Cộng {count} thôn").format(count=len(line.shown))


def _phone(line: Line) -> str:
    return format_phone(line.contact.phone) if line.contact else ("" if line.village is None else DASH)


_ORDERS: Mapping[str, str] = {
    "bundle": "days_old", "report": "report_state", "survey": "surveyed", "sessions": "sessions", "visits": "visits",
    "members": "members", "conflicts": "conflicts",
}  # fmt: skip


class VillageLines:
    """A RowSource of the villages with their totals; the totals stay at the end however the list is sorted."""

    def __init__(self) -> None:
        self._columns = columns()
        self._all: Sequence[VillageState] = ()
        self._contacts: Mapping[str, Sequence[Contact]] = {}
        self._lines: list[Line] = []
        self._searched, self._filter = "", ALL
        self._order: tuple[str, bool] = ("", False)

    @property
    def columns(self) -> Sequence[Column[Line]]:
        """The columns in their order."""
        return self._columns

    @property
    def filter(self) -> str:
        """The filter that is on."""
        return self._filter

    def take(self, villages: Sequence[VillageState], contacts: Mapping[str, Sequence[Contact]]) -> None:
        """Hold these villages instead of the old ones."""
        self._all, self._contacts = villages, contacts
        self._arrange()

    def search(self, text: str) -> None:
        """Keep the villages whose name or code has every typed word."""
        self._searched = text
        self._arrange()

    def narrow_to(self, name: str) -> None:
        """Keep the villages of a filter."""
        self._filter = name
        self._arrange()

    def of(self, name: str) -> list[VillageState]:
        """The villages of a filter, whatever is searched."""
        tests: dict[str, Callable[[VillageState], bool]] = {
            ALL: lambda one: True,
            TO_CALL: owes,
            NOT_READ: lambda one: one.report_state == "da_gui",
            TO_LOOK: lambda one: one.findings > 0 or one.conflicts > 0,
        }
        return [one for one in self._all if tests[name](one)]

    def villages_shown(self) -> int:
        """How many villages the list shows, without the line of totals."""
        return max(0, len(self._lines) - 1)

    def count(self) -> int:
        """How many rows there are."""
        return len(self._lines)

    def rows(self, offset: int, limit: int) -> Sequence[Line]:
        """Some of the rows."""
        return self._lines[offset : offset + limit]

    def sort(self, key: str, *, descending: bool) -> None:
        """Order by a column from now on."""
        self._order = (key, descending)
        self._arrange()

    def _arrange(self) -> None:
        wanted = fold(self._searched).split()
        kept = [one for one in self.of(self._filter) if all(part in fold(f"{one.name} {one.code}") for part in wanted)]
        key, descending = self._order
        if key == "name":
            kept.sort(key=lambda one: text_sort_key(one.name), reverse=descending)
        elif key:
            kept.sort(key=lambda one: _rank(getattr(one, _ORDERS[key])), reverse=descending)
        self._lines = [Line(one, (one,), self._head(one.id)) for one in kept]
        if kept:
            self._lines.append(Line(None, tuple(kept)))

    def _head(self, village: str) -> Contact | None:
        return next(iter(self._contacts.get(village, ())), None)


def _rank(value: int | str | None) -> tuple[bool, int | str]:
    """What is not known comes first, because it is what one looks for."""
    return (value is not None, value if value is not None else 0)
