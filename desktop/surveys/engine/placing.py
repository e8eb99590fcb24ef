"""An expression at its place in the form: absolute paths inside repeats mean the repeat that one stands in.

`/data/member/age` in an expression that belongs to `/data/member/name` is the age of the same member, as JavaRosa
reads it and as officers mean it; the path is rewritten to `current()/../age`. A path that ends at the repeat itself
stays as it is, so that count(/data/member) counts all.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from desktop.surveys.engine.specs import Spec
from desktop.surveys.xpath.expression import Expression, compile_expression, compile_syntax
from desktop.surveys.xpath.references import references, resolved
from desktop.surveys.xpath.syntax import Call, Chain, Filter, Negation, Path, Step, Syntax

_UP = Step("parent", "node()")
_HERE = Call("current", ())


@dataclass(frozen=True, slots=True)
class Read:
    """A path that an expression reads.

    `shared` is how many steps from the root it has in common with the expression's own node for certain: whatever
    differs lies below.
    """

    path: str
    shared: int


@dataclass(frozen=True, slots=True)
class Placed:
    """An expression with the paths that it reads from where it stands."""

    expression: Expression
    reads: tuple[Read, ...]


def place(text: str, spec: Spec) -> Placed:
    """Compile an expression for the nodes of a path; raises `ExpressionError`."""
    expression = compile_expression(text)
    if spec.repeat is not None:
        expression = _compiled_inside(text, spec.path, _outermost(spec.repeat).depth)
    reads = {_read(reference, spec) for reference in expression.references if not reference.startswith("instance(")}
    if "indexed-repeat" in text:
        reads |= {read for call in _indexed(expression.syntax) for read in _of_other_repeats(call, spec)}
    return Placed(expression, tuple(sorted(reads, key=lambda read: read.path)))


def _indexed(syntax: Syntax) -> Iterator[Call]:
    """The calls of indexed-repeat() in an expression."""
    match syntax:
        case Chain(first, rest):
            inner = [first, *(operand for _, operand in rest)]
        case Negation(operand, _):
            inner = [operand]
        case Call(name, arguments):
            inner = list(arguments)
            if name == "indexed-repeat" and len(arguments) > 2:
                yield syntax
        case Filter(base, predicates):
            inner = [base, *predicates]
        case Path(steps, _, start):
            inner = [predicate for step in steps for predicate in step.predicates] + ([start] if start else [])
        case _:
            inner = []
    for one in inner:
        yield from _indexed(one)


def _of_other_repeats(call: Call, spec: Spec) -> Iterator[Read]:
    """What indexed-repeat() reads: its question in any of the repeats that it names, not only where it stands."""
    outside = [len(_read(group, spec).path.split("/")) - 2 for group in references(call.arguments[1])]
    for target in references(call.arguments[0]):
        found = _read(target, spec)
        yield Read(found.path, max(1, min([found.shared, *outside])))


def _outermost(repeat: Spec) -> Spec:
    """The outermost repeat around a repeat, or itself."""
    above = repeat.parent.repeat if repeat.parent else None
    return _outermost(above) if above else repeat


def _read(reference: str, spec: Spec) -> Read:
    """A reference as an absolute path, with what it shares with the place that it is read from."""
    if reference.startswith("/"):
        return Read(reference.rstrip("/"), 1)
    depth, least = spec.depth, spec.depth
    for step in reference.split("/"):
        depth += -1 if step == ".." else 0 if step == "." else 1
        least = min(least, depth)
    return Read(resolved(reference, spec.path), max(least, 0))


@lru_cache(maxsize=4096)
def _compiled_inside(text: str, path: str, repeat_depth: int) -> Expression:
    """The expression with its absolute paths into the same repeat, which is this deep, made relative."""
    known = compile_expression(text)
    if not any(reference.startswith("/") for reference in known.references):
        return known
    changed = _mapped(known.syntax, lambda found: _relative(found, path.split("/")[1:], repeat_depth))
    return known if changed == known.syntax else compile_syntax(text, changed)


def _relative(path: Path, own: list[str], repeat_depth: int) -> Path:
    """An absolute path as one from the current node, when it leads into the same repeat and then further."""
    if not path.absolute or path.start is not None:
        return path
    common = 0
    for step, name in zip(path.steps[:-1], own, strict=False):
        if step.axis != "child" or step.test.rpartition(":")[2] != name or step.predicates:
            break
        common += 1
    if common < repeat_depth:
        return path
    return Path((*[_UP] * (len(own) - common), *path.steps[common:]), start=_HERE)


def _mapped(syntax: Syntax, change: Callable[[Path], Path]) -> Syntax:
    """A syntax tree with every path changed, those inside predicates too."""
    match syntax:
        case Chain(first, rest):
            return Chain(_mapped(first, change), tuple((sign, _mapped(operand, change)) for sign, operand in rest))
        case Negation(operand, signs):
            return Negation(_mapped(operand, change), signs)
        case Call(name, arguments, column):
            return Call(name, tuple(_mapped(argument, change) for argument in arguments), column)
        case Filter(base, predicates):
            return Filter(_mapped(base, change), tuple(_mapped(predicate, change) for predicate in predicates))
        case Path(steps, absolute, start):
            inner = tuple(_mapped_step(step, change) for step in steps)
            return change(Path(inner, absolute, None if start is None else _mapped(start, change)))
        case _:
            return syntax


def _mapped_step(step: Step, change: Callable[[Path], Path]) -> Step:
    """A step with its predicates changed."""
    if not step.predicates:
        return step
    return Step(step.axis, step.test, tuple(_mapped(one, change) for one in step.predicates), step.column)
