"""Where tablets, the web and our desk disagree about the members of a repeat (README's table of dialects, 0014)."""

from collections.abc import Iterator

from desktop.surveys.lint.finding import Finding
from desktop.surveys.lint.looking import Look, Said
from desktop.surveys.lint.walking import Place, letter_of, steps_of, target, walk
from desktop.surveys.xpath.syntax import Call, Chain, Filter, Negation, Number, Path, Step, Syntax

_ADDING = frozenset({"sum", "min", "max"})
_NUMBERS = frozenset(
    {
        "number",
        "int",
        "round",
        "abs",
        "count",
        "count-non-empty",
        "position",
        "sum",
        "min",
        "max",
        "string-length",
        "last",
    }
)
_ALWAYS = frozenset({"", "true()"})


def sums_of_absent(look: Look, said: Said) -> Iterator[Finding]:
    """`sum(${x})` where a member's x may be hidden: the web gives no number, tablets and our desk pass it over."""
    if said.expression is None or _ADDING.isdisjoint(said.expression.functions):
        return
    for piece, place in _pieces(said):
        if not isinstance(piece, Call) or piece.name not in _ADDING:
            continue
        for argument in piece.arguments:
            if isinstance(argument, Path) and _may_be_absent(look, argument, place):
                name = argument.steps[-1].test
                yield Finding(
                    "dialect-sum",
                    f"{piece.name}() trên “{name}” cho kết quả khác nhau khi có người không được hỏi câu này: bản web"
                    " không ra số.",
                    f"Hãy viết {piece.name}(${{{name}}}[. != '']).",
                    said.spec.path, said.column, letter_of(piece),
                )  # fmt: skip


def _may_be_absent(look: Look, path: Path, place: Place) -> bool:
    """Whether a path leads to members of which some may not be relevant, and does not leave the empty ones out."""
    found = target(path, place)
    if found is None or found not in look.specs or any(step.predicates for step in path.steps):
        return False
    while found and not f"{place.origin}/".startswith(f"{found}/"):
        bind = look.specs[found].bind
        if bind is not None and bind.relevant not in _ALWAYS:
            return True
        found = found.rpartition("/")[0]
    return False


def predicates_by_absolute_path(look: Look, said: Said) -> Iterator[Finding]:
    """`${m}[${v} > 3]`: tablets look at each member, the web and our desk at all of them at once."""
    for piece, place in _predicated(said):
        for at, predicate in _predicates(piece, place):
            for inner, inside in walk(predicate, place.at(at)):
                if isinstance(inner, Path) and inner.absolute and (name := _of_member(look, at, inner, inside)):
                    yield Finding(
                        "dialect-predicate",
                        f"Điều kiện trong ngoặc vuông nhắc “{name}” bằng đường dẫn đầy đủ: máy tính bảng xét từng"
                        " người, bản web và máy này xét cả danh sách.",
                        f"Hãy viết ./{name} thay cho ${{{name}}} trong ngoặc vuông.",
                        said.spec.path, said.column, letter_of(inner),
                    )  # fmt: skip


def _of_member(look: Look, at: str | None, path: Path, place: Place) -> str:
    """The name that an absolute path reads of the very members that a predicate chooses from; "" when of none."""
    read = target(path, place)
    spec = look.specs.get(at) if at else None
    if read is None or spec is None or spec.repeat is None or not read.startswith(f"{spec.repeat.path}/"):
        return ""
    return read.rpartition("/")[2] if read in look.specs else ""


def repeats_by_number(look: Look, said: Said) -> Iterator[Finding]:
    """`${m}[2]/v` and `position(${m}[2])`: tablets give nothing."""
    for piece, place in _predicated(said):
        if isinstance(piece, Path) and any(_chooses(look, at, step) for at, step in steps_of(piece, place)):
            yield Finding(
                "dialect-position",
                "Biểu thức lấy một dòng của phần lặp theo số trong ngoặc vuông: máy tính bảng sẽ không ra kết quả.",
                "Hãy dùng indexed-repeat(${câu hỏi}, ${phần lặp}, số thứ tự).",
                said.spec.path, said.column, letter_of(piece),
            )  # fmt: skip


def _chooses(look: Look, at: str | None, step: Step) -> bool:
    """Whether a step of the form takes one node of a repeat by a number."""
    spec = look.specs.get(at) if at else None
    return spec is not None and spec.repeat is not None and any(_is_number(one) for one in step.predicates)


def _is_number(syntax: Syntax) -> bool:
    """Whether a predicate is a number and so means a position."""
    match syntax:
        case Number() | Negation():
            return True
        case Chain(_, rest):
            return rest[0][0] in ("+", "-", "*", "div", "mod")
        case Call(name):
            return name in _NUMBERS
        case _:
            return False


def _predicates(piece: Syntax, place: Place) -> Iterator[tuple[str | None, Syntax]]:
    """The predicates of a piece with the path of what they narrow."""
    if isinstance(piece, Path):
        for at, step in steps_of(piece, place):
            yield from ((at, predicate) for predicate in step.predicates)
    elif isinstance(piece, Filter):
        at = target(piece.base, place)
        yield from ((at, predicate) for predicate in piece.predicates)


def _pieces(said: Said) -> Iterator[tuple[Syntax, Place]]:
    """Every piece of an expression."""
    return walk(said.expression.syntax, said.place) if said.expression else iter(())


def _predicated(said: Said) -> Iterator[tuple[Syntax, Place]]:
    """The same, nothing when no predicate can be in it."""
    return _pieces(said) if "[" in said.text else iter(())
