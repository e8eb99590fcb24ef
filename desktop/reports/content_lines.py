"""Lines of vCard and iCalendar files (RFC 2426, RFC 5545): texts escaped, lines folded within 75 bytes, CRLF, UTF-8.

Both formats share these rules; what the lines say is the matter of `vcards` and `calendar_file`.
"""

from collections.abc import Iterable

from desktop.text import nfc

_LONGEST = 75  # bytes of a line without its end


def content_bytes(lines: Iterable[str]) -> bytes:
    """The lines as a file; no line is broken inside a letter."""
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def escaped(text: str) -> str:
    """A value of text: backslash, comma, semicolon and line end are written with a backslash."""
    bare = nfc(text).replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return bare.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _folded(line: str) -> str:
    """The line in pieces of at most 75 bytes, each after the first begun with a space."""
    pieces, piece, size = [], "", 0
    for letter in line:
        bytes_ = len(letter.encode())
        if size + bytes_ > _LONGEST:
            pieces.append(piece)
            piece, size = " ", 1
        piece += letter
        size += bytes_
    return "\r\n".join([*pieces, piece])
