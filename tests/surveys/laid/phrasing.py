"""Expressions made by chance, over the questions that a place of a form can see."""

import random
from collections.abc import Callable
from dataclasses import dataclass

_CODES = {"one": ("a", "b", "1", "2", "p1", "t1"), "many": ("a", "b", "1", "2", "p1", "t1")}


@dataclass(frozen=True)
class Known:
    """A name that can be used: its kind of value, and the repeats that it stands in."""

    name: str
    kind: str
    scope: tuple[str, ...]


def ref(name: str) -> str:
    """A name as it is referred to in a workbook."""
    return "${" + name + "}"


class Phrases:
    """Makes expressions for a place inside of the repeats `scope`."""

    def __init__(self, chance: random.Random, scope: tuple[str, ...], known: list[Known], depth: int = 0) -> None:
        self._chance, self._scope, self._known, self._depth = chance, scope, known, depth

    def _deeper(self) -> "Phrases":
        return Phrases(self._chance, self._scope, self._known, self._depth + 1)

    def one_of(self, *kinds: str) -> str:
        """A reference to one question of these kinds that stands around this place; "" for none."""
        seen = [one.name for one in self._known if one.kind in kinds and one.scope == self._scope[: len(one.scope)]]
        return ref(self._chance.choice(seen)) if seen else ""

    def _inner(self, *kinds: str) -> Known | None:
        """A question inside of a repeat that this place does not stand in, but that it sees all of."""
        inner = [
            one
            for one in self._known
            if one.kind in kinds
            and one.scope[: len(self._scope)] == self._scope
            and len(one.scope) == len(self._scope) + 1
        ]
        return self._chance.choice(inner) if inner else None

    def _pick(self, *makers: Callable[[], str]) -> str:
        """The first of the makers, in an order of chance, that has something to say."""
        for make in self._chance.sample(makers, len(makers)):
            text = make()
            if text:
                return text
        return ""

    def _simple(self) -> bool:
        return self._depth > 1

    # -- truths

    def truth(self) -> str:
        """Something true or false."""
        if self._simple():
            return self._about_number() or self._about_choice() or "1 = 1"
        return (
            self._pick(
                self._about_number, self._about_number, self._about_choice, self._about_choice, self._about_text,
                self._about_day, self._about_repeat, self._joined, self._negated,
            )
            or "true()"
        )  # fmt: skip

    def _about_number(self) -> str:
        one = self.one_of("number")
        if not one:
            return ""
        sign = self._chance.choice((">", ">=", "=", "!=", "<", "<="))
        return f"{one} {sign} {self._chance.choice(('0', '3', '10', '17.5', self.one_of('number')))}"

    def _about_choice(self) -> str:
        one, many = self.one_of("one"), self.one_of("many")
        said = []
        if one:
            said += [f"{one} {self._chance.choice(('=', '!='))} '{self._chance.choice(_CODES['one'])}'", f"{one} != ''"]
        if many:
            code = self._chance.choice(_CODES["many"])
            said += [f"selected({many}, '{code}')", f"not(selected({many}, '{code}'))", f"count-selected({many}) >= 2"]
        return self._chance.choice(said) if said else ""

    def _about_text(self) -> str:
        one = self.one_of("text", "mixed")
        if not one:
            return ""
        return self._chance.choice(
            (
                f"string-length({one}) > 2", f"{one} != ''", f"contains({one}, 'a')", f"starts-with({one}, 'x')",
                f"regex({one}, '^[a-zA-Z]+$')", f"{one} = 'yes'", f"boolean-from-string({one})",
                f"normalize-space({one}) = ''",
            )
        )  # fmt: skip

    def _about_day(self) -> str:
        one, other = self.one_of("day"), self.one_of("day")
        if not one:
            return ""
        return self._chance.choice(
            (f"{one} <= today()", f"{one} > date('2020-01-01')", f"{one} != ''", f"{one} = {other}", f"{one} < {other}")
        )

    def _about_repeat(self) -> str:
        inner = self._inner("repeat-inside", "number")
        repeat = self._repeat()
        said = [f"count({repeat}) > {self._chance.randint(0, 2)}"] if repeat else []
        if inner:
            said.append(f"sum({ref(inner.name)}) > 5")
            said.append(f"count-non-empty({ref(inner.name)}) > 0")
        if self._scope:
            said.append("position(..) > 1")
        return self._chance.choice(said) if said else ""

    def _repeat(self) -> str:
        """A repeat right inside of this place."""
        found = [one.name for one in self._known if one.kind == "repeat" and one.scope == self._scope]
        return ref(self._chance.choice(found)) if found else ""

    def _joined(self) -> str:
        deeper = self._deeper()
        return f"({deeper.truth()}) {self._chance.choice(('and', 'or'))} ({deeper.truth()})"

    def _negated(self) -> str:
        return f"not({self._deeper().truth()})"

    # -- numbers

    def number(self) -> str:
        """A number."""
        if self._simple():
            return self.one_of("number") or str(self._chance.randint(0, 9))
        return self._pick(
            self._of_numbers, self._of_numbers, self._of_choices, self._of_repeats, self._of_days, self._chosen_number
        )

    def count(self) -> str:
        """How many repeats; rather small."""
        one, many = self.one_of("number"), self.one_of("many")
        fixed = str(self._chance.randint(1, 3))
        said = [fixed]
        if one:
            said += [one, f"if({one} > 0 and {one} < 4, {one}, 1)", f"max(1, min({one}, 3))"]
        if many:
            said.append(f"count-selected({many})")
        return self._chance.choice(said)

    def _of_numbers(self) -> str:
        one, other = self.one_of("number"), self.one_of("number") or "2"
        if not one:
            return ""
        return self._chance.choice(
            (
                f"{one} + 1", f"{one} + {other}", f"{one} * {other}", f"{one} - {other}", f"{one} div 2",
                f"{one} mod 3", f"sqrt({one})",
                f"int({one} div 3)", f"coalesce({one}, 0)", f"abs({one})", f"pow({one}, 2)", f"round({one} div 7, 2)",
                f"min({one}, {other})", f"max({one}, {other}, 4)", f"-{one}", f"number({one})", f"round({one})",
            )
        )  # fmt: skip

    def _of_choices(self) -> str:
        many, text = self.one_of("many"), self.one_of("text", "one")
        said = []
        if many:
            said += [f"count-selected({many})", f"number(selected-at({many}, 0))", f"if(selected({many}, 'a'), 1, 0)"]
        if text:
            said += [f"string-length({text})", f"number({text})"]
        return self._chance.choice(said) if said else ""

    def _of_repeats(self) -> str:
        repeat, inner = self._repeat(), self._inner("number")
        said = [f"count({repeat})"] if repeat else []
        if inner:
            name = ref(inner.name)
            said += [f"{function}({name})" for function in ("sum", "max", "min", "count-non-empty", "count")]
            said.append(f"indexed-repeat({name}, ${{{inner.scope[-1]}}}, {self._chance.randint(1, 2)})")
        if self._scope:
            said += ["position(..)", f"count(${{{self._scope[-1]}}})"]
            own = [one.name for one in self._known if one.kind == "number" and one.scope == self._scope]
            if own:
                name = ref(self._chance.choice(own))
                said.append(f"indexed-repeat({name}, ${{{self._scope[-1]}}}, position(..) - 1)")
                said.append(f"sum({name})")
        return self._chance.choice(said) if said else ""

    def _of_days(self) -> str:
        day, instant, time = self.one_of("day"), self.one_of("instant"), self.one_of("time")
        said = []
        if day:
            said += [
                f"int((today() - {day}) div 365.25)",
                f"today() - {day}",
                f"int(format-date({day}, '%Y'))",
                f"{day} + 1",
            ]
        if instant:
            said += [f"decimal-date-time({instant})", f"int(decimal-date-time({instant}))"]
        if time:
            said.append(f"decimal-time({time})")
        return self._chance.choice(said) if said else ""

    def _chosen_number(self) -> str:
        deeper = self._deeper()
        return f"if({deeper.truth()}, {deeper.number()}, {deeper.number()})"

    # -- texts

    def text(self) -> str:
        """A text."""
        if self._simple():
            return self.one_of("text", "one") or "'abc'"
        return self._pick(
            self._of_texts, self._of_texts, self._of_codes, self._of_codes, self._joined_repeat, self._of_moments,
            self._chosen_text, self._from_table,
        ) or "'abc'"  # fmt: skip

    def _of_texts(self) -> str:
        one, other = self.one_of("text", "number", "mixed"), self.one_of("number", "text", "one")
        if not one:
            return ""
        return self._chance.choice(
            (
                f"concat({one}, '-', {other or one})", f"substr({one}, 0, 2)", f"substr({one}, 1)",
                f"coalesce({one}, 'none')", f"substring-before({one}, ' ')",
                f"string({one})", f"translate({one}, 'abc', 'xyz')", f"normalize-space({one})",
                f"substring-after({one}, ' ')", f"concat('<', {one}, '>')", one,
            )
        )  # fmt: skip

    def _of_codes(self) -> str:
        one, many = self.one_of("one"), self.one_of("many")
        said = []
        if one:
            said += [f"jr:choice-name({one}, '{one}')", one, f"concat({one}, 'x')"]
        if many:
            at = self._chance.randint(0, 2)
            said += [f"selected-at({many}, {at})", many, f"jr:choice-name(selected-at({many}, {at}), '{many}')"]
        return self._chance.choice(said) if said else ""

    def _joined_repeat(self) -> str:
        inner = self._inner("text", "number", "one", "day", "mixed")
        if inner:
            name = ref(inner.name)
            return self._chance.choice(
                (f"join(', ', {name})", f"indexed-repeat({name}, ${{{inner.scope[-1]}}}, 2)", f"concat({name})")
            )
        own = (
            [one.name for one in self._known if one.kind == "text" and one.scope == self._scope] if self._scope else []
        )
        if not own:
            return ""
        return f"indexed-repeat(${{{self._chance.choice(own)}}}, ${{{self._scope[-1]}}}, 1)"

    def _of_moments(self) -> str:
        day, instant = self.one_of("day"), self.one_of("instant")
        said = []
        if day:
            pattern = self._chance.choice(("%Y-%m-%d", "%d/%m/%Y", "%e %b %y", "%n.%e.%Y", "%a", "%W"))
            said += [f"format-date({day}, '{pattern}')", f"concat({day}, '')", f"string({day})"]
        if instant:
            said += [f"format-date-time({instant}, '%H:%M:%S %h %3')", f"format-date({instant}, '%Y-%m-%d')"]
        return self._chance.choice(said) if said else ""

    def _chosen_text(self) -> str:
        deeper = self._deeper()
        return f"if({deeper.truth()}, {deeper.text()}, {deeper.text()})"

    def _from_table(self) -> str:
        one = self.one_of("one")
        if not one:
            return ""
        return self._chance.choice(
            (
                f"pulldata('towns', 'label', 'name', {one})",
                f"instance('place')/root/item[name = {one}]/part",
                f"count(instance('place')/root/item[part = {one}])",
            )
        )

    # -- days

    def day(self) -> str:
        """A day, in a calculation without a type."""
        day = self.one_of("day")
        if not day:
            return self._chance.choice(("today()", "date('2024-02-29')"))
        return self._chance.choice(
            (
                f"date({day} + 7)",
                f"date({day})",
                f"if({day} > today(), today(), {day})",
                day,
                f"coalesce({day}, today())",
            )
        )
