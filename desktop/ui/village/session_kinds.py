"""What each kind of session asks for: a meeting its audience, a visit its households. Values and words, no widget."""

from collections.abc import Mapping
from dataclasses import dataclass

HOME_VISIT = "DN"
NO, MAY, MUST = "no", "may", "must"


@dataclass(frozen=True)
class Asked:
    """Whether the audience and the households are asked for, and whether people are guided one by one."""

    audience: str
    homes: str
    counted: bool  # visits (lượt) are counted; where people only listen, the audience says how many


#: By the codes of DOMAIN 3.5. Who listens to an announcement was not guided, so it is no visit (DOMAIN 3.1).
ASKED: Mapping[str, Asked] = {
    "HN": Asked(MUST, MAY, counted=False),
    "LT": Asked(MAY, NO, counted=False),
    "ZL": Asked(MAY, NO, counted=False),
    "DN": Asked(NO, MUST, counted=True),
    "DC": Asked(NO, MAY, counted=True),
    "LL": Asked(MAY, MAY, counted=True),
    "TH": Asked(MAY, NO, counted=True),
    "CH": Asked(NO, NO, counted=True),
}
_ANY = Asked(MAY, MAY, counted=True)


def asked_of(kind: str | None) -> Asked:
    """What a kind asks for; of a kind that is not chosen yet, anything may be told."""
    return ASKED.get(kind or "", _ANY)
