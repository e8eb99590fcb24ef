"""Questionnaires of the commune: drafts that never travel, versions that never change, closed ones, rounds."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.errors import FormProblem
from desktop.models.acts import acting
from desktop.models.designing import (
    Workbook,
    begin_round,
    close_form,
    drop_draft,
    keep_draft,
    publish,
    publish_draft,
    reopen_form,
)
from desktop.models.form_versions import (
    CLOSED,
    DRAFT,
    IN_USE,
    REPLACED,
    definition_of,
    form_to_begin,
    form_versions,
    is_closed,
    later_form,
    workbook_of,
)
from desktop.models.households import Response
from desktop.models.journal import changing
from desktop.models.reporting import Form
from desktop.models.setup import FormSource
from desktop.models.store import Store
from desktop.models.survey_rounds import round_on
from desktop.models.village_queries import form_definition
from tests.makers import START, VILLAGE_ID, add_household, carry, make_store
from tests.models.journal_makers import entries

BOOK = Workbook("phieu.xlsx", b"PK\x03\x04 goc")


def source(version: str = "1", text: str = "<h:html>a</h:html>", form_id: str = "phieu") -> FormSource:
    return FormSource(form_id, version, "Phiếu thử", text)


@pytest.fixture
def commune(tmp_path: Path) -> Iterator[Store]:
    with make_store(tmp_path / "xa", "commune") as store:
        yield store


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Store]:
    with make_store(tmp_path / "thon", "village", VILLAGE_ID, seed=1) as store:
        yield store


def published(store: Store, one: FormSource) -> str:
    store.clock.advance(60)  # type: ignore[attr-defined]
    with acting(store) as acts:
        return publish(acts, store, one)


def states(store: Store) -> list[tuple[str, str]]:
    return [(one.version, one.state) for one in form_versions(store)]


def test_a_draft_is_no_record_and_keeps_the_workbook_to_the_byte(commune: Store) -> None:
    assert keep_draft(commune, source(), BOOK) == "added"
    assert entries(commune) == []
    assert commune.all(Form.select()) == []
    (one,) = form_versions(commune)
    assert (one.state, one.record, one.answered, one.file_name) == (DRAFT, "", 0, "phieu.xlsx")
    assert definition_of(commune, one) == "<h:html>a</h:html>"
    assert workbook_of(commune, "phieu", "1") == BOOK.content


def test_the_same_file_twice_and_a_draft_that_was_mended(commune: Store) -> None:
    keep_draft(commune, source(), BOOK)
    assert keep_draft(commune, source(), BOOK) == "same"
    assert keep_draft(commune, source(text="<h:html>b</h:html>"), Workbook("sua.xlsx", b"2")) == "replaced"
    (one,) = form_versions(commune)
    assert (definition_of(commune, one), workbook_of(commune, "phieu", "1")) == ("<h:html>b</h:html>", b"2")


def test_publishing_makes_the_record_that_travels_and_the_workbook_stays(commune: Store, village: Store) -> None:
    keep_draft(commune, source(), BOOK)
    with acting(commune) as acts:
        record = publish_draft(acts, commune, "phieu", "1")
    assert states(commune) == [("1", IN_USE)]
    assert workbook_of(commune, "phieu", "1") == BOOK.content
    carry(commune, village)
    assert form_to_begin(village, "phieu") == ("1", "<h:html>a</h:html>")
    assert [row.id for row in village.all(Form.select())] == [record]
    assert village.rows("SELECT * FROM form_file") == []


def test_a_published_version_never_changes(commune: Store) -> None:
    record = published(commune, source())
    other = source(text="<h:html>khác</h:html>")
    before = entries(commune)
    acts: tuple[Callable[[], str], ...] = (
        lambda: published(commune, other),
        lambda: keep_draft(commune, other, BOOK),
    )
    for act in acts:
        with pytest.raises(FormProblem, match="đã phát hành với nội dung khác") as refused:
            act()
        assert refused.value.code == "other-text"
    assert published(commune, source()) == record  # the same again
    assert keep_draft(commune, source(), BOOK) == "published"
    assert entries(commune) == before
    assert states(commune) == [("1", IN_USE)]
    assert workbook_of(commune, "phieu", "1") == BOOK.content


def test_the_version_that_was_published_last_is_asked_whatever_its_number(commune: Store) -> None:
    for version in ("9", "10"):
        published(commune, source(version, f"<h:html>{version}</h:html>"))
    assert states(commune) == [("10", IN_USE), ("9", REPLACED)]
    assert form_to_begin(commune, "phieu") == form_definition(commune, "phieu") == ("10", "<h:html>10</h:html>")
    assert later_form(commune, "phieu", "9") == ("10", "<h:html>10</h:html>")
    assert later_form(commune, "phieu", "10") is None


def test_a_closed_version_begins_nothing_and_drafts_of_it_still_open(commune: Store, village: Store) -> None:
    older, newer = (published(commune, source(version, version)) for version in ("1", "2"))
    with acting(commune) as acts:
        close_form(acts, commune, newer, START.date())
    carry(commune, village)
    assert form_to_begin(village, "phieu") == ("1", "1")
    assert form_definition(village, "phieu", "2") == ("2", "2")
    assert later_form(village, "phieu", "2") is None  # an older one is not offered as newer
    with acting(commune) as acts:
        close_form(acts, commune, older, START.date())
    carry(commune, village)
    with acting(commune) as acts:
        close_form(acts, commune, older, START.date().replace(year=2030))  # it keeps its day
    assert form_to_begin(village, "phieu") is None
    assert is_closed(village, "phieu")
    assert not is_closed(village, "khac")
    assert states(commune) == [("2", CLOSED), ("1", CLOSED)]
    with acting(commune) as acts:
        reopen_form(acts, newer)
    carry(commune, village)
    assert form_to_begin(village, "phieu") == ("2", "2")
    assert [one.since for one in form_versions(commune)] == [START.date(), START.date()]


def test_a_form_of_two_thousand_questions_is_published_and_one_beyond_an_entry_is_not(commune: Store) -> None:
    published(commune, source(text="x" * 500_000))
    with pytest.raises(FormProblem, match="không gửi trong gói"):
        keep_draft(commune, source("2", text="ệ" * 400_000), BOOK)
    assert states(commune) == [("1", IN_USE)]


@pytest.mark.parametrize(
    ("form", "code"),
    [
        (source(""), "no-version"),
        (source(" \u200b "), "no-version"),
        (source(form_id="../phieu"), "odd-id"),
        (source(form_id="phieu:1"), "odd-id"),
        (source(form_id=""), "odd-id"),
        (source(form_id="x" * 61), "too-long"),
        (source(version="1" * 41), "too-long"),
        (source(text="x" * 500_001), "too-long"),
        (source(text="ệ" * 400_000), "too-long"),
    ],
)
def test_what_can_have_no_record_is_refused_and_nothing_kept(commune: Store, form: FormSource, code: str) -> None:
    with pytest.raises(FormProblem) as refused:
        keep_draft(commune, form, BOOK)
    assert refused.value.code == code
    with pytest.raises(FormProblem):
        published(commune, form)
    assert commune.rows("SELECT * FROM form_file") == []
    assert entries(commune) == []


def test_ids_in_vietnamese_are_fine(commune: Store) -> None:
    keep_draft(commune, source(form_id="Phiếu hộ 2026_thử-1.0"), BOOK)
    assert form_versions(commune)[0].form_id == "Phiếu hộ 2026_thử-1.0"


def test_a_draft_can_be_thrown_away_a_published_one_cannot(commune: Store) -> None:
    keep_draft(commune, source(), BOOK)
    drop_draft(commune, "phieu", "1")
    assert form_versions(commune) == []
    with acting(commune) as acts, pytest.raises(FormProblem):
        publish_draft(acts, commune, "phieu", "1")
    keep_draft(commune, source(), BOOK)
    published(commune, source())
    drop_draft(commune, "phieu", "1")
    assert workbook_of(commune, "phieu", "1") == BOOK.content


def test_a_refused_publishing_leaves_the_draft(commune: Store) -> None:
    keep_draft(commune, source(), BOOK)
    published(commune, source(form_id="khac"))
    with changing(commune) as change:  # as it comes from the commune's other desk
        change.add(Form, form_id="phieu", version="1", name="Phiếu", definition="khác")
    with pytest.raises(FormProblem), acting(commune) as acts:
        publish_draft(acts, commune, "phieu", "1")
    assert ("1", DRAFT) in states(commune)


def test_how_many_answered_counts_final_responses_of_the_version(commune: Store) -> None:
    published(commune, source())
    with changing(commune) as change:
        household = add_household(change)
        for state, version in (("final", "1"), ("final", "1"), ("draft", "1"), ("final", "2")):
            change.add(
                Response, village_id=VILLAGE_ID, household_id=household, form_id="phieu", form_version=version,
                state=state, answers={},
            )  # fmt: skip
    assert form_versions(commune)[0].answered == 2


@pytest.fixture
def begin(commune: Store) -> Callable[..., str]:
    def begin(name: str = "đợt 1", **given: object) -> str:
        with acting(commune) as acts:
            days = {"first_day": START.date(), **given}
            return begin_round(acts, commune, "phieu", name=name, **days)  # type: ignore[arg-type]

    return begin


def test_a_round_begins_with_an_open_form_only(commune: Store, village: Store, begin: Callable[..., str]) -> None:
    with pytest.raises(FormProblem) as refused:
        begin()
    assert refused.value.code == "no-form"
    keep_draft(commune, source(), BOOK)
    with pytest.raises(FormProblem):
        begin()
    published(commune, source())
    round_id = begin()
    carry(commune, village)
    assert (round_on(village, START.date()).id, round_on(village, START.date()).form_id) == (round_id, "phieu")
    assert form_versions(commune)[0].rounds == ("đợt 1",)
    with pytest.raises(FormProblem, match="đã có đợt 1"):
        begin(" đợt  1 ")
    with pytest.raises(FormProblem, match="Ngày kết thúc"):
        begin("đợt 2", last_day=START.date().replace(day=1, month=7))
