"""The act of deciding conflicts: one field or many records, all or nothing, with a reason and a name.

The decision is an entry like any other and travels to the village together with a row that says why. The commune
decides; a village may settle what only its own laptops wrote differently (docs/decisions/0008-conflicts.md).
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import CharField

from desktop.clock import today
from desktop.errors import TosoError
from desktop.models.acts import tidied
from desktop.models.authors import Authors
from desktop.models.checking import TEAM_TABLES, team_findings
from desktop.models.commune_queries import OFFICER
from desktop.models.conflicts import Conflict, Place, conflicts, decide, differing, in_store
from desktop.models.decisions import Decision
from desktop.models.differing import DELETED, DifferingField, DifferingRecord, Party, Written
from desktop.models.journal import ROLE, VILLAGE, changing
from desktop.models.rules.columns import column_findings
from desktop.models.rules.findings import Finding, RuleBroken, arisen, made_worse
from desktop.models.schema import TABLES
from desktop.models.store import Store
from desktop.models.versions import Version
from desktop.models.weighing import weigh
from desktop.models.writers import VILLAGE_DESK, Writer, writers
from desktop.text import one_line

#: Why a value is kept, in the words that are offered; anything else may be typed.
REASONS = (
    "Đã gọi hỏi chủ hộ",
    "Đã hỏi trưởng thôn",
    "Theo giấy tờ xem tận nơi",
    "Số liệu ghi sau đúng hơn",
    "Ghi nhầm, sửa lại cho đúng",
)


@dataclass(frozen=True)
class Choice:
    """What a person chose for one field: a value, and the versions that they had before their eyes."""

    table: str
    record: str
    field: str
    value: Any  # in the store's spelling, or as the column takes it when it is the person's own
    seen: frozenset[Version]
    is_own: bool = False  # a value of the person's own, which the rules look at

    @property
    def place(self) -> Place:
        """What it is about."""
        return self.table, self.record, self.field


@dataclass(frozen=True)
class Settled:
    """What was decided: how many fields, in which tables, and what the rules find now that they did not before."""

    fields: int
    tables: frozenset[str]
    findings: tuple[Finding, ...] = ()


class ConflictChanged(TosoError):
    """What was decided about is not what is there now; nothing was written."""

    code = "changed"


# --- choosing ---


def keep(record: DifferingRecord, of: DifferingField, value: Any) -> Choice:  # noqa: ANN401 - a column's value
    """Choose one of a field's values."""
    return Choice(record.table, record.record, of.field, value, _seen(of))


def write(record: DifferingRecord, of: DifferingField, value: Any) -> Choice:  # noqa: ANN401 - a column's value
    """Choose a value of one's own, as the column takes it: a text, a number, a date, yes or no."""
    return Choice(record.table, record.record, of.field, value, _seen(of), is_own=True)


def keep_all_of(record: DifferingRecord, party: Party) -> list[Choice]:
    """Choose one desk's value wherever it wrote one; where it did not, the one that is shown for now."""
    return [keep(record, one, party.wrote.get(one.field, one.sides[0]).value) for one in record.fields]


def keep_by(record: DifferingRecord, prefer: Callable[[Written], bool]) -> list[Choice] | None:
    """Choose everywhere the latest of the values that are preferred; None when there is none of them in some field."""
    chosen = []
    for one in record.fields:
        sides = [side for side in one.sides if prefer(side)]
        if not sides:
            return None
        chosen.append(keep(record, one, max(sides, key=lambda side: side.at).value))
    return chosen


def _seen(of: DifferingField) -> frozenset[Version]:
    return frozenset(side.version for side in of.sides)


def may_decide(store: Store, record: DifferingRecord) -> bool:
    """Whether this desk may settle a record: the commune always, a village where only its own laptops wrote."""
    return _may(store, [side.writer for one in record.fields for side in one.sides])


def _may(store: Store, wrote: Iterable[Writer]) -> bool:
    if store.setting(ROLE) != VILLAGE_DESK:
        return True
    own = store.setting(VILLAGE)
    return all(one.role == VILLAGE_DESK and one.village_id == own for one in wrote)


# --- writing ---


def settle(store: Store, choices: Sequence[Choice], *, reason: str, decided_by: str) -> Settled:
    """Write decisions, all in one transaction, and remember who decided.

    Where a record is to stay deleted, its other conflicts are settled with it. Raises ConflictChanged when something
    came in between, RuleBroken for a value of one's own that the rules do not take, TosoError without a reason or a
    name, or on a desk that may not decide this; nothing is written then.
    """
    reason, decided_by = _grounds(reason, decided_by)
    now = today(store.clock)
    with changing(store) as change:
        before = _team_findings(store, choices, now)
        found = _found(store, choices)
        every = [*choices, *_gone_with_them(choices, found)]
        authors = Authors(store)
        for choice in sorted(every, key=lambda one: (one.table, one.record, one.field == DELETED)):
            conflict = found[choice.place]
            value = _own_value(choice) if choice.is_own else choice.value
            settled = [authors.spell(side.version) for side in conflict.sides]
            decide(change, conflict, value, reason=reason, decided_by=decided_by, settled=settled)
        change.flush()
        after = _team_findings(store, choices, now)
        if any(choice.is_own for choice in choices) and (broken := made_worse(before, after)):
            raise RuleBroken(broken)
        store.set_setting(OFFICER, decided_by)
    tables = frozenset({Decision.table(), *(choice.table for choice in choices)})
    return Settled(len(every), tables, tuple(one for one in arisen(before, after) if one.wants_a_look))


