"""Vietnamese text: one spelling to store, one key to search, one order for lists, one look for figures and dates.

Stdlib only. Old one-byte fonts (TCVN3, VNI) are not undone here; who reads such files converts before calling `nfc`,
because `nfc` drops characters (the soft hyphen, for one) that are letters in those fonts.
"""

import codecs
import re
import unicodedata
from datetime import date
from functools import lru_cache
from itertools import product

DASH = "-"  # how "unknown" prints; it is never 0

_INVISIBLE = (
    *(0x00AD, 0x061C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF),
    *range(0xE0000, 0xE0080),
)
_CONTROL = (*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000))
_REPAIR: dict[int, str | None] = {
    **dict.fromkeys((*_CONTROL, *_INVISIBLE)),
    **{0x09: "\t", 0x0A: "\n", 0x0D: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"},
    **dict.fromkeys((0x00A0, 0x2007, 0x202F), " "),
    **{0x00D0: "Đ", 0x00F0: "đ"},  # Icelandic eth, very common in old Vietnamese files
}

#: Marks that stand on no letter: at the start of a line or after a tab. JSON would set them on the n of its \\n.
_STRAY_MARKS = re.compile("(?<=[\n\t])[\u0300-\u036f]+")
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"  # Vietnamese order; f j w z stand where foreigners expect them
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")  # dictionary order: ngang huyền hỏi ngã sắc nặng
_VOWELS = "aăâeêioôơuưy"
_UNITS = ((40, "TB"), (30, "GB"), (20, "MB"))


def nfc(text: str) -> str:
    """Return `text` in NFC with look-alikes repaired (Ð -> Đ, NBSP -> space) and invisible characters removed."""
    return _repaired(text) if _UNUSUAL.search(text) else text


def _repaired(text: str) -> str:
    """A text that may have anything in it."""
    return unicodedata.normalize("NFC", _STRAY_MARKS.sub("", text.replace("\r\n", "\n").translate(_REPAIR)))


def one_line(text: str) -> str:
    """Return `nfc(text)` on one line: runs of white space become one space, none at the ends. For names and codes."""
    return " ".join(nfc(text).split())


def _fold_table() -> dict[int, str | None]:
    """Every letter a Vietnamese keyboard makes -> its bare lower-case letter; marks on their own -> nothing."""
    table: dict[int, str | None] = {code: chr(code).lower() for code in range(0x20, 0x7F)}
    table.update(_REPAIR)
    table.update(dict.fromkeys(range(0x0300, 0x0370)))
    for vowel, tone in product(_VOWELS, _TONES):
        letter = unicodedata.normalize("NFC", vowel + tone)
        bare = unicodedata.normalize("NFD", vowel)[0]
        table.update({ord(letter): bare, ord(letter.upper()): bare})
    eth_and_d = (0x0110, 0x0111, 0x00D0, 0x00F0, 0x20AB)  # ₫ stands for đ in old files
    table.update(dict.fromkeys(eth_and_d, "d"))
    table.update({0x2013: "-", 0x2011: "-"})
    return table


_FOLD = _fold_table()
_TONED = [unicodedata.normalize("NFC", vowel + tone) for vowel, tone in product(_VOWELS, _TONES)]
#: The letters that Vietnamese writes beside those of ASCII, each as one character.
_OWN_LETTERS = "".join(sorted({letter for letter in [*_TONED, "đ"] if not letter.isascii()}))
#: What a Vietnamese text usually consists of fits one byte a character, and C loops over bytes fold five times as fast.
_USUAL = "".join(["\0", *map(chr, range(0x20, 0x7F)), _OWN_LETTERS, _OWN_LETTERS.upper()])
_TO_BYTES = codecs.charmap_build(_USUAL.ljust(256, "\ufffe"))
_TO_BARE = bytes([0, *(ord(_FOLD[ord(letter)] or "") for letter in _USUAL[1:])]).ljust(256)
_UNUSUAL = re.compile(f"[^\t\n–—‘’“”…•×·°₫{re.escape(_USUAL[1:])}]")
_USUAL_BEYOND_ASCII = re.compile(f"[{_OWN_LETTERS}{_OWN_LETTERS.upper()}]*")
_PRINTABLE = bytes([0x0A, *range(0x20, 0x7F)])


def fold(text: str) -> str:
    """Return the search key of `text`: lower case, đ as d, no marks, single spaces (DOMAIN 4.3)."""
    try:
        bare = codecs.charmap_encode(text, "strict", _TO_BYTES)[0].translate(_TO_BARE, b"\0").decode("ascii")
    except UnicodeEncodeError:
        bare = _fold_unusual(text)
    return " ".join(bare.split())


def _fold_unusual(text: str) -> str:
    """Fold any text, letter by letter."""
    bare = text.translate(_FOLD)
    return bare if bare.isascii() else _fold_foreign(bare)


def is_usual(encoded: bytes) -> bool:
    """Whether a text in UTF-8 has only Vietnamese letters, printable ASCII and line ends.

    Then it is in NFC, because none of these ever joins another, and has no character that nobody sees.
    """
    return _USUAL_BEYOND_ASCII.fullmatch(encoded.translate(None, _PRINTABLE).decode()) is not None


def _fold_foreign(text: str) -> str:
    """Drop case and marks of letters outside the Vietnamese alphabet."""
    decomposed = unicodedata.normalize("NFD", unicodedata.normalize("NFD", text).casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).translate(_FOLD)


def _collation_table() -> dict[str, tuple[str, int]]:
    """Each lower-case letter -> (a character that sorts by its rank, its tone)."""
    ranks = {letter: chr(0x41 + rank) for rank, letter in enumerate(_LETTERS)}
    table = {letter: (rank, 0) for letter, rank in ranks.items()}
    for vowel, (tone, mark) in product(_VOWELS, enumerate(_TONES)):
        table[unicodedata.normalize("NFC", vowel + mark)] = (ranks[vowel], tone)
    return table


_COLLATION = _collation_table()
_TOKEN = re.compile(r"[0-9]+|[^\W0-9_]+")
_LONGEST_NUMBER = 0x2000


@lru_cache(maxsize=20_000)
def _syllable_key(syllable: str) -> str:
    """Letters first, then the tone; every key ends itself, so that keys can be joined and still compare in turn."""
    letters, tone = [], 0
    for letter in syllable:
        rank, letter_tone = _COLLATION.get(letter) or _foreign_rank(letter)
        letters.append(rank)
        tone = letter_tone or tone
    return f"{''.join(letters)}\x01{tone}"


def _foreign_rank(letter: str) -> tuple[str, int]:
    """Rank a letter of another alphabet: by its bare letter if that is one of ours, else after all of ours."""
    bare = fold(letter)
    known = _COLLATION.get(bare)
    return known if known else ("".join(chr(0x2100 + ord(part)) for part in bare), 0)


def _token_key(token: str) -> str:
    """A number compares as a number and comes before words."""
    if not token.isascii() or not token.isdigit():
        return _syllable_key(token)
    digits = token.lstrip("0")
    return f"\x02{chr(0x20 + min(len(digits), _LONGEST_NUMBER))}{digits}"


def text_sort_key(text: str) -> str:
    """Return a key that sorts in Vietnamese order with numbers by their value (Thôn 2 < Thôn 10); case is ignored."""
    return "".join(_token_key(token) for token in _TOKEN.findall(nfc(text).lower()))


def name_sort_key(full_name: str) -> str:
    """Return a key that sorts people by tên, then họ, then đệm, in Vietnamese order (DOMAIN 4.2)."""
    words = one_line(full_name).lower().split(" ")
    given, surname, middle = words[-1], words[0] if len(words) > 1 else "", words[1:-1]
    return "".join(_syllable_key(word) for word in (given, surname, *middle))


def capitalise_name(name: str) -> str:
    """Return a person's name with every syllable capitalised (NĐ 30/2020 Phụ lục II): 'LÝ A páo' -> 'Lý A Páo'."""
    return nfc(re.sub(r"[^\W\d_]+", lambda word: _capitalise(word[0]), one_line(name)))


def _capitalise(word: str) -> str:
    """Upper-case the first letter, lower-case the others."""
    first = word[0].upper()
    return (first if len(first) == 1 else word[0]) + word[1:].lower()


def format_count(number: int | None) -> str:
    """Return a count with dots between thousands: 2245 -> '2.245'; None -> '-'."""
    return DASH if number is None else f"{number:,}".replace(",", ".")


def format_size(size: int, *, up: bool = False) -> str:
    """Return a number of bytes as file managers say it, units of 1024: '640 kB', '1,5 GB'; `up` rounds up, not down."""
    unit, name = next(((1 << bits, name) for bits, name in _UNITS if size >= 1 << bits), (1 << 10, "kB"))
    tenths = -(-size * 10 // unit) if up else size * 10 // unit
    if tenths >= 100:
        return f"{format_count(-(-size // unit) if up else size // unit)} {name}"
    whole, decimal = divmod(tenths, 10)
    return f"{whole},{decimal} {name}" if decimal else f"{whole} {name}"


def format_share(part: int | None, base: int | None) -> str:
    """Return part of base in percent, one decimal, rounded half up: (7, 8) -> '87,5%'; unknown or no base -> '-'."""
    if part is None or not base:
        return DASH
    tenths = (part * 2000 + base) // (base * 2)
    whole, decimal = divmod(tenths, 10)
    return f"{format_count(whole)},{decimal}%" if decimal else f"{format_count(whole)}%"


def format_date(on: date | None) -> str:
    """Return a date as papers write it, with the zeros of NĐ 30/2020: '05/8/2025', '01/02/2025'; None -> '-'."""
    return DASH if on is None else f"{on.day:02}/{_month(on)}/{on.year}"


def format_long_date(place: str, on: date | None, year: int) -> str:
    """Return 'Thanh Thịnh, ngày 05 tháng 8 năm 2025'; without a date, blanks for the clerk and `year`."""
    if on is None:
        return f"{place}, ngày      tháng      năm {year}"
    return f"{place}, ngày {on.day:02} tháng {_month(on)} năm {on.year}"


def _month(on: date) -> str:
    """January and February take a zero, the other months do not (NĐ 30/2020 Phụ lục I, II.4b)."""
    return f"{on.month:02}" if on.month <= 2 else str(on.month)


def format_input_date(on: date | None) -> str:
    """Return a date as screens show and take it, 'dd/mm/yyyy'; None -> ''."""
    return "" if on is None else f"{on.day:02}/{on.month:02}/{on.year:04}"


_DAY_FIRST = re.compile(r"([0-9]{1,2})\s*[/.\- ]\s*([0-9]{1,2})\s*[/.\- ]\s*([0-9]{4}|[0-9]{2})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[/.\-]([0-9]{1,2})[/.\-]([0-9]{1,2})")
_FIRST_YEAR, _LAST_YEAR, _SURELY_PAST = 1900, 2199, 50


def parse_date(text: str, *, today: date | None = None, earliest: date | None = None) -> date | None:
    """Read '5/7/1985', '05-07-1985', '5.7.1985' or ISO; None when it is no date or not certain which.

    A two-digit year is taken only when a single century fits between `earliest` (else 1900) and `today`; without
    `today` only 50-99 are certain (1950-1999), because a year must never be guessed into the future.
    """
    typed = one_line(text)
    if found := _YEAR_FIRST.fullmatch(typed):
        return _certain_date(int(found[1]), int(found[2]), int(found[3]))
    if not (found := _DAY_FIRST.fullmatch(typed)):
        return None
    if len(found[3]) == 4:
        return _certain_date(int(found[3]), int(found[2]), int(found[1]))
    return _short_year_date(int(found[3]), int(found[2]), int(found[1]), today, earliest)


def _certain_date(year: int, month: int, on_day: int) -> date | None:
    """Return the date if the calendar has it and people of a village can mean it."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, on_day)
    except ValueError:
        return None


def _short_year_date(year: int, month: int, on_day: int, today: date | None, earliest: date | None) -> date | None:
    """Return the only past date that a two-digit year can mean, or None."""
    last = today or date(1900 + 99, 12, 31)
    if today is None and year < _SURELY_PAST:
        return None
    both = (_certain_date(century + year, month, on_day) for century in (1900, 2000))
    past = [on for on in both if on and on <= last and (earliest is None or on >= earliest)]
    return past[0] if len(past) == 1 else None


_OLD_PREFIXES = {  # the 11-digit mobile numbers that were renumbered in 2018
    **{f"016{digit}": f"03{digit}" for digit in range(2, 10)},
    **{"0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078"},
    **{"0123": "083", "0124": "084", "0125": "085", "0127": "081", "0129": "082"},
    **{"0186": "056", "0188": "058", "0199": "059"},
}
_MOBILE = re.compile(r"0[35789][0-9]{8}")
_LANDLINE = re.compile(r"02[0-9]{9}")


def phone_digits(text: str) -> str | None:
    """Return a Vietnamese number as bare digits with its leading 0, old 01xx numbers renumbered; None for others."""
    number = _national(re.sub(r"[ .\-()]", "", one_line(text)))
    if len(number) == 11 and number[:4] in _OLD_PREFIXES:
        number = _OLD_PREFIXES[number[:4]] + number[4:]
    return number if _MOBILE.fullmatch(number) or _LANDLINE.fullmatch(number) else None


def _national(number: str) -> str:
    """Replace the country code by 0, and give back the 0 that spreadsheets cut off."""
    for code in ("+84", "0084"):
        if number.startswith(code):
            return "0" + number.removeprefix(code).removeprefix("0")
    if number.startswith("84") and len(number) in (11, 12):
        return "0" + number.removeprefix("84")
    return "0" + number if len(number) in (9, 10) and not number.startswith("0") else number


def format_phone(text: str | None) -> str:
    """Return '0912 345 678' or '0208 385 5555'; text that is no Vietnamese number as it is, None or '' as '-'."""
    if not text:
        return DASH
    digits = phone_digits(text)
    return f"{digits[:4]} {digits[4:7]} {digits[7:]}" if digits else text
