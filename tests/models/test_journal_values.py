"""Values on their way into rows: one spelling of text, also inside JSON; and what went in comes out."""

import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from peewee import CharField, DateField, Field

from desktop.models.base import JSONField, SharedModel
from desktop.models.health import health_problems
from desktop.models.households import Response
from desktop.models.journal import changing
from desktop.models.schema import SHARED_MODELS
from desktop.models.sessions import Session
from desktop.models.store import Store
from desktop.models.teams import Person
from desktop.text import nfc, one_line
from tests.makers import VILLAGE_ID, make_store
from tests.models.journal_makers import add_one, entries, household, values_of
from tests.models.strategies import values_for

RESPONSE: dict[str, Any] = {"household_id": "0" * 36, "form_id": "f", "form_version": "1", "state": "draft"}


@pytest.mark.parametrize(
    ("typed", "line", "text"),
    [
        (unicodedata.normalize("NFD", "Hoàng Thị Ốc"), "Hoàng Thị Ốc", "Hoàng Thị Ốc"),
        ("Ðặng\u00a0Văn\u200bThử", "Đặng VănThử", "Đặng VănThử"),
        (" hai \r\n dòng ", "hai dòng", " hai \n dòng "),
        ("\ufeffchữ\u00ad\x00\x07", "chữ", "chữ"),
        ("a\u2028b\u0085c", "a b c", "a\nb\nc"),
    ],
)
def test_text_is_nfc_and_names_are_one_line(village: Store, typed: str, line: str, text: str) -> None:
    row = household(village, add_one(village, head_name=typed, note=typed))
    assert (row.head_name, row.note) == (line, text)
    assert values_of(entries(village)[0])["head_name"] == line


def test_json_columns_are_nfc_inside_too_keys_and_values(village: Store) -> None:
    typed = unicodedata.normalize("NFD", "ố")
    with changing(village) as change:
        record = change.add(
            Response,
            village_id=VILLAGE_ID,
            **RESPONSE,
            answers={typed: [typed, {"k": f"a\u00a0{typed}\u200b"}, (typed, date(2025, 8, 1))], "n": 5, "t": True},
        )
    row = village.get(Response, record)
    assert row is not None
    assert row.answers == {"ố": ["ố", {"k": "a ố"}, ["ố", "2025-08-01"]], "n": 5, "t": True}
    assert unicodedata.is_normalized("NFC", village.rows("SELECT answers FROM response")[0][0])


def test_dates_flags_numbers_and_json_come_back_as_they_were(village: Store) -> None:
    helpers = ["a", "b"]
    with changing(village) as change:
        person = change.add(
            Person,
            village_id=VILLAGE_ID,
            full_name="A",
            birth_date=date(2009, 8, 2),
            lives_in_area=True,
            works_in_area=False,
        )
        session = change.add(
            Session, village_id=VILLAGE_ID, kind="HN", held_on=date(2025, 2, 28), audience=0, helpers=helpers
        )
    one, other = village.get(Person, person), village.get(Session, session)
    assert one is not None
    assert other is not None
    assert (one.birth_date, one.lives_in_area, one.works_in_area) == (date(2009, 8, 2), True, False)
    assert (one.guardian_consent, one.deleted, one.phone) == (None, False, None)
    assert (other.held_on, other.audience, other.helpers) == (date(2025, 2, 28), 0, helpers)


@pytest.fixture(scope="module")
def commune_of_all(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store for all examples; each looks at its own record, and in the end the whole must be explained."""
    with make_store(tmp_path_factory.mktemp("all"), "commune", seed=3) as store:
        yield store
        assert [problem for problem in health_problems(store) if "không có ở đây" not in problem] == []


@settings(max_examples=60)
@given(st.sampled_from(SHARED_MODELS), st.data())
def test_what_a_column_can_hold_is_held(commune_of_all: Store, model: type[SharedModel], data: st.DataObject) -> None:
    fields = model.shared_fields()
    first = data.draw(
        values_for(model, [name for name, field in fields.items() if not field.null and not field.default])
    )
    then = data.draw(values_for(model))
    first["deleted"] = False
    first["village_id"] = then["village_id"] = VILLAGE_ID
    with changing(commune_of_all) as change:
        record = change.add(model, **first)
        change.set(model, record, **then)
    row = commune_of_all.get(model, record)
    assert row is not None
    for name, value in {**first, **then}.items():
        held = getattr(row, name)
        assert (held.isoformat() if isinstance(held, date) else held) == _tidied(fields[name], value)


def _tidied(field: Field, value: Any) -> Any:
    """The value as it should come back."""
    if isinstance(value, str) and not isinstance(field, DateField):
        return one_line(value) if isinstance(field, CharField) else nfc(value)
    if isinstance(value, list) and isinstance(field, JSONField):
        return [_tidied(field, item) for item in value]
    if isinstance(value, dict):
        return {nfc(key): _tidied(field, item) for key, item in value.items()}
    return value
