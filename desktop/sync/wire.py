"""The few primitives of the SSH wire format (RFC 4251 section 5) that keys and signatures are written in.

Knows no key and no signature; it only cuts and joins bytes. Whoever calls it turns WireError into a named refusal.
"""

import struct


class WireError(ValueError):
    """The bytes are not what the format says."""


class Reader:
    """Cuts fields off the front of `data`."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, size: int) -> bytes:
        """The next `size` bytes."""
        end = self._at + size
        if end > len(self._data):
            raise WireError("too short")
        taken, self._at = self._data[self._at : end], end
        return taken

    def number(self) -> int:
        """The next uint32."""
        value: int = struct.unpack(">I", self.take(4))[0]
        return value

    def string(self) -> bytes:
        """The next string: a uint32 length and that many bytes."""
        return self.take(self.number())

    def expect(self, literal: bytes) -> None:
        """Pass over bytes that must stand here."""
        if self.take(len(literal)) != literal:
            raise WireError(f"no {literal!r}")

    def finish(self) -> None:
        """Make sure that nothing is left."""
        if self._at != len(self._data):
            raise WireError("bytes left over")


def string(value: bytes) -> bytes:
    """Write a string: its length, then its bytes."""
    return struct.pack(">I", len(value)) + value


def number(value: int) -> bytes:
    """Write a uint32."""
    return struct.pack(">I", value)
