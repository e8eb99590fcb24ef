"""Households held in memory for type-ahead and lists: their order, and which of them have a word that begins so.

The households stand in the order of names, so a set of them is one number with a byte for each, and ranking is adding
such numbers. What is found and how it ranks is said by `desktop.models.searching`; this module is only faster. It is
made anew when the store's tally of households, or of erasures, differs, and writes nothing.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain, islice
from string import ascii_lowercase, digits
from typing import NamedTuple
from weakref import WeakKeyDictionary

from desktop.models.searching import Spelled, name_order, typed_spelling
from desktop.models.store import Store
from desktop.text import fold

#: What differs as soon as a household does. An erased one keeps its versions, so that erasures count too.
_SIGN = (
    "SELECT village_id, table_name, living, digest FROM tally"
    " WHERE table_name IN ('household', 'erasure') ORDER BY village_id, table_name"
)
_KEPT_SETS = 96
_AFTER_ALL_LETTERS = "\U0010ffff"
_MOST_WORDS = 200  # a byte counts no further than 255
#: One number with a byte for each household, in the order of the index: the household of the lowest byte comes first.
Bytes = int


class IndexedHousehold(NamedTuple):
    """What search and order need to know of a household."""

    id: str
    village_id: str | None
    code: str | None
    head_name: str
    hamlet: str | None
    household_class: str | None
    status: str
    search_key: str


class HouseholdIndex:
    """The households that are not deleted, in Vietnamese order of their heads' names."""

    def __init__(self, households: Iterable[IndexedHousehold]) -> None:
        self.households = sorted(households, key=_order)
        count = len(self.households)
        self._folded = _Words((_folded_words(one.search_key) for one in self.households), count)
        self._spelled = _Words((_spelled_words(one) for one in self.households), count)
        for letter in digits + ascii_lowercase:  # what one letter finds is the most, and comes first
            self._folded.keep(letter)

    def first(self, typed: str, limit: int) -> list[IndexedHousehold]:
        """The best `limit` of what was typed."""
        return [self.households[place] for place in islice(self.places(typed), limit)]

    def places(self, typed: str, *, backwards: bool = False) -> Iterator[int]:
        """Where the households found stand in `households`: more words spelled exactly first, then by name.

        `backwards` turns the names around; what is spelled exactly still comes first.
        """
        words = fold(typed).replace("-", " ").split()
        if not words:
            whole = range(len(self.households))
            yield from reversed(whole) if backwards else whole
            return
        spelled = typed_spelling(typed)[:_MOST_WORDS]
        ranks = self._ranks(words, spelled)
        for rank in range(len(spelled) + 1, 0, -1):
            yield from _backwards(ranks, rank) if backwards else _forwards(ranks, rank)

    def _ranks(self, words: Sequence[str], spelled: Sequence[Spelled]) -> bytes:
        """For each household 0 when it is not found, else one more than how many words are spelled exactly."""
        found = self._folded.beginning(words[0])
        for word in words[1:]:
            found &= self._folded.beginning(word)
        if len(words) > 1 and all(word.isdigit() for word in words):
            found |= self._folded.beginning("".join(words))
        exact = sum(self._spelled.beginning(_one_word(*each)) for each in spelled)
        return (found + (exact & found * 0xFF)).to_bytes(len(self.households), "little")


def _forwards(ranks: bytes, rank: int) -> Iterator[int]:
    place = ranks.find(rank)
    while place >= 0:
        yield place
        place = ranks.find(rank, place + 1)


def _backwards(ranks: bytes, rank: int) -> Iterator[int]:
    place = ranks.rfind(rank)
    while place >= 0:
        yield place
        place = ranks.rfind(rank, 0, place)


class _Words:
    """Which households have a word that begins with some letters: words in order, the households of each in a row."""

    def __init__(self, words_of: Iterable[Iterable[str]], count: int) -> None:
        having: defaultdict[str, list[int]] = defaultdict(list)
        for place, words in enumerate(words_of):
            for word in words:
                having[word].append(place)
        self._count = count
        self._words = sorted(having)
        self._starts = [0, *accumulate(len(having[word]) for word in self._words)]
        self._places = list(chain.from_iterable(having[word] for word in self._words))
        self._kept: dict[str, Bytes] = {}
        self._lately = lru_cache(maxsize=_KEPT_SETS)(self._found)

    def keep(self, letters: str) -> None:
        """Find these once and for all."""
        self._kept[letters] = self._found(letters)

    def beginning(self, letters: str) -> Bytes:
        """1 for each household with a word that begins so."""
        kept = self._kept.get(letters)
        return self._lately(letters) if kept is None else kept

    def _found(self, letters: str) -> Bytes:
        first = bisect_left(self._words, letters)
        last = bisect_left(self._words, letters + _AFTER_ALL_LETTERS)
        found = bytearray(self._count)
        for place in self._places[self._starts[first] : self._starts[last]]:
            found[place] = 1
        return int.from_bytes(found, "little")


def household_index(store: Store) -> HouseholdIndex:
    """The index of a store's households as they are now; made on first use and when households have changed."""
    sign = store.rows(_SIGN)
    kept = _INDEXES.get(store)
    if kept is None or kept[0] != sign:
        kept = sign, HouseholdIndex(_read(store))
        _INDEXES[store] = kept
    return kept[1]


def _read(store: Store) -> Iterator[IndexedHousehold]:
    rows = store.each(
        "SELECT id, village_id, code, head_name, hamlet, household_class, status, search_key FROM household"
        " WHERE NOT deleted"
    )
    return map(IndexedHousehold._make, rows)


def _order(one: IndexedHousehold) -> tuple[str, str, bool, str]:
    return name_order(one.head_name), one.code or "", one.code is None, one.id


def _folded_words(search_key: str) -> Iterable[str]:
    return search_key.replace("-", " ").split()


def _spelled_words(one: IndexedHousehold) -> Iterable[str]:
    """The words of name and hamlet, the tone before the letters, so that words of one tone stand together."""
    return [_one_word(*word) for word in typed_spelling(f"{one.head_name} {one.hamlet or ''}")]


def _one_word(letters: str, tone: str) -> str:
    return f"{tone}\0{letters}"


_INDEXES: WeakKeyDictionary[Store, tuple[object, HouseholdIndex]] = WeakKeyDictionary()
