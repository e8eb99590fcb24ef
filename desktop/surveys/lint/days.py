"""Where tablets, the web and our desk disagree about days as numbers and as texts (table of dialects, 0014).

On the web a day is the moment when it begins in UTC, on a tablet and here a whole number. Taking one day from another
is the same everywhere, and so is a day moved by some days and shown as a day again: only the number itself differs.
"""

import re
from collections.abc import Iterator
from enum import Enum

from desktop.surveys.engine.specs import Spec
from desktop.surveys.lint.finding import Finding
from desktop.surveys.lint.looking import CALCULATION, Look, Said
from desktop.surveys.lint.walking import Place, letter_of, steps_of, target
from desktop.surveys.xpath.expression import compile_expression
from desktop.surveys.xpath.problems import ExpressionError
from desktop.surveys.xpath.syntax import Call, Chain, Filter, Negation, Number, Path, Syntax, Text

_DAY = re.compile(r"\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\s*")
_GIVES_DAY = frozenset({"today", "date", "format-date"})
_SHOWING = frozenset({"date", "date-time", "format-date", "format-date-time"})
_CUTTING = frozenset({"int", "round", "floor", "ceiling", "abs"})
_PASSING = frozenset({"coalesce", "min", "max", "once"})
_CONDITIONS = frozenset({"boolean", "not", "count", "count-non-empty", "string-length", "position"})


class Kind(Enum):
    """What a piece gives: a day, an instant, the number of one of these, a day as text, or anything else."""

    OTHER = 0
    DAY = 1
    MOMENT = 2
    DAY_NUMBER = 3
    MOMENT_NUMBER = 4
    TEXT = 5


_WHOLE = {Kind.DAY: Kind.DAY, Kind.DAY_NUMBER: Kind.DAY, Kind.MOMENT: Kind.MOMENT, Kind.MOMENT_NUMBER: Kind.MOMENT}
_COUNTED = {Kind.DAY: Kind.DAY_NUMBER, Kind.MOMENT: Kind.MOMENT_NUMBER}
_NUMBERED = frozenset({Kind.DAY_NUMBER, Kind.MOMENT_NUMBER})


def days(look: Look, said: Said) -> Iterator[Finding]:
    """Days that are compared with texts, and days whose number shows."""
    if said.expression is None:
        return
    reader = _Days(look, said)
    whole = reader.kind(said.expression.syntax, said.place)
    bind = said.spec.bind
    if whole in _NUMBERED and said.column == CALCULATION and bind is not None and bind.type not in ("date", "dateTime"):
        reader.number(said.expression.syntax)
    yield from dict.fromkeys(reader.found)


