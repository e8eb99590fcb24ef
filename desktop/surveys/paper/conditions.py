"""When a question is asked, in words: "Chỉ hỏi khi câu 6 là 1 hoặc 2". Told from the condition's syntax tree.

What cannot be told in a few plain words becomes a sentence that names the questions to look at; nothing is guessed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop.surveys.definition import Question
from desktop.surveys.paper.numbering import Numbering, listed
from desktop.surveys.xpath.expression import compile_expression
from desktop.surveys.xpath.problems import ExpressionError
from desktop.surveys.xpath.references import references, resolved
from desktop.surveys.xpath.syntax import Call, Chain, Negation, Number, Path, Syntax, Text
from desktop.text import format_date

_MOST_CLAUSES = 4
_MOST_NUMBERS = 8
_TURNED = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
_DENIED = {"=": "!=", "!=": "=", "<": ">=", ">": "<=", "<=": ">", ">=": "<"}
_NUMBER_VERBS = {
    "=": "bằng {}", "!=": "khác {}", "<": "nhỏ hơn {}", ">": "lớn hơn {}", "<=": "không quá {}", ">=": "từ {} trở lên",
}  # fmt: skip
_OTHER_VERBS = {
    "=": "bằng {}", "!=": "khác {}", "<": "nhỏ hơn {}", ">": "lớn hơn {}", "<=": "không lớn hơn {}",
    ">=": "không nhỏ hơn {}",
}  # fmt: skip
_DAY_VERBS = {"=": "là {}", "!=": "khác {}", "<": "trước {}", ">": "sau {}", "<=": "không sau {}", ">=": "từ {}"}
_WRAPPERS = frozenset({"number", "int", "string"})
_NUMERIC = frozenset({"integer", "decimal"})
_DAYS = frozenset({"date", "datetime"})


@dataclass(frozen=True)
class Clause:
    """One thing that must hold; clauses of one subject and verb are joined by their values."""

    subject: str
    verb: str
    values: tuple[str, ...] = ()

    def __str__(self) -> str:
        return " ".join(filter(None, (self.subject, self.verb, listed(self.values, "hoặc"))))


@dataclass(frozen=True)
class Joined:
    """Several things of which all ("and") or any ("or") must hold."""

    operator: str
    parts: "tuple[Told, ...]"


Told = Clause | Joined


class Untold(Exception):
    """It cannot be said in a few plain words. Never leaves this room."""


def when_asked(numbering: Numbering, conditions: Sequence[tuple[str, str]], *, what: str = "câu này") -> str:
    """The sentence for conditions (expression, path that it belongs to) that must all hold; "" when there are none."""
    told = [one for one in conditions if one[0]]
    if not told:
        return ""
    try:
        parts = [_Teller(numbering, origin).tell(compile_expression(text).syntax) for text, origin in told]
        whole = _joined("and", parts)
        if _size(whole) <= _MOST_CLAUSES:
            return f"Chỉ hỏi khi {_said(whole)}."
    except (Untold, ExpressionError):
        pass
    return _safe(numbering, told, what)


def _safe(numbering: Numbering, conditions: Sequence[tuple[str, str]], what: str) -> str:
    """The sentence that is always true: which questions decide."""
    involved = {number for text, origin in conditions for number in numbering.involved(text, origin)}
    numbers = [number for number in numbering.numbers.values() if number in involved]
    if not numbers:
        return f"Không phải hộ nào cũng hỏi {what}, khi nhập vào máy sẽ biết."
    if len(numbers) > _MOST_NUMBERS:
        numbers = [*numbers[:_MOST_NUMBERS], "các câu khác"]
    return f"Có hỏi {what} hay không là tùy trả lời ở câu {listed(numbers, 'và')}."


def _said(told: Told, *, inside: bool = False) -> str:
    """The words; a mixture of "và" and "hoặc" is kept apart by brackets."""
    if isinstance(told, Clause):
        return str(told)
    words = " và " if told.operator == "and" else " hoặc "
    text = words.join(_said(part, inside=True) for part in told.parts)
    return f"({text})" if inside else text


def _size(told: Told) -> int:
    return 1 if isinstance(told, Clause) else sum(map(_size, told.parts))


def _joined(operator: str, parts: Sequence[Told]) -> Told:
    """Parts in one, flat, those of one subject and verb together."""
    flat: list[Told] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, Joined) and part.operator == operator else [part])
    flat = _merged(operator, flat)
    return flat[0] if len(flat) == 1 else Joined(operator, tuple(flat))


def _merged(operator: str, parts: Sequence[Told]) -> list[Told]:
    """Parts of one subject and verb together: "câu 6 là 1" or "câu 6 là 2" is "câu 6 là 1 hoặc 2"."""
    merging = {"or": ("là", "có chọn"), "and": ("không phải", "không chọn")}[operator]
    kept: list[Told] = []
    for part in parts:
        at = next((at for at, one in enumerate(kept) if _both(one, part, merging)), None)
        if at is not None:
            kept[at] = _both(kept[at], part, merging) or part
        elif part not in kept:
            kept.append(part)
    return kept


def _both(one: Told, other: Told, verbs: tuple[str, ...]) -> Clause | None:
    """Two clauses as one; None when they speak of different things."""
    if not isinstance(one, Clause) or not isinstance(other, Clause) or one.verb not in verbs:
        return None
    if (one.subject, one.verb) != (other.subject, other.verb):
        return None
    return Clause(one.subject, one.verb, tuple(dict.fromkeys((*one.values, *other.values))))


@dataclass(frozen=True)
class _Teller:
    """Tells the conditions that belong to one path."""

    numbering: Numbering
    origin: str

    def tell(self, syntax: Syntax, *, denied: bool = False) -> Told:
        """A condition, or its opposite; raises `Untold`."""
        match syntax:
            case Chain(first, rest) if rest[0][0] in ("and", "or"):
                return self._logic(first, rest, denied=denied)
            case Chain(first, ((operator, second),)) if operator in _TURNED:
                return self._comparison(first, _DENIED[operator] if denied else operator, second)
            case Call("not", (argument,)):
                return self.tell(argument, denied=not denied)
            case Call("selected", (path, Text(value))):
                return self._chosen(self.question(path), value, denied=denied)
        raise Untold

    def _logic(self, first: Syntax, rest: tuple[tuple[str, Syntax], ...], *, denied: bool) -> Told:
        operator = rest[0][0]
        parts = [self.tell(part, denied=denied) for part in (first, *(part for _, part in rest))]
        if denied:
            operator = {"and": "or", "or": "and"}[operator]
        return _without_blank(operator, parts) or _joined(operator, parts)

    def question(self, syntax: Syntax) -> Question:
        """The question on paper that a path leads to; raises `Untold`."""
        if isinstance(syntax, Call) and syntax.name in _WRAPPERS and len(syntax.arguments) == 1:
            return self.question(syntax.arguments[0])
        if not isinstance(syntax, Path) or any(step.predicates for step in syntax.steps):
            raise Untold
        found = [self.numbering.form.by_path.get(resolved(one, self.origin)) for one in references(syntax)]
        question = found[0] if len(found) == 1 else None
        if question is None or not self.numbering.named(question):
            raise Untold
        return question

    def _chosen(self, question: Question, value: str, *, denied: bool) -> Clause:
        code = self.numbering.codes(question).get(value)
        if code is None:
            raise Untold
        if question.kind == "select_one":
            return Clause(self.numbering.named(question), "không phải" if denied else "là", (code,))
        return Clause(self.numbering.named(question), "không chọn" if denied else "có chọn", (code,))

    def _comparison(self, left: Syntax, operator: str, right: Syntax) -> Told:
        """A comparison with the question on its left."""
        if isinstance(left, Text | Number | Negation) or (isinstance(left, Call) and left.name in ("date", "today")):
            left, operator, right = right, _TURNED[operator], left
        match left:
            case Call("count-selected", (path,)):
                return self._counted(self.question(path), operator, right)
            case Call("string-length", (path,)) if right == Number("0") and operator in (">", "!=", "="):
                return self._blank(self.question(path), "=" if operator == "=" else "!=")
        question = self.question(left)
        if right == Text(""):
            return self._blank(question, operator)
        if isinstance(right, Text) and self.numbering.codes(question) and operator in ("=", "!="):
            return self._chosen(question, right.text, denied=operator == "!=")
        return self._measured(question, operator, right)

    def _blank(self, question: Question, operator: str) -> Clause:
        verbs = {"=": "để trống", "!=": "có trả lời"}
        if operator not in verbs:
            raise Untold
        return Clause(self.numbering.named(question), verbs[operator])

    def _counted(self, question: Question, operator: str, right: Syntax) -> Clause:
        number = whole_number(right)
        verbs = {"=": "chọn {} mục", ">=": "chọn từ {} mục trở lên", "<=": "chọn không quá {} mục"}
        if operator == ">":
            operator, number = ">=", number + 1
        if operator == "<":
            operator, number = "<=", number - 1
        if operator not in verbs or number < 0:
            raise Untold
        return Clause(self.numbering.named(question), verbs[operator].format(number))

    def _measured(self, question: Question, operator: str, right: Syntax) -> Clause:
        """A number, a day or a text beside a value or another question."""
        name = self.numbering.named(question)
        if question.kind in _DAYS:
            return Clause(name, _DAY_VERBS[operator].format(self._day(right)))
        if question.kind in _NUMERIC:
            return Clause(name, self._sized(question, operator, right))
        if isinstance(right, Text) and question.kind == "text" and operator in ("=", "!="):
            return Clause(name, "ghi" if operator == "=" else "không ghi", (f"“{right.text}”",))
        raise Untold

    def _sized(self, question: Question, operator: str, right: Syntax) -> str:
        if isinstance(right, Path):
            return _OTHER_VERBS[operator].format(self.numbering.named(self.question(right)))
        text = number_words(right)
        if question.kind == "integer" and operator == ">" and text.isdigit():
            return _NUMBER_VERBS[">="].format(int(text) + 1)
        return _NUMBER_VERBS[operator].format(text)

    def _day(self, syntax: Syntax) -> str:
        if isinstance(syntax, Path):
            return f"ngày ở {self.numbering.named(self.question(syntax))}"
        return day_words(syntax)


def _without_blank(operator: str, parts: Sequence[Told]) -> Told | None:
    """Both halves as one: "câu 30 có trả lời và không phải 3"; None when they are something else."""
    if operator != "and" or len(parts) != 2:
        return None
    blank, other = parts
    if not isinstance(blank, Clause) or not isinstance(other, Clause) or blank.verb != "có trả lời":
        return None
    fits = other.subject == blank.subject and other.verb == "không phải"
    return Clause(other.subject, "có trả lời và không phải", other.values) if fits else None


def number_words(syntax: Syntax) -> str:
    """A number as it is written here; raises `Untold`."""
    match syntax:
        case Number(written):
            return written.replace(".", ",")
        case Text(text) if text.isdigit():
            return text
        case Negation(Number(written), 1):
            return f"-{written.replace('.', ',')}"
    raise Untold


def whole_number(syntax: Syntax) -> int:
    """A whole number that is not negative; raises `Untold`."""
    text = number_words(syntax)
    if not text.isdigit():
        raise Untold
    return int(text)


def day_words(syntax: Syntax) -> str:
    """A day as it is written here; raises `Untold`."""
    match syntax:
        case Call("today" | "now", ()):
            return "hôm nay"
        case Call("date", (Text(text),)) | Text(text):
            try:
                return format_date(date.fromisoformat(text))
            except ValueError:
                raise Untold from None
    raise Untold
