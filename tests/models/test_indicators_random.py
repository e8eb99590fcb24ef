"""Indicators beside a naive count in Python over the same random records."""

import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from desktop.models.households import Household, Response
from desktop.models.indicators import village_figures
from desktop.models.journal import Change, changing
from desktop.models.sessions import Session, SessionLine
from tests.makers import VILLAGE_ID, add_household, make_store
from tests.models.record_makers import (
    JULY,
    add_attendance,
    add_line,
    add_response,
    add_round,
    add_session,
    add_villages,
)

Drawn = dict[str, Any]
DAYS = st.integers(-3, 34).map(lambda number: JULY.first_day + timedelta(days=number))
NUMBER = st.one_of(st.none(), st.integers(0, 6), st.just({"missing": "unknown"}))
GONE = st.sampled_from([False, False, False, True])

LINES = st.fixed_dictionaries(
    {
        "code": st.sampled_from(["CQ01", "CQ03", "KT05", "XH01"]),
        "visits": st.integers(0, 9),
        "new_people": st.one_of(st.none(), st.integers(0, 9)),
        "outcome": st.sampled_from([None, 1, 2, 3]),
        "deleted": GONE,
    }
)
SESSIONS = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["DN", "HN"]),
        "held_on": DAYS,
        "deleted": GONE,
        "lines": st.lists(LINES, max_size=3),
        "homes": st.sets(st.integers(0, 4), max_size=3),
    }
)
RESPONSES = st.fixed_dictionaries(
    {
        "home": st.integers(0, 4),
        "interviewed_on": DAYS,
        "state": st.sampled_from(["final", "final", "draft"]),
        "consent": st.sampled_from(["ky", "loi_noi", "tu_choi"]),
        "amends": st.booleans(),
        "deleted": GONE,
        "answers": st.fixed_dictionaries({"so_14": NUMBER, "so_vneid2": NUMBER, "so_dttm": NUMBER, "so_bdhvs": NUMBER}),
    }
)
HOMES = st.lists(
    st.fixed_dictionaries({"status": st.sampled_from(["dang_cu_tru", "dang_cu_tru", "tam_vang"]), "deleted": GONE}),
    min_size=5,
    max_size=5,
)


def write(change: Change, homes: list[Drawn], sessions: list[Drawn], responses: list[Drawn]) -> list[str]:
    """Put the drawn records into a store; return the ids of the responses."""
    ids = [add_household(change, status=home["status"]) for home in homes]
    for drawn in sessions:
        session = add_session(change, drawn["kind"], held_on=drawn["held_on"])
        for line in drawn["lines"]:
            given = {name: line[name] for name in ("new_people", "outcome")}
            record = add_line(change, session, line["code"], line["visits"], **given)
            if line["deleted"]:
                change.delete(SessionLine, record)
        for home in sorted(drawn["homes"]):
            add_attendance(change, session, ids[home])
        if drawn["deleted"]:
            change.delete(Session, session)
    written: list[str] = []
    for place, drawn in enumerate(responses):
        amended = written[place - 1] if place and drawn["amends"] else None
        given = {name: drawn[name] for name in ("interviewed_on", "state", "consent")}
        written.append(add_response(change, ids[drawn["home"]], drawn["answers"], amends_id=amended, **given))
    for record, drawn in zip(written, responses, strict=True):
        if drawn["deleted"]:
            change.delete(Response, record)
    for record, home in zip(ids, homes, strict=True):
        if home["deleted"]:
            change.delete(Household, record)
    return written


def naive_sessions(homes: list[Drawn], sessions: list[Drawn]) -> dict[str, int | None]:
    living = [one for one in sessions if not one["deleted"]]
    now = [one for one in living if JULY.first_day <= one["held_on"] <= JULY.last_day]
    lines = [line for one in now for line in one["lines"] if not line["deleted"]]
    silent = bool(now) and not lines
    known = [line["new_people"] for line in lines if line["new_people"] is not None]
    standing = {place for place, home in enumerate(homes) if not home["deleted"]}
    resident = {place for place in standing if homes[place]["status"] == "dang_cu_tru"}
    visits = [one for one in now if one["kind"] == "DN"]
    at_home = {home for one in visits for home in one["homes"] & standing}
    ever = [one for one in living if one["held_on"] <= JULY.last_day]
    reached = {home for one in ever for home in one["homes"]} & resident
    online = [line["visits"] for line in lines if line["code"] == "CQ03"]
    return {
        "HD01": len(now),
        "HD02": None if silent else sum(line["visits"] for line in lines),
        "HD03": None if silent or (lines and not known) else sum(known),
        "HD04": None if visits and not at_home else len(at_home),
        "HD05": None if not resident or (ever and not reached) else len(resident - reached),
        "CQ-1": None if silent else sum(online),
    }


def naive_survey(homes: list[Drawn], responses: list[Drawn], written: list[str]) -> dict[str, tuple[Any, Any]]:
    final = [
        place
        for place, one in enumerate(responses)
        if one["state"] == "final" and not one["deleted"] and one["interviewed_on"] <= JULY.last_day
    ]
    amended = {place - 1 for place in final if place and responses[place]["amends"]}
    best: dict[int, tuple[date, str, Drawn]] = {}
    for place in set(final) - amended:
        one = responses[place]
        home, mine = one["home"], (one["interviewed_on"], written[place], one["answers"])
        resident = homes[home]["status"] == "dang_cu_tru" and not homes[home]["deleted"]
        if resident and one["consent"] != "tu_choi" and one["interviewed_on"] >= JULY.first_day:
            best[home] = max(best.get(home, mine), mine, key=lambda item: item[:2])
    answers = [item[2] for item in best.values()]
    both = [one for one in answers if isinstance(one["so_14"], int) and isinstance(one["so_vneid2"], int)]
    phones = [one["so_dttm"] for one in answers if isinstance(one["so_dttm"], int)]
    learners = [one["so_bdhvs"] for one in answers if isinstance(one["so_bdhvs"], int)]
    residents = sum(home["status"] == "dang_cu_tru" and not home["deleted"] for home in homes)
    return {
        "CQ-3": (sum(one["so_vneid2"] for one in both) if both else None, sum(one["so_14"] for one in both)),
        "XH-2": (sum(phone >= 1 for phone in phones) if phones else None, len(phones)),
        "XH-5": (sum(learners) if learners else None, None),
        "KS-1": (len(answers) if residents else None, residents),
    }


@given(homes=HOMES, sessions=st.lists(SESSIONS, max_size=6), responses=st.lists(RESPONSES, max_size=8))
def test_the_figures_are_those_of_a_naive_count(
    homes: list[Drawn], sessions: list[Drawn], responses: list[Drawn]
) -> None:
    with tempfile.TemporaryDirectory() as folder, make_store(Path(folder), "commune") as store:
        with changing(store) as change:
            add_villages(change, "Nà Quang")
            add_round(change)
            written = write(change, homes, sessions, responses)
        found = village_figures(store, VILLAGE_ID, JULY)
    expected = naive_sessions(homes, sessions)
    assert {code: found[code].value for code in expected} == expected
    rates = naive_survey(homes, responses, written)
    assert {code: (found[code].value, found[code].base) for code in rates} == rates
