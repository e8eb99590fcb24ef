"""The shipped catalogues: they fit the tables, they are clean Vietnamese, and they name nobody real."""

import hashlib
import tomllib
from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest
from peewee import CharField, Field

from desktop.models import catalogues
from desktop.models.base import SharedModel
from desktop.models.households import Consent, Household, Response
from desktop.models.places import Commune, Milestone, Parameter
from desktop.models.reporting import BasisDocument, Period, Recipient, Service, VillageReport
from desktop.models.sessions import Session, SessionLine
from desktop.models.teams import Application, Membership, Person
from desktop.paths import resources
from desktop.text import fold, nfc, one_line

FILES = sorted((resources() / "catalogues").glob("*.toml"))

# SHA-256 of the folded names of the plan's signer and drafter, so that the names themselves are written nowhere.
REAL_NAMES = {
    "3cf0bb56cdf325bbcb3c102296a78996776cd56981d44ed679a1f8497d0321f0",
    "e0ca449589b67a58abdd776d51724cef08509d69121fdb137f1d785c91bf04c3",
}

CODE_COLUMNS = [
    ("roles", Membership, "role"),
    ("exit_reasons", Membership, "end_reason"),
    ("session_kinds", Session, "kind"),
    ("beneficiaries", SessionLine, "beneficiary"),
    ("pillars", Service, "pillar"),
    ("application_kinds", Application, "kind"),
    ("application_states", Application, "state"),
    ("approvers", Application, "approver"),
    ("genders", Person, "gender"),
    ("household_status", Household, "status"),
    ("household_class", Household, "household_class"),
    ("consent_answers", Consent, "answer"),
    ("contacts", Response, "contact"),
    ("response_states", Response, "state"),
    ("period_kinds", Period, "kind"),
    ("report_states", VillageReport, "state"),
    ("delivery_channels", Recipient, "channel"),
    ("purposes", Recipient, "purpose"),
]

ROWS = [
    (Service, catalogues.services),
    (BasisDocument, catalogues.basis_documents),
    (Recipient, catalogues.recipients),
    (Parameter, catalogues.parameters),
    (Milestone, catalogues.milestones),
    (Commune, lambda: [catalogues.commune_profile()]),
]


def strings_of(value: object) -> Iterator[str]:
    """Every text inside a TOML value, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from strings_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings_of(inner)


def is_real(name: str) -> bool:
    """Whether the name is one of the plan's people."""
    return hashlib.sha256(fold(name).encode()).hexdigest() in REAL_NAMES


def choices_of(model: type[SharedModel], field: str) -> list[str]:
    """The codes that a column accepts."""
    return [code for code, _ in model._meta.fields[field].choices]


@pytest.mark.parametrize(("code_list", "model", "field"), CODE_COLUMNS)
def test_every_code_has_a_label_and_no_label_is_left_over(code_list, model, field):
    assert set(catalogues.labels(code_list)) == set(choices_of(model, field))


def test_every_code_list_has_distinct_labels():
    for code_list in catalogues.code_lists():
        labels = list(catalogues.labels(code_list).values())
        assert len(labels) == len(set(labels)), code_list
        assert all(labels)


def test_compositions_fit_their_column_and_keep_the_plans_order():
    codes = list(catalogues.labels("compositions"))
    assert codes == [f"{number:02}" for number in range(1, 16)]
    assert all(len(code) <= Membership.composition.max_length for code in codes)


@pytest.mark.parametrize(("model", "rows"), ROWS)
def test_rows_fit_their_table(model, rows):
    fields = model.shared_fields()
    for row in rows():
        assert set(row) <= set(fields)
        for name, field in fields.items():
            value = row.get(name)
            assert value is not None or field.null or field.default is not None, (row, name)
            if value is not None:
                check_value(field, value)


