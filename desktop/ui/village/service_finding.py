"""Finding a service by its code or a few letters without diacritics; the best match first, then the most used."""

from collections.abc import Sequence

from desktop.text import fold
from desktop.ui.parts.pick_field import Option, matching

_LEAST_INITIALS = 2


def services_found(options: Sequence[Option], typed: str) -> list[Option]:
    """The services that fit; `options` stand in the order of use, which decides between equally good ones."""
    wanted = fold(typed).strip()
    found = matching(options, typed)
    if len(wanted) >= _LEAST_INITIALS and " " not in wanted:
        listed = {option.key for option in found}
        found += [one for one in options if one.key not in listed and wanted in _initials(one.words)]
    return sorted(found, key=lambda option: _rank(option, wanted))


def _rank(option: Option, wanted: str) -> int:
    """0 for the code itself, then a code or a name that begins so, then a phrase inside, then loose words."""
    code, text = fold(option.key), fold(option.words)
    name = text.removeprefix(code).strip()
    tests = (wanted == code, text.startswith(wanted), name.startswith(wanted), f" {wanted}" in f" {name}")
    return next((place for place, fits in enumerate(tests) if fits), len(tests))


def _initials(words: str) -> str:
    return "".join(word[0] for word in fold(words).replace("/", " ").replace(",", " ").split()[1:])
