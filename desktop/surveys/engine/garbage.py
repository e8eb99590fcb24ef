"""Holding Python's garbage collector while many values are made at once, none of which is garbage.

The collector runs after every so many new values and looks at all that live: for a form of 2,000 questions that is a
fifth of the time to open it, and it finds nothing.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_held() -> Iterator[None]:
    """No collection until the end; one who finds the collector held already leaves it to the other."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
