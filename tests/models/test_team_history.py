"""Lists at any date, differences that replay to them, and the list beside the Decision's."""

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop.models.acts import acting
from desktop.models.store import Store
from desktop.models.team_history import (
    CAME,
    ROLE_CHANGED,
    WENT,
    Roster,
    RosterChange,
    Term,
    against_decision,
    by_name,
    by_role,
    changes_between,
    replayed,
    roster_on,
    terms_of,
)
from tests.models.team_makers import admit, found_team, members

START = date(2025, 7, 1)
SPAN = 40


def day(number: int) -> date:
    return START + timedelta(days=number)


def term(person: str, role: str, first: int, last: int | None = None, **values: object) -> Term:
    given_values: dict[str, object] = {"id": f"{person}-{first}-{role}", "name": person, **values}
    return Term(person_id=person, role=role, first=day(first), last=None if last is None else day(last), **given_values)  # type: ignore[arg-type]


@st.composite
def some_terms(draw: st.DrawFn) -> list[Term]:
    """Terms of a few people, with gaps, handovers and terms that overlap, as a merge can bring them."""
    found = []
    for person in ("An", "Bình", "Chi", "Dũng"):
        for _ in range(draw(st.integers(0, 4))):
            first = draw(st.integers(0, SPAN))
            last = draw(st.none() | st.integers(first, SPAN))
            found.append(term(person, draw(st.sampled_from(["TT", "TP", "TV", "CTV"])), first, last))
    return found


def places(roster: Roster) -> dict[str, str]:
    return {person: one.role for person, one in roster.items()}


@given(some_terms(), st.integers(-1, SPAN), st.integers(0, SPAN + 2))
def test_the_list_of_a_day_is_the_list_before_it_with_the_changes_replayed(
    terms: list[Term], first: int, length: int
) -> None:
    begin, end = day(first), day(first + length)
    changes = changes_between(terms, begin, end)
    assert places(replayed(roster_on(terms, begin), changes)) == places(roster_on(terms, end))


@given(some_terms())
def test_day_by_day_the_changes_make_every_list(terms: list[Term]) -> None:
    roster: Roster = {}
    told: list[RosterChange] = []
    for number in range(SPAN + 2):
        step = changes_between(terms, day(number - 1), day(number))
        told += step
        roster = replayed(roster, step)
        assert places(roster) == places(roster_on(terms, day(number)))
    assert told == changes_between(terms, day(-1), day(SPAN + 1))


def kinds(changes: Sequence[RosterChange]) -> list[tuple[int, str, str]]:
    return [((one.day - START).days, one.kind, one.term.name) for one in changes]


def test_the_last_day_still_counts_and_the_next_is_the_change() -> None:
    terms = [term("An", "TV", 0, 5), term("Bình", "TV", 3)]
    assert set(roster_on(terms, day(5))) == {"An", "Bình"}
    assert kinds(changes_between(terms, day(3), day(5))) == []
    assert kinds(changes_between(terms, day(3), day(6))) == [(6, WENT, "An")]


def test_a_role_that_changes_is_neither_coming_nor_going() -> None:
    terms = [term("An", "TV", 0, 5), term("An", "TT", 6)]
    (changed,) = changes_between(terms, day(1), day(30))
    assert (changed.kind, changed.before and changed.before.role, changed.after and changed.after.role) == (
        ROLE_CHANGED, "TV", "TT",
    )  # fmt: skip


def test_who_came_and_went_between_two_days_is_told_twice() -> None:
    terms = [term("An", "TV", 4, 6)]
    assert kinds(changes_between(terms, day(0), day(20))) == [(4, CAME, "An"), (7, WENT, "An")]


def test_lists_by_role_and_by_name_follow_vietnamese_order() -> None:
    terms = [term("Hà Văn Hòa", "TV", 0), term("Ma Thị Út", "TT", 0), term("Trần Thị Ánh", "CTV", 0),
             term("Lê Văn Ấn", "TV", 0)]  # fmt: skip
    assert [one.name for one in by_role(terms)] == ["Ma Thị Út", "Lê Văn Ấn", "Hà Văn Hòa", "Trần Thị Ánh"]
    assert [one.name for one in by_name(terms)] == ["Trần Thị Ánh", "Lê Văn Ấn", "Hà Văn Hòa", "Ma Thị Út"]


def test_the_decision_s_list_beside_the_list_in_fact() -> None:
    terms = [
        term("An", "TT", 0, in_decision=True),
        term("Bình", "TV", 0, 9, in_decision=True),
        term("Bình", "TP", 10, in_decision=True),
        term("Chi", "TV", 0, 12, in_decision=True),
        term("Dũng", "TV", 11),
        term("Én", "CTV", 11),
    ]
    told = {(line.term.name, line.kind) for line in against_decision(terms, day(20), day(0))}
    assert told == {("An", ""), ("Bình", ROLE_CHANGED), ("Chi", WENT), ("Dũng", CAME)}
    renewed = {(line.term.name, line.kind) for line in against_decision(terms, day(20), day(15))}
    assert renewed == {("An", ""), ("Bình", ""), ("Dũng", CAME)}


def test_terms_are_read_from_the_store(village: Store) -> None:
    team = found_team(village, 5)
    admit(village, team, "Lý A Thử", date(2025, 8, 1), role="CTV")
    with acting(village) as acts:
        acts.release(members(village)[4].id, on=date(2025, 8, 10), reason="chuyen_di")
    terms = terms_of(village, team.id)
    assert len(roster_on(terms, date(2025, 7, 31))) == 5
    assert len(roster_on(terms, date(2025, 8, 10))) == 6
    after = roster_on(terms, date(2025, 8, 11))
    assert sorted(one.name for one in after.values() if not one.is_member) == ["Lý A Thử"]
    assert [one.kind for one in changes_between(terms, date(2025, 7, 31), date(2025, 8, 11))] == [CAME, WENT]


def test_of_two_terms_at_once_the_higher_role_speaks() -> None:
    terms = [term("An", "TV", 0), term("An", "TT", 3), term("An", "CTV", 4)]
    assert [roster_on(terms, day(number))["An"].role for number in (2, 3, 5)] == ["TV", "TT", "TT"]


def test_who_left_on_the_decision_s_own_day_is_still_named_by_it() -> None:
    terms = [term("An", "TV", 0, 10, in_decision=True)]
    assert [line.kind for line in against_decision(terms, day(20), day(10))] == [WENT]
    assert against_decision(terms, day(20), day(11)) == []
