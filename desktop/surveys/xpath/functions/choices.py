"""The functions of select questions: which codes are chosen, and what the labels of choices say."""

from desktop.surveys.xpath.context import Context
from desktop.surveys.xpath.functions.declaring import Function
from desktop.surveys.xpath.values import Value, to_text, to_whole


def _selected(_context: Context, chosen: Value, code: Value) -> Value:
    """ODK's selected()."""
    return to_text(code).strip() in to_text(chosen).split()


def _selected_at(context: Context, chosen: Value, index: Value) -> Value:
    """ODK's selected-at(): from 0; "" outside."""
    codes, at = to_text(chosen).split(), to_whole(index, context.zone)
    return codes[at] if at is not None and 0 <= at < len(codes) else ""


def _choice_name(context: Context, code: Value, path: Value) -> Value:
    """ODK's jr:choice-name(): the label of a code of the question at a path."""
    return context.form.choice_name(context.origin, to_text(code), to_text(path))


CHOICES: dict[str, Function] = {
    "selected": Function(2, 2, _selected),
    "is-selected": Function(2, 2, _selected),
    "selected-at": Function(2, 2, _selected_at),
    "count-selected": Function(1, 1, lambda _context, chosen: float(len(to_text(chosen).split()))),
    "jr:choice-name": Function(2, 2, _choice_name),
    "jr:itext": Function(1, 1, lambda context, name: context.form.itext(to_text(name))),
}
