"""A syntax tree written as text again, with as few brackets as keep its meaning."""

from desktop.surveys.xpath.syntax import (
    ANYWHERE,
    LEVELS,
    Call,
    Chain,
    Filter,
    Negation,
    Number,
    Path,
    Step,
    Syntax,
    Text,
)

_SIGNED, _UNION, _PATH = len(LEVELS), len(LEVELS) + 1, len(LEVELS) + 2


def write(syntax: Syntax) -> str:
    """The text of an expression; reading it again gives an equal tree."""
    match syntax:
        case Number(written):
            return written
        case Text(text):
            return f"'{text}'" if "'" not in text else f'"{text}"'
        case Negation(operand, signs):
            return "-" * signs + _inside(operand, _UNION)
        case Chain(first, rest):
            level = _level(syntax)
            pieces = [_inside(first, level + 1)]
            for sign, operand in rest:
                pieces += [sign, _inside(operand, level + 1)]
            return " ".join(pieces)
        case Call(name, arguments):
            return f"{name}({', '.join(map(write, arguments))})"
        case Filter(base, predicates):
            return _primary(base) + _predicates(predicates)
        case Path():
            return _path(syntax)


def _level(syntax: Syntax) -> int:
    """How tightly it binds."""
    if isinstance(syntax, Chain):
        sign = syntax.rest[0][0]
        return _UNION if sign == "|" else next(at for at, signs in enumerate(LEVELS) if sign in signs)
    return _SIGNED if isinstance(syntax, Negation) else _PATH


def _inside(syntax: Syntax, level: int) -> str:
    """An operand, in brackets when it binds less than its place needs; a word after a bare root would be a name."""
    if syntax == Path((), absolute=True):
        return "(/)"
    return write(syntax) if _level(syntax) >= level else f"({write(syntax)})"


def _primary(syntax: Syntax) -> str:
    """What may stand before a predicate."""
    return write(syntax) if isinstance(syntax, Number | Text | Call) else f"({write(syntax)})"


def _predicates(predicates: tuple[Syntax, ...]) -> str:
    """Predicates in their brackets."""
    return "".join(f"[{write(predicate)}]" for predicate in predicates)


def _path(path: Path) -> str:
    """A path with its steps."""
    if path.start is not None:
        start = write(path.start) if isinstance(path.start, Filter) else _primary(path.start)
        return start + _after_slash(path.steps)
    if path.absolute:
        return _after_slash(path.steps)
    return _steps(path.steps, relative=True)


def _after_slash(steps: tuple[Step, ...]) -> str:
    """Steps behind the root or another expression."""
    written = _steps(steps)
    return written if written.startswith("//") else "/" + written


def _steps(steps: tuple[Step, ...], *, relative: bool = False) -> str:
    """Steps with `/` between them, or `//` where a step stands for it."""
    written = ""
    for at, step in enumerate(steps):
        short = step == ANYWHERE and at + 1 < len(steps) and not (relative and at == 0)
        slash = "" if not written or written.endswith("//") else "/"
        written += "//" if short and not written.endswith("//") else slash + _step(step)
    return written


def _step(step: Step) -> str:
    """One step, short where there is a short way."""
    if step.test == "node()" and step.axis in ("self", "parent"):
        name = "." if step.axis == "self" else ".."
    elif step.axis in ("child", "attribute"):
        name = ("@" if step.axis == "attribute" else "") + step.test
    else:
        name = f"{step.axis}::{step.test}"
    return name + _predicates(step.predicates)
