"""The texts of a form: labels with values inside, and translations (`itext`)."""

import re
from xml.etree.ElementTree import Element

from desktop.surveys.xform.model import NO_LABEL, Label, Output, Translation, Words
from desktop.surveys.xform.parsing import children, first, tag
from desktop.text import nfc

_TEXT_ID = re.compile(r"\s*jr:itext\(\s*(?:'([^']*)'|\"([^\"]*)\")\s*\)\s*")
_SPACE = re.compile(r"[ \t\r\n]+")


def words_of(element: Element) -> Words:
    """The text of an element with the expressions of its outputs; marks such as <b> give their text."""
    if not len(element):
        plain = nfc(element.text or "").strip()
        return (plain,) if plain else ()
    pieces: list[str | Output] = [element.text or ""]
    for inner in element:
        if tag(inner) == "output":
            pieces.append(Output(inner.get("value") or inner.get("ref") or ""))
        else:
            pieces.extend(words_of(inner))
        pieces.append(inner.tail or "")
    return _joined(pieces)


def _joined(pieces: list[str | Output]) -> Words:
    """Neighbouring texts as one, NFC, without space at the ends; line breaks inside stay."""
    joined: list[str | Output] = []
    for piece in pieces:
        if isinstance(piece, str) and joined and isinstance(joined[-1], str):
            joined[-1] += piece
        else:
            joined.append(piece)
    texts = [nfc(piece) if isinstance(piece, str) else piece for piece in joined]
    if texts and isinstance(texts[0], str):
        texts[0] = texts[0].lstrip()
    if texts and isinstance(texts[-1], str):
        texts[-1] = texts[-1].rstrip()
    return tuple(piece for piece in texts if piece != "")


def label_of(element: Element | None) -> Label:
    """A label, hint or message element; a reference goes before what stands in place."""
    if element is None:
        return NO_LABEL
    reference = element.get("ref", "")
    if reference:
        return referred(reference)
    return Label(words=words_of(element))


def referred(reference: str) -> Label:
    """A label that is given by an expression."""
    found = _TEXT_ID.fullmatch(reference)
    if found:
        return Label(text_id=found[1] or found[2] or "")
    return Label(reference=reference)


def message_of(written: str) -> Label:
    """A message in an attribute of a bind: a jr:itext() or the words themselves."""
    found = _TEXT_ID.fullmatch(written)
    if found:
        return Label(text_id=found[1] or found[2] or "")
    return Label(words=(nfc(_SPACE.sub(" ", written).strip()),)) if written.strip() else NO_LABEL


def translations_of(model: Element) -> tuple[dict[str, Translation], str]:
    """Each language's texts, and the default language: the one that is marked, else the first."""
    itext = first(model, "itext")
    languages: dict[str, Translation] = {}
    default = ""
    for translation in children(itext, "translation") if itext is not None else ():
        language = translation.get("lang", "")
        languages[language] = {
            text.get("id", ""): {value.get("form", ""): words_of(value) for value in children(text, "value")}
            for text in children(translation, "text")
        }
        if translation.get("default") is not None and not default:
            default = language
    return languages, default or next(iter(languages), "")
