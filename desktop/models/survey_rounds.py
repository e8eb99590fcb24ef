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
RESPONSES = """
WITH final AS MATERIALIZED (
    SELECT r.id, r.household_id, r.contact, COALESCE(r.interviewed_on, '') AS day, c.answer,
        c.withdrawn_on IS NOT NULL AS withdrawn,
        c.answer IN ('ky', 'loi_noi') AND c.withdrawn_on IS NULL AND COALESCE(r.contact, 'gap_duoc') = 'gap_duoc'
        AS counts
    FROM response r
    JOIN household h ON h.id = r.household_id AND h.village_id IS r.village_id AND NOT h.deleted
    LEFT JOIN consent c ON c.village_id IS r.village_id AND NOT c.deleted AND c.id = COALESCE(r.consent_id, (
        SELECT own.id FROM consent own WHERE own.household_id = r.household_id AND NOT own.deleted
        ORDER BY own.given_on DESC, own.id DESC LIMIT 1))
    WHERE NOT r.deleted AND r.state = 'final' AND COALESCE(r.interviewed_on, '') <= ?3
        AND (r.round_id = ?1
            OR (r.round_id IS NULL AND COALESCE(r.interviewed_on, ?2) BETWEEN ?2 AND ?4))
        AND (r.id, COALESCE(r.village_id, '')) NOT IN (
            SELECT amends_id, COALESCE(village_id, '') FROM response
            WHERE amends_id IS NOT NULL AND NOT deleted AND state = 'final' AND COALESCE(interviewed_on, '') <= ?3)
),
surveyed AS MATERIALIZED (
    SELECT household_id, id FROM (
        SELECT household_id, id, row_number() OVER (PARTITION BY household_id ORDER BY day DESC, id DESC) AS place
        FROM final WHERE counts)
    WHERE place = 1
),
latest AS MATERIALIZED (
    SELECT household_id, contact, answer, withdrawn FROM (
        SELECT *, row_number() OVER (PARTITION BY household_id ORDER BY day DESC, id DESC) AS place
        FROM final WHERE household_id NOT IN (SELECT household_id FROM surveyed))
    WHERE place = 1
),
refused AS MATERIALIZED (
    SELECT household_id FROM consent c
    WHERE answer = 'tu_choi' AND NOT deleted AND given_on BETWEEN ?2 AND ?3 AND NOT EXISTS (
        SELECT 1 FROM consent later
        WHERE later.household_id = c.household_id AND NOT later.deleted AND later.given_on <= ?3
            AND (later.given_on, later.id) > (c.given_on, c.id))
),
drafted AS MATERIALIZED (
    SELECT DISTINCT household_id FROM response
    WHERE NOT deleted AND state = 'draft' AND COALESCE(round_id, ?1) IS ?1
)
"""

#: After `RESPONSES`: every living household with its state in the round; ready to be selected from.
STATES_OF = f"""
, states AS MATERIALIZED (
    SELECT h.id, h.village_id, h.hamlet, h.status, CASE
        WHEN h.id IN (SELECT household_id FROM surveyed) THEN '{DONE}'
        WHEN h.id IN (SELECT household_id FROM latest WHERE answer = 'tu_choi' OR withdrawn) THEN '{REFUSED}'
        WHEN h.id IN (SELECT household_id FROM refused) THEN '{REFUSED}'
        WHEN h.id IN (SELECT household_id FROM drafted) THEN '{DRAFT}'
        WHEN h.id IN (SELECT household_id FROM latest WHERE contact IN ('vang_nha', 'khong_con_o')) THEN '{AWAY}'
        ELSE '{NOT_YET}' END AS state
    FROM household h WHERE NOT h.deleted
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
