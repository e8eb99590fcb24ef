"""The values of a column in a conflict as people read them; of long structured values only what differs."""

from collections.abc import Mapping
from typing import Any

from desktop.errors import TosoError
from desktop.models.column_kinds import Kind, kind_of
from desktop.models.differing import DELETED, DifferingField, DifferingRecord
from desktop.models.households import Response
from desktop.models.parted_values import told_apart
from desktop.models.store import Store
from desktop.models.value_words import value_words
from desktop.models.village_queries import form_definition
from desktop.surveys.definition import Form
from desktop.surveys.xform.defining import read_xform


def told_values(store: Store, record: DifferingRecord, of: DifferingField) -> Mapping[Any, str]:
    """Value -> words, for every value that stands in the column."""
    values = of.values
    if of.field != DELETED and kind_of(record.table, of.field) is Kind.STRUCTURE:
        form = _form(store, record)
        apart = told_apart(values, lambda name, value: _answer(form, name, value))
        if apart is not None:
            return dict(zip(values, apart, strict=True))
    return {value: value_words(store, record.table, of.field, value) for value in values}


def _form(store: Store, record: DifferingRecord) -> Form | None:
    """The questionnaire that a response answers; None for anything else, or when it is not here."""
    row = store.get(Response, record.record) if record.table == Response.table() else None
    found = form_definition(store, row.form_id, row.form_version) if row else None
    try:
        return read_xform(found[1])[0] if found else None
    except TosoError:
        return None


def _answer(form: Form | None, name: str, value: Any) -> tuple[str, str]:  # noqa: ANN401 - an answer
    """A question and an answer in words; their codes where no questionnaire tells."""
    question = form.by_name.get(name) if form else None
    choices = {choice.value: choice.label for choice in question.choices} if question else {}
    given = value if isinstance(value, list) else str(value).split() if str(value) not in choices else [str(value)]
    told = ", ".join(choices.get(str(one), str(one)) for one in given) if choices else _plain(value)
    return (question.label or name if question else name), told


def _plain(value: Any) -> str:  # noqa: ANN401 - an answer
    if isinstance(value, bool):
        return "có" if value else "không"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
