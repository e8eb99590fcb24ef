"""A contact list as one vCard 3.0 file (RFC 2426): the version that telephones and Outlook take (decision 0026).

Text only: lines of at most 75 bytes that are never broken inside a letter, CRLF, UTF-8 without a mark at its start.
"""

from collections.abc import Iterable, Sequence

from desktop.models.contacts import Contact
from desktop.reports.content_lines import content_bytes, escaped
from desktop.text import one_line

_INTERNATIONAL = "+84"


def vcards(contacts: Sequence[Contact]) -> bytes:
    """The contacts as the bytes of a .vcf file, in their order; the same bytes for the same contacts."""
    return content_bytes(line for one in contacts for line in _lines(one))


def name_parts(full_name: str) -> tuple[str, str, str]:
    """Họ, tên and đệm as the N property wants them; who has one name alone has it as tên."""
    words = one_line(full_name).split(" ")
    surname = words[0] if len(words) > 1 else ""
    return surname, words[-1], " ".join(words[1:-1])


def _lines(contact: Contact) -> Iterable[str]:
    surname, given, middle = name_parts(contact.name)
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    yield f"N:{escaped(surname)};{escaped(given)};{escaped(middle)};;"
    yield f"FN:{escaped(one_line(contact.name))}"
    yield f"ORG:{escaped(one_line(contact.team))}"
    role = " - ".join(part for part in (contact.role, one_line(contact.title)) if part)
    if role:
        yield f"TITLE:{escaped(role)}"
    if contact.phone:
        kind = "WORK" if contact.is_landline else "CELL"
        yield f"TEL;TYPE={kind},VOICE:{_INTERNATIONAL}{contact.phone.removeprefix('0')}"
    yield f"UID:urn:uuid:{contact.person_id}"
    yield "END:VCARD"
