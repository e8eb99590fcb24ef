"""What is told about copied and restored stores and about what is asked for again."""

from desktop.models.journal import changing
from desktop.models.ledger import note_asked, note_seen
from desktop.models.places import Device
from desktop.models.store import Store
from desktop.models.store_news import store_news

A = "0198636f-0000-7000-8000-0000000000a1"


def add_device(store: Store) -> str:
    with changing(store) as change:
        return change.add(Device, role="village", name="Máy thôn", public_key="ssh-ed25519 A", fingerprint="SHA256:x")


def said(store: Store, device: str, life: str, number: int, seen: dict[str, int]) -> None:
    with store.transaction():
        note_seen(store, device, life, number, seen)


def test_there_is_nothing_to_tell_of_desks_that_only_go_on(commune: Store) -> None:
    device = add_device(commune)
    said(commune, device, "one", 1, {A: 5})
    said(commune, device, "one", 2, {A: 6})
    assert store_news(commune).own is None
    assert store_news(commune).others == ()


def test_a_restored_desk_and_what_it_lost(commune: Store) -> None:
    device = add_device(commune)
    said(commune, device, "one", 3, {A: 5})
    said(commune, device, "two", 1, {A: 2})
    (one,) = store_news(commune).others
    assert (one.lives, one.side_by_side, one.lost, one.asked) == (2, False, 3, 0)
    said(commune, device, "one", 4, {A: 5})
    (one,) = store_news(commune).others
    assert one.side_by_side


def test_what_is_asked_for_is_told_until_it_is_held(commune: Store) -> None:
    device = add_device(commune)
    said(commune, device, "one", 1, {A: 2})
    with commune.transaction():
        note_asked(commune, device, {A: (3, 7)})
    assert [one.asked for one in store_news(commune).others] == [5]
    said(commune, device, "one", 2, {A: 6})
    assert [one.asked for one in store_news(commune).others] == [1]
    with commune.transaction():
        note_asked(commune, device, {})
    assert store_news(commune).others == ()
