"""regex() without bombs: a pattern becomes an automaton that reads each letter of the text once.

Python's `re` tries one way after another, cannot be interrupted while it does, and needs hours for `(a+)+$` on forty
letters. Here the time is the text's length times the pattern's size, and both are limited. What an automaton cannot do
(back references, looking around in the middle, word boundaries) is a named problem instead of a guess.
"""

from functools import lru_cache

from desktop.surveys.xpath.letters import Letters
from desktop.surveys.xpath.problems import too_large, unsupported
from desktop.surveys.xpath.regex_syntax import Alternatives, Anchor, Letter, Looks, Pattern, Repeat, Sequence, read

MOST_STATES = 4_000
MOST_WORK = 1_000_000
_MOST_SETS = 1_000

_ACCEPT = 0


def matches(pattern: str, text: str) -> bool:
    """Whether the whole text matches, as in Java; raises `ExpressionError` when the pattern cannot be used."""
    looks, automaton = _automata(pattern)
    return all(ahead.takes(text) is wanted for wanted, ahead in looks) and automaton.takes(text)


@lru_cache(maxsize=256)
def _automata(pattern: str) -> tuple[list[tuple[bool, "Automaton"]], "Automaton"]:
    """The automaton of a pattern, and those of what it looks ahead for at its start."""
    looks, body = read(pattern)
    return [(look.wanted, Automaton(look.pattern)) for look in looks], Automaton(body)


class Automaton:
    """States with their ways onward; sets of states are made as texts need them, and remembered."""

    def __init__(self, pattern: Pattern) -> None:
        self._letters: list[Letters | None] = [None]
        self._anchors: list[str] = [""]
        self._ways: list[tuple[int, ...]] = [()]
        self._known: dict[tuple[frozenset[int], str], frozenset[int]] = {}
        self._work = 0
        self._start = self._build(pattern, _ACCEPT)

    def takes(self, text: str) -> bool:
        """Whether the whole text is taken; raises `ExpressionError` when that would be too much work."""
        self._work = 0
        states = self._closure([self._start], at_start=True, at_end=not text)
        last = len(text) - 1
        for at, letter in enumerate(text):
            states = self._next(states, letter, at_end=at == last)
            if not states:
                return False
        return _ACCEPT in states

    def _next(self, states: frozenset[int], letter: str, *, at_end: bool) -> frozenset[int]:
        """The states after a letter."""
        if not at_end and (known := self._known.get((states, letter))) is not None:
            return known
        onward = [self._ways[state][0] for state in states if (takes := self._letters[state]) and takes(letter)]
        found = self._closure(onward, at_start=False, at_end=at_end)
        if not at_end:
            if len(self._known) >= _MOST_SETS:
                self._known.clear()
            self._known[states, letter] = found
        return found

    def _closure(self, states: list[int], *, at_start: bool, at_end: bool) -> frozenset[int]:
        """The states that wait for a letter, or accept, and can be reached without one."""
        seen: set[int] = set()
        reached = []
        waiting = states
        while waiting:
            state = waiting.pop()
            if state in seen:
                continue
            seen.add(state)
            if state == _ACCEPT or self._letters[state]:
                reached.append(state)
            elif (self._anchors[state] != "^" or at_start) and (self._anchors[state] != "$" or at_end):
                waiting.extend(self._ways[state])
        self._work += len(seen) + 1
        if self._work > MOST_WORK:
            raise too_large("mẫu regex phải thử quá nhiều")
        return frozenset(reached)

    def _state(self, ways: tuple[int, ...], letters: Letters | None = None, anchor: str = "") -> int:
        """A new state."""
        if len(self._ways) >= MOST_STATES:
            raise too_large("mẫu regex quá dài")
        self._ways.append(ways)
        self._letters.append(letters)
        self._anchors.append(anchor)
        return len(self._ways) - 1

    def _build(self, pattern: Pattern, after: int) -> int:
        """The states of a pattern that goes on to `after`; gives where it begins."""
        match pattern:
            case Letter(letters):
                return self._state((after,), letters)
            case Anchor(sign):
                return self._state((after,), anchor=sign)
            case Sequence(parts):
                for part in reversed(parts):
                    after = self._build(part, after)
                return after
            case Alternatives(choices):
                return self._state(tuple(self._build(choice, after) for choice in choices))
            case Repeat():
                return self._repeat(pattern, after)
            case Looks():
                raise unsupported("regex (?=...)")

    def _repeat(self, repeat: Repeat, after: int) -> int:
        """A pattern so many times: the optional ones each may go to the end at once."""
        if repeat.most is None:
            begin = self._state(())
            self._ways[begin] = (self._build(repeat.pattern, begin), after)
        else:
            begin = after
            for _ in range(repeat.most - repeat.least):
                begin = self._state((self._build(repeat.pattern, begin), after))
        for _ in range(repeat.least):
            begin = self._build(repeat.pattern, begin)
        return begin
