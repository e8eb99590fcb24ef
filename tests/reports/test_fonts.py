"""The shipped faces: all Vietnamese letters, the right version, their licence beside them."""

import unicodedata
from itertools import product

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

from desktop.reports.fonts import FACES, font_path, load_fonts

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LETTERS = {
    case(unicodedata.normalize("NFC", vowel + tone))
    for vowel, tone in product(VOWELS, TONES)
    for case in (str.lower, str.upper)
}
ACCENTED = {letter for letter in LETTERS if not letter.isascii()} | {"đ", "Đ"}
PUNCTUATION = " !\"#%&'()*+,-./0123456789:;<=>?@[]_“”‘’…–—°²³₫□"


def test_there_are_134_accented_letters() -> None:
    assert len(ACCENTED) == 134


@pytest.mark.parametrize("face", FACES)
def test_a_face_has_every_vietnamese_letter_and_common_signs(face: str) -> None:
    letters = TTFontFile(str(font_path(face))).charToGlyph
    assert {letter for letter in ACCENTED | set(PUNCTUATION) if ord(letter) not in letters} == set()


@pytest.mark.parametrize("face", FACES)
def test_a_face_is_version_2_1_5(face: str) -> None:
    data = font_path(face).read_bytes()
    assert "Version 2.1.5".encode("utf-16-be") in data
    assert "Liberation Serif".encode("utf-16-be") in data


def test_what_reportlab_reads_is_what_the_files_have() -> None:
    assert {ord(letter) for letter in ACCENTED} <= load_fonts()
    assert ord("😀") not in load_fonts()


def test_the_licence_lies_beside_the_faces() -> None:
    text = (font_path(FACES[0]).parent / "LICENSE-Liberation.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    assert "Reserved Font Name Liberation" in text
