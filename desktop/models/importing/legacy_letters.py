"""The old one-byte Vietnamese fonts: TCVN3 (.VnTime) and VNI-Windows texts as Unicode, and how to tell them.

Both look like legal Latin-1, so that only the syllables tell (DOMAIN 4.3). Nothing is converted unasked:
`guess_letters` makes an offer, the person says yes. Case is lost in TCVN3's capital fonts.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from itertools import product

TCVN3, VNI = "tcvn3", "vni"

_TCVN3_LETTERS = str.maketrans(
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\xadõøö÷ùúýûüþ¡¢§£¤¥¦",
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
)
_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_BREVE, _CIRCUMFLEX = "\u0306", "\u0302"
_VNI_TONES = dict(zip("øùûõï", (_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT), strict=True))
_VNI_CIRCUMFLEX = dict(zip("âàáåãä", ("", _GRAVE, _ACUTE, _HOOK, _TILDE, _DOT), strict=True))
_VNI_BREVE = dict(zip("êèéúüë", ("", _GRAVE, _ACUTE, _HOOK, _TILDE, _DOT), strict=True))
_VNI_ALONE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_pairs() -> dict[str, str]:
    """Every letter that VNI writes with two characters."""
    pairs = {}
    for letter, bare in (*((vowel, vowel) for vowel in "aeouy"), ("ô", "ơ"), ("ö", "ư")):
        pairs.update({letter + mark: bare + tone for mark, tone in _VNI_TONES.items()})
    for letter in "aeo":
        pairs.update({letter + mark: letter + _CIRCUMFLEX + tone for mark, tone in _VNI_CIRCUMFLEX.items()})
    pairs.update({"a" + mark: "a" + _BREVE + tone for mark, tone in _VNI_BREVE.items()})
    return pairs


def _both_cases(pairs: Mapping[str, str]) -> dict[str, str]:
    """The same with capitals: "Â" after a capital as well as after a small letter."""
    spelled = {}
    for old, new in pairs.items():
        for first, last in product({old[0], old[0].upper()}, {old[1:], old[1:].upper()}):
            letter = new[0].upper() + new[1:] if first != old[0] else new
            spelled[first + last] = unicodedata.normalize("NFC", letter)
    return spelled


_VNI_LETTERS = {**_both_cases(_vni_pairs()), **_both_cases(_VNI_ALONE)}
_VNI_TOKEN = re.compile("|".join(sorted(map(re.escape, _VNI_LETTERS), key=len, reverse=True)))


def from_tcvn3(text: str) -> str:
    """A TCVN3 text as Unicode: 'NguyÔn V¨n H¹nh' -> 'Nguyễn Văn Hạnh'."""
    return text.translate(_TCVN3_LETTERS)


def from_vni(text: str) -> str:
    """A VNI-Windows text as Unicode: 'Nguyeãn Vaên Haïnh' -> 'Nguyễn Văn Hạnh'."""
    return _VNI_TOKEN.sub(lambda found: _VNI_LETTERS[found[0]], text)


DECODERS: Mapping[str, Callable[[str], str]] = {TCVN3: from_tcvn3, VNI: from_vni}
LETTERS_TITLES: Mapping[str, str] = {TCVN3: "phông chữ cũ .VnTime (TCVN3)", VNI: "phông chữ cũ VNI-Times"}

_INITIALS = "b|ch|c|d|đ|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x|"
_NUCLEI = (
    "a|ă|â|e|ê|i|o|ô|ơ|u|ư|y|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iêu|iu|oa|oai|oao|oay|oă|oe|oeo|oi|ôi|ơi|oo|ua|uâ|uây|uê|ui|"
    "uô|uôi|uơ|uy|uya|uyê|uyu|ưa|ưi|ươ|ươi|ươu|ưu|yê|yêu|uêu|ue"
)
_SYLLABLE = re.compile(f"(?:{_INITIALS})(?:{_NUCLEI})(?:ch|c|m|ng|nh|n|p|t|)")
_TONES = frozenset((_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT))
_WORDS = re.compile(r"[^\s.,;:()\-/0-9\"']+")


def is_syllable(word: str) -> bool:
    """Whether a word is built as a Vietnamese syllable is, with at most one tone."""
    parts = unicodedata.normalize("NFD", word.lower())
    letters = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
    return sum(part in _TONES for part in parts) <= 1 and _SYLLABLE.fullmatch(letters) is not None


def share_of_syllables(text: str) -> float:
    """How large a part of the words with letters beyond ASCII are syllables; 0 to 1, 1 without such words."""
    words = [word for word in _WORDS.findall(text[:100_000]) if not word.isascii()][:2000]
    return sum(map(is_syllable, words)) / len(words) if words else 1.0


def guess_letters(texts: Iterable[str]) -> str:
    """'tcvn3' or 'vni' when a column's texts read as Vietnamese only through that table; else ''."""
    words = [word for text in texts for word in _WORDS.findall(text) if not word.isascii()][:2000]
    if not words:
        return ""
    joined = " ".join(words)
    now = share_of_syllables(joined)
    found = {letters: share_of_syllables(decode(joined)) for letters, decode in DECODERS.items()}
    best = max(found, key=lambda letters: found[letters])
    return best if found[best] >= 0.7 and found[best] - now >= 0.4 else ""