class _Days:
    """One pass over one expression."""

    def __init__(self, look: Look, said: Said) -> None:
        self.look, self.said = look, said
        self.found: list[Finding] = []

    def number(self, piece: Syntax) -> None:
        """The number of a day shows here."""
        self._note(
            "dialect-day-number", piece,
            "Biểu thức dùng một ngày như một con số: bản web cho số khác vì tính theo giờ quốc tế.",
            "Hãy trừ hai ngày cho nhau, hoặc đổi kết quả lại thành ngày bằng date(...).",
        )  # fmt: skip

    def text(self, piece: Syntax) -> None:
        """A day is compared with a text."""
        self._note(
            "dialect-day-text", piece, "Biểu thức so sánh ngày với chữ: trên máy tính bảng luôn cho kết quả sai.",
            "Hãy viết date('2021-01-01') hoặc date(${câu hỏi}) thay cho phần chữ.",
        )  # fmt: skip

    def _note(self, code: str, piece: Syntax, message: str, advice: str) -> None:
        self.found.append(Finding(code, message, advice, self.said.spec.path, self.said.column, letter_of(piece)))

    def kind(self, piece: Syntax, place: Place) -> Kind:
        """What a piece gives."""
        match piece:
            case Text(text):
                return Kind.TEXT if _DAY.fullmatch(text) else Kind.OTHER
            case Path() | Filter():
                return self._path(piece, place)
            case Negation(operand, _):
                if self.kind(operand, place) in _WHOLE:
                    self.number(piece)
                return Kind.OTHER
            case Call():
                return self._call(piece, place)
            case Chain(first, rest):
                if rest[0][0] in ("and", "or", "|"):
                    for operand in (first, *(one for _, one in rest)):
                        self.kind(operand, place)
                    return Kind.OTHER
                return self._chain(piece, place)
            case _:
                return Kind.OTHER

    def _path(self, piece: Path | Filter, place: Place) -> Kind:
        """The kind of answer that a path leads to; what stands in its predicates is looked at too."""
        if isinstance(piece, Filter):
            inside = [(target(piece.base, place), one) for one in piece.predicates]
        else:
            inside = [(at, one) for at, step in steps_of(piece, place) for one in step.predicates]
        for at, predicate in inside:
            self.kind(predicate, place.at(at))
        found = target(piece, place)
        return _answered(self.look.specs.get(found)) if found else Kind.OTHER

    def _call(self, call: Call, place: Place) -> Kind:
        """What a function gives."""
        kinds = [self.kind(argument, place) for argument in call.arguments]
        first = kinds[0] if kinds else Kind.OTHER
        if call.name == "today" or call.name == "date":
            return Kind.DAY
        if call.name == "now" or call.name == "date-time":
            return Kind.MOMENT
        if call.name in ("number", "decimal-date-time"):
            counted = _COUNTED.get(first, first)
            return counted if counted in _WHOLE or call.name == "number" else Kind.DAY_NUMBER
        if call.name == "if":
            return next((one for one in kinds[1:] if one in _WHOLE), Kind.OTHER)
        if call.name in _PASSING:
            return next((one for one in kinds if one in _WHOLE), Kind.OTHER)
        if call.name in _CUTTING:
            if first in _WHOLE:
                self.number(call)
        elif call.name not in _SHOWING | _CONDITIONS and any(one in _NUMBERED for one in kinds):
            self.number(call)
        return Kind.OTHER

    def _chain(self, chain: Chain, place: Place) -> Kind:
        """Arithmetic and comparisons, left to right."""
        kind, piece = self.kind(chain.first, place), chain.first
        for sign, operand in chain.rest:
            other = self.kind(operand, place)
            if sign in ("+", "-"):
                kind = self._moved(sign, kind, other, operand)
            elif sign in ("*", "div", "mod"):
                if kind in _WHOLE or other in _WHOLE:
                    self.number(piece if kind in _WHOLE else operand)
                kind = Kind.OTHER
            else:
                self._compared(sign, (piece, kind), (operand, other))
                kind = Kind.OTHER
            piece = operand
        return kind

    def _moved(self, sign: str, kind: Kind, other: Kind, operand: Syntax) -> Kind:
        """A sum or a difference."""
        if Kind.TEXT in (kind, other) and (kind in _WHOLE or other in _WHOLE):
            self.text(operand)
            return Kind.OTHER
        if kind in _WHOLE and other in _WHOLE:
            if sign == "+" or _WHOLE[kind] is not _WHOLE[other]:
                self.number(operand)
            return Kind.OTHER
        if other in _WHOLE and sign == "-":
            self.number(operand)
            return Kind.OTHER
        return _COUNTED.get(kind, kind) if kind in _WHOLE else _COUNTED.get(other, other)

    def _compared(self, sign: str, left: tuple[Syntax, Kind], right: tuple[Syntax, Kind]) -> None:
        """Two sides of a comparison."""
        for (piece, kind), (across, other) in ((left, right), (right, left)):
            if kind is Kind.TEXT and sign not in ("=", "!=") and other is not Kind.TEXT:
                self.text(across if other in _WHOLE else piece)
            elif kind in _WHOLE and other is Kind.OTHER and _shows(kind, across):
                self.number(piece)


def _shows(kind: Kind, across: Syntax) -> bool:
    """Whether comparing a day with something that is none shows its number; "" and other texts do not."""
    return isinstance(across, Number) or (kind in _NUMBERED and not isinstance(across, Text))


def _answered(spec: Spec | None) -> Kind:
    """The kind of a question's answer; a calculated text that is a day counts as one, as on tablets."""
    if spec is None or spec.bind is None:
        return Kind.OTHER
    match spec.bind.type:
        case "date":
            return Kind.DAY
        case "dateTime":
            return Kind.MOMENT
        case "" | "string" if _is_a_day(spec.bind.calculate):
            return Kind.DAY
        case _:
            return Kind.OTHER


def _is_a_day(calculation: str) -> bool:
    """Whether a calculation gives a day as it is."""
    try:
        whole = compile_expression(calculation).syntax if calculation else None
    except ExpressionError:
        return False
    return isinstance(whole, Call) and whole.name in _GIVES_DAY
