"""How far a round of the survey is: its households by state, village, hamlet and interviewer. Reading only.

Only resident households count (H of DOMAIN 3.4, as in KS-1). Who asked is the interviewer of the response that decides
the state, or who asked for consent and was refused; a household that nobody has gone to has none.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from desktop.models.store import Store
from desktop.models.succession import homes_on, names_on
from desktop.models.survey_rounds import DONE, NOT_YET, RESPONSES, STATES_OF, SURVEY_STATES, Round
from desktop.text import text_sort_key

RESIDENT = "dang_cu_tru"
_WHERE = "COALESCE(village_id, ''), COALESCE(hamlet, ''), COALESCE(asker, ''), state"


class Standing(NamedTuple):
    """A household in a round, or several that stand alike; "" where village, hamlet or interviewer is not known."""

    household_id: str
    village_id: str
    hamlet: str
    interviewer_id: str
    state: str
    households: int = 1


@dataclass(frozen=True)
class Part:
    """Some of a round's households: of a village, a hamlet, an interviewer, in a state; None means any."""

    village_id: str | None = None
    hamlet: str | None = None
    interviewer_id: str | None = None
    state: str | None = None

    def holds(self, one: Standing) -> bool:
        """Whether a household is one of them; one that nobody has gone to has no interviewer, not even an unknown."""
        pairs = ((self.village_id, one.village_id), (self.hamlet, one.hamlet), (self.state, one.state))
        asked = self.interviewer_id is None or (self.interviewer_id == one.interviewer_id and one.state != NOT_YET)
        return asked and all(wanted is None or wanted == held for wanted, held in pairs)


@dataclass(frozen=True)
class ProgressLine:
    """A village, hamlet or interviewer, and how many households are in each state."""

    key: str
    name: str
    states: Mapping[str, int]

    @property
    def households(self) -> int:
        """All of them."""
        return sum(self.states.values())

    @property
    def done(self) -> int:
        """Those whose questionnaire is finished."""
        return self.states.get(DONE, 0)


_OF_STATES = f"FROM states WHERE status = '{RESIDENT}'"


def standings(store: Store, round_: Round) -> list[Standing]:
    """Every resident household with its state in the round and who asked there."""
    return _read(store, round_, f"id, {_WHERE}, 1 {_OF_STATES}")


def counted(store: Store, round_: Round) -> list[Standing]:
    """The same for a whole commune: so many households together where everything is equal, without their ids."""
    return _read(store, round_, f"'', {_WHERE}, count(*) {_OF_STATES} GROUP BY 2, 3, 4, 5")


def _read(store: Store, round_: Round, selected: str) -> list[Standing]:
    homes = homes_on(store, round_.day)
    found = map(Standing._make, store.rows(f"{RESPONSES}{STATES_OF} SELECT {selected}", round_.parameters))
    return [one._replace(village_id=homes[one.village_id]) if one.village_id in homes else one for one in found]


def interviewer_names(store: Store) -> dict[str, str]:
    """Membership id -> the name of who asks, those who have left the team too."""
    return dict(store.rows("SELECT m.id, p.full_name FROM membership m JOIN person p ON p.id = m.person_id"))


def village_names(store: Store, round_: Round) -> dict[str, str]:
    """Village id -> its name on the round's day, in the commune's order."""
    names = names_on(store, round_.day)
    rows = store.rows("SELECT id, name FROM village WHERE NOT deleted ORDER BY position, code, id")
    return {village: names.get(village, (name, ""))[0] for village, name in rows}


def all_together(found: Iterable[Standing], name: str) -> ProgressLine:
    """All households in one line."""
    counts: Counter[str] = Counter()
    for one in found:
        counts[one.state] += one.households
    return ProgressLine("", name, _in_order(counts))


def by_village(found: Iterable[Standing], names: Mapping[str, str]) -> list[ProgressLine]:
    """A line a village in the order of `names`; villages without a household are left out."""
    return _lines(found, lambda one: one.village_id, names, "Chưa rõ thôn")


def by_hamlet(found: Iterable[Standing]) -> list[ProgressLine]:
    """A line a hamlet, in Vietnamese order, those without one last."""
    listed = list(found)
    hamlets = sorted({one.hamlet for one in listed if one.hamlet}, key=text_sort_key)
    return _lines(listed, lambda one: one.hamlet, {hamlet: hamlet for hamlet in hamlets}, "Chưa ghi xóm")


def by_interviewer(found: Iterable[Standing], names: Mapping[str, str]) -> list[ProgressLine]:
    """A line an interviewer, who did most first; last the households that nobody has gone to."""
    listed = list(found)
    gone_to = [one for one in listed if one.state != NOT_YET]
    lines = _lines(gone_to, lambda one: one.interviewer_id, names, "Chưa ghi người hỏi")
    lines.sort(key=lambda line: (not line.key, -line.done, -line.households, text_sort_key(line.name)))
    left = sum(one.households for one in listed if one.state == NOT_YET)
    nobody = ProgressLine(NOT_YET, "Chưa ai đến hỏi", _in_order({NOT_YET: left}))
    return [*lines, nobody] if left else lines


def _lines(
    found: Iterable[Standing], key_of: Callable[[Standing], str], names: Mapping[str, str], nameless: str
) -> list[ProgressLine]:
    """A line a key: those with a name in its order, the others after them, what has no key last."""
    counted: dict[str, Counter[str]] = {}
    for one in found:
        counted.setdefault(key_of(one), Counter())[one.state] += one.households
    keys = [*(key for key in names if key in counted), *sorted(key for key in counted if key and key not in names)]
    named = [ProgressLine(key, names.get(key) or nameless, _in_order(counted[key])) for key in keys]
    return named + ([ProgressLine("", nameless, _in_order(counted[""]))] if "" in counted else [])


def _in_order(counts: Mapping[str, int]) -> dict[str, int]:
    return {state: counts.get(state, 0) for state in SURVEY_STATES}
