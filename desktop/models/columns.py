"""What a person types for a column, as the column's value. Whether the value may stand there is asked by the rules."""

import re
from typing import Any

import msgspec
from peewee import BooleanField, DateField, Field, IntegerField

from desktop.models.base import JSONField
from desktop.text import fold, parse_date

_WHOLE_NUMBER = re.compile("-?[0-9]{1,15}")
_TRUE, _FALSE = {"true", "1", "co", "x"}, {"false", "0", "khong"}


def value_of_text(field: Field, text: str) -> Any:  # noqa: ANN401 - a column's value
    """The value that a text means for a column; "" means unknown.

    Text that does not fit stays text, so that the rule about the column can say so. Raises ValueError for broken JSON.
    """
    if text == "":
        return None
    match field:
        case BooleanField():
            word = fold(text)
            return True if word in _TRUE else False if word in _FALSE else text
        case IntegerField():
            return int(text) if _WHOLE_NUMBER.fullmatch(text) else text
        case DateField():
            return parse_date(text) or text
        case JSONField():
            return msgspec.json.decode(text)
    return text
