"""Indicators out of the household survey (DOMAIN 3.4: CQ-3 to CQ-5, KT, XH, KS), counted by village in one statement.

An answer counts when it is a real one: not absent, not refused, not unknown, of the type of its question. A household
enters a rate only with all answers that the rate needs. Sums of villages are made by adding their `Tally`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from desktop.models.facts import Figure
from desktop.models.indicators.naming import HOUSEHOLDS, make
from desktop.models.store import Store
from desktop.models.succession import homes_on
from desktop.models.survey_rounds import AWAY, DONE, REFUSED, RESPONSES, Round, state_counts

SMALL_CELL = 5  # KS-2: fewer households than this are not told apart (DOMAIN 3.4)
_MOST = 999  # more people than this are in no household
_COUNTS = ("so_nk", "so_14", "so_dttm", "so_vneid2", "so_tktt", "so_sskdt", "so_5kn", "so_bdhvs")
_CHOICES = ("dvc_12t", "c_tn", "zalo_thon", "tt_ktm", "sxkd", "qr_ban", "loai_ho")
_LISTS = ("ket_noi", "kenh_ban", "kn_ho")


class _Rate(NamedTuple):
    """One indicator in SQL over a row of answers: when it is answered, what counts, what it is out of ('' = a sum)."""

    code: str
    answered: str
    value: str
    base: str = "1"


def _both(first: str, second: str) -> str:
    return f"{first} IS NOT NULL AND {second} IS NOT NULL"


_SELLS = "sxkd IN ('san_xuat', 'kinh_doanh', 'ca_hai') AND kenh_ban IS NOT NULL"
_SHOPS = " OR ".join(f"instr(kenh_ban, '\"{shop}\"')" for shop in ("voso", "postmart", "shopee", "tiktok"))
# so_5kn is asked only where somebody has each of the five skills; with fewer, nobody has all five.
_SKILLS = "so_5kn IS NOT NULL OR skills < 5"

_RATES = (
    _Rate("CQ-3", _both("so_vneid2", "so_14"), "so_vneid2", "so_14"),
    _Rate("CQ-4", "dvc_12t IN ('tu_lam', 'lam_ho', 'chua')", "dvc_12t = 'tu_lam'"),
    _Rate("CQ-5", "c_tn IN ('co', 'khong')", "c_tn = 'co'"),
    _Rate("CQ-5-zalo", "zalo_thon IN ('co', 'khong')", "zalo_thon = 'co'"),
    _Rate("KT-1", _both("so_tktt", "so_14"), "so_tktt", "so_14"),
    _Rate("KT-2", "tt_ktm IN ('thuong_xuyen', 'thinh_thoang', 'khong')", "tt_ktm <> 'khong'"),
    _Rate("KT-3", _SELLS, f"({_SHOPS}) > 0"),
    _Rate("KT-5", "sxkd IN ('kinh_doanh', 'ca_hai') AND qr_ban IN ('co', 'khong')", "qr_ban = 'co'"),
    _Rate("XH-1", _both("so_sskdt", "so_nk"), "so_sskdt", "so_nk"),
    _Rate("XH-2", "so_dttm IS NOT NULL", "so_dttm >= 1"),
    _Rate("XH-3", "ket_noi IS NOT NULL", "instr(ket_noi, '\"khong\"') = 0"),
    _Rate("XH-3-cap-quang", "ket_noi IS NOT NULL", "instr(ket_noi, '\"cap_quang\"') > 0"),
    _Rate("XH-4", _SKILLS, "COALESCE(so_5kn, 0) >= 1"),
    _Rate("XH-5", "so_bdhvs IS NOT NULL", "so_bdhvs", ""),
    _Rate("KS-2", "so_dttm IS NOT NULL AND class IN ('1', '2')", "so_dttm >= 1"),
)


class Part(NamedTuple):
    """One indicator's sums: the value, the base, and how many households stand behind them."""

    value: int
    base: int
    answered: int


@dataclass(frozen=True)
class Tally:
    """A village's survey: the parts by code, and its resident households by their state in the round."""

    parts: dict[str, Part] = field(default_factory=dict)
    states: dict[str, int] = field(default_factory=dict)

    @property
    def households(self) -> int:
        """H: the resident households."""
        return sum(self.states.values())

    def __add__(self, other: "Tally") -> "Tally":
        parts = {code: _added(self.parts.get(code), other.parts.get(code)) for code in {**self.parts, **other.parts}}
        states = {state: self.states.get(state, 0) + count for state, count in other.states.items()}
        return Tally(parts, {**self.states, **states})


def _added(one: Part | None, other: Part | None) -> Part:
    nothing = Part(0, 0, 0)
    return Part(*(first + second for first, second in zip(one or nothing, other or nothing, strict=True)))


