"""Which texts speak of which answers: labels, hints and choices that are to be drawn again when an answer changes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from desktop.surveys.engine.interview import Interview
from desktop.surveys.engine.placing import place
from desktop.surveys.engine.specs import Spec
from desktop.surveys.xform.model import Label, Output, XForm
from desktop.surveys.xpath.problems import ExpressionError


@dataclass(frozen=True)
class Texts:
    """`readers` are the paths whose texts read a path, `filtered` those whose choices depend on any answer."""

    readers: Mapping[str, frozenset[str]]
    filtered: frozenset[str]

    def of(self, path: str) -> frozenset[str]:
        """The paths whose texts read this one."""
        return self.readers.get(path, frozenset())


def readers_of_texts(interview: Interview) -> Texts:
    """Look once at every text of a form."""
    readers: dict[str, set[str]] = {}
    filtered = set()
    for spec in interview.plan.specs.values():
        if spec.control is None:
            continue
        for read in _reads(spec, _of_words(spec, interview.form)):
            readers.setdefault(read, set()).add(spec.path)
        if spec.control.itemset is not None and "[" in spec.control.itemset.nodeset:
            filtered.add(spec.path)
            for read in _reads(spec, [spec.control.itemset.nodeset]):
                readers.setdefault(read, set()).add(spec.path)
    return Texts({path: frozenset(found) for path, found in readers.items()}, frozenset(filtered))


def _of_words(spec: Spec, form: XForm) -> Iterator[str]:
    """The expressions in the label and the hint, in every language."""
    for label in (spec.control.label, spec.control.hint) if spec.control else ():
        if label.reference:
            yield label.reference
        for words in _all_words(label, form):
            yield from (piece.expression for piece in words if isinstance(piece, Output))


def _all_words(label: Label, form: XForm) -> Iterator[tuple[str | Output, ...]]:
    """A label's words in every language."""
    yield label.words
    if label.text_id:
        for translation in form.languages.values():
            yield from translation.get(label.text_id, {}).values()


def _reads(spec: Spec, expressions: Iterator[str] | list[str]) -> Iterator[str]:
    """The paths that expressions read from where they stand; one that cannot be read reads nothing."""
    for text in expressions:
        try:
            yield from (read.path for read in place(text, spec).reads)
        except ExpressionError:
            continue
