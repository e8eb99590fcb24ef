"""The offscreen platform warns about lists that open; every other Qt warning fails a test."""

from pathlib import Path

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let that one warning pass here."""
    here = Path(__file__).parent
    for item in (item for item in items if item.path.is_relative_to(here)):
        item.add_marker(pytest.mark.qt_log_ignore("^This plugin does not support"), append=False)
