"""Icons: every name used in the code is shipped, and they are drawn in the colour asked for."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

import desktop.ui
from desktop.paths import resources
from desktop.ui.icons import icon, pixmap


def test_every_icon_named_in_the_code_is_shipped():
    shipped = {file.stem for file in (resources() / "icons").glob("*.svg")}
    named = set()
    for file in Path(desktop.ui.__file__).parent.rglob("*.py"):
        code = file.read_text(encoding="utf-8")
        named |= set(re.findall(r'(?:IconMark|Message|EmptyState|\bicon)\(\s*"([a-z-]+)"', code))
        named |= set(re.findall(r'Tone\.[A-Z]+: "([a-z-]+)"', code))
    assert len(named) >= 8
    assert named <= shipped


def test_icon_is_drawn_in_its_colour(qapp: object):
    picture = pixmap("home-group", "#A61B1B", 24, 2.0).toImage()
    assert picture.width() == 48
    solid = {
        QColor(picture.pixel(x, y)).name()
        for x in range(48)
        for y in range(48)
        if picture.pixelColor(x, y).alpha() == 255
    }
    assert solid == {"#a61b1b"}


def test_the_same_icon_is_drawn_once(qapp: object):
    assert pixmap("magnify", "#000000", 20) is pixmap("magnify", "#000000", 20)
    assert not icon("magnify").isNull()


def test_unknown_icon_is_a_bug(qapp: object):
    with pytest.raises(FileNotFoundError):
        pixmap("no-such-icon", "#000000", 20)
