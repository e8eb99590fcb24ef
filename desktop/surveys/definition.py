"""What a questionnaire is, as frozen values: sections, questions, choices. Reading and evaluating are elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from desktop.errors import FormProblem

Kind = Literal[
    "integer", "decimal", "text", "date", "time", "datetime", "select_one", "select_multiple", "rank", "acknowledge",
    "geopoint", "geotrace", "geoshape", "barcode", "file", "note", "calculate", "hidden",
]  # fmt: skip

#: Kinds that nobody types an answer to.
UNANSWERED: frozenset[Kind] = frozenset({"note", "calculate", "hidden"})


@dataclass(frozen=True)
class Problem:
    """Something wrong with a form or with an answer: where, what, what to do; all Vietnamese.

    `code` is stable for scripts. `name` is the question's name when the problem is about one. A `remark` is worth
    knowing and keeps nobody from using the form.
    """

    place: str
    message: str
    advice: str = ""
    code: str = "form"
    name: str = ""
    remark: bool = False

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        return f"{where}{self.message} {self.advice}".strip()


class FlawedForm(FormProblem):
    """A form that cannot be used, with the place of the flaw kept apart in `problem`."""

    def __init__(self, problem: Problem) -> None:
        place = f"{problem.place[0].upper()}{problem.place[1:]}: " if problem.place else ""
        super().__init__(f"{place}{problem.message}", problem.advice, code=problem.code)
        self.problem = problem


@dataclass(frozen=True)
class Choice:
    """One answer that can be picked."""

    value: str
    label: str


@dataclass(frozen=True)
class Question:
    """One question; expressions are XPath text with absolute paths, "" when there is none.

    A select whose choices come from the store (villages, members of the team) has `choices_from`, the name of that
    list, and no choices until `Form.with_choices` gives them. `personal` is K none, C basic or N sensitive personal
    data (NĐ 356/2025 Điều 4), "" when the form does not say. `name` is what answers are kept under: unique among the
    questions of the same repeat, the path below that repeat where two of them share a name. `repeat` is the path of the
    innermost repeat around it, "" when there is none. `guidance` is the hint that stands on paper only.
    """

    name: str
    path: str
    kind: Kind
    label: str = ""
    hint: str = ""
    guidance: str = ""
    repeat: str = ""
    required: bool = False
    required_if: str = ""
    required_message: str = ""
    read_only: bool = False
    relevant: str = ""
    constraint: str = ""
    message: str = ""
    calculation: str = ""
    choices: tuple[Choice, ...] = ()
    choices_from: str = ""
    default: str = ""
    appearance: str = ""
    personal: str = ""

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes that can be chosen."""
        return frozenset(choice.value for choice in self.choices)


@dataclass(frozen=True)
class Repeat:
    """A part that is asked once for each of several things, such as the members of a household.

    Its answers are a list of objects under `name`. `count` is the XPath of how many there are, "" when people add them;
    `within` is the path of the repeat around it, "" at the top.
    """

    name: str
    path: str
    label: str
    count: str = ""
    within: str = ""


@dataclass(frozen=True)
class Section:
    """Questions that stand together under one heading; `relevant` is the group's own condition.

    `repeat` is the path of the innermost repeat that the section stands in, "" when it is asked once. `above` are the
    headings of groups that begin with this section and have no questions of their own before it.
    """

    name: str
    path: str
    label: str
    relevant: str
    questions: tuple[Question, ...]
    repeat: str = ""
    above: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """A questionnaire of one version in one language.

    `hidden` are questions that nobody sees (calculations). `conditions` gives the relevance of groups and questions by
    path; a question is asked when its own and all of its groups' conditions hold. `repeats` stand in the form's order.
    """

    form_id: str
    version: str
    title: str
    language: str
    languages: tuple[str, ...]
    sections: tuple[Section, ...]
    hidden: tuple[Question, ...] = ()
    conditions: Mapping[str, str] = field(default_factory=dict)
    repeats: tuple[Repeat, ...] = ()

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The questions that people see, in order."""
        return tuple(question for section in self.sections for question in section.questions)

    @cached_property
    def by_name(self) -> Mapping[str, Question]:
        """Every question, hidden ones too, by its name; of two in different repeats that share one, the first."""
        named: dict[str, Question] = {}
        for question in (*self.questions, *self.hidden):
            named.setdefault(question.name, question)
        return named

    @cached_property
    def by_path(self) -> Mapping[str, Question]:
        """Every question, hidden ones too, by its path."""
        return {question.path: question for question in (*self.questions, *self.hidden)}

    def with_choices(self, lists: Mapping[str, Sequence[Choice]]) -> "Form":
        """Return the form with lists that only the store knows (`choices_from`) filled in."""

        def filled(question: Question) -> Question:
            given = lists.get(question.choices_from)
            return question if given is None else replace(question, choices=tuple(given))

        sections = (
            replace(section, questions=tuple(filled(question) for question in section.questions))
            for section in self.sections
        )
        return replace(self, sections=tuple(sections))
