"""A support session as it is entered: its values, what is wrong with them, and writing them in one act. No screen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import msgspec

from desktop.models.acts import Acts
from desktop.models.photos import add_photo
from desktop.models.sessions import Attendance, Session, SessionLine
from desktop.models.store import Store
from desktop.text import format_input_date
from desktop.ui.village.session_kinds import MUST, asked_of


@dataclass(frozen=True)
class LineEntry:
    """One service given; `record` is set for a line that is in the store already."""

    service: str
    beneficiary: str
    visits: int | None
    new_people: int | None = None  # None: not asked
    outcome: int | None = None
    follow_up: str = ""
    record: str | None = None


@dataclass(frozen=True)
class SessionEntry:
    """A session with its lines and, for home visits, the households."""

    held_on: date | None
    kind: str | None
    place: str = ""
    audience: int | None = None
    helpers: tuple[str, ...] = ()
    need: str = ""
    lines: tuple[LineEntry, ...] = ()
    households: tuple[str, ...] = ()
    record: str | None = None
    note: str = ""  # for a home visit without households: why there are none
    partner: str = ""
    partner_sector: str | None = None
    closes: tuple[str, ...] = ()  # lines of earlier sessions in which this help was promised
    guided: bool | None = None  # whether people were guided one by one where that is no matter of course
    photos: tuple[str, ...] = ()  # pictures to be added, as base64 JPEG

    @property
    def is_counted(self) -> bool:
        """Whether visits are counted: by the kind, or because people were guided one by one."""
        return asked_of(self.kind).counted or self.guided is True


def problems_of(entry: SessionEntry, today: date) -> list[tuple[str, str]]:
    """What keeps the entry from being saved: the field's name and the words."""
    found = []
    if entry.held_on is None:
        found.append(("held_on", "Chưa ghi ngày hỗ trợ."))
    elif entry.held_on > today:
        told = format_input_date(today)
        found.append(("held_on", f"Ngày hỗ trợ không được sau hôm nay ({told}). Hãy xem lại ngày, hoặc đồng hồ máy."))
    if not entry.kind:
        found.append(("kind", "Chưa chọn hình thức hỗ trợ."))
    found += _whom_problems(entry)
    if not entry.lines:
        found.append(("line-0", _NO_LINE if entry.is_counted else _NO_TALK))
    for place, line in enumerate(entry.lines):
        found += [(f"line-{place}", message) for message in _line_problems(line, counted=entry.is_counted)]
    return found


_NO_LINE = "Chưa ghi dịch vụ nào đã hỗ trợ. Gõ mã hoặc vài chữ của dịch vụ, rồi số lượt."
_NO_TALK = "Chưa ghi nội dung nào đã nói với bà con. Gõ mã hoặc vài chữ của nội dung."


def _whom_problems(entry: SessionEntry) -> list[tuple[str, str]]:
    """A meeting tells its audience, a home visit its households or why not (R050)."""
    asked = asked_of(entry.kind)
    found = []
    if asked.audience == MUST and entry.audience is None:
        found.append(("audience", "Chưa ghi số người dự. Không đếm được thì ghi ước chừng."))
    if asked.homes == MUST and not entry.households and not entry.note:
        found.append(("households", "Chưa ghi đã đến nhà hộ nào. Gõ tên chủ hộ, hoặc ghi lý do không ghi hộ."))
    return found


def _line_problems(line: LineEntry, *, counted: bool) -> list[str]:
    found = []
    if not line.service:
        found.append("Chưa chọn dịch vụ của dòng này.")
    if line.visits is None and counted:
        found.append("Chưa ghi số lượt của dòng này.")
    elif line.visits is not None and line.new_people is not None and line.new_people > line.visits:
        found.append(f"Người lần đầu ({line.new_people}) không thể nhiều hơn số lượt ({line.visits}).")
    return found


