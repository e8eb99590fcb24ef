"""The rounds of the household survey: which one counts on a day, which response counts for a household, what is left.

Of a household's final responses in the round the latest one counts that no final response amends, provided that the
household met said yes (signed or by word) and has not taken it back. What another village wrote about a household does
not count. Reading only; the figures are in `desktop.models.indicators.survey`.
"""

from dataclasses import dataclass
from datetime import date

from desktop.models.store import Store
from desktop.models.succession import homes_on

#: States of a household in a round: not begun, done, away, refused, a draft is open.
NOT_YET, DONE, AWAY, REFUSED, DRAFT = "chua", "xong", "vang", "tu_choi", "nhap"
SURVEY_STATES = (NOT_YET, DONE, AWAY, REFUSED, DRAFT)


@dataclass(frozen=True)
class Round:
    """A round as it stood at the end of `day`; without an id there is none yet and responses of no round count."""

    day: date
    id: str | None = None
    name: str = ""
    form_id: str = ""
    first_day: date | None = None
    last_day: date | None = None

    @property
    def parameters(self) -> tuple[object, ...]:
        """What the placeholders ?1 to ?4 of `RESPONSES` stand for."""
        first = self.first_day.isoformat() if self.first_day else ""
        last = min(self.last_day or self.day, self.day)
        return self.id, first, self.day.isoformat(), last.isoformat()


def round_on(store: Store, day: date) -> Round:
    """The latest round of the household questionnaire that had begun by `day`; rounds of other forms come second."""
    return next(iter(rounds_on(store, day)), Round(day))


def rounds_on(store: Store, day: date) -> list[Round]:
    """Every round that had begun by `day`, those of the household questionnaire first, the latest first."""
    rows = store.rows(
        "SELECT id, name, form_id, first_day, last_day FROM survey_round WHERE NOT deleted AND first_day <= ?"
        " ORDER BY form_id GLOB 'hgd_so*' DESC, first_day DESC, name DESC, id DESC",
        [day.isoformat()],
    )
    return [
        Round(day, record, name, form_id, date.fromisoformat(first), date.fromisoformat(last) if last else None)
        for record, name, form_id, first, last in rows
    ]


#: The start of a statement: tables of the round's responses. ?1 the round, ?2 its first day, ?3 the day on which the
#: figures stand, ?4 the last day for responses that name no round. `surveyed` has the response that counts for each
#: household, `latest` the last word of each other one, `refused` who said no when asked, `drafted` who has a draft.
#: `asker` is the membership of who asked. Beside a max() SQLite gives the other columns of its row (bare columns): the
#: latest response of each household at half of what a window function costs.
RESPONSES = """
WITH final AS MATERIALIZED (
    SELECT r.id, r.household_id, r.contact, COALESCE(r.interviewed_on, '') AS day, c.answer,
        COALESCE(r.interviewer_id, c.asked_by) AS asker, c.withdrawn_on IS NOT NULL AS withdrawn,
        c.answer IN ('ky', 'loi_noi') AND c.withdrawn_on IS NULL AND COALESCE(r.contact, 'gap_duoc') = 'gap_duoc'
        AS counts
    FROM response r
    JOIN household h ON h.id = r.household_id AND h.village_id IS r.village_id AND NOT h.deleted
    LEFT JOIN consent c ON c.village_id IS r.village_id AND NOT c.deleted AND c.id = COALESCE(r.consent_id, (
        SELECT own.id FROM consent own WHERE own.household_id = r.household_id AND NOT own.deleted
        ORDER BY own.given_on DESC, own.id DESC LIMIT 1))
    WHERE NOT r.deleted AND r.state = 'final' AND COALESCE(r.interviewed_on, '') <= ?3
        AND (r.round_id = ?1
            OR (r.round_id IS NULL AND COALESCE(r.interviewed_on, ?2) BETWEEN ?2 AND ?4
                AND (?1 IS NULL OR r.form_id = (SELECT form_id FROM survey_round WHERE id = ?1))))
        AND (r.id, COALESCE(r.village_id, '')) NOT IN (
            SELECT amends_id, COALESCE(village_id, '') FROM response
            WHERE amends_id IS NOT NULL AND NOT deleted AND state = 'final' AND COALESCE(interviewed_on, '') <= ?3)
),
surveyed AS MATERIALIZED (
    SELECT household_id, id, asker, max(day || ' ' || id) AS last FROM final WHERE counts GROUP BY household_id
),
latest AS MATERIALIZED (
    SELECT household_id, contact, answer, withdrawn, asker, max(day || ' ' || id) AS last
    FROM final WHERE household_id NOT IN (SELECT household_id FROM surveyed) GROUP BY household_id
),
refused AS MATERIALIZED (
    SELECT household_id, max(asked_by) AS asker FROM consent c
    WHERE answer = 'tu_choi' AND NOT deleted AND given_on BETWEEN ?2 AND ?3 AND NOT EXISTS (
        SELECT 1 FROM consent later
        WHERE later.household_id = c.household_id AND NOT later.deleted AND later.given_on <= ?3
            AND (later.given_on, later.id) > (c.given_on, c.id))
    GROUP BY household_id
),
drafted AS MATERIALIZED (
    SELECT household_id, max(interviewer_id) AS asker FROM response
    WHERE NOT deleted AND state = 'draft' AND COALESCE(round_id, ?1) IS ?1
        AND (round_id IS NOT NULL OR ?1 IS NULL OR form_id = (SELECT form_id FROM survey_round WHERE id = ?1))
    GROUP BY household_id
)
"""

