"""A person's values leave every desk: rows, journal, files of the store; what is left says only that it was done."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.errors import StoreError
from desktop.models.conflicts import conflicts
from desktop.models.digests import table_digests
from desktop.models.erasing import erase, records_to_erase
from desktop.models.health import health_problems
from desktop.models.households import Consent, Household, Response
from desktop.models.journal import changing
from desktop.models.requests import DataRequest, Erasure
from desktop.models.scrubbing import BLANK
from desktop.models.tallies import scope_tallies
from tests.sync.desks import Circle, Desk, enrol, make_circle, make_village

NAME, PHONE, NOTE, ANSWER = "Hoàng Văn Cần Xóa", "0909090909", "nhà cuối xóm", "điện thoại cũ"
SECRETS = (NAME, "hoang van can xoa", PHONE, NOTE, ANSWER)


@pytest.fixture
def circle(tmp_path: Path) -> Iterator[Circle]:
    """A commune and a village with two laptops that all hold the household of the person."""
    made = make_circle(tmp_path)
    second = make_village(tmp_path / "may-2", seed=7, name="Thôn 1")
    enrol(made.commune, second, made.village.village, made.stick)
    made.villages.append(second)
    yield made
    made.close()


def record(desk: Desk) -> str:
    """The household of the person, with consent and answers; another one beside it."""
    desk.add_households(1)
    (home,) = desk.add_households(1, head_name=NAME, phone=PHONE)
    desk.edit(home, note=NOTE)
    with changing(desk.store) as change:
        scope = desk.village_id
        consent = change.add(
            Consent, village_id=scope, household_id=home, answer="ky", given_on=date(2025, 8, 1), purpose_version="1"
        )
        change.add(
            Response,
            village_id=scope,
            household_id=home,
            form_id="f",
            form_version="1",
            state="final",
            consent_id=consent,
            answers={"may": ANSWER},
        )
    return home


def up(circle: Circle, which: int = 0) -> None:
    assert circle.commune.merge(circle.villages[which].export(circle.stick)).verdict in {"merged", "already"}


def down(circle: Circle, which: int = 0) -> None:
    desk = circle.villages[which]
    assert desk.merge(circle.commune.export(circle.stick, desk)).verdict in {"merged", "already"}


def exchange(circle: Circle) -> None:
    for _ in range(2):
        for which in range(2):
            up(circle, which)
        for which in range(2):
            down(circle, which)


def traces(desk: Desk) -> list[str]:
    """Which of the person's values can still be read in the bytes of the store's files."""
    desk.store.forget_traces()
    found = b"".join(path.read_bytes() for path in desk.store.home.glob("toso.db*"))
    return [secret for secret in SECRETS if secret.encode() in found]


def test_the_values_leave_every_desk_with_the_next_bundle(circle: Circle) -> None:
    home = record(circle.village)
    exchange(circle)
    for desk in (circle.commune, *circle.villages):
        assert set(traces(desk)) == set(SECRETS)
    erase(circle.village.store, "household", home)
    assert traces(circle.village) == []
    exchange(circle)
    scope = circle.village.village_id
    for desk in (circle.commune, *circle.villages):
        assert traces(desk) == []
        assert health_problems(desk.store) == []
        assert table_digests(desk.store, scope) == table_digests(circle.commune.store, scope)
        assert scope_tallies(desk.store, scope) == scope_tallies(circle.commune.store, scope)
        row = desk.household(home)
        assert (row.deleted, row.head_name, row.phone, row.note, row.status) == (True, BLANK, None, None, "dang_cu_tru")
        (answers,) = desk.store.all(Response.select())
        assert (answers.deleted, answers.answers) == (True, None)
        assert desk.store.value("SELECT count(*) FROM household WHERE NOT deleted") == 1
        said = {(row.about_table, row.erased_on) for row in desk.store.all(Erasure.select())}
        assert said == {(table, date(2025, 8, 1)) for table in ("household", "consent", "response")}


def test_a_value_of_many_pages_is_overwritten_not_only_freed(circle: Circle) -> None:
    home = record(circle.village)
    desk = circle.village
    long = "".join(f" câu trả lời {number}" for number in range(4000))  # pages of its own, that are freed whole
    (answers,) = desk.store.all(Response.select())
    with changing(desk.store) as change:
        change.set(Response, answers.id, answers={"may": long})
    erase(desk.store, "household", home)
    desk.store.forget_traces()
    left = (desk.store.home / "toso.db").read_bytes()
    assert [number for number in range(4000) if f"câu trả lời {number} ".encode() in left] == []


def test_a_bundle_from_before_brings_nothing_back(circle: Circle) -> None:
    home = record(circle.village)
    old = circle.village.export(circle.stick / "old")
    exchange(circle)
    erase(circle.commune.store, "household", home)
    before = circle.commune.rows()
    assert circle.commune.merge(old).verdict in {"already", "merged"}
    assert traces(circle.commune) == []
    assert {table: rows for table, rows in before.items() if table in ("household", "journal", "response")} == {
        table: rows for table, rows in circle.commune.rows().items() if table in ("household", "journal", "response")
    }
    exchange(circle)
    assert [traces(desk) for desk in circle.villages] == [[], []]


def test_an_edit_that_did_not_know_loses_its_values_when_it_comes(circle: Circle) -> None:
    home = record(circle.village)
    exchange(circle)
    erase(circle.village.store, "household", home)
    circle.villages[1].store.clock.advance(3600)  # type: ignore[attr-defined]
    circle.villages[1].edit(home, phone=PHONE, note=f"{NOTE} mới")
    circle.villages[1].edit(home, head_name=f"{NAME} B")
    up(circle, 0)
    up(circle, 1)  # the commune knows of the erasure by now
    assert traces(circle.commune) == []
    exchange(circle)
    scope = circle.village.village_id
    for desk in (circle.commune, *circle.villages):
        assert traces(desk) == []
        assert conflicts(desk.store) == []
        assert health_problems(desk.store) == []
        assert scope_tallies(desk.store, scope) == scope_tallies(circle.commune.store, scope)


def test_the_other_order_comes_to_the_same(circle: Circle) -> None:
    home = record(circle.village)
    exchange(circle)
    circle.villages[1].edit(home, phone="0912000000", note=NOTE)
    up(circle, 1)
    erase(circle.village.store, "household", home)
    up(circle, 0)
    assert traces(circle.commune) == []
    exchange(circle)
    scope = circle.village.village_id
    for desk in (circle.commune, *circle.villages):
        assert traces(desk) == []
        assert conflicts(desk.store) == []
        assert scope_tallies(desk.store, scope) == scope_tallies(circle.commune.store, scope)


def test_both_laptops_erase_at_the_same_time(circle: Circle) -> None:
    home = record(circle.village)
    exchange(circle)
    for desk in circle.villages:
        erase(desk.store, "household", home)
    exchange(circle)
    scope = circle.village.village_id
    for desk in (circle.commune, *circle.villages):
        assert (traces(desk), conflicts(desk.store), health_problems(desk.store)) == ([], [], [])
        assert scope_tallies(desk.store, scope) == scope_tallies(circle.commune.store, scope)


def test_a_laptop_enrolled_later_gets_a_history_without_the_values(circle: Circle, tmp_path: Path) -> None:
    home = record(circle.village)
    exchange(circle)
    erase(circle.village.store, "household", home)
    exchange(circle)
    third = make_village(tmp_path / "may-3", seed=8, name="Thôn 1")
    enrol(circle.commune, third, circle.village.village, circle.stick)
    circle.villages.append(third)
    assert traces(third) == []
    up(circle, 2)
    scope = third.village_id
    assert scope_tallies(third.store, scope) == scope_tallies(circle.commune.store, scope)
    assert third.household(home).deleted
    assert health_problems(third.store) == []


def test_an_undecided_conflict_goes_with_the_record(circle: Circle) -> None:
    home = record(circle.village)
    exchange(circle)
    circle.village.edit(home, phone=PHONE[::-1])
    circle.commune.edit(home, phone="0911111111")
    up(circle)
    assert len(conflicts(circle.commune.store)) == 1
    erase(circle.commune.store, "household", home)
    assert conflicts(circle.commune.store) == []
    assert traces(circle.commune) == []
    exchange(circle)
    assert conflicts(circle.village.store) == []


def test_what_is_erased_is_not_written_again(circle: Circle) -> None:
    home = record(circle.village)
    erase(circle.village.store, "household", home)
    with pytest.raises(StoreError) as caught, changing(circle.village.store) as change:
        change.set(Household, home, deleted=False)
    assert caught.value.code == "erased"
    assert records_to_erase(circle.village.store, "household", home) == []


def test_the_request_is_answered_and_names_nobody(circle: Circle) -> None:
    home = record(circle.village)
    with changing(circle.village.store) as change:
        asked = change.add(
            DataRequest,
            village_id=circle.village.village_id,
            kind="xoa",
            household_id=home,
            received_on=date(2025, 7, 28),
        )
    erase(circle.village.store, "household", home, request_id=asked)
    exchange(circle)
    (row,) = circle.commune.store.all(DataRequest.select())
    assert (row.answered_on, row.deleted) == (date(2025, 8, 1), False)
    assert {one.request_id for one in circle.commune.store.all(Erasure.select())} == {asked}


def test_half_typed_words_about_the_record_go_too(circle: Circle) -> None:
    home = record(circle.village)
    with circle.village.store.transaction():
        circle.village.store.set_setting(f"typed:interview:{home}", NOTE)
        circle.village.store.set_setting("typed:other", "giữ")
    erase(circle.village.store, "household", home)
    names = [name for (name,) in circle.village.store.rows("SELECT name FROM setting WHERE name LIKE 'typed:%'")]
    assert names == ["typed:other"]


@pytest.mark.parametrize(("table", "code"), [("session", "kind"), ("erasure", "kind"), ("village", "kind")])
def test_only_people_are_erased(circle: Circle, table: str, code: str) -> None:
    with pytest.raises(StoreError) as caught:
        erase(circle.village.store, table, "x")
    assert caught.value.code == code


def test_a_village_s_word_erases_nothing_of_another(tmp_path: Path) -> None:
    made = make_circle(tmp_path, villages=2)
    home = record(made.villages[0])
    for desk in made.villages:
        made.commune.merge(desk.export(made.stick))
    with changing(made.villages[1].store) as change:
        change.add(
            Erasure,
            village_id=made.villages[1].village_id,
            about_table="household",
            about_id=home,
            erased_on=date(2025, 8, 1),
        )
    assert made.commune.merge(made.villages[1].export(made.stick)).verdict == "merged"
    assert made.commune.household(home).head_name == NAME
    made.close()


def test_kept_copies_of_bundles_go_with_an_erasure(circle: Circle) -> None:
    home = record(circle.village)
    exchange(circle)
    kept = [path for path in (circle.commune.store.home / "da-ghi").iterdir()]
    assert kept
    erase(circle.village.store, "household", home)
    up(circle)
    assert not any(path.exists() for path in kept)
