"""The door to the lint: a form's text in, problems with their places out. It never opens a form and never raises."""

from collections.abc import Iterator

from desktop.surveys.definition import Problem
from desktop.surveys.engine.plan import Plan, plan_of
from desktop.surveys.lint.book import Book
from desktop.surveys.lint.choice_lists import codes_in_vain, codes_twice, unused_lists, without_choices
from desktop.surveys.lint.dialects import divergent
from desktop.surveys.lint.faults import faults, paths_to_nowhere
from desktop.surveys.lint.finding import Finding
from desktop.surveys.lint.headings import misspelt_headings
from desktop.surveys.lint.looking import Look
from desktop.surveys.lint.placing import placed
from desktop.surveys.lint.questions import (
    limits_without_message,
    names_alike,
    ranges_amiss,
    unanswerable,
    unreachable,
)
from desktop.surveys.lint.wording import missing_translations

#: So many remarks of one kind are told one by one; of what is beyond only how many there are.
MOST_OF_A_KIND = 20


def expression_problems(xform: str, book: Book | None = None) -> list[Problem]:
    """What keeps a form from being evaluated: expressions that cannot be read, unknown functions, circles.

    Raises `FormProblem` when the text is no XForm.
    """
    plan = plan_of(xform)
    found = [placed(finding, book, remark=False) for finding in dict.fromkeys(faults(Look(plan)))]
    return [*found, *_of_the_plan(plan, book)]


def _of_the_plan(plan: Plan, book: Book | None) -> Iterator[Problem]:
    """Circles and questions without a node, with their places."""
    paths = {spec.name: spec.path for spec in plan.specs.values()}
    for flaw in plan.flaws:
        if flaw.code in ("cycle", "no-node"):
            finding = Finding(flaw.code, flaw.message, flaw.advice, paths.get(flaw.name, f"/{flaw.name}"))
            yield placed(finding, book, remark=False)


def remarks(xform: str, book: Book | None = None) -> list[Problem]:
    """What an officer should know of a form that can be used; raises `FormProblem` when the text is no XForm."""
    look = Look(plan_of(xform))
    findings = list(dict.fromkeys(_findings(look, book)))
    return [placed(finding, book) for finding in _fewer(findings)]


def _findings(look: Look, book: Book | None) -> Iterator[Finding]:
    """What every rule finds, what matters most first."""
    if book is not None:
        yield from misspelt_headings(book, look.texts)
    for rule in (
        paths_to_nowhere,
        codes_in_vain,
        without_choices,
        codes_twice,
        unanswerable,
        unreachable,
        ranges_amiss,
    ):
        yield from rule(look)
    yield from divergent(look)
    yield from missing_translations(look, book)
    yield from unused_lists(look, book)
    for rule in (limits_without_message, names_alike):
        yield from rule(look)


def _fewer(findings: list[Finding]) -> Iterator[Finding]:
    """No endless list of one kind."""
    kinds = list(dict.fromkeys(finding.code for finding in findings))
    for code in kinds:
        of_kind = [finding for finding in findings if finding.code == code]
        yield from of_kind[:MOST_OF_A_KIND]
        if len(of_kind) > MOST_OF_A_KIND:
            yield Finding(
                code, f"Còn {len(of_kind) - MOST_OF_A_KIND} chỗ nữa như vậy.", "Hãy sửa các chỗ trên rồi kiểm tra lại."
            )
