"""The Qt binding itself keeps count: PySide6 6.12.0 loses None on Python 3.11 and kills a desk within minutes."""

import sys

from PySide6.QtCore import QObject


def test_calls_that_return_nothing_do_not_lose_a_reference_to_none(qapp: object):
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(500):
        thing.setObjectName("x")
    assert sys.getrefcount(None) > before - 100, "pin PySide6-Essentials below 6.12 (6.10.2 and 6.11.3 are sound)"
