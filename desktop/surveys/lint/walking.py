"""Walking through a syntax tree with the place in the form from which each piece is read."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.surveys.xpath.nodes import local
from desktop.surveys.xpath.syntax import Call, Chain, Filter, Negation, Path, Step, Syntax


@dataclass(frozen=True, slots=True)
class Place:
    """Where an expression belongs (`origin`) and where a piece of it is read (`here`, None outside of the form)."""

    origin: str
    here: str | None

    def at(self, path: str | None) -> "Place":
        """The place inside a predicate of this path."""
        return Place(self.origin, path)


def walk(syntax: Syntax, place: Place) -> Iterator[tuple[Syntax, Place]]:
    """Every piece of a tree, outer ones first."""
    yield syntax, place
    match syntax:
        case Chain(first, rest):
            yield from walk(first, place)
            for _, operand in rest:
                yield from walk(operand, place)
        case Negation(operand, _):
            yield from walk(operand, place)
        case Call(_, arguments):
            for argument in arguments:
                yield from walk(argument, place)
        case Filter(base, predicates):
            yield from walk(base, place)
            inner = place.at(target(base, place))
            for predicate in predicates:
                yield from walk(predicate, inner)
        case Path(_, _, start):
            if start is not None:
                yield from walk(start, place)
            for at, step in steps_of(syntax, place):
                for predicate in step.predicates:
                    yield from walk(predicate, place.at(at))
        case _:
            return


def steps_of(path: Path, place: Place) -> Iterator[tuple[str | None, Step]]:
    """Each step with the absolute path of what it gives, None when that cannot be told."""
    at = "" if path.absolute else place.here
    if path.start is not None:
        at = target(path.start, place)
    for step in path.steps:
        at = _after(at, step)
        yield at, step


def target(syntax: Syntax, place: Place) -> str | None:
    """The absolute path of the nodes that a piece gives, None when it gives none or not of this form."""
    match syntax:
        case Call("current", ()):
            return place.origin
        case Filter(base, _):
            return target(base, place)
        case Path(steps, absolute, None) if not steps:
            return "" if absolute else place.here
        case Path():
            *_, (at, _) = steps_of(syntax, place)
            return at
        case _:
            return None


def _after(at: str | None, step: Step) -> str | None:
    """The path with one more step."""
    if at is None:
        return None
    if step.test == "node()" and step.axis in ("self", "parent"):
        return at if step.axis == "self" else at.rpartition("/")[0]
    if step.axis != "child" or "*" in step.test or "(" in step.test:
        return None
    return f"{at}/{local(step.test)}"


def letter_of(syntax: Syntax) -> int:
    """Where a piece begins in its expression, from 1; 0 when the tree does not know."""
    for piece, _ in walk(syntax, Place("", None)):
        if isinstance(piece, Call) and piece.column:
            return piece.column
        if isinstance(piece, Path):
            for step in piece.steps:
                if step.column:
                    return step.column
    return 0
