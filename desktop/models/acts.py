"""What people do with records, under the rules: the screen and the command line call these and hold no rule.

A change that would cause a finding that blocks is refused whole, by `RuleBroken`; a finding that was there before is no
reason to refuse unless the change makes it worse, or nobody could begin to mend it. What was written down for a day to
come is looked at as it will stand on that day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from desktop.clock import new_id, today
from desktop.errors import StoreError
from desktop.models.base import SharedModel
from desktop.models.checking import TEAM_TABLES, days_ahead, team_findings
from desktop.models.done_acts import ACT, Kind, note_done
from desktop.models.journal import Change, changing
from desktop.models.places import Village
from desktop.models.rules.columns import column_findings
from desktop.models.rules.findings import Finding, RuleBroken, made_worse
from desktop.models.rules.people import APPROVERS
from desktop.models.rules.work import WORK_TABLES, work_findings
from desktop.models.schema import TABLES
from desktop.models.store import Store
from desktop.models.taking_back import Back, put_back
from desktop.models.teams import Application, Membership, Team
from desktop.text import one_line, phone_digits


@contextmanager
def acting(store: Store, kind: Kind = ACT) -> Iterator[Acts]:
    """One act, made of as many changes as it takes; all of it is written, or none when a rule speaks against it.

    It can be taken back (`act_undo`), which is an act of another `kind`.
    """
    with changing(store) as change:
        acts = Acts(store, change)
        yield acts
        change.flush()
        acts.check_teams()
        note_done(store, kind, change.ranges)


class Acts:
    """The changes inside one act; each looks at its own columns first."""

    def __init__(self, store: Store, change: Change) -> None:
        self._store = store
        self._change = change
        self._broken_before: list[Finding] | None = None

    def add(self, model: type[SharedModel], *, village_id: str | None = None, **values: object) -> str:
        """Add a record; raises RuleBroken when its columns do not fit."""
        self._about_to_touch(model)
        tidy = {name: tidied(name, value) for name, value in values.items()}
        given: dict[str, Any] = {name: value for name, value in tidy.items() if value is not None}
        self._look([*column_findings(model, "", given), *self._work_findings(model, "", given)])
        record = new_id(self._store.clock)
        own_scope = record if model is Village else village_id  # a village is its own scope
        return self._change.add(model, village_id=own_scope, record=record, **given)

    def set(self, model: type[SharedModel], record: str, **values: object) -> bool:
        """Change columns of a record and tell whether anything differed; raises RuleBroken.

        A record stays in the scope that it was added to: its history is with that village's desk and with no other.
        """
        if "village_id" in values and values["village_id"] != self._change.village_of(model, record):
            raise StoreError(
                f"Không chuyển mục đã có trong “{model.title}” sang thôn khác được; chưa sửa gì.",
                "Hãy ghi mục mới ở thôn kia, rồi xóa mục ở thôn này.",
                code="moved",
            )
        self._about_to_touch(model)
        given = {name: tidied(name, value) for name, value in values.items()}
        found = column_findings(model, record, given, partial=True)
        self._look([*found, *self._work_findings(model, record, given)])
        return self._change.set(model, record, **given)

    def delete(self, model: type[SharedModel], record: str) -> None:
        """Mark a record deleted."""
        self._about_to_touch(model)
        self._change.delete(model, record)

    def put_back(self, one: Back) -> None:
        """Give a field its earlier value, or delete a record again (`taking_back`)."""
        self._about_to_touch(TABLES[one.table])
        put_back(self._change, one)

    def propose(self, team: Team, person_id: str, *, joining: bool, on: date, wish: str = "") -> str:
        """Hand in an application to join or leave (R033, R038)."""
        return self.add(
            Application,
            village_id=team.village_id,
            team_id=team.id,
            person_id=person_id,
            kind="join" if joining else "leave",
            submitted_on=on,
            wish=wish,
            state="proposed",
        )

    def decide(self, team: Team, application_id: str, *, agreed: bool, on: date, by: str, remark: str = "") -> None:
        """Write the decision of the authority that the plan names for this team (R035, R036, R038)."""
        self.set(
            Application,
            application_id,
            state="agreed" if agreed else "refused",
            decided_on=on,
            approver=APPROVERS[team.level],
            approver_name=by,
            remark=remark,
        )

    def admit(self, team: Team, person_id: str, application_id: str | None, *, on: date, **values: object) -> str:
        """Begin a membership (R037); `values` are further columns such as the role and the composition."""
        return self.add(
            Membership,
            village_id=team.village_id,
            team_id=team.id,
            person_id=person_id,
            started_on=on,
            join_application_id=application_id,
            **values,
        )

    def release(self, membership_id: str, *, on: date, reason: str, application_id: str | None = None) -> None:
        """End a membership; it is kept as history (R038, R039)."""
        self.set(Membership, membership_id, ended_on=on, end_reason=reason, leave_application_id=application_id)

    @property
    def tables(self) -> frozenset[str]:
        """The tables whose records this act changed."""
        return self._change.applied.tables

    @property
    def ranges(self) -> Mapping[str, tuple[int, int]]:
        """What this act wrote so far: author -> first and last sequence number."""
        return self._change.ranges

    def check_teams(self) -> None:
        """Refuse the act when it broke a rule about teams that was kept before; raises RuleBroken."""
        if self._broken_before is None:
            return
        caused = made_worse(self._broken_before, self._broken())
        if caused:
            raise RuleBroken(sorted(caused, key=lambda finding: (finding.rule, finding.record)))

    def _about_to_touch(self, model: type[SharedModel]) -> None:
        if model.table() in TEAM_TABLES and self._broken_before is None:
            self._broken_before = self._broken()

    def _broken(self) -> list[Finding]:
        now = today(self._store.clock)
        days = (now, *days_ahead(self._store, now))
        return [finding for day in days for finding in team_findings(self._store, day) if finding.blocks]

    def _work_findings(self, model: type[SharedModel], record: str, given: dict[str, Any]) -> list[Finding]:
        """What rules about the whole record say: the given values over those that it has."""
        if model.table() not in WORK_TABLES or given.get("deleted") is not None:
            return []
        self._change.flush()
        row = self._store.get(model, record) if record else None
        held = {name: getattr(row, name) for name in model.shared_fields()} if row else {}
        return work_findings(model.table(), record, {**held, **given}, today(self._store.clock))

    @staticmethod
    def _look(found: list[Finding]) -> None:
        blocking = [finding for finding in found if finding.blocks]
        if blocking:
            raise RuleBroken(blocking)


def tidied(name: str, value: object) -> object:
    """What was typed for a column: a blank as unknown, a phone number as bare digits, whatever way it was typed."""
    if not isinstance(value, str):
        return value
    if not one_line(value):
        return None
    return phone_digits(value) or value if name == "phone" else value
