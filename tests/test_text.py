"""Vietnamese text: the vectors of DOMAIN 2.3 and 4.2-4.4, and properties on arbitrary text."""

import itertools
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import text

ORDERED_NAMES = [
    "Đặng Văn An",
    "Nguyễn Thị An",
    "Nguyễn Văn An",
    "Nguyễn Thị Ảnh",
    "Trần Thị Ánh",
    "Lê Văn Ấn",
    "Nông Thị Dung",
    "Bàn Văn Dũng",
    "Lý Thị Đào",
    "Hoàng Văn Đạt",
    "Nguyễn Thị Ế",
    "Hà Thị Hoa",
    "Hà Văn Hòa",
    "Lường Văn Hoà",
    "Triệu Thị Hoá",
    "Ma Thị Út",
    "Phùng Văn Ước",
    "Hoàng Thị Yến",
]

any_text = st.text(max_size=40)
vietnamese = st.text(alphabet="aáàảãạăắâấbcdđeêếiìoôơợuưựyAĐÊƠƯÐð \u00a0\u200b\u0301\u0323nghtv12-.", max_size=30)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Ðặng ðức", "Đặng đức"),
        ("Nguye\u0302\u0303n", "Nguyễn"),
        ("Vi\u00ea\u0323t", "Việt"),  # Windows-1258 halves
        ("a\u00a0b", "a b"),
        ("\ufeffHà\u200b Thị", "Hà Thị"),
        ("một\r\nhai\rba\tbốn\x00\x1b\x7f", "một\nhai\nba\tbốn"),
        ("e\u200b\u0301", "é"),
        ("\u202egnp.exe", "gnp.exe"),
        ("5.000₫", "5.000₫"),
        ("\ud800x", "x"),
    ],
)
def test_nfc_repairs(raw, clean):
    assert text.nfc(raw) == clean


def test_one_line():
    assert text.one_line("  Hà \n\t Thị\u00a0 Hoa ") == "Hà Thị Hoa"


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        ("ĐẶNG THỊ ƯỚC", "dang thi uoc"),
        ("Ðặng Thị Ước", "dang thi uoc"),
        (unicodedata.normalize("NFD", "Đặng Thị Ước"), "dang thi uoc"),
        ("Hoà Mục", "hoa muc"),
        ("Hòa  Mục ", "hoa muc"),
        ("₫inh – Ê Đê", "dinh - e de"),
        ("Müller Straße", "muller strasse"),
        ("Ỷ YÊN ỵ", "y yen y"),
        ("ａbc", "ａbc"),
    ],
)
def test_fold(raw, key):
    assert text.fold(raw) == key


def test_fold_covers_every_accented_letter_of_the_alphabet():
    accented = [
        unicodedata.normalize("NFC", vowel + tone)
        for vowel in "aăâeêioôơuưy"
        for tone in "\u0300\u0309\u0303\u0301\u0323"
    ]
    letters = {*accented, *"ăâêôơưđ"}
    letters |= {letter.upper() for letter in letters}
    assert len(letters) == 134
    assert all(len(text.fold(letter)) == 1 and text.fold(letter).isascii() for letter in letters)


