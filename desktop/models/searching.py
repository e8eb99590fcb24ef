"""Type-ahead over Vietnamese names: what was typed without marks finds all, what was typed with marks ranks first.

Every typed word must begin some word of the search key (`desktop.text.fold`); a hyphen parts words, so that the end of
a code finds it too. Digits typed in groups are also tried as one number, as phones are written with spaces.
"""

import unicodedata
from functools import lru_cache

from desktop.text import fold, name_sort_key, nfc

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
Spelled = tuple[str, str]  # letters with their own marks, tone


def matches(typed: str, text: str) -> bool:
    """Whether every typed word begins some word of a text, marks aside: what is found, said plainly."""
    folded = " " + fold(text).replace("-", " ")
    words = fold(typed).replace("-", " ").split()
    as_one = len(words) > 1 and all(word.isdigit() for word in words) and f" {''.join(words)}" in folded
    return as_one or all(f" {word}" in folded for word in words)


def typed_spelling(typed: str) -> list[Spelled]:
    """The typed words as they are spelled, to be laid beside names by `exactness`."""
    return [_spelled(word) for word in nfc(typed).lower().replace("-", " ").split()]


def exactness(typed: list[Spelled], text: str) -> int:
    """How many typed words begin a word of `text` with the very same letters and tone; Hoà and Hòa are the same."""
    words = [_spelled(word) for word in text.lower().replace("-", " ").split()]
    return sum(any(_begins(one, word) for word in words) for one in typed)


def _begins(typed: Spelled, word: Spelled) -> bool:
    return typed[1] == word[1] and word[0].startswith(typed[0])


@lru_cache(maxsize=20_000)
def _spelled(word: str) -> Spelled:
    """A syllable as its letters and its tone, wherever the tone mark stands."""
    parts = unicodedata.normalize("NFD", word)
    letters = "".join(part for part in parts if part not in _TONES)
    return unicodedata.normalize("NFC", letters), "".join(part for part in parts if part in _TONES)


#: The order of people by tên, then họ, then đệm; keys are kept, because lists are sorted again and again.
name_order = lru_cache(maxsize=50_000)(name_sort_key)
