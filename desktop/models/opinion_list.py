"""What residents said, as the village's list and a household's page show it; what the survey offers (R051).

An opinion out of the survey is taken over by a person, once, or put aside; never by itself. Only answers given with
consent that was not taken back are offered.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop.models.acts import Acts
from desktop.models.store import Store
from desktop.models.work import Opinion
from desktop.text import one_line

NEW, LOOKING, FORWARDED, ANSWERED = "moi", "dang_xem", "da_chuyen_xa", "da_tra_loi"
LONG_WAIT = 15  # days after which the first screen reminds
_PUT_ASIDE = "opinion-put-aside:"
#: Nine digits or more, whatever stands between them: a telephone number, a CMND or a CCCD (DOMAIN 3.3, question 47).
_LIKE_A_NUMBER = re.compile(r"(?<!\d)(?:\+?\d[ .\-]?){8,}\d(?!\d)")


@dataclass(frozen=True)
class OpinionRow:
    """An opinion on a day; `household` is "" when it is anonymous."""

    id: str
    received_on: date
    household_id: str | None
    household: str
    topic: str
    content: str
    state: str
    forwarded_on: date | None
    answer: str
    answered_on: date | None
    answered_by: str
    day: date

    @property
    def waits(self) -> int | None:
        """Days since it came; None once it is answered."""
        return None if self.state == ANSWERED else max(0, (self.day - self.received_on).days)

    @property
    def waits_long(self) -> bool:
        """Whether it waits for longer than half a month."""
        return self.waits is not None and self.waits > LONG_WAIT


@dataclass(frozen=True)
class OfferedOpinion:
    """What a household said in its interview and is not in the list."""

    response_id: str
    household_id: str
    household: str
    said_on: date
    content: str


_OPINIONS = """
SELECT o.id, o.received_on, o.household_id, COALESCE(h.head_name, ''), o.topic, o.content, o.state, o.forwarded_on,
    COALESCE(o.answer, ''), o.answered_on, COALESCE(o.answered_by, '')
FROM opinion o LEFT JOIN household h ON h.id = o.household_id AND NOT h.deleted
WHERE NOT o.deleted AND (?1 IS NULL OR o.household_id = ?1) AND (?2 IS NULL OR o.village_id = ?2)
ORDER BY o.state = 'da_tra_loi', CASE WHEN o.state = 'da_tra_loi' THEN '' ELSE o.received_on END,
    o.answered_on DESC, o.id
"""


def opinions(
    store: Store, day: date, *, household_id: str | None = None, village_id: str | None = None
) -> list[OpinionRow]:
    """Opinions, all or a household's or a village's: those that wait, the longest first, then those answered."""
    return [
        OpinionRow(record, date.fromisoformat(on), household, head, topic, content, state, _day(forwarded), answer,
                   _day(answered), by, day)
        for record, on, household, head, topic, content, state, forwarded, answer, answered, by
        in store.rows(_OPINIONS, [household_id, village_id])
    ]  # fmt: skip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def numbers_in(text: str) -> list[str]:
    """What looks like a telephone or an identity number in a text; nothing is taken out of it."""
    return [one_line(found.group()) for found in _LIKE_A_NUMBER.finditer(text)]


# --- out of the survey ---

_OFFERED = """
SELECT r.id, r.household_id, h.head_name, COALESCE(r.interviewed_on, c.given_on), json_extract(r.answers, '$.y_kien')
FROM response r
JOIN household h ON h.id = r.household_id AND NOT h.deleted
JOIN consent c ON c.id = COALESCE(r.consent_id, (
    SELECT own.id FROM consent own WHERE own.household_id = r.household_id AND NOT own.deleted
    ORDER BY own.given_on DESC, own.id DESC LIMIT 1))
WHERE NOT r.deleted AND r.state = 'final' AND r.form_id GLOB 'hgd_so*' AND r.village_id = ?1
    AND NOT c.deleted AND c.answer IN ('ky', 'loi_noi') AND c.withdrawn_on IS NULL
    AND json_type(r.answers, '$.y_kien') = 'text' AND trim(json_extract(r.answers, '$.y_kien')) <> ''
    AND NOT EXISTS (SELECT 1 FROM response newer WHERE newer.amends_id = r.id AND NOT newer.deleted
        AND newer.state = 'final')
    AND NOT EXISTS (SELECT 1 FROM consent later WHERE later.household_id = r.household_id AND NOT later.deleted
        AND later.answer = 'tu_choi' AND later.given_on > c.given_on)
    AND NOT EXISTS (SELECT 1 FROM opinion o WHERE o.response_id IN (r.id, r.amends_id))
    AND NOT EXISTS (SELECT 1 FROM setting s WHERE s.name IN (?2 || r.id, ?2 || r.amends_id))
ORDER BY 4, r.id
"""


def offered_opinions(store: Store, village_id: str) -> list[OfferedOpinion]:
    """What households said in the survey that was neither taken over nor put aside, the oldest first."""
    return [
        OfferedOpinion(response, household, head, date.fromisoformat(on), content.strip())
        for response, household, head, on, content in store.rows(_OFFERED, [village_id, _PUT_ASIDE])
    ]


def take_over(acts: Acts, village_id: str, offered: OfferedOpinion, topic: str) -> str:
    """Put an opinion out of the survey into the list; raises RuleBroken."""
    return acts.add(
        Opinion,
        village_id=village_id,
        received_on=offered.said_on,
        household_id=offered.household_id,
        response_id=offered.response_id,
        topic=topic,
        content=offered.content,
        state=NEW,
    )


def put_aside(store: Store, offered: Sequence[OfferedOpinion]) -> None:
    """Offer these no more on this desk; the answers stay in the survey."""
    with store.transaction():
        for one in offered:
            store.set_setting(f"{_PUT_ASIDE}{one.response_id}", "1")