@given(any_text)
def test_nfc_is_idempotent_and_is_nfc(raw):
    once = text.nfc(raw)
    assert text.nfc(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode("utf-8")


@given(any_text | vietnamese)
def test_one_line_is_idempotent(raw):
    once = text.one_line(raw)
    assert text.one_line(once) == once
    assert "\n" not in once


def test_usual_texts_fold_as_any_text_does():
    usual = text._USUAL + " \t\n\r" + "".join(map(chr, range(0x80, 0x250)))
    for one, other in itertools.product(usual, "aĐ \0ệ"):
        assert text.fold(one + other) == " ".join(text._fold_unusual(one + other).split())


def test_usual_texts_need_no_repair():
    usual = [letter for letter in map(chr, range(0x110000)) if not text._UNUSUAL.search(letter)]
    assert len(usual) > 240
    for one, other in itertools.product(usual, usual):
        assert text._repaired(one + other) == one + other


def test_usual_letters_never_join_others():
    letters = [letter for letter in text._USUAL if not letter.isascii()]
    assert len(letters) == 134
    for one, other in itertools.product(text._USUAL[1:], letters):
        assert unicodedata.is_normalized("NFC", one + other)
        assert text.is_usual((one + other).encode())
        assert text.nfc(one + other) == one + other


@pytest.mark.parametrize("raw", ["\0", "\t", "\r", "\x7f", "\u0301", "\xad", "\u200b", "ð", "é\u0323", "한", "\ufeff"])
def test_what_is_not_usual(raw):
    for around in ("{}", "a{}", "{}b", "ộ{}ộ"):
        assert not text.is_usual(around.format(raw).encode())


@given(any_text | vietnamese)
def test_fold_is_idempotent_and_sees_no_difference_of_form(raw):
    once = text.fold(raw)
    assert text.fold(once) == once
    assert text.fold(text.nfc(raw)) == once
    assert text.fold(unicodedata.normalize("NFD", raw)) == once


@given(any_text | vietnamese)
def test_capitalise_name_is_idempotent(raw):
    once = text.capitalise_name(raw)
    assert text.capitalise_name(once) == once


@given(vietnamese)
def test_sort_keys_ignore_the_form_and_the_case(raw):
    for key in (text.name_sort_key, text.text_sort_key):
        assert key(unicodedata.normalize("NFD", raw)) == key(raw)
        assert key(raw.upper()) == key(raw)


def test_names_sort_as_people_expect():
    assert sorted(reversed(ORDERED_NAMES), key=text.name_sort_key) == ORDERED_NAMES


def test_the_place_of_the_tone_mark_does_not_separate_names():
    assert text.name_sort_key("Hà Văn Hòa") == text.name_sort_key("Hà Văn Hoà")
    assert text.name_sort_key("Hà Thị Thuý") == text.name_sort_key("Hà Thị Thúy")


def test_tones_sort_in_dictionary_order():
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=text.text_sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]


def test_letters_weigh_more_than_tones_and_alphabet_order_holds():
    order = ["a", "ă", "â", "b", "d", "đ", "e", "ê", "i", "k", "o", "ô", "ơ", "u", "ư", "v", "x", "y"]
    assert sorted(reversed(order), key=text.text_sort_key) == order
    assert text.text_sort_key("mạ") < text.text_sort_key("mai")


@pytest.mark.parametrize(
    "ordered",
    [
        ["Thôn 2", "Thôn 10", "Thôn Nà Bản"],
        ["Bản Tết", "Bản Tết 1", "Bản Tết 2", "Bản Tết 11"],
        ["02107-01-002", "02107-01-010", "02107-02-001"],
        ["Nà Bản", "Nà Cà", "Nà Chúa", "Nà Mẩy", "Nà Quang"],
        ["Zoo", "Ωmega"],
    ],
)
def test_text_sorts_naturally(ordered):
    assert sorted(reversed(ordered), key=text.text_sort_key) == ordered


def test_short_and_empty_names_have_keys():
    assert text.name_sort_key("") < text.name_sort_key("Páo") < text.name_sort_key("Lý A Páo")
    assert text.text_sort_key("") == ""


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("NGUYỄN văn AN", "Nguyễn Văn An"),
        ("lý a páo", "Lý A Páo"),
        ("ðặng thị ước", "Đặng Thị Ước"),
        ("h'linh y-blơ", "H'Linh Y-Blơ"),
    ],
)
def test_capitalise_name(raw, name):
    assert text.capitalise_name(raw) == name


@pytest.mark.parametrize(
    ("number", "shown"), [(None, "-"), (0, "0"), (999, "999"), (2245, "2.245"), (1234567, "1.234.567")]
)
def test_format_count(number, shown):
    assert text.format_count(number) == shown


@pytest.mark.parametrize(
    ("size", "down", "up"),
    [
        (0, "0 kB", "0 kB"),
        (1, "0 kB", "0,1 kB"),
        (1536, "1,5 kB", "1,5 kB"),
        (10 << 10, "10 kB", "10 kB"),
        ((10 << 10) + 1, "10 kB", "11 kB"),
        ((1 << 20) - 1, "1.023 kB", "1.024 kB"),
        (1 << 20, "1 MB", "1 MB"),
        ((1 << 20) + 1, "1 MB", "1,1 MB"),
        (12 << 20, "12 MB", "12 MB"),
        (7 << 29, "3,5 GB", "3,5 GB"),
        (1 << 40, "1 TB", "1 TB"),
        (5000 << 40, "5.000 TB", "5.000 TB"),
    ],
)
def test_format_size(size, down, up):
    assert text.format_size(size) == down
    assert text.format_size(size, up=True) == up


