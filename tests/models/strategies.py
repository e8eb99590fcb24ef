"""What columns can hold, for hypothesis."""

from collections.abc import Collection
from datetime import date
from typing import Any

from hypothesis import strategies as st
from peewee import BooleanField, CharField, DateField, Field, IntegerField

from desktop.models.base import JSONField, SharedModel
from desktop.text import nfc, one_line

#: What passes the door of the desk (`text.nfc`) unchanged: no control characters, no marks that stand on nothing.
NFC_TEXT = st.text(st.characters(exclude_categories=["Cs"])).map(nfc)
#: The same on one line.
NFC_LINE = NFC_TEXT.map(one_line)
#: Ids of authors and records.
IDS = st.uuids().map(str)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | NFC_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NFC_TEXT, inner, max_size=4),
    max_leaves=8,
)


def values_of(field: Field) -> st.SearchStrategy[object]:
    """What a column can hold, as entries carry it."""
    kind: st.SearchStrategy[Any]
    match field:
        case JSONField():
            kind = JSON if field.null else JSON.filter(lambda value: value is not None)
        case BooleanField():
            kind = st.booleans()
        case DateField():
            kind = st.dates(date(1000, 1, 1)).map(date.isoformat)
        case IntegerField():
            kind = st.integers(-(2**53), 2**53)
        case CharField():
            kind = NFC_LINE.map(lambda text: text[: field.max_length])
        case _:
            kind = NFC_TEXT
    return st.none() | kind if field.null else kind


def values_for(model: type[SharedModel], needed: Collection[str] = ()) -> st.SearchStrategy[dict[str, Any]]:
    """Some of a table's columns, among them those that are needed."""
    kinds = {name: values_of(field) for name, field in model.shared_fields().items()}
    return st.fixed_dictionaries(
        {name: kinds[name] for name in needed}, optional={name: kinds[name] for name in kinds if name not in needed}
    )
