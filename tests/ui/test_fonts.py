"""The typeface holds every letter that the desk can show, in four weights of one family."""

import unicodedata

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo

from desktop.paths import resources
from desktop.ui.fonts import WEIGHT_FILES, load_fonts
from desktop.ui.tokens import FAMILY

_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_BASES = "aăâeêioôơuưy"
LETTERS = {
    letter
    for base in _BASES
    for tone in _TONES
    for letter in (
        unicodedata.normalize("NFC", base + tone),
        unicodedata.normalize("NFC", (base + tone).upper()),
    )
    if not letter.isascii()
} | {"đ", "Đ"}


def test_there_are_134_accented_letters():
    assert len(LETTERS) == 134


@pytest.mark.parametrize("name", WEIGHT_FILES)
def test_weight_has_every_letter_and_sign(name: str):
    font = TTFont(resources() / "fonts" / "ui" / f"{name}.ttf")
    signs = set("0123456789·–…“”‘’«»%/()+-₫›×")
    assert not {letter for letter in LETTERS | signs if ord(letter) not in font.getBestCmap()}


def test_licence_goes_with_the_typeface():
    assert "SIL OPEN FONT LICENSE Version 1.1" in (resources() / "fonts" / "ui" / "OFL.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("weight", [QFont.Weight.Normal, QFont.Weight.Medium, QFont.Weight.DemiBold, QFont.Weight.Bold])
def test_qt_finds_each_weight_in_one_family(qapp: object, weight: QFont.Weight):
    load_fonts()
    font = QFont(FAMILY)
    font.setWeight(weight)
    assert QFontInfo(font).family() == FAMILY
    assert weight in [QFontDatabase.weight(FAMILY, style) for style in QFontDatabase.styles(FAMILY)]