@pytest.mark.parametrize(
    ("part", "base", "shown"),
    [
        (7, 8, "87,5%"),
        (87, 100, "87%"),
        (1, 3, "33,3%"),
        (2, 3, "66,7%"),
        (1, 2000, "0,1%"),
        (0, 9, "0%"),
        (5, 5, "100%"),
        (3, 0, "-"),
        (None, 5, "-"),
        (5, None, "-"),
        (30, 2, "1.500%"),
    ],
)
def test_format_share(part, base, shown):
    assert text.format_share(part, base) == shown


@pytest.mark.parametrize(
    ("on", "short", "long"),
    [
        (date(2025, 7, 22), "22/7/2025", "ngày 22 tháng 7 năm 2025"),
        (date(2020, 1, 5), "05/01/2020", "ngày 05 tháng 01 năm 2020"),
        (date(2019, 6, 29), "29/6/2019", "ngày 29 tháng 6 năm 2019"),
        (date(2025, 10, 3), "03/10/2025", "ngày 03 tháng 10 năm 2025"),
    ],
)
def test_dates_on_paper(on, short, long):
    assert text.format_date(on) == short
    assert text.format_long_date("Thanh Thịnh", on, 1999) == f"Thanh Thịnh, {long}"


def test_dates_that_are_not_there():
    assert text.format_date(None) == "-"
    assert text.format_input_date(None) == ""
    assert text.format_long_date("Thanh Thịnh", None, 2025) == "Thanh Thịnh, ngày      tháng      năm 2025"


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_dates_read_back(on):
    for shown in (text.format_date(on), text.format_input_date(on), on.isoformat(), f"{on.day}.{on.month}.{on.year}"):
        assert text.parse_date(shown) == on


TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "today", "earliest", "on"),
    [
        ("5/7/1985", None, None, date(1985, 7, 5)),
        (" 05-07-1985 ", None, None, date(1985, 7, 5)),
        ("5.7.1985", None, None, date(1985, 7, 5)),
        ("1985-07-05", None, None, date(1985, 7, 5)),
        ("5/7/85", None, None, date(1985, 7, 5)),
        ("5/7/85", TODAY, None, date(1985, 7, 5)),
        ("5/7/27", TODAY, None, date(1927, 7, 5)),
        ("5/7/25", TODAY, None, None),  # 1925 or 2025
        ("5/7/25", TODAY, date(2025, 7, 1), date(2025, 7, 5)),
        ("5/7/25", None, None, None),
        ("31/2/1985", None, None, None),
        ("29/2/2023", None, None, None),
        ("7/13/1985", None, None, None),
        ("5/7/185", None, None, None),
        ("5/7/0985", None, None, None),
        ("1985", None, None, None),
        ("", None, None, None),
        ("٥/٧/١٩٨٥", None, None, None),
    ],
)
def test_parse_date(typed, today, earliest, on):
    assert text.parse_date(typed, today=today, earliest=earliest) == on


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("0912345678", "0912345678"),
        ("0912 345 678", "0912345678"),
        ("091.234.5678", "0912345678"),
        ("+84 912 345 678", "0912345678"),
        ("+84 (0)912 345 678", "0912345678"),
        ("84912345678", "0912345678"),
        ("0084912345678", "0912345678"),
        ("912345678", "0912345678"),  # a spreadsheet cut the 0
        ("0162 123 4567", "0321234567"),
        ("01691234567", "0391234567"),
        ("01201234567", "0701234567"),
        ("01271234567", "0811234567"),
        ("01991234567", "0591234567"),
        ("+841681234567", "0381234567"),
        ("0208 385 5555", "02083855555"),
        ("+84 208 385 5555", "02083855555"),
        ("0112345678", None),
        ("091234567", None),
        ("09123456789", None),
        ("01301234567", None),
        ("0912345678a", None),
        ("9.12E+08", None),
        ("٠٩١٢٣٤٥٦٧٨", None),
        ("", None),
    ],
)
def test_phone_digits(typed, digits):
    assert text.phone_digits(typed) == digits


@given(st.from_regex(r"0[35789][0-9]{8}|02[0-9]{9}|016[2-9][0-9]{7}", fullmatch=True))
def test_phone_digits_are_stable_and_survive_display(typed):
    digits = text.phone_digits(typed)
    assert digits is not None
    assert text.phone_digits(digits) == digits
    assert text.phone_digits(text.format_phone(typed)) == digits


def test_format_phone():
    assert text.format_phone("0912345678") == "0912 345 678"
    assert text.format_phone("02083855555") == "0208 385 5555"
    assert text.format_phone("gọi nhà bên") == "gọi nhà bên"
    assert text.format_phone(None) == text.DASH
