"""Regular expressions as forms write them, read into a tree: Java's syntax as far as an automaton can follow it."""

import re
from dataclasses import dataclass

from desktop.surveys.xpath.letters import (
    CLASSES,
    Letters,
    all_but,
    any_letter,
    category,
    either_case,
    no_line_end,
    one,
    some_of,
    span,
)
from desktop.surveys.xpath.problems import ExpressionError, too_large, unsupported

LONGEST_PATTERN = 2_000
DEEPEST_GROUPS = 40
MOST_TIMES = 2_000


@dataclass(frozen=True)
class Letter:
    """One letter of those that it takes."""

    letters: Letters


@dataclass(frozen=True)
class Anchor:
    """The start (^) or the end ($) of the text."""

    sign: str


@dataclass(frozen=True)
class Sequence:
    """One after the other."""

    parts: tuple["Pattern", ...]


@dataclass(frozen=True)
class Alternatives:
    """One of these."""

    choices: tuple["Pattern", ...]


@dataclass(frozen=True)
class Repeat:
    """So many times; `most` None is without end."""

    pattern: "Pattern"
    least: int
    most: int | None


@dataclass(frozen=True)
class Looks:
    """What must (or must not) begin where it stands."""

    pattern: "Pattern"
    wanted: bool


Pattern = Letter | Anchor | Sequence | Alternatives | Repeat | Looks

_TIMES = re.compile(r"\{([0-9]{1,6})(?:(,)([0-9]{1,6})?)?\}")
_CODES = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "a": "\a", "e": "\x1b", "0": "\0"}
_ANCHORS = {"A": "^", "z": "$", "Z": "$"}


def read(text: str) -> tuple[list[Looks], Pattern]:
    """What the pattern looks ahead for at its start, and the rest; raises `ExpressionError`."""
    if len(text) > LONGEST_PATTERN:
        raise too_large("mẫu regex quá dài")
    reader = _Reader(text)
    whole = reader.alternatives()
    if reader.at < len(text):
        raise reader.problem()
    parts = whole.parts if isinstance(whole, Sequence) else (whole,)
    looks = []
    rest = list(parts)
    while rest and isinstance(rest[0], Looks | Anchor):
        first = rest[0]
        if isinstance(first, Anchor):
            if first.sign != "^" or not any(isinstance(part, Looks) for part in rest):
                break
        else:
            anything = Repeat(Letter(any_letter), 0, None)
            looks.append(Looks(Sequence((first.pattern, anything)), first.wanted))
        del rest[0]
    return looks, Sequence(tuple(rest))


