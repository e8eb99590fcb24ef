"""What a new desk holds, and how a village's desk takes over the ids that the commune gives it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.clock import ScriptedClock
from desktop.errors import StoreError
from desktop.models import catalogues
from desktop.models.authors import DEVICE, Authors
from desktop.models.base import SharedModel, json_text
from desktop.models.digests import table_digests
from desktop.models.health import health_problems
from desktop.models.households import Household, Response
from desktop.models.journal import ROLE, VILLAGE, changing
from desktop.models.places import Device, Milestone, Parameter
from desktop.models.reporting import BasisDocument, Form, Recipient, Service, SurveyRound
from desktop.models.setup import (
    COMMUNE_CODE,
    DEVICE_NAME,
    ENROLLED,
    VILLAGE_NAME,
    DeviceIdentity,
    FormSource,
    adopt_village,
    commune_of,
    create_commune,
    create_village,
    own_village,
    provisional_code,
)
from desktop.models.store import FILE_NAME, Store
from desktop.models.teams import Person
from tests.makers import START, VILLAGE_ID, add_household, carry, make_store
from tests.models.journal_makers import entries

IDENTITY = DeviceIdentity("Máy thử", "ssh-ed25519 AAAA thu", "SHA256:thu")
FORMS = [
    FormSource("hgd_so", "2025.1", "Phiếu khảo sát hộ", "<h:html/>"),
    FormSource("hop", "1", "Phiếu họp", "<h:html/>"),
]
ISSUED_VILLAGE, ISSUED_DEVICE = "0198636f-0000-7000-8000-00000000aaaa", "0198636f-0000-7000-8000-00000000bbbb"


def new_commune(home: Path, **values: Any) -> Store:
    given: dict[str, Any] = {"profile": catalogues.commune_profile(), "identity": IDENTITY, "forms": FORMS, **values}
    return create_commune(home, ScriptedClock(START, 1), **given)


def new_village(home: Path, **values: Any) -> Store:
    given: dict[str, Any] = {"village_name": "Nà Thử", "commune_code": "02107", "identity": IDENTITY, **values}
    return create_village(home, ScriptedClock(START, 2), **given)


@pytest.fixture
def commune(tmp_path: Path) -> Iterator[Store]:
    with new_commune(tmp_path / "xa") as store:
        yield store


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Store]:
    with new_village(tmp_path / "thon") as store:
        yield store


def settings(store: Store, *names: str) -> list[str | None]:
    return [store.setting(name) for name in names]


# --- a commune ---


def test_a_commune_s_desk_knows_who_it_is(commune: Store) -> None:
    assert settings(commune, ROLE, COMMUNE_CODE, DEVICE_NAME, ENROLLED) == ["commune", "02107", "Máy thử", "1"]
    assert settings(commune, VILLAGE, VILLAGE_NAME) == [None, None]
    profile = commune_of(commune)
    assert profile is not None
    assert {name: getattr(profile, name) for name in catalogues.commune_profile()} == catalogues.commune_profile()
    assert own_village(commune) is None
    (device,) = commune.all(Device.select())
    assert (device.id, device.role, device.name) == (commune.setting(DEVICE), "commune", "Máy thử")
    assert (device.public_key, device.fingerprint, device.enrolled_on) == (
        IDENTITY.public_key,
        IDENTITY.fingerprint,
        date(2025, 8, 1),
    )


@pytest.mark.parametrize(
    ("model", "rows"),
    [
        (Service, catalogues.services()),
        (BasisDocument, catalogues.basis_documents()),
        (Recipient, catalogues.recipients()),
        (Parameter, catalogues.parameters()),
        (Milestone, catalogues.milestones()),
    ],
)
def test_a_commune_s_desk_begins_with_the_catalogues_of_the_plan(
    commune: Store, model: type[SharedModel], rows: list[dict[str, Any]]
) -> None:
    held = commune.rows(f"SELECT * FROM {model.table()}")
    assert len(held) == len(rows) > 0
    for wanted in rows:
        found = [row for row in commune.all(model.select()) if all(getattr(row, n) == v for n, v in wanted.items())]
        assert len(found) == 1


def test_a_commune_s_desk_begins_with_its_forms_and_a_round_of_each(commune: Store) -> None:
    forms = {row.form_id: (row.version, row.name, row.definition) for row in commune.all(Form.select())}
    assert forms == {form.form_id: (form.version, form.name, form.definition) for form in FORMS}
    rounds = {row.form_id: (row.name, row.first_day, row.last_day) for row in commune.all(SurveyRound.select())}
    assert rounds == dict.fromkeys(forms, ("đợt 1", date(2025, 8, 1), None))


def test_all_of_it_is_journalled_and_what_is_published_reaches_a_village(commune: Store, tmp_path: Path) -> None:
    assert health_problems(commune) == []
    assert {entry.record for entry in entries(commune)} >= {row.id for row in commune.all(Service.select())}
    with make_store(tmp_path / "thon", "village", VILLAGE_ID, seed=5) as store:
        carry(commune, store)
        assert table_digests(store, VILLAGE_ID) == table_digests(commune, VILLAGE_ID)
        profile = commune_of(store)
        assert profile is not None
        assert profile.name == "Thanh Thịnh"
        assert table_digests(store)["milestone"].count == 0  # the commune's own affair


@pytest.mark.parametrize(
    "wrong",
    [
        {"profile": {"name": "Không mã"}},
        {"profile": {"code": "02107", "name": "x" * 300}},
        {"forms": [FormSource("x" * 61, "1", "Phiếu", "")]},
    ],
)
def test_a_desk_that_cannot_be_filled_leaves_no_store(tmp_path: Path, wrong: dict[str, Any]) -> None:
    with pytest.raises((KeyError, ValueError)):
        new_commune(tmp_path / "xa", **wrong)
    assert not list((tmp_path / "xa").glob(f"{FILE_NAME}*"))
    new_commune(tmp_path / "xa").close()


def test_a_desk_is_not_made_over_another(commune: Store) -> None:
    for make in (new_commune, new_village):
        with pytest.raises(StoreError):
            make(commune.home)
    assert commune_of(commune) is not None


# --- a village ---


def test_a_village_s_desk_can_be_used_before_it_is_enrolled(village: Store) -> None:
    assert settings(village, ROLE, COMMUNE_CODE, VILLAGE_NAME, DEVICE_NAME) == ["village", "02107", "Nà Thử", "Máy thử"]
    assert village.setting(ENROLLED) is None
    own = village.setting(VILLAGE)
    assert own
    assert own != village.setting(DEVICE)
    assert (entries(village), own_village(village), commune_of(village)) == ([], None, None)
    with changing(village) as change:
        add_household(change, own)
    assert village.value("SELECT count(*) FROM household") == 1


def fill(store: Store) -> tuple[str, str, str, str]:
    """Everything that can name the village: the scope, a reference, JSON, the village's own row."""
    own = store.setting(VILLAGE) or ""
    with changing(store) as change:
        household = add_household(change, own, note="trước khi ghi danh")
        change.set(Household, household, people=6)
        person = change.add(Person, village_id=own, full_name="Nông Văn Thử", residence_village_id=own)
        response = change.add(
            Response,
            village_id=own,
            household_id=household,
            form_id="hgd_so",
            form_version="1",
            state="final",
            answers={"thon": own, "danh_sach": [own]},
        )
        gone = add_household(change, own)
        change.delete(Household, gone)
    return household, person, response, gone


