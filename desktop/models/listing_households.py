"""The list of households for the screens: searched without marks, filtered, in the order of names. Reading only."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from desktop.models import catalogues
from desktop.models.household_index import IndexedHousehold, household_index
from desktop.models.paging import Key, PagedList, marks, ordered
from desktop.models.store import Store
from desktop.models.survey_rounds import AWAY, DONE, DRAFT, NOT_YET, REFUSED, round_on, survey_states
from desktop.text import text_sort_key

LEFT, POOR, NEVER_SUPPORTED, FOLLOW_UP = "chua_khao_sat", "ngheo", "chua_ho_tro", "can_ho_tro_lai"
#: The filters: households still to survey, each state of the survey, poor ones, never supported, to be helped again.
FILTERS = (LEFT, DONE, AWAY, REFUSED, DRAFT, POOR, NEVER_SUPPORTED, FOLLOW_UP)
RESIDENT = "dang_cu_tru"


@dataclass(frozen=True)
class HouseholdRow:
    """A household as a list shows it; what is not known is "" or None."""

    id: str
    village: str
    code: str
    head_name: str
    hamlet: str
    phone: str
    class_label: str
    status: str
    survey_state: str  # chua, xong, vang, tu_choi, nhap
    supported_on: date | None
    service: str  # what the last support was about


class HouseholdList(PagedList[HouseholdRow]):
    """The households of a village, or with `village_id` None of all; `day` says which round of the survey counts."""

    sortable = ("code", "head_name", "hamlet", "class", "survey", "support")

    def __init__(
        self,
        store: Store,
        day: date,
        village_id: str | None = None,
        *,
        search: str = "",
        filter: str = "",
    ) -> None:
        super().__init__(store, search=search, filter=filter)
        self.day = day
        self.village_id = village_id

    def refresh(self) -> None:
        """Read anew; search, filter and sort stay."""
        super().refresh()
        for kept in ("_states", "_last_support", "_to_be_helped_again"):
            self.__dict__.pop(kept, None)

    def count_of(self, filter: str) -> int:
        """How many households a filter keeps, whatever is searched."""
        return len(self._kept(self._entries(""), filter))

    def total(self) -> int:
        """How many households there are without search and filter."""
        return len(self._entries(""))

    # --- the order ---

    def _ordered(self) -> list[str]:
        if self._sort is None or self._sort[0] == "head_name":
            backwards = self._sort is not None and self._sort[1]
            return [one.id for one in self._kept(self._entries(self._search, backwards=backwards), self._filter)]
        entries = {one.id: one for one in self._kept(self._entries(self._search, ranked=False), self._filter)}
        return ordered(entries, self._key(self._sort[0], entries), descending=self._sort[1])

    def _entries(self, typed: str, *, ranked: bool = True, backwards: bool = False) -> list[IndexedHousehold]:
        """What is found: the best first, or by names alone."""
        index = household_index(self.store)
        places = index.places(typed, backwards=backwards)
        found = map(index.households.__getitem__, places if ranked else sorted(places))
        return [one for one in found if self.village_id in (None, one.village_id)]

    def _kept(self, entries: Iterable[IndexedHousehold], filter: str) -> list[IndexedHousehold]:
        keeps: Mapping[str, Callable[[IndexedHousehold], bool]] = {
            "": lambda entry: True,
            LEFT: lambda entry: entry.status == RESIDENT and self._state(entry.id) not in (DONE, REFUSED),
            POOR: lambda entry: entry.household_class in ("1", "2"),
            NEVER_SUPPORTED: lambda entry: entry.status == RESIDENT and entry.id not in self._last_support,
            FOLLOW_UP: lambda entry: entry.id in self._to_be_helped_again,
            **{state: self._in_state(state) for state in (DONE, AWAY, REFUSED, DRAFT)},
        }
        return [entry for entry in entries if keeps[filter](entry)]

    def _in_state(self, state: str) -> Callable[[IndexedHousehold], bool]:
        return lambda entry: entry.status == RESIDENT and self._state(entry.id) == state

    def _key(self, column: str, entries: Mapping[str, IndexedHousehold]) -> Callable[[str], Key]:
        keys: Mapping[str, Callable[[str], Key]] = {
            "code": lambda record: _order_of(entries[record].code),
            "hamlet": lambda record: _order_of(entries[record].hamlet),
            "class": lambda record: entries[record].household_class,
            "survey": lambda record: _STATE_PLACES[self._state(record)],
            "support": lambda record: self._last_support.get(record),
        }
        return keys[column]

    # --- what is known of all of them, read when it is first needed ---

    @cached_property
    def _states(self) -> dict[str, str]:
        return survey_states(self.store, round_on(self.store, self.day))

    def _state(self, record: str) -> str:
        return self._states.get(record, NOT_YET)

    @cached_property
    def _last_support(self) -> dict[str, str]:
        """Household id -> the last day on which it was in a session."""
        return dict(
            self.store.rows(
                "SELECT a.household_id, max(s.held_on) FROM attendance a JOIN session s ON s.id = a.session_id"
                " WHERE NOT a.deleted AND NOT s.deleted GROUP BY a.household_id"
            )
        )

    @cached_property
    def _to_be_helped_again(self) -> set[str]:
        """Households whose last session notes that help is wanted again."""
        rows = self.store.rows(
            "SELECT a.household_id, s.held_on FROM session_line l JOIN session s ON s.id = l.session_id"
            " JOIN attendance a ON a.session_id = s.id"
            " WHERE COALESCE(l.follow_up, '') <> '' AND NOT l.deleted AND NOT s.deleted AND NOT a.deleted"
        )
        return {household for household, on in rows if self._last_support.get(household) == on}

    # --- a page ---

    def _read(self, ids: Sequence[str]) -> Mapping[str, HouseholdRow]:
        classes = catalogues.labels("household_class")
        supports = _last_supports(self.store, ids)
        rows = self.store.rows(
            "SELECT h.id, COALESCE(v.name, ''), COALESCE(h.code, ''), h.head_name, COALESCE(h.hamlet, ''),"  # noqa: S608
            " COALESCE(h.phone, ''), h.household_class, h.status"
            " FROM household h LEFT JOIN village v ON v.id = h.village_id"
            f" WHERE NOT h.deleted AND h.id IN ({marks(ids)})",
            ids,
        )
        found = {}
        for record, village, code, head, hamlet, phone, kind, status in rows:
            on, service = supports.get(record, (None, ""))
            label, state = classes.get(kind, ""), self._state(record)
            found[record] = HouseholdRow(record, village, code, head, hamlet, phone, label, status, state, on, service)
        return found


_STATE_PLACES = {NOT_YET: 0, DRAFT: 1, AWAY: 2, REFUSED: 3, DONE: 4}


@lru_cache(maxsize=120_000)
def _order_of(text: str | None) -> str | None:
    return text_sort_key(text) if text else None


def _last_supports(store: Store, ids: Sequence[str]) -> dict[str, tuple[date, str]]:
    """Household id -> the day of its last session and the service that most of it was about."""
    rows = store.rows(
        f"""
        WITH last AS (
            SELECT a.household_id, s.id, s.held_on, row_number() OVER (
                PARTITION BY a.household_id ORDER BY s.held_on DESC, s.id DESC) AS place
            FROM attendance a JOIN session s ON s.id = a.session_id
            WHERE NOT a.deleted AND NOT s.deleted AND a.household_id IN ({marks(ids)}))
        SELECT last.household_id, last.held_on, (
            SELECT l.service_code FROM session_line l WHERE l.session_id = last.id AND NOT l.deleted
            ORDER BY l.visits DESC, l.service_code LIMIT 1)
        FROM last WHERE place = 1
        """,  # noqa: S608 - placeholders
        ids,
    )
    names = service_names(store)
    return {household: (date.fromisoformat(on), names.get(code, code or "")) for household, on, code in rows}


def service_names(store: Store) -> dict[str, str]:
    """Service code -> name: as they ship, and as the commune keeps them."""
    shipped = {str(row["code"]): str(row["name"]) for row in catalogues.services()}
    return shipped | dict(store.rows("SELECT code, name FROM service WHERE NOT deleted ORDER BY position DESC, id"))