class _Reader:
    """A recursive descent over one pattern."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0
        self.any_case = False

    def problem(self) -> ExpressionError:
        """What stands here cannot be used."""
        return unsupported(f"regex {self.text[self.at : self.at + 20] or self.text[-20:]}")

    def ahead(self, sign: str) -> bool:
        """Step over `sign` if it stands here."""
        found = self.text.startswith(sign, self.at)
        self.at += len(sign) if found else 0
        return found

    def letter(self) -> str:
        """Step over one letter; raises at the end."""
        if self.at >= len(self.text):
            raise self.problem()
        self.at += 1
        return self.text[self.at - 1]

    def alternatives(self) -> Pattern:
        """Patterns between bars."""
        choices = [self.sequence()]
        while self.ahead("|"):
            choices.append(self.sequence())
        return choices[0] if len(choices) == 1 else Alternatives(tuple(choices))

    def sequence(self) -> Pattern:
        """Pieces up to a bar, a closing bracket or the end."""
        parts = []
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            parts.append(self.repeated(self.piece()))
        return Sequence(tuple(parts))

    def repeated(self, piece: Pattern) -> Pattern:
        """A piece with its quantifier; how eager it is makes no difference to a whole match."""
        least, most = 1, 1 if not self.ahead("*") else None
        if most is None:
            least = 0
        elif self.ahead("+"):
            most = None
        elif self.ahead("?"):
            least = 0
        elif found := _TIMES.match(self.text, self.at):
            self.at = found.end()
            least = int(found[1])
            most = int(found[3]) if found[3] else (None if found[2] else least)
            if max(least, most or 0) > MOST_TIMES or (most is not None and most < least):
                raise unsupported(f"regex {found.group()}")
        else:
            return piece
        self.ahead("?")
        if self.text.startswith(("+", "*", "{"), self.at) or isinstance(piece, Looks):
            raise self.problem()
        return Repeat(piece, least, most)

    def piece(self) -> Pattern:
        """A letter, a class, an anchor or a group."""
        letter = self.letter()
        if letter == "(":
            return self.group()
        if letter == "[":
            return self.taking(self.letter_class())
        if letter == ".":
            return Letter(no_line_end)
        if letter in "^$":
            return Anchor(letter)
        if letter == "\\":
            return self.escape()
        if letter in "*+?{":
            self.at -= 1
            raise self.problem()
        return self.taking(one(letter))

    def taking(self, letters: Letters) -> Letter:
        """A place for one of these letters, in either case when the pattern asks for it."""
        return Letter(either_case(letters) if self.any_case else letters)

    def group(self) -> Pattern:
        """A group in brackets, or a look ahead."""
        self.depth += 1
        if self.depth > DEEPEST_GROUPS:
            raise too_large("mẫu regex có quá nhiều ngoặc")
        look = None
        if self.ahead("?i)"):
            self.any_case = True
            self.depth -= 1
            return Sequence(())
        if self.ahead("?=") or self.ahead("?!"):
            look = self.text[self.at - 1] == "="
        elif self.text.startswith("?", self.at) and not self.ahead("?:"):
            raise self.problem()
        inside = self.alternatives()
        if not self.ahead(")"):
            raise self.problem()
        self.depth -= 1
        return inside if look is None else Looks(inside, look)

    def escape(self) -> Pattern:
        """What follows a backslash outside a class."""
        if self.text[self.at : self.at + 1] in _ANCHORS:
            return Anchor(_ANCHORS[self.letter()])
        found = self.escaped()
        return self.taking(one(found) if isinstance(found, str) else found)

    def escaped(self) -> str | Letters:
        """A letter or a class after a backslash."""
        letter = self.letter()
        if letter in CLASSES:
            return CLASSES[letter]
        if letter in "pP":
            return self.property(letter)
        if letter in "xu":
            return self.code(2 if letter == "x" else 4)
        if letter in _CODES:
            return _CODES[letter]
        if letter.isascii() and letter.isalnum():
            self.at -= 2
            raise self.problem()
        return letter

    def property(self, letter: str) -> Letters:
        """The letters of a property in braces, such as Lu; of all others after a capital P."""
        name, found, _ = self.text[self.at + 1 :].partition("}")
        letters = category(name) if found and self.text[self.at] == "{" else None
        if letters is None:
            raise self.problem()
        self.at += len(name) + 2
        return letters if letter == "p" else all_but(letters)

    def code(self, digits: int) -> str:
        """The letter of a code in so many hexadecimal digits."""
        written = self.text[self.at : self.at + digits]
        if not re.fullmatch(f"[0-9A-Fa-f]{{{digits}}}", written):
            raise self.problem()
        self.at += digits
        return chr(int(written, 16))

    def letter_class(self) -> Letters:
        """What stands between square brackets."""
        negated = self.ahead("^")
        parts: list[Letters] = []
        while not (parts and self.ahead("]")):
            parts.append(self.member())
        letters = some_of(parts)
        return all_but(letters) if negated else letters

    def member(self) -> Letters:
        """One letter, class or range of a class."""
        first = self.member_letter()
        if not isinstance(first, str):
            return first
        if not self.text.startswith("-", self.at) or self.text[self.at + 1 : self.at + 2] in ("]", ""):
            return one(first)
        self.at += 1
        last = self.member_letter()
        if not isinstance(last, str) or last < first:
            raise self.problem()
        return span(first, last)

    def member_letter(self) -> str | Letters:
        """A letter of a class; Java's classes within classes are not known."""
        letter = self.letter()
        if letter == "[" or (letter == "&" and self.text.startswith("&", self.at)):
            self.at -= 1
            raise self.problem()
        return self.escaped() if letter == "\\" else letter
