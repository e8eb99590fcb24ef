"""A form as paper shows it: blank, or as the record of one response. It draws nothing and evaluates nothing.

What was asked of a household is handed in as the paths of the engine's nodes (`asking.asked_in`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from desktop.models.questionnaire_facts import (
    Place,
    PrintedChoice,
    PrintedForm,
    PrintedQuestion,
    PrintedSection,
    Reason,
    Standing,
)
from desktop.surveys.definition import UNANSWERED, Form, Question, Section
from desktop.surveys.missing import reasons_beside
from desktop.surveys.paper.answered import coded, marked, reason_of, strange_values, words_of
from desktop.surveys.paper.conditions import when_asked
from desktop.surveys.paper.consent import consent_words
from desktop.surveys.paper.limits import cells_of, limit_words
from desktop.surveys.paper.members import Entry, columns_of, entries_of, member_note
from desktop.surveys.paper.numbering import CONSENT, HOUSEHOLD_CODE, Numbering, is_desks

MOST_CHOICES = 300
_SELECTS = frozenset({"select_one", "select_multiple", "rank"})
_NO_REASON = frozenset({"text", "date", "note", "acknowledge", "hidden", "calculate", "file"})
_LONG_LINES = 3


@dataclass(frozen=True)
class Response:
    """The answers of one household. `asked` are the paths of what was asked; None when that is not known."""

    answers: Mapping[str, object]
    asked: frozenset[str] | None = None
    consent: str = ""
    witness: str = ""
    state: str = ""


@dataclass(frozen=True)
class Names:
    """What stands at the head: commune, village, household code; "" for a line to write on."""

    commune: str = ""
    village: str = ""
    household_code: str = ""


def questionnaire(form: Form, response: Response | None = None, names: Names | None = None) -> PrintedForm:
    """The paper of a form: blank without a response, else its record."""
    return _Maker(form, response, names or Names()).made()


@dataclass(frozen=True)
class _Maker:
    """One paper in the making."""

    form: Form
    response: Response | None
    names: Names

    @cached_property
    def numbering(self) -> Numbering:
        return Numbering(self.form)

    @cached_property
    def _consent_number(self) -> int:
        """From which question on there may be a reason for having no answer: what comes after the consent."""
        question = next((one for one in self.form.questions if one.name == CONSENT), None)
        return int(self.numbering.numbers.get(question.path, "0")) if question else 0

    def made(self) -> PrintedForm:
        given = self.response
        said, witness = (given.consent, given.witness) if given else ("", "")
        return PrintedForm(
            form_id=self.form.form_id,
            version=self.form.version,
            title=self.form.title or self.form.form_id,
            sections=tuple(self._sections()),
            consent=consent_words(self.numbering, self.form.title, self.names.commune, said, witness),
            commune=self.names.commune,
            village=self.names.village,
            household_code=self.names.household_code,
            asks_code=any(question.name == HOUSEHOLD_CODE for question in self.form.questions),
            is_record=given is not None,
            state=given.state if given else "",
        )

    # -- sections

    def _sections(self) -> Iterator[PrintedSection]:
        skips = [""] * len(self.form.sections) if self.response else self._skips()
        for at, section in enumerate(self.form.sections):
            label = section.label or section.name
            if any(other.path == section.path for other in self.form.sections[:at]):
                label = f"{label} (tiếp)"
            label = " – ".join((*section.above, label))
            if section.repeat:
                yield self._table(section, _letter(at), label, skips[at])
            else:
                answers = self.response.answers if self.response else {}
                questions = tuple(self._question(section, one, answers) for one in section.questions)
                yield PrintedSection(_letter(at), label, questions, skips[at])

    def _skips(self) -> list[str]:
        """When each section is asked; the same sentence for several in a row stands at the first of them."""
        sections = self.form.sections
        conditions = [self._conditions(section.path) for section in sections]
        alone = [when_asked(self.numbering, one, what="phần này") for one in conditions]
        told = [""] * len(sections)
        at = 0
        while at < len(sections):
            end = at
            while end + 1 < len(sections) and alone[end + 1] == alone[at]:
                end += 1
            told[at] = alone[at]
            if end > at and alone[at]:
                each = when_asked(self.numbering, conditions[at], what="các phần này")
                told[at] = f"Phần {_letter(at)} đến phần {_letter(end)}: {each[0].lower()}{each[1:]}"
            at = end + 1
        return told

    def _conditions(self, path: str, above: str = "") -> list[tuple[str, str]]:
        """The conditions at a path and of the groups around it, below `above`."""
        steps = path.strip("/").split("/")
        paths = ["/" + "/".join(steps[: at + 1]) for at in range(len(steps))]
        inside = [one for one in paths if not above or not f"{above}/".startswith(f"{one}/")]
        return [(self.form.conditions[one], one) for one in inside if self.form.conditions.get(one)]

    # -- repeats

    def _table(self, section: Section, letter: str, label: str, skip: str) -> PrintedSection:
        """A part that is asked of each member: a row a question, a column a member."""
        entries = list(entries_of(self.form, section.repeat, self.response.answers)) if self.response else []
        columns = columns_of(self.form, section.repeat, entries if self.response else None)
        questions = tuple(self._row(section, question, entries) for question in section.questions)
        note = "" if self.response else member_note(self.form, section.repeat, len(columns))
        return PrintedSection(letter, label, questions, skip, columns or ("",), note)

    def _row(self, section: Section, question: Question, entries: Sequence[Entry]) -> PrintedQuestion:
        """A question of each member; what was not asked of one is "không hỏi"."""
        printed = self._question(section, question, {})
        if self.response is None or question.kind in UNANSWERED:
            return printed
        each = tuple(self._cell(question, entry) for entry in entries)
        return replace(printed, each=each, standing="", written="")

    def _cell(self, question: Question, entry: Entry) -> str:
        asked = self.response.asked if self.response else None
        if asked is not None and entry.path + question.path[len(question.repeat) :] not in asked:
            return "không hỏi"
        return coded(question, self.numbering.codes(question), entry.answers.get(question.name)) or "-"

    # -- questions

    def _question(self, section: Section, question: Question, answers: Mapping[str, object]) -> PrintedQuestion:
        answer = answers.get(question.name)
        place, choices, lines = self._place(question, answer)
        return PrintedQuestion(
            name=question.name,
            number=self.numbering.numbers.get(question.path, ""),
            label=question.label or ("" if question.kind in UNANSWERED else question.name),
            place=place,
            hint="" if self.response else self._hint(question, place),
            skip="" if self.response else when_asked(self.numbering, self._conditions(question.path, section.path)),
            choices=choices,
            cells=cells_of(self.numbering, question) if place == "cells" else "",
            lines=lines,
            written=self._written(question, place, answer),
            reasons=() if self.response else tuple(self._reasons(question)),
            reason=reason_of(answer),
            standing=self._standing(question, answer),
        )

    def _place(self, question: Question, answer: object) -> tuple[Place, tuple[PrintedChoice, ...], int]:
        """Where the answer goes, with the choices and how many ruled lines there are."""
        if question.kind in UNANSWERED:
            return "none", (), 0
        if question.kind == "acknowledge":
            return "boxes", (PrintedChoice("1", "Đã rõ", "x" if answer else ""),), 0
        if question.kind in _SELECTS and not question.choices_from and 0 < len(question.choices) <= MOST_CHOICES:
            choices = marked(question, self.numbering.codes(question), answer)
            return ("ranks" if question.kind == "rank" else "boxes"), choices, 0
        if cells_of(self.numbering, question):
            return "cells", (), 1
        return "line", (), _LONG_LINES if "multiline" in question.appearance or _is_long(question) else 1

    def _hint(self, question: Question, place: Place) -> str:
        """What to heed: the form's hints, then the limits, then how to choose."""
        words = [question.hint, question.guidance, limit_words(self.numbering, question)]
        said = " ".join([question.label, *words]).lower()
        chooses = "chọn" in said or "tối đa" in said
        if place == "ranks":
            words.append("ghi 1, 2, 3… theo thứ tự")
        elif question.kind == "select_multiple" and not chooses:
            words.append("chọn được nhiều mục")
        elif len(question.choices) > MOST_CHOICES:
            words.append(f"danh sách có {len(question.choices)} mục, ghi tên mục")
        elif question.kind == "file":
            words.append("ảnh, tệp: không ghi trên giấy")
        return ". ".join(_sentence(one) for one in words if one)

    def _written(self, question: Question, place: Place, answer: object) -> str:
        """The answer in words, where it is not told by marks in boxes."""
        if reason_of(answer):
            return ""
        return strange_values(question, answer) if place in ("boxes", "ranks") else words_of(question, answer)

    def _reasons(self, question: Question) -> Iterator[Reason]:
        """The boxes for having no answer: as on the screen, not for what must be answered or is typed as text."""
        number = int(self.numbering.numbers.get(question.path, "0"))
        if question.required or question.choices_from or question.kind in _NO_REASON or number <= self._consent_number:
            return
        yield from reasons_beside(question.kind, (choice.value for choice in question.choices))

    def _standing(self, question: Question, answer: object) -> Standing:
        if self.response is None or question.kind == "note":
            return ""
        asked = self.response.asked
        if asked is not None and question.path not in asked and not is_desks(question):
            return "not_asked"
        return "empty" if answer is None or answer in ("", []) else ""


def _letter(at: int) -> str:
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[at] if at < 26 else str(at + 1)


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}".rstrip(". ")


def _is_long(question: Question) -> bool:
    """Whether a text may be long: its constraint counts hundreds of letters."""
    return question.kind == "text" and "string-length" in question.constraint
