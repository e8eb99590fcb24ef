"""The syntax tree of an expression. Plain values: they compare equal when they mean the same, wherever they stand."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written: "1", ".5", "7.9e-12"."""

    written: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text between quotes."""

    text: str


@dataclass(frozen=True, slots=True)
class Chain:
    """Operators of one precedence, left to right: `first`, then each (operator, operand)."""

    first: "Syntax"
    rest: tuple[tuple[str, "Syntax"], ...]


@dataclass(frozen=True, slots=True)
class Negation:
    """One or more minus signs before an operand."""

    operand: "Syntax"
    signs: int = 1


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    name: str
    arguments: tuple["Syntax", ...]
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: `test` is a name, `*`, `text()`, `node()`, `comment()` or `processing-instruction('x')`."""

    axis: str
    test: str
    predicates: tuple["Syntax", ...] = ()
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Path:
    """Steps from the root (`absolute`), from what `start` gives, or from where the expression stands."""

    steps: tuple[Step, ...]
    absolute: bool = False
    start: "Syntax | None" = None


@dataclass(frozen=True, slots=True)
class Filter:
    """What an expression gives, narrowed by predicates."""

    base: "Syntax"
    predicates: tuple["Syntax", ...]


Syntax = Number | Text | Chain | Negation | Call | Path | Filter

#: A name as a pattern, with its prefix; possessive, for a part of a name is no name.
NAME = r"[^\W\d][\w.·-]*+(?::[^\W\d][\w.·-]*+)?+"
#: A name that is a step of a path, and neither an axis nor a function.
STEP_NAME = rf"{NAME}(?!\s*[:(])"

#: What `//` stands for.
ANYWHERE = Step("descendant-or-self", "node()")

#: The operators, from those that bind least to those that bind most; `|` binds more than any of them.
LEVELS = (
    frozenset({"or"}),
    frozenset({"and"}),
    frozenset({"=", "!="}),
    frozenset({"<", "<=", ">", ">="}),
    frozenset({"+", "-"}),
    frozenset({"*", "div", "mod"}),
)
