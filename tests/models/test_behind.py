"""The records behind a figure: their sum is the figure, for every figure of a village and any records."""

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.facts import Figure
from desktop.models.indicators import VILLAGE_CODES, village_figures
from desktop.models.indicators.behind import Part, has_records, records_behind
from desktop.models.journal import Change, changing
from desktop.models.store import Store
from desktop.models.teams import Membership
from desktop.models.training import Training, TrainingAttendance
from desktop.models.work import Commitment, Initiative, Opinion
from tests.makers import OTHER_VILLAGE_ID, VILLAGE_ID, add_household, make_store
from tests.models.record_makers import (
    JULY,
    MET_ON,
    add_attendance,
    add_line,
    add_member,
    add_response,
    add_round,
    add_session,
    add_team,
    add_villages,
)
from tests.models.test_indicators_random import GONE, HOMES, NUMBER, RESPONSES, SESSIONS, Drawn, write

CODES = (*VILLAGE_CODES, "TC03", "TH01", "TH02")
DAYS = st.integers(-40, 40).map(lambda number: JULY.first_day + timedelta(days=number))
MEMBERS = st.lists(
    st.fixed_dictionaries(
        {
            "role": st.sampled_from(["TT", "TP", "TV", "CTV"]),
            "started_on": DAYS,
            "days": st.one_of(st.none(), st.integers(0, 60)),
            "gender": st.sampled_from([None, "nam", "nu"]),
            "again": st.booleans(),  # the same person as the one before, in another role
            "deleted": GONE,
        }
    ),
    max_size=7,
)
ANSWERS = st.fixed_dictionaries(
    {
        **{name: NUMBER for name in ("so_nk", "so_14", "so_dttm", "so_vneid2", "so_tktt", "so_sskdt", "so_5kn")},
        "so_bdhvs": NUMBER,
        "dvc_12t": st.sampled_from(["tu_lam", "lam_ho", "chua", "khong_nhu_cau", None]),
        "c_tn": st.sampled_from(["co", "khong", None]),
        "tt_ktm": st.sampled_from(["thuong_xuyen", "khong", None]),
        "sxkd": st.sampled_from(["kinh_doanh", "ca_hai", "khong", None]),
        "qr_ban": st.sampled_from(["co", "khong", None]),
        "kenh_ban": st.sampled_from([["voso"], ["chua"], [], None]),
        "ket_noi": st.sampled_from([["cap_quang"], ["khong"], None]),
        "kn_ho": st.sampled_from([["a", "b", "c", "d", "e"], ["a"], None]),
        "loai_ho": st.sampled_from(["1", "2", "4", None]),
    }
)
#: What the team wrote down beside its sessions; a day of None is none.
BESIDE = st.lists(
    st.fixed_dictionaries(
        {
            "table": st.sampled_from(["opinion", "initiative", "commitment"]),
            "on": DAYS,
            "until": st.one_of(st.none(), DAYS),
            "deleted": GONE,
            "village": st.sampled_from([VILLAGE_ID, VILLAGE_ID, OTHER_VILLAGE_ID]),
        }
    ),
    max_size=8,
)
#: One of each that counts, and a commitment that ended within the period and does not.
PLAIN = (("opinion", JULY.last_day), ("initiative", None), ("commitment", None), ("commitment", MET_ON))
ANSWERED = RESPONSES.flatmap(lambda one: ANSWERS.map(lambda answers: {**one, "answers": answers}))


def sums(parts: list[Part]) -> tuple[int, int]:
    return sum(part.adds for part in parts), sum(part.base for part in parts)


def agrees(figure: Figure, parts: list[Part]) -> bool:
    """Whether the records make the figure; one that is not known has no sum to agree with."""
    value, base = sums(parts)
    return (figure.value is None or value == figure.value) and (figure.base is None or base == figure.base)


def write_beside(change: Change, drawn: list[Drawn]) -> None:
    for one in drawn:
        place = {"village_id": one["village"]}
        if one["table"] == "opinion":
            given = {"state": "da_tra_loi" if one["until"] else "moi", "answered_on": one["until"]}
            record = change.add(Opinion, **place, received_on=one["on"], topic="khac", content="x", **given)
        elif one["table"] == "initiative":
            record = change.add(Initiative, **place, name="cách hay", begun_on=one["on"])
        else:
            record = change.add(
                Commitment, **place, household_id=VILLAGE_ID, product="chè", signed_on=one["on"], ended_on=one["until"]
            )  # fmt: skip
        if one["deleted"]:
            change.delete(
                {"opinion": Opinion, "initiative": Initiative, "commitment": Commitment}[one["table"]], record
            )