def test_enrolment_rewrites_everything_that_was_recorded_before(village: Store) -> None:
    old, old_device = village.setting(VILLAGE) or "", village.setting(DEVICE) or ""
    household, person, response, gone = fill(village)
    before = [(entry.sequence, entry.stamp, entry.table, sorted(entry.replaced)) for entry in entries(village)]
    adopt_village(village, ISSUED_VILLAGE, ISSUED_DEVICE)

    assert settings(village, VILLAGE, DEVICE, ENROLLED) == [ISSUED_VILLAGE, ISSUED_DEVICE, "1"]
    everything = "".join(village.database.connection().iterdump())
    journal = b"".join(line for (line,) in village.rows("SELECT entry FROM journal")).decode()
    for text in (everything, journal):
        assert old not in text
        assert old_device not in text
    assert [(entry.sequence, entry.stamp, entry.table, sorted(entry.replaced)) for entry in entries(village)] == before
    assert health_problems(village) == []
    rows = {row.id: row for row in village.all(Household.select())}
    assert {row.village_id for row in rows.values()} == {ISSUED_VILLAGE}
    assert (rows[household].people, rows[gone].deleted) == (6, True)
    one, answers = village.get(Person, person), village.get(Response, response)
    assert one is not None
    assert one.residence_village_id == ISSUED_VILLAGE
    assert answers is not None
    assert answers.answers == {"thon": ISSUED_VILLAGE, "danh_sach": [ISSUED_VILLAGE]}