def check_value(field: Field, value: object) -> None:
    """A value is of its column's type, length and choices."""
    expected = {"DATE": date, "INT": int, "BOOL": bool}.get(field.field_type, str)
    assert isinstance(value, expected), (field.name, value)
    if isinstance(field, CharField):
        assert len(str(value)) <= field.max_length, (field.name, value)
    if field.choices:
        assert value in dict(field.choices), (field.name, value)


def test_services_are_those_of_the_domain_page():
    services = catalogues.services()
    codes = [row["code"] for row in services]
    counts = {pillar: sum(row["pillar"] == pillar for row in services) for pillar in catalogues.labels("pillars")}
    assert counts == {"CQ": 12, "KT": 12, "XH": 11, "AT": 4, "TT": 2, "KS": 2, "NV": 3}
    assert len(codes) == len(set(codes))
    assert len({row["name"] for row in services}) == len(services)
    assert [row["position"] for row in services] == list(range(1, 47))
    assert [code for code, row in zip(codes, services, strict=True) if row["in_plan"] and row["pillar"] == "KT"] == [
        "KT01", "KT02", "KT04", "KT05", "KT06", "KT07", "KT08", "KT09", "KT10", "KT11",
    ]  # fmt: skip


def test_the_limits_of_the_plan():
    limits = {(row["name"], row["level"]): row["value"] for row in catalogues.parameters()}
    assert limits == {
        ("max_members", "commune"): 10,
        ("max_members", "village"): 10,
        ("min_members", "commune"): 5,
        ("min_members", "village"): 5,
    }


def test_the_commune_and_its_milestone():
    assert catalogues.commune_profile()["code"] == "02107"
    assert [row["before"] for row in catalogues.milestones()] == [date(2025, 7, 23)]


def test_paper_goes_to_two_persons_a_village():
    paper = [row["expands_to"] for row in catalogues.recipients() if row["channel"] == "giay"]
    assert paper == ["truong_thon", "bi_thu_chi_doan"]
    assert [row["position"] for row in catalogues.recipients()] == list(range(1, 10))


def test_what_is_handed_out_is_the_callers_own():
    catalogues.services()[0]["name"] = "x"
    catalogues.commune_profile()["name"] = "x"
    catalogues.labels("roles")["TT"] = "x"
    assert catalogues.services()[0]["name"] != "x"
    assert catalogues.commune_profile()["name"] == "Thanh Thịnh"
    assert catalogues.labels("roles")["TT"] == "Tổ trưởng"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_files_are_clean_vietnamese(path):
    text = path.read_text(encoding="utf-8")
    assert text == nfc(text)
    for value in strings_of(tomllib.loads(text)):
        assert value == one_line(value), value


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_plans_conversion_errors_are_not_copied(path):
    text = path.read_text(encoding="utf-8").lower()
    for error in ("số sức khỏe điện tử", "chuyên giao", "bru chính", "chuyên gia hướng dẫn", "vhxx", "ptth"):
        assert error not in text


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_files_name_nobody_real(path):
    for value in strings_of(tomllib.loads(path.read_text(encoding="utf-8"))):
        words = value.replace("(", " ").replace(")", " ").split()
        windows = (" ".join(words[at : at + size]) for size in (1, 2, 3) for at in range(len(words)))
        assert not any(is_real(window) for window in windows), value


def test_no_invented_person_is_real():
    names = catalogues.invented_names()
    for gender in ("nam", "nu"):
        combined = product(names.surnames, set(names.middle[gender]), names.given[gender])
        assert not any(is_real(" ".join(parts)) for parts in combined)


def test_there_are_names_enough():
    names = catalogues.invented_names()
    folded = [fold(village) for village in names.villages]
    assert len(folded) == len(set(folded)) >= 40
    assert names.villages[:2] == ("Nà Quang", "Nà Bản")
    for values in (names.surnames, *names.given.values()):
        assert len(values) == len(set(values)) >= 20
    assert all(len(set(values)) >= 8 for values in names.middle.values())