def write_session(acts: Acts, entry: SessionEntry, village_id: str) -> str:
    """Write everything of the entry; a session that is in the store already is changed. Raises RuleBroken."""
    values = {
        "kind": entry.kind,
        "held_on": entry.held_on,
        "place": entry.place or None,
        "audience": entry.audience,
        "helpers": list(entry.helpers),
        "need": entry.need or None,
        "note": entry.note or None,
        "partner": entry.partner or None,
        "partner_sector": entry.partner_sector if entry.partner else None,
    }
    if entry.record is None:
        record = acts.add(Session, village_id=village_id, **values)
    else:
        record = entry.record
        acts.set(Session, record, **values)
    for line in entry.lines:
        _write_line(acts, line if entry.is_counted else told_to_all(line), record, village_id)
    for promised in entry.closes:
        acts.set(SessionLine, promised, followed_up_on=entry.held_on)
    for content in entry.photos:
        add_photo(acts, "session", record, content, village_id)
    return record


def told_to_all(line: LineEntry) -> LineEntry:
    """The line of an announcement: nobody was guided, which is a counted 0; the audience says how many listened."""
    return replace(line, visits=0, new_people=0)


def _write_line(acts: Acts, line: LineEntry, session: str, village_id: str) -> None:
    values = {
        "service_code": line.service,
        "beneficiary": line.beneficiary,
        "visits": line.visits,
        "new_people": line.new_people,
        "outcome": line.outcome,
        "follow_up": line.follow_up or None,
    }
    if line.record:
        acts.set(SessionLine, line.record, **values)
    else:
        acts.add(SessionLine, village_id=village_id, session_id=session, **values)


def write_households(
    acts: Acts, session: str, village_id: str, wanted: Sequence[str], before: Sequence[tuple[str, str]]
) -> None:
    """Make the session's attendance the wanted households; `before` is (record, household) as it stands."""
    there = {household for _, household in before}
    for household in wanted:
        if household not in there:
            acts.add(Attendance, village_id=village_id, session_id=session, household_id=household)
    for record, household in before:
        if household not in wanted:
            acts.delete(Attendance, record)


def read_session(store: Store, record: str) -> SessionEntry | None:
    """A session of the store as an entry; None when it is not there."""
    row = store.get(Session, record)
    if row is None:
        return None
    lines = store.all(
        SessionLine.select()
        .where(SessionLine.session_id == record, ~SessionLine.deleted)
        .order_by(SessionLine.id)
    )  # fmt: skip
    return SessionEntry(
        held_on=row.held_on,
        kind=row.kind,
        place=row.place or "",
        audience=row.audience,
        helpers=tuple(row.helpers or ()),
        need=row.need or "",
        lines=tuple(_line_of(line) for line in lines),
        households=tuple(household for _, household in attendance_of(store, record)),
        record=record,
        note=row.note or "",
        partner=row.partner or "",
        partner_sector=row.partner_sector,
        guided=any(line.visits for line in lines),
    )


def _line_of(row: SessionLine) -> LineEntry:
    return LineEntry(
        row.service_code, row.beneficiary, row.visits, row.new_people, row.outcome, row.follow_up or "", row.id
    )


def attendance_of(store: Store, session: str) -> list[tuple[str, str]]:
    """Record and household of a session's attendance."""
    return store.rows(
        "SELECT id, household_id FROM attendance WHERE NOT deleted AND session_id = ? ORDER BY id", [session]
    )


def like_before(entry: SessionEntry, day: date) -> SessionEntry:
    """A new session like one of the store: where, who, which services; how many came is for this time to tell."""
    lines = tuple(LineEntry(line.service, line.beneficiary, None, None, line.outcome) for line in entry.lines)
    return SessionEntry(
        day, entry.kind, entry.place, helpers=entry.helpers, lines=lines,
        partner=entry.partner, partner_sector=entry.partner_sector, guided=entry.guided,
    )  # fmt: skip


def as_json(entry: SessionEntry) -> dict[str, object]:
    """The entry as plain values, to keep it while it is being typed."""
    content: dict[str, object] = msgspec.to_builtins(entry)
    return content


def from_json(content: dict[str, object]) -> SessionEntry | None:
    """The entry that was kept; None when it cannot be read any more."""
    try:
        return msgspec.convert(content, SessionEntry)
    except msgspec.ValidationError:
        return None
