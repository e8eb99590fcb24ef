"""Acts of a laptop that takes a new key, and of the commune that answers."""

from __future__ import annotations

from pathlib import Path

from desktop.models.places import Village
from desktop.sync import enrolment, renewal
from tests.sync.desks import Circle, Desk

OLD, NEW = "hoa ban trắng", "con trâu đi trước"
HOLDER = "Nông Thị Mới"


def begin(desk: Desk, stick: Path, *, holder: str = HOLDER, passphrase: str = NEW) -> Path:
    renewal.begin(desk.store, desk.keys, holder=holder, passphrase=passphrase)
    return renewal.write_request(desk.store, stick)


def spoken(desk: Desk) -> str:
    made = renewal.waiting(desk.store)
    assert made is not None
    return made.spoken


def issue(circle: Circle, desk: Desk, asked: Path, village: Village | None = None, **more: str) -> Path:
    heard = more.pop("heard", spoken(desk))
    commune = circle.commune
    return enrolment.issue(
        commune.store, commune.keys, asked, village or desk.village, circle.stick, heard=heard, **more
    ).path


def take(desk: Desk, issued: Path, passphrase: str = NEW) -> None:
    _, desk.keys = renewal.accept(desk.store, renewal.opened_next(desk.store, passphrase), issued)


def hand_over(circle: Circle, desk: Desk) -> None:
    """The whole story in one breath."""
    take(desk, issue(circle, desk, begin(desk, circle.stick)))


def hand_in(circle: Circle, desk: Desk) -> None:
    assert circle.commune.merge(desk.export(circle.stick)).verdict in ("merged", "already")


def receipt(circle: Circle, desk: Desk) -> None:
    assert desk.merge(circle.commune.export(circle.stick, desk)).verdict == "merged"


def all_bytes(home: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file())
