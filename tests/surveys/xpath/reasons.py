"""Why a row of the suites does not pass, by the row's id. A row without a reason here is a bug."""

from typing import Any

UNEXPLAINED = "no reason known: a bug"

#: How the reasons begin that are decisions: such a row asks for the other side of the dialect table.
DIALECT = "dialect table"
LOCAL_DAYS = "dialect table: days are counted as local days, not shifted by the zone"
LOCAL_FROM_DAYS = "dialect table: date(NUMBER) is that local day, so it is another instant than midnight in UTC"
ROUNDS_UP = "dialect table: round() of a negative half goes up, as in XPath and JavaRosa"
WHOLE_MATCH = "dialect table: regex() matches the whole text"
NO_DATE = "what is no date is empty, not the words 'Invalid Date'"
NO_AREA = "the suites contradict each other: an area of what is no place is NaN in one and 0 in the other"
SCRIPT_DATE = "JavaScript's own way to write a date is not read"
ROUNDED_INSTANT = (
    "the suite cuts the days of an instant asked for as text; the other suite and decimal-date-time do not"
)
SEED_OF_TEXT = (
    "a text as the seed of randomize() is one in JavaRosa and in Web Forms of today; the suite's engine refuses it"
)

REASONS: dict[str, tuple[int, ...]] = {
    LOCAL_DAYS: (
        *(1638, 1640, 1684, 1686, 1688, 1690, 1692, 1694, 1956, 1958, 1960, 3320, 3322, 3366, 3368, 3370),
        *(3374, 3376, 3378, 3380, 3382, 4234, 4236, 4238),
    ),
    LOCAL_FROM_DAYS: (
        *(1642, 1654, 1656, 1668, 1670, 1672, 1674, 1676, 3324, 3336, 3338),
        *(3350, 3352, 3354, 3356, 3358, 3392, 3394, 3396, 3398, 3400),
    ),
    ROUNDS_UP: (2026, 2034, 4276, 4288, 4296),
    WHOLE_MATCH: (2006,),
    NO_DATE: (1624, 1658, 3340, 4802),
    NO_AREA: (4098, 4100),
    SCRIPT_DATE: (1798,),
    ROUNDED_INSTANT: (4248,),
    SEED_OF_TEXT: (2002,),
}


def reason_of(row: dict[str, Any]) -> str:
    """The reason of a row."""
    return next((reason for reason, rows in REASONS.items() if row["id"] in rows), UNEXPLAINED)