def survey_tallies(store: Store, round_: Round) -> dict[str | None, Tally]:
    """Village id -> its tally; villages without a single household are left out."""
    homes = homes_on(store, round_.day)
    found = {village_id: Tally({}, states) for village_id, states in state_counts(store, round_).items()}
    for village_id, *sums in store.rows(_statement(), round_.parameters):
        home = homes.get(village_id, village_id)
        if home in found:
            found[home] += Tally(_parts(sums))
    return found


def _parts(sums: list[int | None]) -> dict[str, Part]:
    triples = zip(sums[::3], sums[1::3], sums[2::3], strict=True)
    return {rate.code: Part(*(part or 0 for part in triple)) for rate, triple in zip(_RATES, triples, strict=True)}


def _statement() -> str:
    """One pass over the responses that count, with every indicator's value, base and number of households."""
    columns = ", ".join(
        f"sum(CASE WHEN {rate.answered} THEN {expression or 0} END)"
        for rate in _RATES
        for expression in (rate.value, rate.base, "1")
    )
    return f"{_answers()} SELECT village_id, {columns} FROM answers GROUP BY village_id"  # noqa: S608 - constants


def _answers(record: str = "") -> str:
    """The start of a statement: the answers that count, of each household of which they do."""
    kept = f"{record} AS record, " if record else ""
    told = "record, " if record else ""
    return f"""{RESPONSES}, given AS MATERIALIZED (
        SELECT {kept}h.village_id, h.household_class, {", ".join(_given())}
        FROM surveyed JOIN household h ON h.id = surveyed.household_id JOIN response r ON r.id = surveyed.id
        WHERE NOT h.deleted AND h.status = 'dang_cu_tru'
    ), answers AS MATERIALIZED (SELECT {told}village_id, {", ".join(_clean())} FROM given)"""  # noqa: S608 - constants


def answers_behind(store: Store, round_: Round, code: str) -> list[tuple[str | None, str, int, int]]:
    """Village id, household and its part of the value and of the base, for each that a rate stands on."""
    rate = next(one for one in _RATES if one.code == code)
    sql = (
        f"{_answers('h.id')} SELECT village_id, record, {rate.value}, {rate.base or 0}"  # noqa: S608 - constants
        f" FROM answers WHERE {rate.answered}"
    )
    return [
        (village, record, value or 0, base or 0) for village, record, value, base in store.rows(sql, round_.parameters)
    ]


def is_of_answers(code: str) -> bool:
    """Whether a figure is a rate or a sum over the answers of households."""
    return any(rate.code == code for rate in _RATES)


def _given() -> Iterator[str]:
    """Each answer once, as it stands in the JSON; a list or a reason for having none as its own JSON."""
    for name in (*_COUNTS, *_CHOICES, *_LISTS):
        yield f"json_extract(r.answers, '$.{name}') AS {name}"


def _clean() -> Iterator[str]:
    """The columns that indicators speak of; an answer that does not count is NULL."""
    for name in _COUNTS:
        yield f"CASE WHEN typeof({name}) = 'integer' AND {name} BETWEEN 0 AND {_MOST} THEN {name} END AS {name}"
    for name in _LISTS:
        yield f"CASE WHEN {name} LIKE '[_%_]' THEN {name} END AS {name}"
    yield from _CHOICES
    yield "CASE WHEN kn_ho LIKE '[_%_]' THEN json_array_length(kn_ho) END AS skills"
    yield "COALESCE(household_class, loai_ho) AS class"


def survey_figures(tally: Tally | None) -> Iterator[Figure]:
    """The figures of a village or of several; without households nothing is known."""
    known = tally or Tally()
    for rate in _RATES:
        figure = _figure(rate, known)
        yield _hidden(figure) if rate.code == "KS-2" else figure
    yield from _coverage(known)


def _figure(rate: _Rate, tally: Tally) -> Figure:
    """A figure over the answers; what is expected are all resident households."""
    part = tally.parts.get(rate.code, Part(0, 0, 0))
    value = part.value if part.answered else None
    base = part.base if rate.base else None
    return make(rate.code, value, base, answered=part.answered, expected=tally.households, per=HOUSEHOLDS)


def _hidden(figure: Figure) -> Figure:
    """Hide a count that would point at single households; the base stays."""
    if figure.value is not None and figure.value >= SMALL_CELL:
        return figure
    return make(figure.code, None, figure.base, answered=figure.answered, expected=figure.expected)


def _coverage(known: Tally) -> Iterator[Figure]:
    """KS-1: surveyed, refused and away, out of the resident households."""
    for code, state in (("KS-1", DONE), ("KS-1-tu-choi", REFUSED), ("KS-1-vang", AWAY)):
        count = known.states.get(state, 0) if known.households else None
        yield make(code, count, known.households)
