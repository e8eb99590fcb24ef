"""The whole table: importing this module imports every module that puts attacks into it."""

from tests.bad_bundles import Attack, body, container, cover, entries, history, honest, noted, scope, signature

MODULES = (honest, container, signature, cover, body, entries, scope, history)


def attacks() -> list[Attack]:
    """Every attack, in the order of the modules; the honest bundles stand first, for others are made from them."""
    return noted()