#: After `RESPONSES`: every living household with its state in the round and who asked there; ready to be selected from.
STATES_OF = f"""
, states AS MATERIALIZED (
    SELECT h.id, h.village_id, h.hamlet, h.status, CASE
        WHEN surveyed.id IS NOT NULL THEN '{DONE}'
        WHEN latest.answer = 'tu_choi' OR latest.withdrawn THEN '{REFUSED}'
        WHEN refused.household_id IS NOT NULL THEN '{REFUSED}'
        WHEN drafted.household_id IS NOT NULL THEN '{DRAFT}'
        WHEN latest.contact IN ('vang_nha', 'khong_con_o') THEN '{AWAY}'
        ELSE '{NOT_YET}' END AS state, CASE
        WHEN surveyed.id IS NOT NULL THEN surveyed.asker
        WHEN latest.answer = 'tu_choi' OR latest.withdrawn THEN latest.asker
        WHEN refused.household_id IS NOT NULL THEN refused.asker
        WHEN drafted.household_id IS NOT NULL THEN drafted.asker
        ELSE latest.asker END AS asker
    FROM household h
    LEFT JOIN surveyed ON surveyed.household_id = h.id
    LEFT JOIN latest ON latest.household_id = h.id
    LEFT JOIN refused ON refused.household_id = h.id
    LEFT JOIN drafted ON drafted.household_id = h.id
    WHERE NOT h.deleted
)
"""  # noqa: S608 - constants of this module


def survey_states(store: Store, round_: Round) -> dict[str, str]:
    """Household id -> its state in the round, for all households that are not deleted."""
    return dict(store.rows(f"{RESPONSES}{STATES_OF} SELECT id, state FROM states", round_.parameters))  # noqa: S608


def state_counts(store: Store, round_: Round) -> dict[str | None, dict[str, int]]:
    """Village id -> state -> how many of its resident households (H of DOMAIN 3.4) are in it.

    The households of a village that has gone into another one by then are counted there.
    """
    homes = homes_on(store, round_.day)
    sql = (
        f"{RESPONSES}{STATES_OF} SELECT village_id, state, count(*) FROM states"  # noqa: S608 - constants
        " WHERE status = 'dang_cu_tru' GROUP BY village_id, state"
    )
    found: dict[str | None, dict[str, int]] = {}
    for village_id, state, count in store.rows(sql, round_.parameters):
        found.setdefault(homes.get(village_id, village_id), dict.fromkeys(SURVEY_STATES, 0))[state] += count
    return found
