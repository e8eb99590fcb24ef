"""Invented people: names by the surnames of the area, ages and telephone numbers. Nobody in particular is meant."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.demo.chance import happens, one_of, pick
from desktop.models.catalogues import invented_names

GENDERS = ("nam", "nu")
_TRIES = 50
#: The commonest surnames of the catalogue's list, which begins with those of the area; the others share the rest.
_COMMON = (9.0, 9.0, 7.0, 6.0, 5.0, 6.0, 4.0, 4.0, 4.0, 3.0)
_PREFIXES = (
    *("032", "033", "034", "035", "036", "037", "038", "039", "086", "096", "097", "098"),
    *("081", "082", "083", "084", "085", "088", "091", "094", "070", "076", "077", "078", "079", "089", "090", "093"),
)


@dataclass(frozen=True)
class Somebody:
    """An invented person."""

    full_name: str
    gender: str
    born: date


def surnames_of_the_area() -> dict[str, float]:
    """Surname -> how common it is in the commune as a whole."""
    names = invented_names().surnames
    return {name: _COMMON[at] if at < len(_COMMON) else 1.0 for at, name in enumerate(names)}


def surnames_of_a_village(chance: random.Random) -> dict[str, float]:
    """A village's own mixture: a few families make up most of it."""
    area = surnames_of_the_area()
    families = {pick(chance, area) for _ in range(3)}
    return {name: weight * (8.0 if name in families else 1.0) for name, weight in area.items()}


class Names:
    """Draws full names; within one register no name comes twice while there are others."""

    def __init__(self, chance: random.Random, surnames: Mapping[str, float]) -> None:
        self._chance = chance
        self._surnames = surnames
        self._drawn: set[str] = set()

    def draw(self, gender: str) -> str:
        """A full name of a man ('nam') or a woman ('nu')."""
        name = ""
        for _ in range(_TRIES):
            name = self._any(gender)
            if name not in self._drawn:
                break
        self._drawn.add(name)
        return name

    def _any(self, gender: str) -> str:
        parts = invented_names()
        middle, given = one_of(self._chance, parts.middle[gender]), one_of(self._chance, parts.given[gender])
        while given == middle:
            given = one_of(self._chance, parts.given[gender])
        return f"{pick(self._chance, self._surnames)} {middle} {given}"

    def somebody(self, ages: tuple[int, int], on: date, women: float = 0.45) -> Somebody:
        """A person of an age between the two on a day."""
        gender = "nu" if happens(self._chance, women) else "nam"
        return Somebody(self.draw(gender), gender, born(self._chance, ages, on))


def born(chance: random.Random, ages: tuple[int, int], on: date) -> date:
    """A date of birth of somebody who is between `ages` (full years, both included) on a day."""
    youngest, too_old = ages[0], ages[1] + 1
    return on - timedelta(days=chance.randint(youngest * 365 + youngest // 4 + 1, too_old * 365 + too_old // 4 - 1))


def mobile_number(chance: random.Random) -> str:
    """Ten digits that begin as mobile numbers do (DOMAIN 4.4)."""
    return one_of(chance, _PREFIXES) + "".join(str(chance.randint(0, 9)) for _ in range(7))