@pytest.mark.parametrize("code", ["02107-01", 'a"b\\c', "Nà-01"])
def test_the_villages_code_takes_its_place_in_answers_that_were_given_before(village: Store, code: str) -> None:
    with changing(village) as change:
        household = add_household(change, village.setting(VILLAGE) or "")
        answers = {"thon": provisional_code(village), "ghi_chu": "chua-co-ma"}
        given: dict[str, Any] = {"form_id": "hgd_so", "form_version": "1", "state": "draft", "answers": answers}
        response = change.add(Response, village_id=village.setting(VILLAGE), household_id=household, **given)
    adopt_village(village, ISSUED_VILLAGE, ISSUED_DEVICE, code)
    row = village.get(Response, response)
    assert row is not None
    assert row.answers == {"thon": code, "ghi_chu": "chua-co-ma"}
    (entry,) = [entry for entry in entries(village) if entry.table == "response"]
    assert f'"thon":{json_text(code)}' in bytes(entry.values).decode()
    assert health_problems(village) == []


def test_after_enrolment_the_desk_goes_on_in_the_same_stream_and_the_commune_takes_it_all(
    village: Store, commune: Store
) -> None:
    fill(village)
    adopt_village(village, ISSUED_VILLAGE, ISSUED_DEVICE)
    with changing(village) as change:
        late = add_household(change, ISSUED_VILLAGE)
    authors = Authors(village)
    assert [authors.audience(author) for author in authors.written_here()] == [ISSUED_VILLAGE]
    assert [entry.sequence for entry in entries(village)] == list(range(1, len(entries(village)) + 1))
    carry(village, commune)
    assert table_digests(commune, ISSUED_VILLAGE)["household"] == table_digests(village, ISSUED_VILLAGE)["household"]
    assert commune.get(Household, late) is not None


def test_a_second_laptop_of_the_village_only_changes_its_device(village: Store) -> None:
    fill(village)
    adopt_village(village, ISSUED_VILLAGE, ISSUED_DEVICE)
    before = village.rows("SELECT * FROM journal"), table_digests(village)
    adopt_village(village, ISSUED_VILLAGE, "0198636f-0000-7000-8000-00000000cccc")
    assert (village.rows("SELECT * FROM journal"), table_digests(village)) == before
    assert Authors(village).written_here() != []


def test_enrolment_of_an_empty_desk(village: Store) -> None:
    adopt_village(village, ISSUED_VILLAGE, ISSUED_DEVICE)
    assert (settings(village, VILLAGE, DEVICE), entries(village)) == ([ISSUED_VILLAGE, ISSUED_DEVICE], [])
