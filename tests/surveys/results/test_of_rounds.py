"""Results out of a store: the responses that count, in their villages, classes and rounds; two rounds compared."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.models.households import Household
from desktop.models.journal import changing
from desktop.models.places import Village
from desktop.models.reporting import Form
from desktop.models.store import Store
from desktop.models.survey_facts import HIDDEN, Cell, QuestionFacts
from desktop.models.survey_rounds import Round, round_on
from desktop.surveys.results.of_rounds import By, comparison, tabulation
from tests.makers import OTHER_VILLAGE_ID, VILLAGE_ID, add_household, make_store
from tests.models.record_makers import add_response, add_round, add_villages

DEFINITION = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
<h:head><h:title>Thử</h:title><model><instance><data id="hgd_so" version="{version}"><so/><song/></data></instance>
<bind nodeset="/data/so" type="int"/><bind nodeset="/data/song" type="string" relevant="/data/so &gt; 0"/></model>
</h:head><h:body><input ref="/data/so"><label>Số máy</label></input>
<select1 ref="/data/song"><label>Sóng</label>
<item><label>Tốt</label><value>tot</value></item><item><label>Yếu</label><value>yeu</value></item></select1></h:body></h:html>"""
JULY, AUGUST = date(2025, 7, 31), date(2025, 8, 31)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A commune's desk with two villages, a form and a round."""
    with make_store(tmp_path, "commune") as opened:
        with changing(opened) as change:
            add_villages(change, "Nà Quang", "Nà Bản")
            add_round(change)
            change.add(
                Form, form_id="hgd_so", version="2025.1", name="Thử", definition=DEFINITION.format(version="2025.1")
            )
        yield opened


def answer(store: Store, *answers: object, village: str = VILLAGE_ID, **values: object) -> list[str]:
    """One household for each set of answers."""
    found = []
    with changing(store) as change:
        for given in answers:
            found.append(add_household(change, village, **values))
            add_response(change, found[-1], given, village=village)  # type: ignore[arg-type]
    return found


def tables(store: Store, *rounds: Round, by: By = "village", open_to_all: bool = False) -> dict[str, QuestionFacts]:
    chosen = list(rounds) or [round_on(store, JULY)]
    return {one.name: one for one in tabulation(store, chosen, by, open_to_all=open_to_all).tables()}


def told(facts: QuestionFacts) -> list[tuple[str, int, int | None]]:
    return [(row.name, row.units, row.answered.value) for row in facts.rows]


def test_by_village_in_the_communes_order_with_a_total(store: Store) -> None:
    answer(store, {"so": 2, "song": "tot"}, {"so": 0}, {"so": {"missing": "refused"}})
    answer(store, {"so": 1, "song": "yeu"}, village=OTHER_VILLAGE_ID)
    found = tables(store)
    assert told(found["so"]) == [("Nà Quang", 3, 2), ("Nà Bản", 1, 1), ("Tổng", 4, 3)]
    assert told(found["song"]) == [("Nà Quang", 3, 1), ("Nà Bản", 1, 1), ("Tổng", 4, 2)]
    assert found["song"].groups[0].cells == (Cell(1), Cell(0), Cell(0), Cell(0), Cell(2), Cell(0))


def test_an_amendment_and_a_later_response_count_instead(store: Store) -> None:
    (house,) = answer(store, {"so": 9})
    with changing(store) as change:
        first = add_response(change, house, {"so": 5}, interviewed_on=date(2025, 7, 20))
        add_response(change, house, {"so": 1}, interviewed_on=date(2025, 7, 19), amends_id=first)
        add_response(change, house, {"so": 7}, interviewed_on=date(2025, 7, 30), state="draft")
        refused = add_household(change)
        add_response(change, refused, {"so": 3}, consent="tu_choi")
        gone = add_household(change, status="da_chuyen_di")
        add_response(change, gone, {"so": 3})
    numbers = tables(store)["so"].groups[0].numbers
    assert numbers is not None
    assert (numbers.total, told(tables(store)["so"])) == (1, [("Nà Quang", 1, 1)])


