"""Bundles by hand: an honest draft of which every part can be bent before it is sealed.

Goes through `desktop.sync` wherever that lets dishonest content pass, and does the rest with the libraries below it.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import msgspec
import pyrage  # type: ignore[import-untyped, unused-ignore]  # has no stubs
import zstandard

from desktop.models.base import json_text
from desktop.sync import container, sshsig
from desktop.sync.certificates import Certificate
from desktop.sync.container import Members
from desktop.sync.cover import Cover
from desktop.sync.keys import DeviceKey, public_line
from tests.bad_bundles.people import COMMUNE, COMMUNE_CODE, LAPTOP, VILLAGE_1, Device

MADE_AT = datetime(2025, 8, 2, 1, 0, tzinfo=UTC)
Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A bundle before it is sealed: from village 1's laptop to the commune, unless told otherwise."""

    lines: Sequence[bytes] = ()
    sender: Device = LAPTOP
    to: Device = COMMUNE
    #: Dotted names of the cover's fields -> other values; `DROP` takes a field away.
    cover: Mapping[str, Any] = field(default_factory=dict)
    #: Bends the cover's bytes before they are signed.
    bend: Callable[[bytes], bytes] = bytes
    #: What is encrypted instead of the compressed lines; None for them.
    compressed: bytes | None = None
    #: What is carried instead of the encrypted body; None for it.
    body: bytes | None = None
    bodiless: bool = False
    recipients: tuple[Device, ...] = ()
    namespace: str = "changes@toso"
    key: DeviceKey | None = None
    certificate: Certificate | None = None
    plain_key: bool = False

    def sealed(self) -> bytes:
        """The bundle's file."""
        members = self.members()
        return container.pack(members)

    def members(self) -> Members:
        """The three members."""
        body = None if self.bodiless else self._body()
        text = self.bend(spelled(self._cover(body)))
        signer = None if self.plain_key else self.certificate or self.sender.certificate()
        signature = sshsig.sign(self.key or self.sender.key, signer, self.namespace, text)
        return Members(text, signature, body)

    def _body(self) -> bytes:
        if self.body is not None:
            return self.body
        packed = compressed(self.lines) if self.compressed is None else self.compressed
        return encrypted(packed, self.recipients or (self.to,))

    def _cover(self, body: bytes | None) -> Json:
        honest = Cover(
            kind="changes",
            commune=COMMUNE_CODE,
            sender=self.sender.sender,
            recipient=self.to.recipient,
            number=1,
            ranges=ranges_of(self.lines),
            program="toso 0.1.0",
            made_at=MADE_AT,
        )
        said: Json = msgspec.to_builtins(honest)
        cover = {name: value for name, value in said.items() if value != {}}
        if body is not None:
            digest = hashlib.sha256(body).hexdigest()
            cover["body"] = {"size": len(body), "sha256": digest, "entries": len(self.lines)}
        for name, value in self.cover.items():
            put(cover, name, value)
        return cover


DROP = object()


def put(cover: Json, name: str, value: object) -> None:
    """Set a field by its dotted name, or take it away."""
    *outer, last = name.split(".")
    place = cover
    for step in outer:
        place[step] = place.get(step) or {}
        place = place[step]
    if value is DROP:
        place.pop(last, None)
    else:
        place[last] = value


def draft(*lines: bytes, **changed: Any) -> Draft:
    """An honest draft with these lines, bent as told."""
    return replace(Draft(lines=lines), **changed)


def spelled(cover: Json) -> bytes:
    """A cover as compact JSON, also with what JSON cannot say: NaN, and half a surrogate pair as an escape."""
    return json.dumps(cover, ensure_ascii=False, separators=(",", ":")).encode(errors="backslashreplace")


def ranges_of(lines: Iterable[bytes]) -> dict[str, tuple[int, int]]:
    """What an honest cover says of the lines; lines that are no entries are passed over."""
    found: dict[str, tuple[int, int]] = {}
    for line in lines:
        try:
            entry = json.loads(line)
            author, sequence = entry["author"], entry["sequence"]
            first, last = found.get(author, (sequence, sequence))
            found[author] = (min(first, sequence), max(last, sequence))
        except (ValueError, KeyError, TypeError, RecursionError):
            continue
    return found


def compressed(lines: Iterable[bytes]) -> bytes:
    """Lines as a body has them before encryption; nothing is checked."""
    return pressed(b"".join(line + b"\n" for line in lines))


def pressed(text: bytes, **options: Any) -> bytes:
    """Text in one zstd frame."""
    return zstandard.ZstdCompressor(write_checksum=True, **options).compress(text)


def encrypted(data: bytes, recipients: Iterable[Device]) -> bytes:
    """Anything, encrypted with age to the devices' keys."""
    keys = [pyrage.ssh.Recipient.from_str(public_line(device.key.public)) for device in recipients]
    sealed: bytes = pyrage.encrypt(data, keys)
    return sealed


def entry(sequence: int, record: str, values: object, /, **changed: Any) -> bytes:
    """The line of an entry of village 1's laptop about a household; `changed` sets or, with DROP, drops its fields."""
    given: Json = {
        "author": LAPTOP.author,
        "record": record,
        "replaced": {},
        "sequence": sequence,
        "stamp": f"2025-08-02T00:00:00.{sequence % 1000:03}Z/0000",
        "table": "household",
        "values": values,
        **changed,
    }
    return json_text({name: value for name, value in given.items() if value is not DROP}).encode()


def household(name: str = "Nông Văn Thử", **values: object) -> Json:
    """The values of a household's first entry, in village 1 unless told otherwise."""
    given = {"head_name": name, "people": 4, "status": "dang_cu_tru", "village_id": VILLAGE_1, **values}
    return {column: value for column, value in given.items() if value is not DROP}


def record(number: int) -> str:
    """The id of a made-up record."""
    return f"0198636f-0000-7000-8000-00000000e{number:03}"


def version(sequence: int, author: str = LAPTOP.author) -> str:
    """A version as entries spell it."""
    return f"{author}:{sequence}"
