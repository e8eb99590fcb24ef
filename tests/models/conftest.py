"""Desks without keys for the tests of this room."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.models.store import Store
from tests.makers import VILLAGE_ID, make_store


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Store]:
    with make_store(tmp_path / "thon", "village", VILLAGE_ID, seed=1) as store:
        yield store


@pytest.fixture
def commune(tmp_path: Path) -> Iterator[Store]:
    with make_store(tmp_path / "xa", "commune", seed=2) as store:
        yield store
