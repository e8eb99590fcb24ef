"""Which paths an expression reads, found without evaluating it: the edges of a form's dependency graph.

A reference is "/data/a", "../a", "./m/b" or "instance('towns')/root/item/name", without predicates; `*` and `//` stay.
What a predicate reads is told as a path of its own.
"""

from collections.abc import Iterator

from desktop.surveys.xpath.syntax import ANYWHERE, Call, Chain, Filter, Negation, Path, Step, Syntax, Text
from desktop.surveys.xpath.writing import write

#: Functions that read the node where they stand when they have no argument.
_READ_HERE = frozenset({"string", "number", "string-length", "normalize-space", "name", "local-name", "position"})

_HERE = "."

_AXES = {"child": "", "attribute": "@"}


def references(syntax: Syntax) -> frozenset[str]:
    """All paths that an expression reads, relative ones as seen from the node that it belongs to."""
    return frozenset(_read(syntax, _HERE))


def resolved(reference: str, origin: str) -> str:
    """A reference as an absolute path, for an expression that belongs to the absolute path `origin`."""
    if reference.startswith(("/", "instance(")):
        return reference
    steps = origin.strip("/").split("/")
    for step in reference.split("/"):
        if step == "..":
            del steps[-1:]
        elif step != _HERE:
            steps.append(step)
    return "/" + "/".join(steps)


def _read(syntax: Syntax, base: str) -> Iterator[str]:
    """The paths that a piece of syntax reads when it is evaluated at `base`."""
    match syntax:
        case Chain(first, rest):
            yield from _read(first, base)
            for _, operand in rest:
                yield from _read(operand, base)
        case Negation(operand, _):
            yield from _read(operand, base)
        case Call(name, arguments):
            yield from _read_call(name, arguments, base)
        case Filter(inner, predicates):
            yield from _read(inner, base)
            start = _start(inner, base)
            for predicate in predicates:
                yield from _read(predicate, start)
        case Path():
            yield from _read_path(syntax, base)
        case _:
            return


def _read_call(name: str, arguments: tuple[Syntax, ...], base: str) -> Iterator[str]:
    """What a function reads: its arguments, and for some the node where it stands."""
    if name == "once":
        yield _HERE
    elif name in _READ_HERE and not arguments:
        yield base
    elif name == "jr:choice-name" and len(arguments) == 2 and isinstance(arguments[1], Text):
        yield from _read(arguments[0], base)
        return
    for argument in arguments:
        yield from _read(argument, base)


def _read_path(path: Path, base: str) -> Iterator[str]:
    """A path, and what its predicates read at their steps."""
    if path.start is not None:
        yield from _read_inner(path.start, base)
        at = _start(path.start, base)
    else:
        at = "" if path.absolute else base
    for step in path.steps:
        at = _extended(at, step)
        for predicate in step.predicates:
            yield from _read(predicate, at)
    yield at or "/"


def _read_inner(start: Syntax, base: str) -> Iterator[str]:
    """What the start of a path reads beside the nodes that it gives."""
    if isinstance(start, Filter):
        yield from _read_inner(start.base, base)
        for predicate in start.predicates:
            yield from _read(predicate, _start(start.base, base))
    elif isinstance(start, Call):
        for argument in start.arguments:
            yield from _read(argument, base)
    else:
        yield from _read(start, base)


def _start(syntax: Syntax, base: str) -> str:
    """The reference of what an expression gives as nodes."""
    match syntax:
        case Call("current", ()):
            return _HERE
        case Call("instance", (Text(name),)):
            return f"instance('{name}')"
        case Call("randomize", (inner, *_)):
            return _start(inner, base)
        case Filter(inner, _):
            return _start(inner, base)
        case Path(steps, absolute, start):
            at = _start(start, base) if start is not None else ("" if absolute else base)
            for step in steps:
                at = _extended(at, step)
            return at or "/"
        case _:
            return write(syntax)


def _extended(path: str, step: Step) -> str:
    """A path with one more step, `.` and `..` worked out where that can be done without a document."""
    if step.axis == "self" and step.test == "node()":
        return path
    if step == ANYWHERE:
        return f"{path}/"
    if step.axis == "parent" and step.test == "node()":
        last = path.rpartition("/")[2]
        if path == _HERE:
            return ".."
        return f"{path}/.." if last in ("", "..", "*") or last.endswith(")") else path.rpartition("/")[0]
    return f"{path}/{_AXES.get(step.axis, step.axis + '::')}{step.test}"
