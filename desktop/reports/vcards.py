"""A contact list as one vCard 3.0 file (RFC 2426): the version that telephones and Outlook take (decision 0026).

Text only: lines of at most 75 bytes that are never broken inside a letter, CRLF, UTF-8 without a mark at its start.
"""

from collections.abc import Iterable, Sequence

from desktop.models.contacts import Contact
from desktop.text import nfc, one_line

_LONGEST = 75  # bytes of a line without its end
_INTERNATIONAL = "+84"


def vcards(contacts: Sequence[Contact]) -> bytes:
    """The contacts as the bytes of a .vcf file, in their order; the same bytes for the same contacts."""
    return "".join(f"{_folded(line)}\r\n" for one in contacts for line in _lines(one)).encode()


def name_parts(full_name: str) -> tuple[str, str, str]:
    """Họ, tên and đệm as the N property wants them; who has one name alone has it as tên."""
    words = one_line(full_name).split(" ")
    surname = words[0] if len(words) > 1 else ""
    return surname, words[-1], " ".join(words[1:-1])


def _lines(contact: Contact) -> Iterable[str]:
    surname, given, middle = name_parts(contact.name)
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    yield f"N:{_escaped(surname)};{_escaped(given)};{_escaped(middle)};;"
    yield f"FN:{_escaped(one_line(contact.name))}"
    yield f"ORG:{_escaped(one_line(contact.team))}"
    role = ", ".join(part for part in (contact.role, one_line(contact.title)) if part)
    if role:
        yield f"TITLE:{_escaped(role)}"
    if contact.phone:
        kind = "WORK" if contact.is_landline else "CELL"
        yield f"TEL;TYPE={kind},VOICE:{_INTERNATIONAL}{contact.phone.removeprefix('0')}"
    yield f"UID:urn:uuid:{contact.person_id}"
    yield "END:VCARD"


def _escaped(text: str) -> str:
    """RFC 2426 section 4: backslash, comma, semicolon and line end are written with a backslash."""
    bare = nfc(text).replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return bare.replace("\n", "\\n")


def _folded(line: str) -> str:
    """The line in pieces of at most 75 bytes, each after the first begun with a space (RFC 2426 section 2.6)."""
    pieces, piece, size = [], "", 0
    for letter in line:
        bytes_ = len(letter.encode())
        if size + bytes_ > _LONGEST:
            pieces.append(piece)
            piece, size = " ", 1
        piece += letter
        size += bytes_
    return "\r\n".join([*pieces, piece])