def _grounds(reason: str, decided_by: str) -> tuple[str, str]:
    """The reason and the name, tidied; both are needed."""
    given = {"reason": tidied("reason", reason), "decided_by": tidied("decided_by", decided_by)}
    if given["reason"] is None:
        raise TosoError(
            "Chưa ghi lý do; chưa quyết định gì.", "Hãy chọn hoặc ghi lý do, thôn cũng đọc được.", code="reason"
        )
    if given["decided_by"] is None:
        raise TosoError("Chưa ghi tên người quyết định; chưa quyết định gì.", "Hãy ghi họ tên.", code="name")
    _look(column_findings(Decision, "", given, partial=True))
    return str(given["reason"]), str(given["decided_by"])


def _found(store: Store, choices: Collection[Choice]) -> dict[Place, Conflict]:
    """All conflicts of the records as they are now; the chosen ones are as they were seen, and may be decided here."""
    listed = conflicts(store, {(choice.table, choice.record) for choice in choices})
    found = {one.place: one for one in listed}
    who = writers(store)
    for choice in choices:
        conflict = found.get(choice.place)
        if conflict is None:
            raise ConflictChanged(
                "Chỗ này không còn khác nhau; chưa ghi quyết định.", "Hãy xem lại danh sách.", code="missing"
            )
        if frozenset(side.version for side in conflict.sides) != choice.seen:
            raise ConflictChanged("Mục này vừa thay đổi; chưa ghi quyết định.", "Hãy xem lại các giá trị rồi chọn.")
        if not _may(store, (who[side.author] for side in conflict.sides)):
            raise TosoError(
                "Chỗ này có phần do xã ghi nên xã quyết định; chưa ghi gì.",
                "Hãy gọi cho xã, hoặc đợi gói xã gửi về.",
                code="out-of-scope",
            )
    return found


def _gone_with_them(choices: Collection[Choice], found: Mapping[Place, Conflict]) -> Iterator[Choice]:
    """What is still open in records that are to stay deleted; what is shown for now is as good as anything else."""
    gone = {(one.table, one.record) for one in choices if one.field == DELETED and one.value}
    chosen = {one.place for one in choices}
    for place, conflict in found.items():
        if place not in chosen and place[:2] in gone:
            yield Choice(*place, conflict.sides[0].value, frozenset(side.version for side in conflict.sides))


def _own_value(choice: Choice) -> Any:  # noqa: ANN401 - a column's value
    """A value of one's own, tidied and looked at like one in a form, in the store's spelling; raises RuleBroken."""
    value = tidied(choice.field, choice.value)
    model = TABLES[choice.table]
    _look(column_findings(model, choice.record, {choice.field: value}, partial=True))
    if isinstance(value, str) and isinstance(model.shared_fields()[choice.field], CharField):
        value = one_line(value)
    return value.isoformat() if isinstance(value, date) else in_store(choice.table, choice.field, value)


def _team_findings(store: Store, choices: Collection[Choice], day: date) -> list[Finding]:
    touched = any(choice.table in TEAM_TABLES for choice in choices)
    return team_findings(store, day) if touched else []


def _look(found: list[Finding]) -> None:
    blocking = [finding for finding in found if finding.blocks]
    if blocking:
        raise RuleBroken(blocking)


# --- who decides ---


def deciders(store: Store, day: date) -> list[str]:
    """Names to offer: who decided here last, then who signs for the commune on a day."""
    rows = store.rows(
        "SELECT full_name FROM signer WHERE NOT deleted AND COALESCE(valid_from, '') <= ?1"
        " AND COALESCE(valid_to, '9999') >= ?1 ORDER BY full_name",
        [day.isoformat()],
    )
    last = store.setting(OFFICER)
    return list(dict.fromkeys([*([last] if last else []), *(name for (name,) in rows)]))


def weigh_one(store: Store, table: str, record: str) -> DifferingRecord | None:
    """One record with what differs in it; None when nothing does any more."""
    return next(iter(weigh(store, [(table, record)])), None)


def count_to_decide(store: Store) -> int:
    """How many records wait for a decision that this desk may make."""
    waiting = {(table, record) for table, record, _ in differing(store)}
    return sum(may_decide(store, record) for record in weigh(store, waiting)) if waiting else 0
