"""All functions by name: the 70 of the ODK XForms specification, XPath 1.0's own, and a few that the suites ask for."""

from desktop.surveys.xpath.functions.choices import CHOICES
from desktop.surveys.xpath.functions.coding import CODING
from desktop.surveys.xpath.functions.dates import DATES
from desktop.surveys.xpath.functions.declaring import Function
from desktop.surveys.xpath.functions.logic import LOGIC
from desktop.surveys.xpath.functions.nodesets import NODESETS
from desktop.surveys.xpath.functions.numbers import NUMBERS
from desktop.surveys.xpath.functions.places import PLACES
from desktop.surveys.xpath.functions.repeats import REPEATS
from desktop.surveys.xpath.functions.texts import TEXTS

FUNCTIONS: dict[str, Function] = {
    **TEXTS,
    **NUMBERS,
    **LOGIC,
    **DATES,
    **CHOICES,
    **NODESETS,
    **REPEATS,
    **PLACES,
    **CODING,
}

#: Functions that give something else each time: what calls one of them is calculated when the form says, not on change.
VOLATILE = frozenset({"now", "today", "random", "uuid", "randomize"})
