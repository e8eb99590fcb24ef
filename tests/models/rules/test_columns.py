"""Rules about the columns of one record: missing, too long, not in the list, impossible; and what people are told."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from desktop.models.base import SharedModel
from desktop.models.households import Consent, Household, Response
from desktop.models.rules.columns import column_findings
from desktop.models.rules.titles import title_of
from desktop.models.schema import SHARED_MODELS
from desktop.models.sessions import Session, SessionLine
from desktop.models.teams import Membership, Person
from tests.models.rules.states_makers import ERROR, assert_readable, told

HOUSEHOLD: dict[str, Any] = {"head_name": "Nông Văn Thử", "status": "dang_cu_tru"}


def fields_of(model: type[SharedModel], values: dict[str, Any], *, partial: bool = True) -> list[str]:
    found = column_findings(model, "r", values, partial=partial)
    assert told(found) == [(ERROR, "field", "r")] * len(found)
    return [finding.field for finding in found]


def test_a_whole_record() -> None:
    assert fields_of(Household, HOUSEHOLD, partial=False) == []
    assert fields_of(Household, {}, partial=False) == ["head_name", "status"]
    assert fields_of(Household, {}) == []


@pytest.mark.parametrize(
    ("model", "name", "value"),
    [
        (Household, "head_name", "A" * 50),
        (Household, "head_name", "  " + "A" * 50 + "\n"),  # as it will be stored
        (Household, "head_name", "e\u0301" * 50),  # fifty letters, whatever way they are typed
        (Household, "phone", "0912 345 678"),
        (Household, "phone", "+84 912.345.678"),
        (Household, "phone", None),
        (Household, "people", 0),
        (Household, "people", 50),
        (Household, "people", None),
        (Household, "status", "tach_ho"),
        (Household, "note", "nhiều\ndòng"),
        (Person, "birth_date", date(1900, 1, 1)),
        (Person, "birth_date", date(2199, 12, 31)),
        (Person, "lives_in_area", False),
        (Person, "gender", None),
        (Session, "audience", 20_000),
        (Session, "audience", 0),
        (SessionLine, "visits", 0),
        (SessionLine, "visits", 5000),
        (SessionLine, "new_people", 0),
        (SessionLine, "new_people", 5000),
        (SessionLine, "outcome", 1),
        (SessionLine, "outcome", 3),
        (Membership, "composition", "13"),
        (Response, "answers", {"a": [1, None, "x"]}),
        (Household, "deleted", True),
    ],
)
def test_what_fits(model: type[SharedModel], name: str, value: object) -> None:
    assert fields_of(model, {name: value}) == []


@pytest.mark.parametrize(
    ("model", "name", "value"),
    [
        (Household, "head_name", None),
        (Household, "head_name", ""),
        (Household, "head_name", " \u00a0\u200b\t"),
        (Household, "head_name", "A" * 51),
        (Household, "head_name", 5),
        (Household, "head_name", True),
        (Household, "note", 5),
        (Household, "note", "x" * 250_001),
        (Household, "phone", "0912 345 67"),
        (Household, "phone", "mẹ cháu"),
        (Household, "people", -1),
        (Household, "people", 51),
        (Household, "people", "4"),
        (Household, "people", 4.0),
        (Household, "people", True),
        (Household, "people", 10**400),
        (Household, "status", "đang cư trú"),
        (Household, "status", ["dang_cu_tru"]),
        (Household, "status", None),
        (Household, "household_class", "5"),
        (Person, "birth_date", date(1899, 12, 31)),
        (Person, "birth_date", date(2200, 1, 1)),
        (Person, "birth_date", datetime(2000, 1, 1, tzinfo=UTC)),
        (Person, "birth_date", "2025-02-30"),
        (Person, "birth_date", "30/02/2025"),
        (Person, "lives_in_area", 1),
        (Person, "lives_in_area", "có lẽ"),
        (Session, "audience", 20_001),
        (SessionLine, "visits", None),
        (Session, "audience", -1),
        (SessionLine, "visits", -1),
        (SessionLine, "visits", 5001),
        (SessionLine, "new_people", -1),
        (SessionLine, "new_people", 5001),
        (SessionLine, "outcome", 0),
        (SessionLine, "outcome", 4),
        (Membership, "composition", "013"),
        (Consent, "given_on", None),
        (Household, "deleted", None),
    ],
)
def test_what_does_not_fit(model: type[SharedModel], name: str, value: object) -> None:
    assert fields_of(model, {name: value}) == [name]


@pytest.mark.parametrize("model", SHARED_MODELS)
def test_every_column_has_a_name_that_people_read(model: type[SharedModel]) -> None:
    titles = [title_of(model.table(), name) for name in model.shared_fields()]
    assert len(set(titles)) == len(titles)
    for title in (*titles, model.title):
        assert_readable(f"{title}.")


@pytest.mark.parametrize("model", SHARED_MODELS)
@pytest.mark.parametrize("value", [None, "x" * 300_000, 2**60, 1.5, True, "", "?", date(1, 1, 1), {"a": 1}])
def test_every_column_answers_every_value_in_plain_words(model: type[SharedModel], value: object) -> None:
    values = dict.fromkeys(model.shared_fields(), value)
    for finding in column_findings(model, "r", values):
        assert_readable(finding.message)
        assert_readable(finding.advice)
        assert len(finding.message) < 200


def test_the_words() -> None:
    found = column_findings(Household, "r", {"people": 1200, "phone": "12", "head_name": "A" * 51})
    assert [finding.message for finding in found] == [
        "Mục “Chủ hộ” dài quá 50 ký tự.",
        "“12” không phải số điện thoại.",
        "Số 1.200 ở mục “Số nhân khẩu” không nằm trong khoảng từ 0 đến 50.",
        "Thiếu mục “Tình trạng cư trú”.",
    ]
    (flag,) = column_findings(Household, "r", {"people": True}, partial=True)
    assert flag.message == "“có” ở mục “Số nhân khẩu” không phải số."
