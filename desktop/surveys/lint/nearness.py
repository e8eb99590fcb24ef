"""The known word that a misspelt one was probably meant to be. Words only."""

from collections.abc import Iterable

from desktop.text import fold


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word with the fewest slips of the pen, "" when all are too far; capitals and accents do not count."""
    wanted = _plain(word)
    limit = 1 if len(wanted) < 5 else 2 if len(wanted) < 12 else 3
    best, found = limit + 1, ""
    for one in sorted(known):
        other = _plain(one)
        if abs(len(other) - len(wanted)) < best and (slips := _slips(wanted, other)) < best:
            best, found = slips, one
    return found


def _plain(word: str) -> str:
    """A word without capitals, accents and the signs that join its parts."""
    return "".join(letter for letter in fold(word) if letter not in "-_ ")


def _slips(one: str, other: str) -> int:
    """How many letters are missing, too many, wrong or exchanged with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [at]
        for to, wanted in enumerate(other, start=1):
            cost = min(before[to] + 1, row[-1] + 1, before[to - 1] + (letter != wanted))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == wanted:
                cost = min(cost, earlier[to - 2] + 1)
            row.append(cost)
    return row[-1]
