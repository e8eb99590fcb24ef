"""The calendar file, read by icalendar, which nobody here wrote: every value comes back as it went out."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.calendar_list import Planned
from desktop.reports.catalogue import calendar_file
from desktop.text import nfc, one_line

MADE = datetime(2025, 8, 1, 3, 4, 5, tzinfo=UTC)
DAY = date(2025, 8, 6)


def planned(**changed: Any) -> Planned:
    given: dict[str, Any] = {
        "id": "0198636f-0000-7000-8000-000000000001",
        "held_on": DAY,
        "begins_at": "19:30",
        "ends_at": "21:00",
        "kind": "DC",
        "place": "Nhà văn hóa thôn",
        "helpers": ("m1", "m2"),
        "names": ("Nông Văn Một", "Lý Thị Hai"),
        "content": "Mang máy chiếu; hộ bà Thử nhờ",
        "session_id": None,
        "cancelled_on": None,
        **changed,
    }
    return Planned(**given)


def read(*entries: Planned, team: str = "Lịch của Tổ") -> tuple[Any, list[Any]]:
    """The file as another program reads it; any fault that it finds is a failure."""
    data = calendar_file(team, entries, MADE)
    calendar = icalendar.Calendar.from_ical(data)
    found = calendar.walk("VEVENT")
    assert calendar.errors == []
    assert all(event.errors == [] for event in found)
    return calendar, list(found)


def test_an_entry_comes_back_with_its_hours_in_vietnam() -> None:
    calendar, (event,) = read(planned())
    assert str(event["UID"]) == "0198636f-0000-7000-8000-000000000001"
    begins, ends = event.decoded("DTSTART"), event.decoded("DTEND")
    assert begins.astimezone(UTC) == datetime(2025, 8, 6, 12, 30, tzinfo=UTC)
    assert ends - begins == timedelta(minutes=90)
    assert event["DTSTART"].params["TZID"] == "Asia/Ho_Chi_Minh"
    assert event.decoded("DTSTAMP") == MADE
    assert str(event["SUMMARY"]) == "Điểm hỗ trợ cố định"
    assert str(event["LOCATION"]) == "Nhà văn hóa thôn"
    assert str(event["DESCRIPTION"]) == "Người làm: Nông Văn Một, Lý Thị Hai"
    assert str(event["STATUS"]) == "CONFIRMED"
    (zone,) = calendar.walk("VTIMEZONE")
    assert zone.to_tz().utcoffset(MADE.replace(tzinfo=None)) == timedelta(hours=7)
    assert (str(calendar["VERSION"]), str(calendar["X-WR-CALNAME"])) == ("2.0", "Lịch của Tổ")


def test_without_hours_it_is_a_whole_day_and_put_off_it_says_so() -> None:
    _, (event,) = read(planned(begins_at="", ends_at="", cancelled_on=DAY))
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (DAY, DAY + timedelta(days=1))
    assert str(event["STATUS"]) == "CANCELLED"


def test_without_an_end_a_place_and_people_nothing_is_made_up() -> None:
    _, (event,) = read(planned(ends_at="", place="", helpers=(), names=()))
    assert {"DTEND", "LOCATION", "DESCRIPTION"} & set(event) == set()


def test_notes_stay_at_home() -> None:
    data = calendar_file("Lịch", [planned()], MADE).decode()
    assert "bà Thử" not in data.replace("\r\n ", "")


def test_every_entry_has_its_own_uid_and_the_same_entries_give_the_same_bytes() -> None:
    entries = [planned(id=f"0198636f-0000-7000-8000-{number:012}") for number in range(3)]
    _, events = read(*entries)
    assert len({str(event["UID"]) for event in events}) == 3
    assert calendar_file("Lịch", entries, MADE) == calendar_file("Lịch", entries, MADE)


def test_lines_end_with_crlf_and_are_at_most_75_bytes_of_whole_letters() -> None:
    data = calendar_file("Tổ " * 60, [planned(place="Nhà văn hóa thôn Nà Quảng " * 20)], MADE)
    lines = data.split(b"\r\n")
    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    for line in lines:
        assert b"\n" not in line
        line.decode()  # no letter is broken


def test_no_entry_is_still_a_calendar() -> None:
    assert read()[1] == []


@pytest.mark.parametrize("odd", ["a,b;c\\n\\\\", "END:VEVENT", 'nói "được"', "dấu\u0323 rời", "a\r\nBEGIN:VALARM"])
def test_odd_texts_come_back(odd: str) -> None:
    _, (event,) = read(planned(place=odd))
    assert str(event["LOCATION"]) == nfc(one_line(odd))


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=200))
def test_any_text_comes_back(text: str) -> None:
    place = one_line(text)
    _, (event,) = read(planned(place=place))
    assert str(event.get("LOCATION", "")) == nfc(place)


def test_commas_semicolons_and_backslashes_are_escaped_as_the_rule_says() -> None:
    data = calendar_file("Lịch", [planned(place="Xóm 1, xóm 2; kho \\ sổ")], MADE)
    assert "LOCATION:Xóm 1\\, xóm 2\\; kho \\\\ sổ\r\n" in data.decode()
