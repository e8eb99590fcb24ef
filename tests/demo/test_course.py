"""A small demo from end to end: what lies where, that desks agree, that it repeats, that the rules are kept."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from desktop.clock import ScriptedClock
from desktop.demo.course import STEPS
from desktop.demo.run import run_demo
from desktop.demo.telling import DemoResult
from desktop.errors import Cancelled, TosoError
from desktop.models.checking import findings
from desktop.models.conflicts import conflicts
from desktop.models.digests import table_digests
from desktop.models.health import health_problems
from desktop.models.households import Response
from desktop.models.reporting import Form, VillageReport
from desktop.models.store import Store
from desktop.models.teams import Application, Membership
from desktop.surveys.filling import kept_answers, problems_of
from desktop.sync import carrying, credentials
from desktop.sync.enrolment import spoken_code
from tests.house.tracked import no_real_people

DAY = date(2025, 9, 6)
CLOCK = ScriptedClock(datetime(2025, 9, 6, 5, tzinfo=UTC))
KEPT_RANDOM = {"device", "key_escrow"}  # hold keys, which are fresh in every run


@contextmanager
def home(result: DemoResult, name: str) -> Iterator[Store]:
    """One home of a demo, opened with the real clock as a person does."""
    with Store.open(result.folder / name) as store:
        yield store


def digests(result: DemoResult, name: str) -> dict[str, object]:
    with home(result, name) as store:
        return {table: found for table, found in table_digests(store).items() if table not in KEPT_RANDOM}


def pdfs(result: DemoResult) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (result.folder / "giay").iterdir()}


HOMES = ("xa", "thon-01", "thon-02")


def test_everything_lies_where_the_design_says(small: DemoResult) -> None:
    assert sorted(path.name for path in small.folder.iterdir()) == ["giay", "thon-01", "thon-02", "usb", "xa"]
    assert small.commune_pdf.read_bytes().startswith(b"%PDF")
    assert len(small.village_pdfs) == 2
    assert all(path.read_bytes().startswith(b"%PDF") for path in small.village_pdfs)
    names = sorted(path.name for path in (small.folder / "usb").iterdir())
    assert [name for name in names if not name.endswith(".toso")] == []
    for kind in ("yeu-cau-ghi-danh-", "ghi-danh-02107-01", "02107-01-nop-xa-goi-0001", "02107-gui-02107-02-goi-"):
        assert any(name.startswith(kind) for name in names), kind


def test_counts_are_those_that_were_asked_for(small: DemoResult) -> None:
    assert small.counts["village"] == 2
    assert small.counts["household"] == 12
    assert small.counts["session"] == 8
    assert small.counts["team"] == 3


def test_a_village_and_the_commune_hold_the_same(small: DemoResult) -> None:
    with home(small, "thon-02") as village:
        scope = village.setting("village")
        there = table_digests(village, scope)
    with home(small, "xa") as commune:
        assert table_digests(commune, scope) == there


def test_the_first_village_has_something_to_hand_over_and_the_second_has_not(small: DemoResult) -> None:
    unsent = {}
    for name in ("thon-01", "thon-02"):
        with home(small, name) as store:
            unsent[name] = carrying.unacknowledged(store, carrying.to_commune(store)).entries
    assert unsent["thon-01"] > 0
    assert unsent["thon-02"] == 0


def test_both_sides_wrote_the_same_phones_so_there_is_something_to_decide(small: DemoResult) -> None:
    with home(small, "xa") as store:
        assert {(one.table, one.field) for one in conflicts(store)} == {("household", "phone")}
        assert len(conflicts(store)) == 2


def test_one_report_is_received_and_one_returned_and_the_villages_know(small: DemoResult) -> None:
    with home(small, "xa") as store:
        assert sorted(row.state for row in store.all(VillageReport.select())) == ["can_sua", "da_tiep_nhan"]
    for name, state in (("thon-01", "da_tiep_nhan"), ("thon-02", "can_sua")):
        with home(small, name) as store:
            (report,) = store.all(VillageReport.select())
            assert report.state == state
            assert report.remark
            assert report.figures["HD01"]["value"] is not None


@pytest.mark.parametrize("name", HOMES)
def test_no_rule_is_broken_and_no_home_is_damaged(small: DemoResult, name: str) -> None:
    with home(small, name) as store:
        assert [finding for finding in findings(store, DAY) if finding.blocks] == []
        assert health_problems(store) == []


def test_every_team_has_its_leader_and_who_came_later_was_agreed_to(small: DemoResult) -> None:
    with home(small, "xa") as store:
        agreed = {row.id for row in store.all(Application.select().where(Application.state == "agreed"))}
        members = store.all(Membership.select())
    assert sum(member.role == "TT" for member in members) == 3
    later = [member for member in members if not member.in_decision]
    assert later
    assert {member.join_application_id for member in later} <= agreed


@pytest.mark.parametrize("name", ["thon-01", "thon-02"])
def test_answers_are_valid_and_only_to_questions_that_are_asked(small: DemoResult, name: str) -> None:
    with home(small, name) as store:
        form = store.all(Form.select())[0].definition
        responses = store.all(Response.select().where(Response.state == "final"))
    assert responses
    for response in responses:
        assert problems_of(form, response.answers, CLOCK) == []
        assert kept_answers(form, response.answers, CLOCK) == response.answers


def test_no_person_of_the_plan_is_anywhere(small: DemoResult, tmp_path: Path) -> None:
    for name in HOMES:
        with home(small, name) as store:
            lines = [line for (line,) in store.rows("SELECT CAST(entry AS TEXT) FROM journal")]
        assert lines
        (tmp_path / f"{name}.txt").write_text("\n".join(lines), encoding="utf-8")
    assert no_real_people(tmp_path.iterdir()) == []


def test_the_same_seed_gives_the_same_papers_and_tables(small: DemoResult, tmp_path: Path) -> None:
    again = run_demo(tmp_path / "again", villages=2, households=6, sessions=4, seed=1)
    assert pdfs(again) == pdfs(small)
    for name in HOMES:
        assert digests(again, name) == digests(small, name)
    keys = [spoken_code(credentials.load(result.folder / "xa")) for result in (small, again)]
    assert keys[0] != keys[1]


def test_another_seed_gives_another_month(small: DemoResult, tmp_path: Path) -> None:
    other = run_demo(tmp_path / "other", villages=2, households=6, sessions=4, seed=2)
    assert pdfs(other).keys() == pdfs(small).keys()
    assert all(pdfs(other)[name] != digest for name, digest in pdfs(small).items())
    assert digests(other, "xa")["household"] != digests(small, "xa")["household"]


def test_a_folder_with_something_in_it_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "giu-lai.txt").write_text("của tôi", encoding="utf-8")
    with pytest.raises(TosoError) as refusal:
        run_demo(tmp_path)
    assert refusal.value.code == "exists"
    assert refusal.value.advice
    assert [path.name for path in tmp_path.iterdir()] == ["giu-lai.txt"]


@pytest.mark.parametrize("numbers", [(0, 5, 5), (46, 5, 5), (1, 0, 5), (1, 601, 5), (1, 5, -1)])
def test_numbers_that_make_no_sense_are_refused_before_anything_is_made(
    tmp_path: Path, numbers: tuple[int, int, int]
) -> None:
    with pytest.raises(TosoError):
        run_demo(tmp_path / "out", *numbers)
    assert not (tmp_path / "out").exists()


def test_stopping_takes_away_what_was_made(tmp_path: Path) -> None:
    def stop(_text: str, fraction: float) -> None:
        if fraction > 0.1:
            raise Cancelled

    with pytest.raises(Cancelled):
        run_demo(tmp_path / "out", villages=1, households=2, sessions=1, progress=stop)
    assert list((tmp_path / "out").iterdir()) == []


def test_four_villages_leave_one_that_has_not_handed_in(tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []
    result = run_demo(tmp_path / "out", 4, 3, 2, 5, lambda text, fraction: told.append((text, fraction)))
    assert result.counts["team"] == 4  # the commune's and those of three villages
    assert len(result.village_pdfs) == 3
    fractions = [fraction for _, fraction in told]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert {text for text, _ in told} == {*(title for title, _, _ in STEPS), "Xong"}