def test_by_class_the_communes_list_comes_before_what_was_said(store: Store) -> None:
    answer(store, {"so": 1, "loai_ho": "4"}, household_class="1")
    answer(store, {"so": 1, "loai_ho": "2"}, {"so": 1}, {"so": 1, "loai_ho": ["x"]})
    assert told(tables(store, by="class")["so"]) == [
        ("Hộ nghèo", 1, 1), ("Hộ cận nghèo", 1, 1), ("Chưa rõ loại hộ", 2, 2), ("Tổng", 4, 4),
    ]  # fmt: skip


def test_a_village_that_went_into_another_is_counted_there(store: Store) -> None:
    answer(store, {"so": 1}, village=OTHER_VILLAGE_ID)
    with changing(store) as change:
        change.set(Village, OTHER_VILLAGE_ID, successor_id=VILLAGE_ID, closed_on=date(2025, 7, 15))
    assert told(tables(store)["so"]) == [("Nà Quang", 1, 1)]


def test_without_a_form_or_a_response_there_is_nothing_and_no_error(tmp_path: Path) -> None:
    with make_store(tmp_path, "commune") as store:
        assert tables(store) == {}
        with changing(store) as change:
            add_villages(change, "Nà Quang")
            add_response(change, add_household(change), {"so": 1})
        assert tables(store, Round(JULY, first_day=date(2025, 7, 1))) == {}


def test_two_rounds_beside_each_other(store: Store) -> None:
    houses = answer(store, *[{"so": 1, "song": "tot"}] * 6, *[{"so": 3, "song": "yeu"}] * 6)
    with changing(store) as change:
        add_round(change, name="đợt 2", first_day=date(2025, 8, 1))
        for house in houses[:9]:
            add_response(change, house, {"so": 2, "song": "tot"}, interviewed_on=date(2025, 8, 5))
    first, second = round_on(store, JULY), round_on(store, AUGUST)
    by_round = tables(store, first, second, by="round")["so"]
    assert (told(by_round), by_round.total) == ([("đợt 1", 12, 12), ("đợt 2", 9, 9)], None)
    found = {one.name: one for one in comparison(store, first, second, open_to_all=False)}
    (group,) = found["song"].groups
    assert group.both == Cell(9)
    assert [(c.code, c.before.value, c.after.value, c.points) for c in group.changes] == [
        ("tot", 6, 9, 50.0), ("yeu", 6, 0, -50.0),
    ]  # fmt: skip
    (mean,) = found["so"].groups[0].changes
    assert (mean.code, mean.points) == ("", 0.0)
    (hidden,) = {one.name: one for one in comparison(store, second, first)}["song"].groups
    assert [change.points for change in hidden.changes] == [-50.0, 50.0]


def test_what_is_hidden_in_one_round_is_hidden_in_the_difference(store: Store) -> None:
    houses = answer(store, *[{"so": 1, "song": "tot"}] * 6, *[{"so": 3, "song": "yeu"}] * 6)
    with changing(store) as change:
        add_round(change, name="đợt 2", first_day=date(2025, 8, 1))
        for place, house in enumerate(houses[:8]):
            given: dict[str, object] = {"so": 2, "song": "yeu" if place < 2 else "tot"}
            add_response(change, house, given, interviewed_on=date(2025, 8, 5))
    found = {one.name: one for one in comparison(store, round_on(store, JULY), round_on(store, AUGUST))}
    (group,) = found["song"].groups
    assert [(change.after, change.points) for change in group.changes] == [(HIDDEN, None), (HIDDEN, None)]
    with changing(store) as change:
        change.set(Household, houses[0], status="da_chuyen_di")
    assert all(one.before for one in found["song"])
