"""Chance that repeats: everything the demo draws follows from its seed and from what is drawn, never from keys."""

import random
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from desktop.clock import VIETNAM

Item = TypeVar("Item")


def chance_of(*parts: object) -> random.Random:
    """A source of chance of its own for each thing that is drawn, so that drawing more of one changes no other."""
    return random.Random("/".join(str(part) for part in parts))  # noqa: S311 - repeatable on purpose; no keys from here


def number_of(*parts: object) -> int:
    """A number of 63 bits that follows from the parts, such as the seed of a desk's clock."""
    return chance_of(*parts).getrandbits(63)


def happens(chance: random.Random, probability: float) -> bool:
    """Whether something of this probability happens."""
    return chance.random() < probability


def count_of(chance: random.Random, people: int, probability: float) -> int:
    """How many of so many people, each with the same probability."""
    return sum(happens(chance, probability) for _ in range(people))


def pick(chance: random.Random, weights: Mapping[Item, float]) -> Item:
    """One item, the heavier the likelier."""
    return chance.choices(list(weights), list(weights.values()))[0]


def pick_some(chance: random.Random, weights: Mapping[Item, float], count: int) -> list[Item]:
    """Some different items in the order of the mapping, the heavier the likelier."""
    chosen: set[Item] = set()
    while len(chosen) < min(count, len(weights)):
        chosen.add(pick(chance, {item: weight for item, weight in weights.items() if item not in chosen}))
    return [item for item in weights if item in chosen]


def day_between(chance: random.Random, first: date, last: date) -> date:
    """A day from the first to the last, both included; the weekend, when people are at home, twice as likely."""
    days = [first + timedelta(days=passed) for passed in range((last - first).days + 1)]
    return pick(chance, {one: 2.0 if one.weekday() >= 5 else 1.0 for one in days})


def instant_on(on: date, hour: int, minute: int = 0) -> datetime:
    """An instant of a day by the clock on the wall in Vietnam."""
    return datetime.combine(on, time(hour, minute), VIETNAM)


def evening_of(chance: random.Random, on: date) -> datetime:
    """When the team works on a day: after the fields, between three and nine."""
    return instant_on(on, chance.randint(15, 20), chance.randint(0, 59))


def one_of(chance: random.Random, items: Sequence[Item]) -> Item:
    """One item, each as likely."""
    return chance.choice(items)
