"""The codes of a question's choices: what the entry screen takes from the keyboard and paper prints beside them."""

from collections.abc import Mapping

from desktop.surveys.definition import Question

#: The keys in the order of the choices: digits, then letters that no input method for Vietnamese turns into others.
KEYS = "123456789bcghklmnpqtv"


def choice_codes(question: Question) -> Mapping[str, str]:
    """Value of each choice -> its code: the key at its place, and past the last key the number of its place."""
    codes: dict[str, str] = {}
    for place, choice in enumerate(question.choices):
        codes.setdefault(choice.value, KEYS[place] if place < len(KEYS) else str(place + 1))
    return codes
