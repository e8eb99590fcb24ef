"""A commune with one enrolled village, a laptop that asks to be enrolled, and acts that are refused in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.errors import TosoError
from desktop.models.authors import DEVICE
from desktop.models.places import Device, Village
from desktop.sync import enrolment
from tests.sync.desks import Circle, Desk, add_village, make_circle, make_village


@pytest.fixture
def circle(tmp_path: Path) -> Iterator[Circle]:
    """A commune with one enrolled village."""
    made = make_circle(tmp_path)
    yield made
    made.close()


@pytest.fixture
def new(tmp_path: Path) -> Iterator[Desk]:
    """A laptop that has never been enrolled."""
    desk = make_village(tmp_path / "moi", seed=40, name="Khuổi Lót")
    yield desk
    desk.store.close()


@pytest.fixture
def row(circle: Circle) -> Village:
    """The village that the new laptop is for."""
    return add_village(circle.commune, "02107-02", "Khuổi Lót")


def ask(desk: Desk, folder: Path) -> Path:
    return enrolment.request(desk.store, desk.keys, folder)


def shown(circle: Circle, path: Path) -> enrolment.Request:
    return enrolment.read_request(circle.commune.store, circle.commune.keys, path)


def refused(act: object, *given: object, **named: object) -> TosoError:
    """The error of an act that is refused in words."""
    assert callable(act)
    with pytest.raises(TosoError) as caught:
        act(*given, **named)
    assert caught.value.message.endswith(".")
    assert caught.value.advice.endswith(".")
    return caught.value


def device_of(circle: Circle, desk: Desk) -> Device:
    found = circle.commune.store.get(Device, desk.store.setting(DEVICE) or "")
    assert found is not None
    return found