def enrol(store: Store, members: list[Drawn]) -> None:
    with changing(store) as change:
        team = add_team(change)
        person: dict[str, Any] = {}
        for one in members:
            last = one["started_on"] + timedelta(days=one["days"]) if one["days"] is not None else None
            same = person if one["again"] else {}
            given = {"started_on": one["started_on"], "ended_on": last, "gender": one["gender"], **same}
            person = {"person_id": add_member(change, team, one["role"], **given)}
    if members and members[-1]["deleted"]:
        with changing(store) as change:
            change.delete(Membership, store.value("SELECT max(id) FROM membership"))


@given(
    homes=HOMES,
    sessions=st.lists(SESSIONS, max_size=6),
    responses=st.lists(ANSWERED, max_size=8),
    members=MEMBERS,
    beside=BESIDE,
)
def test_the_records_of_every_figure_add_up_to_it(
    homes: list[Drawn], sessions: list[Drawn], responses: list[Drawn], members: list[Drawn], beside: list[Drawn]
) -> None:
    with tempfile.TemporaryDirectory() as folder, make_store(Path(folder), "commune") as store:
        with changing(store) as change:
            add_villages(change, "Nà Quang", "Nà Bản")
            add_round(change)
            write(change, homes, sessions, responses)
            write_beside(change, beside)
            other = add_session(change, "DN", village=OTHER_VILLAGE_ID)
            add_line(change, other, "CQ03", 50, village=OTHER_VILLAGE_ID, new_people=50)
            add_attendance(change, other, add_household(change, OTHER_VILLAGE_ID), OTHER_VILLAGE_ID)
        enrol(store, members)
        found = village_figures(store, VILLAGE_ID, JULY)
        wrong = {
            code: (found[code].value, found[code].base, sums(parts))
            for code in CODES
            if not agrees(found[code], parts := records_behind(store, VILLAGE_ID, JULY, code))
        }
    assert wrong == {}


@pytest.mark.parametrize("code", CODES)
def test_every_printed_figure_has_records(code: str) -> None:
    assert has_records(code)


def test_known_figures_are_compared_at_all(tmp_path: Path) -> None:
    """The law above would hold of nothing but unknown figures too: here all of them are known."""
    with make_store(tmp_path, "commune") as store:
        with changing(store) as change:
            add_villages(change, "Nà Quang")
            add_round(change)
            homes = [add_household(change, household_class="1") for _ in range(6)]
            write_beside(change, [
                {"table": table, "on": JULY.first_day, "until": until, "deleted": False, "village": VILLAGE_ID}
                for table, until in PLAIN
            ])  # fmt: skip
            course = change.add(Training, village_id=VILLAGE_ID, name="lớp", held_on=JULY.first_day, form="truc_tiep")
            session = add_session(change, "DN")
            for code in ("CQ01", "CQ03", "KT05"):
                add_line(change, session, code, 4, new_people=2, outcome=2)
            for home in homes[:5]:
                add_attendance(change, session, home)
            for home in homes:
                add_response(change, home, {
                    "so_nk": 4, "so_14": 3, "so_dttm": 2, "so_vneid2": 2, "so_tktt": 1, "so_sskdt": 3, "so_5kn": 1,
                    "so_bdhvs": 1, "dvc_12t": "tu_lam", "c_tn": "co", "tt_ktm": "thuong_xuyen", "sxkd": "ca_hai",
                    "qr_ban": "co", "kenh_ban": ["voso"], "ket_noi": ["cap_quang"],
                })  # fmt: skip
        enrol(store, [
            {"role": "TT", "started_on": JULY.first_day, "days": None, "gender": "nu", "again": False, "deleted": False}
        ])  # fmt: skip
        with changing(store) as change:
            (person,) = store.rows("SELECT id FROM person")
            change.add(
                TrainingAttendance, village_id=VILLAGE_ID, training_id=course, person_id=person[0], attended=True
            )
        found = village_figures(store, VILLAGE_ID, JULY)
        parts = {code: records_behind(store, VILLAGE_ID, JULY, code) for code in CODES}
    assert [code for code in CODES if found[code].value is None] == []
    assert {code: sums(parts[code])[0] for code in CODES} == {code: found[code].value for code in CODES}


def test_an_unknown_code_has_none(tmp_path: Path) -> None:
    with make_store(tmp_path, "commune") as store:
        assert records_behind(store, VILLAGE_ID, JULY, "BC-2") == []
    assert not has_records("BC-2")
