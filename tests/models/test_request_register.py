"""The register of requests: legal days, their order, what may be written, and the plan of an erasure."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.errors import StoreError
from desktop.models.erasing import erase
from desktop.models.erasure_plan import plan_erasure
from desktop.models.households import Consent
from desktop.models.journal import changing
from desktop.models.request_register import (
    ANSWERED,
    LATE,
    OPEN,
    REFUSED,
    SOON,
    Asked,
    acknowledge,
    answer,
    extend,
    register,
    subjects_found,
    write_request,
)
from desktop.models.sessions import Attendance, Session
from desktop.models.store import Store
from tests.sync.desks import Circle, make_circle

MONDAY = date(2025, 8, 4)


@pytest.fixture
def circle(tmp_path: Path) -> Iterator[Circle]:
    made = make_circle(tmp_path)
    yield made
    made.close()


@pytest.fixture
def store(circle: Circle) -> Store:
    return circle.village.store


@pytest.fixture
def home(circle: Circle) -> str:
    return circle.village.add_households(1, head_name="Hoàng Văn Thử", phone="0909090909", hamlet="Xóm Trên")[0]


def only(store: Store, day: date) -> Asked:
    (found,) = register(store, day)
    return found


def test_the_days_run_from_receipt_to_acknowledging_to_the_answer(store: Store, home: str) -> None:
    asked = write_request(store, "xoa", "household", home, received_on=MONDAY)
    first = only(store, MONDAY)
    assert (first.acknowledge_by, first.answer_by) == (date(2025, 8, 6), date(2025, 8, 24))
    assert (first.next_due, first.state) == (date(2025, 8, 6), SOON)
    assert first.subject.startswith("Hoàng Văn Thử")
    assert only(store, date(2025, 8, 7)).state == LATE
    acknowledge(store, asked, date(2025, 8, 5))
    assert only(store, date(2025, 8, 7)).next_due == date(2025, 8, 24)
    states = [only(store, date(2025, 8, day)).state for day in (20, 21, 24, 25)]
    assert states == [OPEN, SOON, SOON, LATE]
    extend(store, asked, date(2025, 8, 24))
    assert (only(store, date(2025, 8, 25)).state, only(store, MONDAY).answer_by) == (OPEN, date(2025, 9, 13))


def test_more_time_is_given_once_and_in_time(store: Store, home: str) -> None:
    asked = write_request(store, "xem", "household", home, received_on=MONDAY)
    with pytest.raises(StoreError, match="trước khi hết hạn"):
        extend(store, asked, date(2025, 8, 15))
    extend(store, asked, date(2025, 8, 14))
    with pytest.raises(StoreError, match="một lần"):
        extend(store, asked, date(2025, 8, 14))


def test_an_answered_request_stays_as_it_is(store: Store, home: str) -> None:
    done = write_request(store, "xem", "household", home, received_on=MONDAY)
    refused = write_request(store, "sua", "household", home, received_on=MONDAY)
    answer(store, done, date(2025, 8, 5))
    answer(store, refused, date(2025, 8, 6), refused_reason="  sai   hộ ")
    assert [(one.state, one.refused_reason) for one in register(store, MONDAY)] == [
        (REFUSED, "sai hộ"),
        (ANSWERED, ""),
    ]
    for act in (acknowledge, extend, answer):
        with pytest.raises(StoreError, match="đã trả lời xong"):
            act(store, done, date(2025, 8, 6))


def test_what_waits_stands_first_by_its_next_day(store: Store, home: str) -> None:
    later = write_request(store, "xoa", "household", home, received_on=MONDAY)
    acknowledge(store, later, MONDAY)
    soon = write_request(store, "xem", "household", home, received_on=date(2025, 8, 5))
    done = write_request(store, "sua", "household", home, received_on=date(2025, 7, 1))
    answer(store, done, MONDAY)
    assert [one.id for one in register(store, date(2025, 8, 5))] == [soon, later, done]


def test_nobody_is_asked_about_who_is_not_there(store: Store, home: str) -> None:
    for table, record in (("household", "x"), ("session", home)):
        with pytest.raises(StoreError) as caught:
            write_request(store, "xem", table, record, received_on=MONDAY)
        assert caught.value.code == "missing"
    erase(store, "household", home)
    with pytest.raises(StoreError):
        write_request(store, "xem", "household", home, received_on=MONDAY)


def test_after_an_erasure_the_register_names_nobody(store: Store, home: str) -> None:
    asked = write_request(store, "xoa", "household", home, received_on=MONDAY)
    erase(store, "household", home, request_id=asked)
    found = only(store, MONDAY)
    assert (found.erased, found.subject, found.state) == (True, "", ANSWERED)
    assert plan_erasure(store, "household", home) is None


def test_the_plan_counts_what_goes_and_what_stays(circle: Circle, store: Store, home: str) -> None:
    scope = circle.village.village_id
    with changing(store) as change:
        change.add(Consent, village_id=scope, household_id=home, answer="ky", given_on=MONDAY, purpose_version="1")
        session = change.add(
            Session, village_id=scope, kind="DN", held_on=MONDAY, note="đã đến nhà Hoàng Văn Thử, hẹn lại"
        )
        change.add(Attendance, village_id=scope, session_id=session, household_id=home)
        change.add(Session, village_id=scope, kind="DN", held_on=date(2025, 8, 1), note="họp thôn")
    plan = plan_erasure(store, "household", home)
    assert plan is not None
    assert (dict(plan.goes), plan.stays) == ({"household": 1, "consent": 1}, {"attendance": 1})
    assert plan.mentioned_on == (MONDAY,)
    assert {"Hoàng Văn Thử", "0909090909", "Xóm Trên"} <= plan.values
    assert "Số điện thoại" in plan.columns
    assert not plan.in_team
    assert plan_erasure(store, "household", "x") is None
    before = dict(plan.goes)
    erase(store, "household", home)
    erased = store.rows("SELECT about_table, count(*) FROM erasure GROUP BY 1")
    assert dict(erased) == before  # what was told is what was done


def test_people_and_households_are_found_by_name(store: Store, home: str) -> None:
    assert [(table, record) for table, record, _ in subjects_found(store, "hoang thu", 12)] == [("household", home)]
    assert subjects_found(store, "khong co ai", 12) == []
