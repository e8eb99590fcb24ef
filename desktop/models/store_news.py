"""What people must hear about stores: copied or restored ones, here and elsewhere, and what others ask for again.

Reading only; it puts together what `lives` and `ledger` keep.
"""

from dataclasses import dataclass

from desktop.models.ledger import asked_for, lives_heard, set_back, speaking_lives
from desktop.models.lives import NewLife, last_new_life
from desktop.models.places import Device
from desktop.models.store import Store


@dataclass(frozen=True)
class OtherStore:
    """What became of another device's store: how many lives it has had, and whether copies of it are in use at once."""

    device: str
    name: str
    village_id: str | None
    lives: int
    side_by_side: bool
    lost: int  # entries that it once said to hold and holds no more
    asked: int  # entries that it asks to get again


@dataclass(frozen=True)
class StoreNews:
    """All of it; `own` is None when this store only went on."""

    own: NewLife | None
    others: tuple[OtherStore, ...]


def store_news(store: Store) -> StoreNews:
    """What there is to tell; devices about which there is nothing are left out."""
    lost, asked = set_back(store), asked_for(store)
    others = []
    for row in store.all(Device.select().where(~Device.deleted, Device.revoked_on.is_null()).order_by(Device.id)):
        lives = lives_heard(store, row.id)
        one = OtherStore(
            device=row.id,
            name=row.name,
            village_id=row.village_id,
            lives=lives,
            side_by_side=len(speaking_lives(store, row.id)) > 1,
            lost=lost.get(row.id, 0),
            asked=asked.get(row.id, 0),
        )
        if lives > 1 or one.lost or one.asked:
            others.append(one)
    return StoreNews(last_new_life(store), tuple(others))
