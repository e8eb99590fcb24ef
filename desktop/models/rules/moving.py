"""Rules about households that move, split and join: what may be written down, on which day, with how many people.

Values in, problems out; no store. A household counts as living here only while its status is "dang_cu_tru".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

HERE, ABSENT, GONE, JOINED = "dang_cu_tru", "tam_vang", "da_chuyen_di", "nhap_ho"
#: What can become of a household, by its status now.
NEXT: Mapping[str, frozenset[str]] = {
    HERE: frozenset({ABSENT, GONE, JOINED}),
    ABSENT: frozenset({HERE, GONE, JOINED}),
    GONE: frozenset({HERE}),
    JOINED: frozenset({HERE}),
    "tach_ho": frozenset({HERE}),
}
_MOST_PEOPLE = 50


@dataclass(frozen=True)
class Home:
    """A household as the rules look at it."""

    id: str
    name: str
    status: str = HERE
    status_since: date | None = None
    people: int | None = None
    merged_into_id: str | None = None


def status_problems(home: Home, status: str, since: date, today: date) -> list[str]:
    """Why a household cannot have this status from this day; [] when it can."""
    if status not in NEXT.get(home.status, frozenset()):
        return [f"Hộ {home.name} đang không ở tình trạng ghi được biến động này."]
    return day_problems(home, since, today)


def day_problems(home: Home, since: date, today: date) -> list[str]:
    """A change is not of a day to come and not before the change before it."""
    if since > today:
        return ["Ngày biến động không được sau hôm nay."]
    if home.status_since and since < home.status_since:
        return [f"Ngày biến động trước lần biến động gần nhất ({home.status_since:%d/%m/%Y})."]
    return []


def split_problems(home: Home, leaving: int | None, since: date, today: date) -> list[str]:
    """Why so many people cannot leave a household to be one of their own."""
    found = day_problems(home, since, today)
    if home.status not in (HERE, ABSENT):
        found.append(f"Hộ {home.name} không còn ở thôn nên không tách được.")
    if leaving is not None and not 1 <= leaving <= _MOST_PEOPLE:
        found.append(f"Số người của hộ mới phải từ 1 đến {_MOST_PEOPLE}.")
    elif leaving is not None and home.people is not None and leaving >= home.people:
        found.append(f"Hộ {home.name} có {home.people} người, phải còn lại ít nhất 1 người sau khi tách.")
    return found


def join_problems(home: Home, into: Home, since: date, today: date) -> list[str]:
    """Why a household cannot become a part of another."""
    if home.id == into.id:
        return ["Một hộ không nhập vào chính nó được."]
    found = status_problems(home, JOINED, since, today)
    if into.status not in (HERE, ABSENT) or into.merged_into_id:
        found.append(f"Hộ {into.name} không còn ở thôn hoặc đã nhập vào hộ khác.")
    if (people_after_join(home, into) or 0) > _MOST_PEOPLE:
        found.append(f"Nhập lại thì hộ {into.name} nhiều hơn {_MOST_PEOPLE} người.")
    return found


def people_after_join(home: Home, into: Home) -> int | None:
    """How many people the larger household has; None where one of the numbers is not known."""
    return None if home.people is None or into.people is None else home.people + into.people


def people_after_split(home: Home, leaving: int | None) -> int | None:
    """How many people stay; None where a number is not known."""
    return None if home.people is None or leaving is None else home.people - leaving


def end_of_joins(into: Mapping[str, str], record: str) -> str:
    """The household in which a chain of joins ends; a circle, which no desk writes, ends where it would begin again."""
    seen = {record}
    while (following := into.get(record)) and following not in seen:
        seen.add(following)
        record = following
    return record
