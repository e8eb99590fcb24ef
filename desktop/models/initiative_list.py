"""Good ways of working (sáng kiến, cách làm hay, R068) as the village's list shows them. Reading only."""

from dataclasses import dataclass
from datetime import date

import msgspec

from desktop.models.store import Store
from desktop.models.village_queries import guide_names


@dataclass(frozen=True)
class InitiativeRow:
    """A good way of working; `authors` are the names of members and then of others."""

    id: str
    name: str
    author_ids: tuple[str, ...]
    other_authors: str
    authors: str
    begun_on: date
    content: str
    effect: str
    evidence: str
    proposed: bool | None
    photos: int


_SELECT = """
SELECT i.id, i.name, i.author_ids, i.other_authors, i.begun_on, i.content, i.effect, i.evidence, i.proposed,
    (SELECT count(*) FROM photo p WHERE p.about_table = 'initiative' AND p.about_id = i.id AND NOT p.deleted)
FROM initiative i WHERE NOT i.deleted AND (?1 IS NULL OR i.village_id = ?1) ORDER BY i.begun_on DESC, i.id DESC
"""


def initiatives(store: Store, village_id: str | None = None) -> list[InitiativeRow]:
    """The good ways of working, the latest first."""
    names = guide_names(store)
    found = []
    for record, name, ids, others, begun, content, effect, evidence, proposed, photos in store.rows(
        _SELECT, [village_id]
    ):
        members = tuple(one for one in msgspec.json.decode(ids or "[]") if isinstance(one, str))
        known = [names[one] for one in members if one in names]
        authors = ", ".join([*known, *([others] if others else [])])
        flag = None if proposed is None else bool(proposed)
        texts = (content or "", effect or "", evidence or "")
        begun_on = date.fromisoformat(begun)
        found.append(InitiativeRow(record, name, members, others or "", authors, begun_on, *texts, flag, photos))
    return found
